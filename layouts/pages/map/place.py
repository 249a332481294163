"""The chosen place of the world page: what the map says of it, beside the evidence, and below what every source says."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, evidence, map_rows, place_summary
from layouts import scales
from layouts.components import evidence_list as evidence_parts
from layouts.components import place_details
from layouts.components.place_details import Series
from layouts.evidence import edition_notes, row_evidence
from layouts.pages.map import quarters, state
from layouts.pages.map.scene import scene, standing
from layouts.pages.map.state import View


def chosen(view: View) -> Sequence[Any]:
    """What this view says of the chosen place, where that was read, and its own caveats; nothing where none is chosen."""
    if not view.place:
        return []
    shown = scene(view)
    name = place_summary.names()[view.place]
    mark = shown.frame["place"].isin(place_summary.around(view.place))
    if not mark.any():
        return evidence_parts.of_place(name, vocabulary.label("absence", "not_covered"))
    # A country's own row stands before those of the regions around it.
    at = shown.frame.loc[mark, "kind"].eq("region").idxmin()
    row = shown.frame.loc[at]
    own = _why_absent(view) if row["status"] == "no_figure" else _own_caveats(view, shown.frame.loc[[at]])
    region = "" if row["place"] == view.place else row["name"]
    where = {column: row[column] for column in ("locator", "copy") if not pd.isna(row[column])}
    said = shown.readings[at] + (". An inferred value is held and not shown" if _is_inferred(view, str(row["place"])) else "")
    said = edition_notes.with_note(said, edition_notes.note(dict(row)))
    return evidence_parts.of_place(name, said, region=region, **where, caveats=own)


def _own_caveats(view: View, row: pd.DataFrame) -> pd.DataFrame:
    """The caveats of one row that the whole view does not have; what another edition says stands beside the figure already."""
    row = row.rename(columns={"name": "place_name"})
    told = {text for _, text, _ in edition_notes.disagreeing(row)}
    mine = [caveat for caveat in row_evidence.described(row).caveats if caveat.text not in told]
    whole = row_evidence.listed(scene(view).drawn.caveats, standing(view))[0]
    return row_evidence.listed(mine, pd.concat([whole, standing(view)]))[0]


def _why_absent(view: View) -> pd.DataFrame:
    """The caveats that say why the place has no figure, also where the whole view has them: ``severity, text``."""
    told = row_evidence.absent(view.source, view.indicator, scene(view).period, view.place)
    return pd.DataFrame([(caveat.severity, caveat.text) for caveat in told], columns=["severity", "text"], dtype="object")


def _is_inferred(view: View, where: str) -> bool:
    """Whether the view leaves out an inferred value of a place."""
    rows = map_rows.select(view.indicator, view.source, view.group, view.year, inferred=True)
    return not view.inferred and bool(((rows["place"] == where) & (rows["basis"] == "inferred")).any())


@lru_cache(maxsize=256)
def _series(chosen: str, family: str, inferred: bool) -> tuple[Series, ...]:
    """What every source says of a place, for all years: kept, since a step of the slider only moves within it."""
    found = []
    said = place_summary.says(chosen, family, inferred=inferred)
    for (code, source, where), group in said.groupby(["indicator", "source_id", "place"], sort=False, observed=True):
        entry = vocabulary.indicators()[code]
        people = choices.groups(code, source)[0]
        classes = scales.classes(entry, map_rows.classes(code, source, people))
        rows = group.assign(**{"class": map_rows.looked(entry, source, people, group)}).to_dict("records")
        own = where == chosen
        strip = place_details.history(entry, rows, {item.code: item for item in classes}, _notes(rows)) if own and len(rows) > 1 else None
        beside = (*_unclear(entry, group), *([] if inferred else _unshown(chosen, family, (code, source, where))))
        parts = quarters.panel(chosen, code, source) if own else None
        found.append(Series(entry, evidence.source(source), rows, strip, edition_notes.by_year(rows) if own else "", beside, parts))
    return tuple(found)


def _unshown(chosen: str, family: str, series: tuple[str, str, str]) -> list[str]:
    """A sentence on the years of a series of which only an inferred value is held; nothing where there are none."""
    said = place_summary.says(chosen, family, inferred=True)
    said = said[(said["basis"] == "inferred") & (said[["indicator", "source_id", "place"]].astype("str") == list(series)).all(axis=1)]
    years = ", ".join(str(year) for year in sorted(said["year_end"]))
    return [f"{years}: an inferred value is held and not shown. Switch on 'Include inferred values' to see it."] if years else []


def _unclear(entry: vocabulary.Indicator, rows: pd.DataFrame) -> tuple[str, ...]:
    """The caveats of the years of which the source has a mask or a range instead of a figure, each with its years."""
    unclear = rows[map_rows.status(entry, rows).isin(["masked", "range"])]
    if unclear.empty or len(rows) == 1:
        return ()
    texts = set(evidence.row_caveats_of(unclear["caveat_ids"].explode().dropna().unique())["text"])
    return tuple(f"{one.about}: {one.text}" for one in row_evidence.described(rows).caveats if one.about and one.text in texts)


def _notes(rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """What another edition says, by the year of the row of which it says something else."""
    told = {int(row["year_end"]): edition_notes.note(row) for row in rows}
    return {year: said for year, said in told.items() if said}


@lru_cache(maxsize=1024)
def _other(chosen: str, family: str) -> tuple[str, str]:
    """What another family holds on a place, in words, and the link to it: its first indicator, by the latest source."""
    rows = place_summary.families(chosen)[family]
    first = rows[rows["indicator"] == rows["indicator"].iloc[0]]
    latest = first.loc[first["year_end"].idxmax()]
    link = state.encode(state.fitted(View(latest["indicator"], latest["source_id"], choices.ALL, int(latest["year_end"]), chosen)))
    held = rows["source_id"].nunique()
    return f"{vocabulary.label('family', family).lower()} ({held} {'source' if held == 1 else 'sources'})", f"/{link}"


def panel(view: View) -> list[Any]:
    """What every source says of the chosen place; nothing where none is chosen."""
    if not view.place:
        return []
    family = vocabulary.indicators()[view.indicator].family
    # What the map shows comes first.
    series = sorted(_series(view.place, family, view.inferred), key=lambda one: one.indicator.code != view.indicator)
    missing = place_summary.missing(view.place, family)
    sources = {code: evidence.source(code) for held in missing.values() for code in held}
    term = vocabulary.terms("family")[family]
    others = [_other(view.place, code) for code in place_summary.families(view.place) if code != family]
    return place_details.place_panel(place_summary.record(view.place), term, series, missing, sources, others, year=view.year)
