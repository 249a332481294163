"""Netherlands Ministry of Foreign Affairs: when the Trafficking Protocol began to bind each party (an excerpt).

Another register of the same treaty, with other dates: entry into force, not signing or joining. It reaches to 2023,
but only an alphabetical excerpt was at hand.
"""

import pandas as pd

from etl.printed import lines
from etl.schema import Raw, Tables

FILES = {"parties.csv": ("participant", "entry_into_force")}


def normalise(raw: Raw) -> Tables:
    """One date for each party of the excerpt."""
    frame = raw["parties.csv"]
    return {
        "ratings": pd.DataFrame(
            {
                "indicator": "palermo_entry_into_force",
                "place_printed": frame["participant"],
                "year": frame["entry_into_force"].str[:4],
                "rating": frame["entry_into_force"],
                "as_printed": frame["entry_into_force"],
                "locator": "Excerpt, " + frame["participant"] + ", entry into force",
                "where": lines("parties.csv", frame),
            }
        )
    }
