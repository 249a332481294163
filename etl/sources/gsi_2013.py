"""Walk Free Foundation: people in modern slavery by country, Global Slavery Index 2013.

Each estimate has a rounded lower and upper figure beside it, except three small ones. The rate is computed here from the number and
the population that the table prints side by side.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows, parse_numbers

FILES = {"countries.csv": ("country", "rank", "population", "enslaved", "lower", "upper")}
YEAR = "2013"
_VALUES = {"value": "enslaved", "value_low": "lower", "value_high": "upper"}


def normalise(raw: Raw) -> Tables:
    """The printed numbers with their bounds, and the rate per 1,000 derived from them."""
    frame = located_rows(raw, "countries.csv")
    rows = frame.rename(columns={"country": "place_printed"}).assign(
        year_start=YEAR,
        year_end=YEAR,
        range_kind=frame["lower"].map(lambda text: "producer_range" if text else "none_published"),
        locator="Country table, " + frame["country"],
        **{value: parse_numbers(frame[column], frame["where"]) for value, column in _VALUES.items()},
    )
    number = rows.assign(indicator="modern_slavery", basis="printed", as_printed=frame["enslaved"])
    population = parse_numbers(frame["population"], frame["where"])
    rate = rows.assign(
        indicator="modern_slavery_prevalence",
        basis="derived",
        as_printed=frame["enslaved"] + " of " + frame["population"],
        **{value: rows[value] / population * 1000 for value in _VALUES},
    )
    return {"estimates": pd.concat([number, rate], ignore_index=True)}
