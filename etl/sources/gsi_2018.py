"""Walk Free Foundation: people in modern slavery, vulnerability and government response by country, Global Slavery Index 2018.

The estimates refer to 2016, the scores are those of the edition. "<1,000" is a bound and stays one: no number is
computed from the rate and the population.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows, long_format, parse_numbers

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
# A rounding error of the workbook above the end of its scale.
ROUNDING_ERRORS = {"100.00000000000024": "100"}
YEAR_OF_ESTIMATES, YEAR_OF_SCORES = "2016", "2018"


def normalise(raw: Raw) -> Tables:
    """Numbers and rates as estimates, a bound as a bound; scores and letters as ratings."""
    rows = located_rows(raw, "countries.csv").assign(locator=lambda frame: "Workbook, " + frame["country"])
    estimates, ratings = (long_format(rows, indicators, COLUMNS) for indicators in (ESTIMATES, RATINGS))
    bound = estimates["as_printed"].str.fullmatch("<.+")
    figures = parse_numbers(estimates["as_printed"].str.replace("<(?=.)", "", regex=True), estimates["where"])
    return {
        "estimates": estimates.assign(
            year_start=YEAR_OF_ESTIMATES,
            year_end=YEAR_OF_ESTIMATES,
            value=figures.mask(bound),
            value_high=figures.where(bound),
            range_kind=bound.map({True: "at_most", False: "not_seen"}),
        ),
        "ratings": ratings.assign(year=YEAR_OF_SCORES, rating=ratings["as_printed"].replace(ROUNDING_ERRORS)),
    }
