"""Walk Free Foundation: prevalence of modern slavery by country, Global Slavery Index 2018.

Seen in the data of the Sustainable Development Report 2019, which reprint the rate alone; the estimates refer to 2016.
"""

import pandas as pd

from etl.printed import lines, numbers
from etl.schema import Raw, Tables

FILES = {"countries.csv": ("country", "prevalence_per_1000")}
YEAR = "2016"


def normalise(raw: Raw) -> Tables:
    """One rate for each country of the reprint."""
    frame = raw["countries.csv"]
    where = lines("countries.csv", frame)
    return {
        "estimates": pd.DataFrame(
            {
                "indicator": "modern_slavery_prevalence",
                "place_printed": frame["country"],
                "year_start": YEAR,
                "year_end": YEAR,
                "value": numbers(frame["prevalence_per_1000"], where),
                "range_kind": "not_seen",
                "as_printed": frame["prevalence_per_1000"],
                "locator": "Prevalence per 1,000, " + frame["country"] + ", page not seen",
                "where": where,
            }
        )
    }
