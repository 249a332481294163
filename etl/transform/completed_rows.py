"""Completes the rows of a source: places become codes, defaults are filled, ranks are looked up, caveats attached.

What a source module gives is short on purpose; what each row needs (an identifier, a range kind, all the caveats that
apply to it) is added here, the same way for all.
"""

import re
from collections.abc import Iterator

import pandas as pd

from etl.claims import claim_rows, lineage
from etl.contract import identifiers, vocabulary
from etl.contract.errors import EtlError, RuleError, gathered
from etl.contract.row_figures import masked
from etl.contract.schema import ROW_TABLES, Tables
from etl.contract.source_config import Source
from etl.contract.table_contract import TableContract, contracts
from etl.geography.gazetteer import Gazetteer
from etl.transform import caveats, row_places
from etl.transform.ranks import ranked


def _check_indicators(frame: pd.DataFrame, source: Source, table: TableContract) -> None:
    for row in frame[~frame["indicator"].isin(table.indicators)].itertuples():
        problem = f"'{row.indicator}' is not an indicator of the table {table.name}"
        raise RuleError(source.source_id, str(row.where), problem, "Use a code of etl/contract/indicators.toml, or add one there.")


def _years(frame: pd.DataFrame, source: Source, column: str) -> pd.Series:
    cells = frame[column].astype("str")
    years = {cell: int(cell) for cell in cells.unique() if re.fullmatch(r"\d{4}", cell, re.ASCII)}
    for row in frame[~cells.isin(list(years))].itertuples():
        raise RuleError(source.source_id, str(row.where), f"'{getattr(row, column)}' is not a year", "Write four digits.")
    return cells.map(years).astype("int64")


def _filled(frame: pd.DataFrame, column: str, of_source: str) -> pd.DataFrame:
    """The frame with ``column``: the value of the whole source where a row has none of its own."""
    return frame.assign(**{column: frame[column].fillna(of_source) if column in frame else of_source})


def _completed(frame: pd.DataFrame, source: Source, table: TableContract, gazetteer: Gazetteer) -> pd.DataFrame:
    """The rows with all that their table asks for but their caveats."""
    _check_indicators(frame, source, table)
    frame = table.with_defaults(claim_rows.with_document_year(frame, source).reset_index(drop=True))
    frame = _filled(_filled(frame, "published_year", str(source.published_year)), "copy", source.copy)
    years = {column: _years(frame, source, column) for column in ("published_year", *table.years)}
    units = frame["indicator"].map({code: indicator.unit for code, indicator in vocabulary.indicators().items()})
    frame = frame.assign(source_id=source.source_id, unit=frame.get("unit", units), **years)
    if table.name == "flows":
        frame = row_places.ends(frame, source, gazetteer).assign(masked=masked(frame))
    else:
        frame = frame.assign(place=row_places.codes(frame, source, gazetteer))
    if "quarter" in frame:
        frame = frame.assign(quarter=frame["quarter"].astype("Int64"))
    frame = frame.assign(**{table.row_id: identifiers.of_rows(frame, table.key)})
    return ranked(frame, source.source_id) if table.name == "ratings" else frame


def _statements(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.DataFrame:
    """The claims that a document makes only in words, without their caveats."""
    place = row_places.codes(frame, source, gazetteer)
    return claim_rows.worded_claims(frame.assign(source_id=source.source_id, place=place, published_year=source.published_year))


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
    own_caveats, claims, limits = [caveats.general(source)], [], []
    for name, part, years in _parts(tables, source, gazetteer):
        texts = part["caveat"] if "caveat" in part else pd.Series("", part.index)
        own_caveats.append(caveats.of_rows(source, texts))
        limits.append(caveats.limited_by(part, name, *years))
        frame = part.assign(caveat_ids=caveats.identifiers_of_rows(limits[-1], source, texts))
        if name == "claims":
            claims.append(frame)
        else:
            rows[name] = frame[list(rows[name].columns)]
            claims += [claim_rows.claims(frame, name)] if "offset" in frame and name != "flows" else []
    with gathered(faults):
        caveats.check(source, limits)
    nothing = pd.DataFrame(columns=["where", "why"])
    return {
        **rows,
        **({"claims": pd.concat(claims, ignore_index=True)} if claims else {}),
        "lineage": tables.get("lineage", pd.DataFrame(columns=[*lineage.NODE, "where"], dtype="str")).assign(source_id=source.source_id),
        "left_out": tables.get("left_out", nothing).assign(source_id=source.source_id),
        "caveats": pd.concat(own_caveats, ignore_index=True).drop_duplicates("caveat_id"),
    }
