"""United Nations register: who signed and who joined the Optional Protocol on the sale of children by 28 August 2020, and when.

The copy lists every state that could have acted, also those without any act, which have 'no act by then'.
"""

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows
from etl.transform import treaty_rows

FILES = {"participants.csv": treaty_rows.PARTICIPANTS}
YEARS = range(2000, 2021)


def normalise(raw: Raw) -> Tables:
    """Dates and yearly status of each state; the status of 2020 is that of 28 August."""
    return {"ratings": treaty_rows.register_ratings(located_rows(raw, "participants.csv"), "op_crc_sc", YEARS)}
