"""United Nations register: who signed and who joined the Optional Protocol on the sale of children by 28 August 2020, and when.

The copy lists every state that could have acted, those without any act too: 'no act by then' is what it shows of them.
"""

from etl import treaties
from etl.printed import lines
from etl.schema import Raw, Tables

FILES = {"participants.csv": treaties.PARTICIPANTS}
YEARS = range(2000, 2021)


def normalise(raw: Raw) -> Tables:
    """Dates and yearly status of each state; the status of 2020 is that of 28 August."""
    frame = raw["participants.csv"]
    return {"ratings": treaties.register(frame.assign(where=lines("participants.csv", frame)), "op_crc_sc", YEARS)}
