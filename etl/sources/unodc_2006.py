"""United Nations Office on Drugs and Crime: how often sources of 1996 to 2003 name a country in a role.

Five classes of mentions as a country of origin, transit or destination (Trafficking in Persons: Global Patterns, 2006,
Appendix 5). They count citations, not victims.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows

FILES = {"incidence.csv": ("country", "role", "incidence")}
PUBLISHED = "2006"


def normalise(raw: Raw) -> Tables:
    """One rating for each country and role in the copy."""
    frame = located_rows(raw, "incidence.csv")
    return {
        "ratings": pd.DataFrame(
            {
                "indicator": "unodc_" + frame["role"],
                "place_printed": frame["country"],
                "year": PUBLISHED,
                "rating": frame["incidence"],
                "as_printed": frame["incidence"].str.replace("_", " "),
                "locator": "Appendix 5, " + frame["role"] + ", " + frame["country"],
                "where": frame["where"],
            }
        )
    }
