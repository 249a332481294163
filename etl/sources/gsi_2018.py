"""Walk Free Foundation: people in modern slavery, vulnerability and government response by country, Global Slavery Index 2018.

The estimates refer to 2016, the scores are those of the edition. "<1,000" is a bound and stays one: no number is worked
out from the rate and the population.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import long_format, parse_numbers

COLUMNS = {
    "prevalence_per_1000": "prevalence per 1,000 population",
    "number": "number of people in modern slavery",
    "vulnerability": "overall vulnerability score",
    "response_score": "government response, total",
    "response_rating": "government response, rating",
}
FILES = {"countries.csv": ("country", *COLUMNS)}
ESTIMATES = {"prevalence_per_1000": "modern_slavery_prevalence", "number": "modern_slavery"}
RATINGS = {"vulnerability": "gsi_vulnerability", "response_score": "gsi_government_response", "response_rating": "gsi_response_rating"}
# What the workbook's own arithmetic leaves above the end of its scale.
RESIDUE = {"100.00000000000024": "100"}
YEAR_OF_ESTIMATES, YEAR_OF_SCORES = "2016", "2018"


def _located(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.assign(locator="Workbook, " + cells["place_printed"] + ", " + cells["column"].map(COLUMNS))


def normalise(raw: Raw) -> Tables:
    """Numbers and rates as estimates, a bound as a bound; scores and letters as ratings."""
    frame = raw["countries.csv"]
    counted, rated = (_located(long_format(frame, "countries.csv", columns)) for columns in (ESTIMATES, RATINGS))
    bound = counted["as_printed"].str.fullmatch("<.+")
    figures = parse_numbers(counted["as_printed"].str.replace("<(?=.)", "", regex=True), counted["where"])
    return {
        "estimates": counted.assign(
            year_start=YEAR_OF_ESTIMATES,
            year_end=YEAR_OF_ESTIMATES,
            value=figures.mask(bound),
            value_high=figures.where(bound),
            range_kind=bound.map({True: "at_most", False: "not_seen"}),
        ),
        "ratings": rated.assign(year=YEAR_OF_SCORES, rating=rated["as_printed"].replace(RESIDUE)),
    }
