"""What the documents say, as tables that the browser draws: every claim, and the lists of countries."""

from functools import cache
from typing import Any

import pandas as pd
from dash import html

from etl import vocabulary
from etl.queries import claims
from layouts.components import rows_table
from layouts.components.rows_table import Line

_COLUMNS = ("Document", "What it is about", "As printed", "Place", "Produced by", "Agrees with the primary source", "Where it stands")


def _about(row: Any) -> str:
    known = vocabulary.indicators().get(row.counts)
    label = known.label if known else row.counts.replace("_", " ").capitalize()
    beside = "" if row.scope == "core" else " (beside trafficking)"
    return label + beside + ("" if row.row_table else " (words only, no number)")


def _line(row: Any) -> Line:
    agrees = vocabulary.label("agreement", row.agrees).capitalize() if row.agrees else ""
    where = f"{row.section}, at character {row.offset}"
    cells = (row.short_title, _about(row), row.as_printed, row.place_name, row.produced_by or "Nobody named", agrees, where)
    return Line(cells, {0: row.Index, 6: row.Index})


@cache
def every() -> dict[str, Any]:
    """Every claim of every document."""
    return rows_table.data("Claims in the order of the documents", [_line(row) for row in claims.every().itertuples()], _COLUMNS)


def counted() -> str:
    """How many claims there are, and how many of them are magnitudes in words only."""
    rows = claims.every()
    words = int((rows["row_table"] == "").sum())
    parts = rows["row_table"].value_counts()
    return (
        f"{len(rows)} claims of {rows['source_id'].nunique()} documents: {parts['estimates']} figures, "
        f"{parts['ratings']} classifications of places, and {words} magnitudes in words only, which are listed and kept out of the numbers."
    )


def lists(role: str) -> dict[str, Any]:
    """The lists of countries in a role, a column each."""
    table = claims.lists(role)
    names = [str(name) for name in table.columns if name != "name"]
    lines = [Line((row["name"], *("named" if row[name] else "" for name in names)), {}) for row in table.to_dict("records")]
    return rows_table.data(f"Countries named as countries of {role}", lines, ("Country", *names))


def dropped(role: str) -> list[Any]:
    """For each list what it leaves out of the class that it was taken from."""
    found: list[tuple[str, list[str]]] = claims.dropped(role)
    items = [
        html.Li([html.Strong(name), f" leaves out {', '.join(missing)}." if missing else " names all of them."])
        for name, missing in found
        if len(missing) < _most(role)
    ]
    return [html.P("Held against the countries that UNODC puts in its highest class:"), html.Ul(items)] if items else []


def _most(role: str) -> int:
    """The size of the highest class: a list that leaves out all of it was not taken from it."""
    return int(pd.Series(claims.lists(role)["UNODC 2006: very high"]).sum())
