"""United States Department of Labor: whether a country is a party to the Trafficking Protocol, by report year.

The findings say yes or no, and no date. A report of year Y appears about September of Y + 1: the first 'yes' says that the
state had joined by then, the last 'no' before it that it had not about the end of that report's own year.
"""

import pandas as pd

from etl.contract import dates
from etl.contract.schema import Raw, Tables
from etl.read.count_tables import label_codes
from etl.read.parse_figures import located_rows

FILES = {"findings.csv": ("country", "report_year", "party")}
ANSWERS = {"Yes": "party", "No": "not_party", "N/A": "not_applicable", "Not Applicable": "not_applicable"}


def _window(country: str, rows: pd.DataFrame) -> dict[str, str] | None:
    """The years between which a country joined: from the last 'no' to the year in which the first 'yes' was published."""
    yes = rows.loc[rows["rating"] == "party", "report_year"].astype("int64")
    if yes.empty:
        return None
    first = int(yes.min())
    no = rows.loc[(rows["rating"] == "not_party") & (rows["report_year"].astype("int64") < first), "report_year"]
    start = no.max() if len(no) else dates.OPEN
    answers = [*([f"{start}: No"] if len(no) else []), f"{first}: Yes"]
    return {
        "indicator": "palermo_joined_later",
        "place_printed": country,
        "year": str(first + 1),
        "rating": f"{start}/{first + 1}",
        "as_printed": "; ".join(answers),
        "basis": "derived",
        "locator": f"Findings of {' and '.join([*no.tail(1), str(first)])}, {country}",
        "where": str(rows["where"].iloc[0]),
    }


def normalise(raw: Raw) -> Tables:
    """The answer of each report, and the window of years in which each state joined that a report calls a party."""
    frame = located_rows(raw, "findings.csv")
    frame = frame.assign(rating=label_codes(frame, "party", ANSWERS))
    countries = frame.groupby("country", sort=False)
    windows = [window for country, rows in countries if (window := _window(str(country), rows.sort_values("report_year")))]
    answers = frame.rename(columns={"country": "place_printed", "report_year": "year", "party": "as_printed"}).assign(
        indicator="palermo_findings", basis="printed", locator="Findings of " + frame["report_year"] + ", " + frame["country"]
    )
    return {"ratings": pd.concat([answers, pd.DataFrame(windows)], ignore_index=True)}
