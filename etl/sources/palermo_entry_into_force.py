"""Netherlands Ministry of Foreign Affairs: when the Trafficking Protocol began to bind each party (an excerpt).

Another register of the same treaty, with other dates: entry into force, not signing or joining. It reaches to 2023,
but only an alphabetical excerpt was at hand.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import line_references
from etl.transform import treaty_rows

FILES = {"parties.csv": ("participant", "entry_into_force")}


def normalise(raw: Raw) -> Tables:
    """One date for each party of the excerpt."""
    frame = raw["parties.csv"].assign(where=lambda rows: line_references("parties.csv", rows))
    day = treaty_rows.iso_dates(frame["entry_into_force"], frame["where"], form="%Y-%m-%d", like="2003-12-25")
    locator = "Excerpt, " + frame["participant"] + ", entry into force"
    return {"ratings": treaty_rows.date_ratings(frame, "palermo_entry_into_force", day, printed=frame["entry_into_force"], locator=locator)}
