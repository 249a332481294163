"""Completes the rows of a source: places become codes, defaults are filled, ranks are looked up, caveats attached.

What a source module gives is short on purpose; what every row owes (an identifier, a range kind, all the caveats that
apply to it) is added here, the same way for all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from etl.claims import claim_rows
from etl.contract import vocabulary
from etl.contract.errors import EtlError, PlaceError, RuleError, gathered, raise_all
from etl.contract.schema import Raw, Tables, fields
from etl.contract.source_config import Source
from etl.geography.gazetteer import Gazetteer
from etl.transform import caveats
from etl.transform.ranks import ranked


@dataclass(frozen=True)
class _Shape:
    """What distinguishes the tables of rows: defaults, the columns that make a row unique, and its years."""

    defaults: Mapping[str, object]
    key: tuple[str, ...]
    years: tuple[str, str]


_REPEATED = (
    "The source prints the same figure again under the name of the citizenship. It is taken to be the same people and is left out of sums."
)
_NO_BOUNDS = {"value_low": float("nan"), "value_high": float("nan")}
_SHAPES = {
    "estimates": _Shape(
        {"sex": "all", "age": "all", "form": "all", **_NO_BOUNDS, "basis": "printed", "quantity_id": None, "quarter": pd.NA},
        ("indicator", "place", "year_start", "year_end", "form", "sex", "age", "quarter"),
        ("year_start", "year_end"),
    ),
    "ratings": _Shape({"basis": "printed"}, ("indicator", "place", "year"), ("year", "year")),
    "flows": _Shape(
        {"sex": "all", "age": "all", "form": "all", "count_low": float("nan"), "count_high": float("nan"), "basis": "printed"}
        | {"kind": "corridor", "label_end": "origin", "quarter": pd.NA},
        ("indicator", "evidence", "origin_printed", "destination_printed", "year_start", "year_end", "form", "sex", "age", "quarter"),
        ("year_start", "year_end"),
    ),
}
# Which indicators a table may hold: a count of people is drawn by place or as a flow.
_HELD_IN = {"estimates": ("estimates",), "ratings": ("ratings",), "flows": ("estimates", "flows")}


def _known_indicators(frame: pd.DataFrame, source: Source, table: str) -> None:
    known = [code for code, indicator in vocabulary.indicators().items() if indicator.table in _HELD_IN[table]]
    for row in frame[~frame["indicator"].isin(known)].itertuples():
        problem = f"'{row.indicator}' is not an indicator of the table {table}"
        raise RuleError(source.source_id, str(row.where), problem, "Use a code of etl/contract/indicators.toml, or add one there.")


def _codes(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer, column: str = "place_printed") -> pd.Series:
    """Codes of the printed names; a transcription that gives the code itself is held to the known ones."""
    if "place" in frame and column == "place_printed":
        for row in frame[~frame["place"].isin(gazetteer.codes)].itertuples():
            remedy = "Give a code of places.csv or regions.csv, or add the region there."
            raise PlaceError(source.source_id, str(row.where), f"there is no place '{row.place}'", remedy)
        return frame["place"]
    found: dict[str, str] = {}
    faults: list[EtlError] = []
    for name, where in frame.drop_duplicates(column)[[column, "where"]].itertuples(index=False):
        with gathered(faults):
            found[name] = gazetteer.resolve(name, source=source.source_id, where=where)
    raise_all(faults)
    return frame[column].map(found)


def _labelled(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer, end: str, own: pd.Series) -> pd.Series:
    """Codes of an end that holds printed citizenships or countries; ``own`` is the country that reports them."""
    column = f"{end}_printed"
    codes: dict[str, str] = {}
    faults: list[EtlError] = []
    for label, where in frame.drop_duplicates(column)[[column, "where"]].itertuples(index=False):
        with gathered(faults):
            codes[label] = gazetteer.citizenship(label, source=source.source_id, where=where, own="")
    raise_all(faults)
    return pd.Series([codes[label] or home for label, home in zip(frame[column], own, strict=True)], frame.index, "str")


def _ends(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.DataFrame:
    """Add the codes of origin and destination; ``label_end`` is the end that is a printed citizenship or country, the other reports it."""
    if "origin" in frame:
        return frame
    parts = []
    for end, rows in frame.groupby("label_end", sort=False):
        other = "destination" if end == "origin" else "origin"
        reporting = _codes(rows, source, gazetteer, f"{other}_printed")
        labelled = _labelled(rows, source, gazetteer, str(end), reporting)
        parts.append(rows.assign(**{str(end): labelled, other: reporting, "place": reporting}))
    return _repeated(pd.concat(parts).reindex(frame.index), gazetteer)


def _repeated(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Mark as totals the rows of "Nationals" whose people are printed again under the name of their citizenship."""
    same = ["indicator", "evidence", "origin", "destination", "year_start", "year_end", "quarter", "form", "sex", "age", "as_printed"]
    label = frame["origin_printed"].where(frame["label_end"] == "origin", frame["destination_printed"])
    repeats = frame.duplicated(same, keep=False) & label.map(gazetteer.is_domestic) & (frame["kind"] == "corridor")
    texts = frame.get("caveat", pd.Series("", frame.index))
    marked = texts.mask(repeats, (texts + "\n" + _REPEATED).str.strip())
    return frame.assign(kind=frame["kind"].mask(repeats, "total"), caveat=marked)


def _years(frame: pd.DataFrame, source: Source, column: str) -> pd.Series:
    cells = frame[column].astype("str")
    years = {cell: int(cell) for cell in cells.unique() if re.fullmatch(r"\d{4}", cell, re.ASCII)}
    for row in frame[~cells.isin(list(years))].itertuples():
        raise RuleError(source.source_id, str(row.where), f"'{getattr(row, column)}' is not a year", "Write four digits.")
    return cells.map(years).astype("int64")


def _filled(frame: pd.DataFrame, column: str, known: str) -> pd.DataFrame:
    """The frame with ``column``: what is ``known`` of the whole source where a row says nothing of its own."""
    return frame.assign(**{column: frame[column].fillna(known) if column in frame else known})


def _complete(frame: pd.DataFrame, source: Source, table: str, gazetteer: Gazetteer) -> pd.DataFrame:
    shape = _SHAPES[table]
    _known_indicators(frame, source, table)
    frame = claim_rows.with_document_year(frame, source).reset_index(drop=True)
    units = frame["indicator"].map({code: indicator.unit for code, indicator in vocabulary.indicators().items()})
    frame = frame.assign(**{column: default for column, default in shape.defaults.items() if column not in frame})
    frame = frame.assign(
        source_id=source.source_id,
        published_year=_years(_filled(frame, "published_year", str(source.published_year)), source, "published_year"),
        copy=_filled(frame, "copy", source.copy)["copy"],
        unit=frame.get("unit", units),
        **{column: _years(frame, source, column) for column in shape.years},
    )
    if table == "flows":
        frame = _ends(frame, source, gazetteer).assign(masked=frame["range_kind"] == "masked")
    else:
        frame = frame.assign(place=_codes(frame, source, gazetteer))
    if "quarter" in frame:
        frame["quarter"] = frame["quarter"].astype("Int64")
    key = [frame[column].astype("object").where(frame[column].notna(), "").astype("str") for column in shape.key]
    frame[f"{table.removesuffix('s')}_id"] = frame["source_id"].str.cat(key, sep="/").str.removesuffix("/")
    if "offset" in frame:
        frame[f"{table.removesuffix('s')}_id"] += "/@" + frame["offset"]
    return ranked(frame, source.source_id) if table == "ratings" else frame


def normalised(source: Source, raw: Raw) -> Tables:
    """What the source's module makes of its files; an error is given the name of the source."""
    try:
        return source.normalise(raw)
    except EtlError as error:
        error.source = error.source or source.source_id
        raise


def assemble(source: Source, tables: Tables, gazetteer: Gazetteer, faults: list[EtlError]) -> Tables:
    """The rows of a source, completed: ``estimates``, ``ratings``, ``flows`` (each with ``where``), ``caveats`` and ``left_out``.

    What is wrong with the caveats of source.toml is added to ``faults``, to be told with what else is wrong in that file.
    Raises PlaceError for an unknown place, RuleError for an unknown indicator, a year that is none, a rating off its scale.
    """
    empty = pd.DataFrame(columns=["where", "why"])
    done: Tables = {"left_out": tables.get("left_out", empty).assign(source_id=source.source_id)}
    own_caveats = [caveats.general(source)]
    claims, keys = [], []
    for table in (name for name in _SHAPES if len(tables.get(name, empty))):
        frame = _complete(tables[table], source, table, gazetteer)
        texts = frame["caveat"] if "caveat" in frame else pd.Series("", frame.index)
        own_caveats.append(caveats.particular(source, texts))
        keys.append(caveats.keyed(frame, table, *_SHAPES[table].years))
        frame = frame.assign(caveat_ids=caveats.identifiers(keys[-1], source, texts))
        if "offset" in frame and table != "flows":
            claims.append(claim_rows.claims(frame, table))
        done[table] = frame[[*(field.name for field in fields()[table]), "where"]]
    if "words" in tables:
        place, year = _codes(tables["words"], source, gazetteer), source.published_year
        words = claim_rows.worded_claims(tables["words"].assign(source_id=source.source_id, place=place, published_year=year))
        own_caveats.append(caveats.particular(source, words["caveat"]))
        keys.append(caveats.keyed(words, "claims", "published_year", "published_year"))
        ids = caveats.identifiers(keys[-1], source, words["caveat"])
        done["claims"] = pd.concat([*claims, words.assign(caveat_ids=ids)], ignore_index=True)
        done["lineage"] = tables["lineage"].assign(source_id=source.source_id)
    with gathered(faults):
        caveats.check(source, keys)
    done["caveats"] = pd.concat(own_caveats, ignore_index=True).drop_duplicates("caveat_id")
    return done
