"""The chosen place of the map page: what the map says of it, and what every source says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator, Term
from etl.queries import choices, evidence, map_rows, place_summary
from etl.queries.choices import series
from layouts import scales
from layouts.components import place_details
from layouts.components.place_details import Series
from layouts.evidence import edition_notes, row_evidence
from layouts.evidence.layer import Layer
from layouts.pages.map.quarters import quarters
from layouts.pages.map.state import CODEC, State


@dataclass(frozen=True, eq=False)
class PlaceReading:
    """What a map says of one place, by its own row or that of the ``region`` around it, where that stands, and its caveats.

    ``caveats``: ``severity, text`` of those that the whole map does not have.
    """

    name: str
    text: str
    region: str = ""
    locator: str = ""
    copy: str = ""
    caveats: pd.DataFrame | None = None


def place_reading(layer: Layer, place: str) -> PlaceReading:
    """The reading of a place on a map."""
    name = place_summary.names()[place]
    around = layer.rows[layer.rows["place"].isin(place_summary.around(place))]
    if around.empty:
        return PlaceReading(name, vocabulary.label("absence", "not_covered"))
    # A country's own row stands before those of the regions around it.
    at = around["kind"].eq("region").idxmin()
    row = around.loc[at]
    caveats = _why_absent(layer, place) if row["status"] == "no_figure" else _own_caveats(layer, around.loc[[at]])
    region = "" if row["place"] == place else row["name"]
    where = {column: row[column] for column in ("locator", "copy") if not pd.isna(row[column])}
    inferred = ". An inferred value is held and not shown" if _has_hidden_inferred(layer, str(row["place"])) else ""
    text = edition_notes.with_note(row["reading"] + inferred, edition_notes.note(dict(row)))
    return PlaceReading(name, text, region, **where, caveats=caveats)


def _own_caveats(layer: Layer, row: pd.DataFrame) -> pd.DataFrame:
    """The caveats of one row that the whole map does not have; what another edition says stands beside the figure already."""
    row = row.rename(columns={"name": "place_name"})
    editions = {text for _, text, _ in edition_notes.disagreeing(row)}
    own = [caveat for caveat in row_evidence.evidence_of(row).caveats if caveat.text not in editions]
    whole = row_evidence.split_caveats(layer.evidence.caveats, layer.standing)[0]
    return row_evidence.split_caveats(own, pd.concat([whole, layer.standing]))[0]


def _why_absent(layer: Layer, place: str) -> pd.DataFrame:
    """The caveats that say why the place has no figure, also where the whole map has them: ``severity, text``."""
    caveats = row_evidence.absence_caveats(layer.selection.source, layer.selection.indicator, layer.period, place)
    return pd.DataFrame([(caveat.severity, caveat.text) for caveat in caveats], columns=["severity", "text"], dtype="object")


def _has_hidden_inferred(layer: Layer, place: str) -> bool:
    """Whether the map leaves out an inferred value of a place."""
    rows = layer.series.at(layer.selection.group, layer.selection.year, inferred=True)
    return not layer.selection.inferred and bool(((rows["place"] == place) & (rows["basis"] == "inferred")).any())


@dataclass(frozen=True, eq=False)
class PlaceSummary:
    """What every source says of a place in a family of indicators, over all years.

    ``missing``: by kind of absence the records of the sources without a row; ``others``: label and link of the other families.
    """

    record: Mapping[str, Any]
    family: Term
    series: tuple[Series, ...]
    missing: Mapping[str, Sequence[Mapping[str, Any]]]
    others: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def summary_of_place(place: str, family: str, *, inferred: bool) -> PlaceSummary:
    """The summary of a place; a step of the year slider only moves within it."""
    missing = {code: [evidence.source(source) for source in sources] for code, sources in place_summary.missing(place, family).items()}
    others = tuple(_other_family(place, code, rows) for code, rows in place_summary.families(place).items() if code != family)
    own = tuple(_series(place, family, inferred=inferred))
    return PlaceSummary(place_summary.record(place), vocabulary.terms("family")[family], own, missing, others)


def _series(place: str, family: str, *, inferred: bool) -> Iterator[Series]:
    rows, all_rows = (place_summary.says(place, family, inferred=one) for one in (inferred, True))
    hidden = all_rows[all_rows["basis"] == "inferred"] if not inferred else all_rows.iloc[:0]
    for (code, source, where), group in rows.groupby(["indicator", "source_id", "place"], sort=False, observed=True):
        one = series(code, source)
        classified = map_rows.classified(one, group, one.groups[0])
        records = classified.to_dict("records")
        looks = {entry.code: entry for entry in scales.classes(one.indicator, map_rows.classes(code, source, one.groups[0]))}
        own = where == place
        strip = place_details.history(one.indicator, records, looks, _edition_notes(records)) if own and len(records) > 1 else None
        left_out = hidden[(hidden["indicator"] == code) & (hidden["source_id"] == source) & (hidden["place"] == where)]
        yield Series(
            one.indicator,
            evidence.source(source),
            records,
            strip,
            edition_notes.by_year(records) if own else "",
            (*_unclear(one.indicator, classified), *_left_out(left_out)),
            quarters(place, code, source) if own else None,
        )


def _left_out(hidden: pd.DataFrame) -> list[str]:
    """A sentence on the years of a series of which only an inferred value is there; nothing where there are none."""
    years = ", ".join(str(year) for year in sorted(hidden["year_end"]))
    return [f"{years}: an inferred value is held and not shown. Switch on 'Include inferred values' to see it."] if years else []


def _unclear(indicator: Indicator, rows: pd.DataFrame) -> tuple[str, ...]:
    """The caveats of the years of which the source has a mask or a range instead of a figure, each with its years."""
    unclear = rows[rows["status"].isin(["masked", "range"])]
    if unclear.empty or len(rows) == 1:
        return ()
    texts = set(evidence.row_caveats_of(unclear["caveat_ids"].explode().dropna().unique())["text"])
    return tuple(f"{one.about}: {one.text}" for one in row_evidence.evidence_of(rows).caveats if one.about and one.text in texts)


def _edition_notes(rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """What another edition says, by the year of the row of which it says something else."""
    notes = {int(row["year_end"]): edition_notes.note(row) for row in rows}
    return {year: note for year, note in notes.items() if note}


def _other_family(place: str, family: str, rows: pd.DataFrame) -> tuple[str, str]:
    """How many sources of another family speak of a place, and the link to it: its first indicator, by the latest source."""
    first = rows[rows["indicator"] == rows["indicator"].iloc[0]]
    latest = first.loc[first["year_end"].idxmax()]
    state = CODEC.nearest_valid(State(latest["indicator"], latest["source_id"], choices.ALL, int(latest["year_end"]), place))
    count = rows["source_id"].nunique()
    return f"{vocabulary.label('family', family).lower()} ({count} {'source' if count == 1 else 'sources'})", f"/{CODEC.encode(state)}"
