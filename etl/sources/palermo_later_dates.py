"""Days on which states joined the Trafficking Protocol after 2013, as far as the publications that we have state them.

Our copy of the register ends in 2013. These days come from a government, a treaty database and a secondary site; where
only the entry into force is printed, the day of joining follows from it, and the row says so.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows
from etl.transform import treaty_rows

FILES = {"parties.csv": ("participant", "act", "joined", "in_force", "basis", "seen_at", "remark")}


def normalise(raw: Raw) -> Tables:
    """One day of joining for each state, printed or derived from the printed day of entry into force."""
    frame = located_rows(raw, "parties.csv")
    day = treaty_rows.iso_dates(frame["joined"], frame["where"], form="%Y-%m-%d", like="2015-09-28")
    derived = frame["basis"] == "derived"
    act = frame["act"] + " " + frame["joined"]
    printed = act.mask(derived, "in force " + frame["in_force"])
    locator = frame["participant"] + ", " + act.mask(derived, "entry into force " + frame["in_force"])
    rows = treaty_rows.date_ratings(frame, "palermo_joined_later", day, printed=printed, locator=locator)
    return {"ratings": rows.assign(basis=frame["basis"], copy=frame["seen_at"], caveat=frame["remark"])}
