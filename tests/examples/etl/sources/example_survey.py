"""Example Institute: people in forced labour, by country; invented, to show what a source must hold.

A modelled stock of people. The table prints the ends of a 95% confidence interval beside each figure but one.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows, parse_numbers

FILES = {"figures.csv": ("place", "year", "people", "low", "high", "page")}
_VALUES = {"value": "people", "value_low": "low", "value_high": "high"}


def normalise(raw: Raw) -> Tables:
    """One estimate a line of the table."""
    table = located_rows(raw, "figures.csv")
    rows = table.rename(columns={"place": "place_printed"}).assign(
        indicator="forced_labour",
        year_start=table["year"],
        year_end=table["year"],
        range_kind=table["low"].map(lambda text: "producer_range" if text else "none_published"),
        basis="printed",
        as_printed=table["people"],
        locator="Table 1, page " + table["page"],
        **{value: parse_numbers(table[column], table["where"]) for value, column in _VALUES.items()},
    )
    return {"estimates": rows}
