"""Netherlands Ministry of Foreign Affairs: when the Trafficking Protocol began to bind each party (an excerpt).

Another register of the same treaty, with other dates: entry into force, not signing or joining. It runs to 2023,
but we have only an alphabetical excerpt.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows
from etl.transform import treaty_rows

FILES = {"parties.csv": ("participant", "entry_into_force")}


def normalise(raw: Raw) -> Tables:
    """One date for each party of the excerpt."""
    frame = located_rows(raw, "parties.csv")
    day = treaty_rows.iso_dates(frame["entry_into_force"], frame["where"], form="%Y-%m-%d", like="2003-12-25")
    locator = "Excerpt, " + frame["participant"] + ", entry into force"
    return {"ratings": treaty_rows.date_ratings(frame, "palermo_entry_into_force", day, printed=frame["entry_into_force"], locator=locator)}
