"""Completes the rows of a source: places become codes, defaults are filled, ranks are looked up, caveats attached."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.claims import lineage
from etl.contract import identifiers, vocabulary
from etl.contract.errors import EtlError, PlaceError, RuleError, gathered, raise_all
from etl.contract.row_figures import masked
from etl.contract.schema import ROW_TABLES, Tables
from etl.contract.source_config import Source
from etl.contract.table_contract import TableContract, contracts
from etl.geography.gazetteer import Gazetteer
from etl.transform import caveats
from etl.transform.ranks import ranked

_COPIED = (
    *("source_id", "offset", "section", "scope", "counts", "counted", "place", "place_printed", "sex", "age", "form"),
    *("as_printed", "year_stated", "produced_by", "attribution", "issues", "repeats"),
)
_REPEATED = (
    "The source prints the same figure again under the name of the citizenship. It is taken to be the same people and is left out of sums."
)
_SAME_PEOPLE = [
    *("indicator", "evidence", "origin", "destination", "year_start", "year_end", "quarter", "form", "sex", "age", "as_printed")
]


def _resolved(frame: pd.DataFrame, column: str, source: Source, gazetteer: Gazetteer, *, label: bool) -> pd.Series:
    """The codes of printed names, or of labels of citizenships ('' for those of the reporting country's own); raises PlaceError."""
    codes: dict[str, str] = {}
    faults: list[EtlError] = []
    for name, where in frame[[column, "where"]].drop_duplicates(column).itertuples(index=False):
        with gathered(faults):
            if label:
                codes[name] = gazetteer.citizenship(name, source=source.source_id, where=where, own="")
            else:
                codes[name] = gazetteer.resolve(name, source=source.source_id, where=where)
    raise_all(faults)
    return frame[column].map(codes)


def _places(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.Series:
    """The place of each row: the code of ``place_printed``, or the ``place`` that a transcription gives itself, where it is known."""
    if "place" not in frame:
        return _resolved(frame, "place_printed", source, gazetteer, label=False)
    for row in frame[~frame["place"].isin(gazetteer.codes)].itertuples():
        remedy = "Give a code of places.csv or regions.csv, or add the region there."
        raise PlaceError(source.source_id, str(row.where), f"there is no place '{row.place}'", remedy)
    return frame["place"]


def _with_repetitions(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """The flows, with rows of "Nationals" marked as totals where their people are printed again under the name of their citizenship."""
    label = frame["origin_printed"].where(frame["label_end"] == "origin", frame["destination_printed"])
    repeats = frame.duplicated(_SAME_PEOPLE, keep=False) & label.map(gazetteer.is_domestic) & (frame["kind"] == "corridor")
    texts = frame.get("caveat", pd.Series("", frame.index))
    marked = texts.mask(repeats, (texts + "\n" + _REPEATED).str.strip())
    return frame.assign(kind=frame["kind"].mask(repeats, "total"), caveat=marked)


def _with_ends(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.DataFrame:
    """The flows with the codes of origin and destination.

    ``label_end`` (the origin, where it is missing) is the end that is a printed citizenship or country; the other reports it.
    """
    if "origin" in frame:
        return frame
    frame = frame if "label_end" in frame else frame.assign(label_end="origin")
    parts = []
    for end, rows in frame.groupby("label_end", sort=False):
        other = "destination" if end == "origin" else "origin"
        reporting = _resolved(rows, f"{other}_printed", source, gazetteer, label=False)
        labelled = _resolved(rows, f"{end}_printed", source, gazetteer, label=True)
        parts.append(rows.assign(**{str(end): labelled.mask(labelled == "", reporting), other: reporting, "place": reporting}))
    return _with_repetitions(pd.concat(parts).reindex(frame.index), gazetteer)


def _check_indicators(frame: pd.DataFrame, source: Source, table: TableContract) -> None:
    unknown = ~frame["indicator"].isin(table.indicators)
    for where, indicator in frame.loc[unknown, ["where", "indicator"]].itertuples(index=False, name=None):
        problem = f"'{indicator}' is not an indicator of the table {table.name}"
        raise RuleError(source.source_id, where, problem, "Use a code of etl/contract/indicators.toml, or add one there.")


def _years(frame: pd.DataFrame, source: Source, column: str) -> pd.Series:
    numbers, cells = pd.factorize(frame[column], use_na_sentinel=False)
    years = np.asarray([int(cell) if re.fullmatch(r"\d{4}", str(cell), re.ASCII) else -1 for cell in cells], dtype="int64")[numbers]
    for where, cell in frame.loc[years < 0, ["where", column]].itertuples(index=False, name=None):
        raise RuleError(source.source_id, where, f"'{cell}' is not a year", "Write four digits.")
    return pd.Series(years, frame.index)


def _with_document_year(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The claims with the document's own year where none is printed beside them; other rows are unchanged."""
    if "year_stated" not in frame:
        return frame
    years = [name for name in ("year_start", "year_end", "year") if name in frame]
    return frame.assign(**{name: frame[name].where(frame["year_stated"], str(source.published_year)) for name in years})


def _claims(frame: pd.DataFrame) -> pd.DataFrame:
    claim = identifiers.of_rows(frame, contracts()["claims"].key)
    issues = frame["issue"].map(lambda text: [word for word in text.split(";") if word])
    years = {name: pd.to_numeric(frame[name].where(frame["year_stated"], None)).astype("Int64") for name in ("year_start", "year_end")}
    return frame.assign(issues=issues)[[*_COPIED, "where"]].assign(claim_id=claim, offset=frame["offset"].astype("int64"), **years)


def _completed(frame: pd.DataFrame, source: Source, table: TableContract, gazetteer: Gazetteer) -> pd.DataFrame:
    """The rows with all that their table asks for but their caveats."""
    _check_indicators(frame, source, table)
    frame = table.with_defaults(_with_document_year(frame, source).reset_index(drop=True))
    of_source = {"published_year": str(source.published_year), "copy": source.copy}
    frame = frame.assign(**{name: frame[name].fillna(own) if name in frame else own for name, own in of_source.items()})
    years = {column: _years(frame, source, column) for column in ("published_year", *table.years)}
    units = frame["indicator"].map({code: indicator.unit for code, indicator in vocabulary.indicators().items()})
    frame = frame.assign(source_id=source.source_id, unit=frame.get("unit", units), **years)
    if table.name == "flows":
        frame = _with_ends(frame, source, gazetteer).assign(masked=masked(frame))
    else:
        frame = frame.assign(place=_places(frame, source, gazetteer))
    if "quarter" in frame:
        frame = frame.assign(quarter=frame["quarter"].astype("Int64"))
    frame = frame.assign(**{table.row_id: identifiers.of_rows(frame, table.key)})
    return ranked(frame, source.source_id) if table.name == "ratings" else frame


def _statements(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.DataFrame:
    """The claims that a document makes only in words, without their caveats."""
    place = _places(frame, source, gazetteer)
    rows = _claims(frame.assign(source_id=source.source_id, place=place)).assign(row_table="", row_id=None)
    return rows.assign(caveat=frame["caveat"], indicator=frame["indicator"], published_year=source.published_year)


def _parts(tables: Tables, source: Source, gazetteer: Gazetteer) -> Iterator[tuple[str, pd.DataFrame, tuple[str, str]]]:
    """The completed rows by the table that caveats name, each with its columns of the first and the last year."""
    for name in ROW_TABLES:
        if len(tables.get(name, ())):
            yield name, _completed(tables[name], source, contracts()[name], gazetteer), contracts()[name].years
    if "words" in tables:
        yield "claims", _statements(tables["words"], source, gazetteer), ("published_year", "published_year")


def assemble(source: Source, tables: Tables, gazetteer: Gazetteer, faults: list[EtlError]) -> Tables:
    """The rows of a source, completed: the tables of rows, ``claims`` and ``lineage`` (each with ``where``), ``caveats``, ``left_out``.

    What is wrong with the caveats of source.toml is added to ``faults``, to be reported with what else is wrong in that file.
    Raises PlaceError for an unknown place, RuleError for an unknown indicator, a year that is none, a rating off its scale.
    """
    rows: Tables = {name: contracts()[name].empty() for name in (*ROW_TABLES, "claims")}
    own_caveats, claims, limited = [caveats.general(source)], [], []
    for name, part, years in _parts(tables, source, gazetteer):
        texts = part["caveat"] if "caveat" in part else pd.Series("", part.index)
        own_caveats.append(caveats.of_rows(source, texts))
        limits = caveats.limited_by(part, name, *years)
        marks = caveats.applying(limits, source)
        limited.append((limits, marks))
        ids = caveats.identifiers_of_rows(marks, source, texts)
        frame = part.assign(caveat_ids=ids, as_printed=caveats.without_debris(part["as_printed"], source))
        if name == "claims":
            claims.append(frame)
        else:
            rows[name] = frame[list(rows[name].columns)]
            if "offset" in frame and name != "flows":
                row_id = frame[contracts()[name].row_id]
                claims.append(_claims(frame).assign(row_table=name, row_id=row_id, caveat_ids=frame["caveat_ids"]))
    with gathered(faults):
        caveats.check(source, limited)
    nothing = pd.DataFrame(columns=["where", "why"])
    return {
        **rows,
        **({"claims": pd.concat(claims, ignore_index=True)} if claims else {}),
        "lineage": tables.get("lineage", pd.DataFrame(columns=[*lineage.NODE, "where"], dtype="str")).assign(source_id=source.source_id),
        "left_out": tables.get("left_out", nothing).assign(source_id=source.source_id),
        "caveats": pd.concat(own_caveats, ignore_index=True).drop_duplicates("caveat_id"),
    }
