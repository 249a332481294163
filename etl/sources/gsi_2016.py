"""Walk Free Foundation: people in modern slavery, vulnerability and government response by country, Global Slavery Index 2016.

The edition gives prevalence as a percentage of the population; the rate per 1,000 is ten times that, and the percentage
stays as the copy has it.
"""

from decimal import Decimal

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows, long_format, parse_numbers

COLUMNS = {
    "prevalence_percent": "per cent of the population in modern slavery",
    "number": "number of people in modern slavery",
    "vulnerability": "vulnerability, mean of four dimensions",
    "response_score": "government response, total after deduction",
    "response_rating": "government response, rating",
}
FILES = {"countries.csv": ("country", *COLUMNS)}
ESTIMATES = {"prevalence_percent": "modern_slavery_prevalence", "number": "modern_slavery"}
RATINGS = {"vulnerability": "gsi_vulnerability", "response_score": "gsi_government_response", "response_rating": "gsi_response_rating"}
YEAR = "2016"
_PER_1000_IN_A_PERCENT = 10


def _per_1000(percent: pd.Series) -> pd.Series:
    """Ten times a printed percentage, by decimal arithmetic, so that 1.13 becomes 11.3 and no digit more."""
    return percent.map(lambda text: float(Decimal(text) * _PER_1000_IN_A_PERCENT)).astype("float64")


def normalise(raw: Raw) -> Tables:
    """Numbers as printed, rates derived from the percentages; scores and letters as ratings."""
    rows = located_rows(raw, "countries.csv").assign(locator=lambda frame: "Country tables, " + frame["country"])
    estimates, ratings = (long_format(rows, indicators, COLUMNS) for indicators in (ESTIMATES, RATINGS))
    values = parse_numbers(estimates["as_printed"], estimates["where"])
    percent = estimates["column"] == "prevalence_percent"
    return {
        "estimates": estimates.assign(
            year_start=YEAR,
            year_end=YEAR,
            value=values.mask(percent, _per_1000(estimates.loc[percent, "as_printed"])),
            as_printed=estimates["as_printed"].mask(percent, estimates["as_printed"] + " %"),
            basis=percent.map({True: "derived", False: "printed"}),
            range_kind="not_seen",
        ),
        "ratings": ratings.assign(year=YEAR, rating=ratings["as_printed"]),
    }
