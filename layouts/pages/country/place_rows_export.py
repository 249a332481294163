"""Every row that names a place as one long table: the columns of all tables, and the table that each row is of."""

from functools import cache

import pandas as pd

from etl.queries import atlas, place_rows, place_summary
from layouts.evidence.source_columns import EDITION, SOURCE, with_source
from layouts.export import Column, table_columns
from layouts.exports.citations import POPULATION

_TABLE = Column("table", "text", "Table of the atlas that the row is of: estimates, ratings, flows, claims, lineage or population.")
_NAME = Column("place_name", "text", "Short English name of the place.")
_TRAVELLED = Column("travelled_id", "text", "Of a step of a chain: identifier of the estimate or rating whose figure travelled.")
_BY = {"source_title": POPULATION.title, "source_url": POPULATION.url, "source_citation": POPULATION.text}


@cache
def columns() -> tuple[Column, ...]:
    """The columns: those of every table, each once, and what a row says of where it comes from."""
    named = {column.name: column for table in place_rows.TABLES for column in reversed(table_columns(table))}
    own = {column.name: named[column.name] for table in place_rows.TABLES for column in table_columns(table)}
    return (_TABLE, _NAME, *own.values(), _TRAVELLED, *SOURCE, EDITION)


def _rows(place: str, table: str) -> pd.DataFrame:
    """The rows of one table; steps of a chain have the document of their claim as source."""
    rows = place_rows.rows(place, table).astype("object").assign(table=table)
    if table == "lineage":
        claims = place_rows.rows(place, "claims").set_index("row_id")["source_id"]
        rows = rows.rename(columns={"estimate_id": "travelled_id"})
        rows = rows.assign(source_id=rows["travelled_id"].map(claims[claims.index.notna()].to_dict()))
    return rows


def every_row(place: str) -> pd.DataFrame:
    """The rows of a place in the ``columns``, in the order of the tables; a cell that a table does not have is missing."""
    tables = {table: _rows(place, table) for table in place_rows.TABLES}
    people = tables.pop("population").assign(data_version=atlas.atlas().version, **_BY)
    known = (
        with_source(pd.concat([rows for rows in tables.values() if len(rows)], ignore_index=True))
        if any(map(len, tables.values()))
        else None
    )
    rows = pd.concat([part for part in (known, people) if part is not None], ignore_index=True)
    names = rows["place"].map(place_summary.names()) if "place" in rows else None
    return rows.assign(place_name=names).reindex(columns=[column.name for column in columns()])
