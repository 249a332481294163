"""Walk Free Foundation: people in modern slavery by country, Global Slavery Index 2013.

Each estimate has a rounded lower and upper figure beside it, except three small ones. The rate is computed here from the number and
the population that the table prints side by side.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import line_references, parse_numbers

FILES = {"countries.csv": ("country", "rank", "population", "enslaved", "lower", "upper")}
YEAR = "2013"
NUMBERS = {"enslaved": "value", "lower": "value_low", "upper": "value_high"}


def normalise(raw: Raw) -> Tables:
    """The printed numbers with their bounds, and the rate per 1,000 derived from them."""
    frame = raw["countries.csv"]
    where = line_references("countries.csv", frame)
    rows = frame.rename(columns={"country": "place_printed"}).assign(
        year_start=YEAR,
        year_end=YEAR,
        range_kind=frame["lower"].map(lambda text: "producer_range" if text else "none_published"),
        where=where,
        locator="Country table, " + frame["country"],
        **{column: parse_numbers(frame[printed], where) for printed, column in NUMBERS.items()},
    )
    number = rows.assign(indicator="modern_slavery", basis="printed", as_printed=frame["enslaved"])
    people = parse_numbers(frame["population"], where)
    rate = rows.assign(
        indicator="modern_slavery_prevalence",
        basis="derived",
        as_printed=frame["enslaved"] + " of " + frame["population"],
        **{column: rows[column] / people * 1000 for column in NUMBERS.values()},
    )
    return {"estimates": pd.concat([number, rate], ignore_index=True)}
