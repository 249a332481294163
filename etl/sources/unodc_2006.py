"""United Nations Office on Drugs and Crime: how often sources of 1996 to 2003 name a country in a role.

Five classes of mentions as a country of origin, transit or destination (Trafficking in Persons: Global Patterns, 2006,
Appendix 5). They count citations, not victims.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows

FILES = {"incidence.csv": ("country", "role", "incidence")}


def normalise(raw: Raw) -> Tables:
    """One rating for each country and role in the copy."""
    frame = located_rows(raw, "incidence.csv").rename(columns={"country": "place_printed", "incidence": "rating"})
    ratings = frame.assign(
        indicator="unodc_" + frame["role"],
        year="2006",
        as_printed=frame["rating"].str.replace("_", " "),
        locator="Appendix 5, " + frame["role"] + ", " + frame["place_printed"],
    )
    return {"ratings": ratings}
