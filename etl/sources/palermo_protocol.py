"""United Nations Treaty Collection: who signed and who joined the Trafficking Protocol, and when.

The register prints dates. The status at the end of a year follows from them, for the participants of the register and
for the years that this copy covers; after December 2013 it says nothing, which is not the same as 'not a party'.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.count_tables import left_out
from etl.read.parse_figures import located_rows, parse_numbers
from etl.transform import treaty_rows

FILES = {"participants.csv": treaty_rows.PARTICIPANTS, "totals.csv": ("as_at", "indicator", "figure", "locator", "seen_at", "remark")}
YEARS = range(2000, 2014)


def _totals(totals: pd.DataFrame) -> pd.DataFrame:
    """The printed totals by date: those of the register, and those that others print, each with a remark that says so."""
    year = totals["as_at"].str[:4]
    return totals.rename(columns={"figure": "as_printed", "seen_at": "copy", "remark": "caveat"}).assign(
        place_printed="World",
        year_start=year,
        year_end=year,
        published_year=year,
        value=parse_numbers(totals["figure"], totals["where"]),
        range_kind=pd.Series("none_published", totals.index).mask(totals["remark"] != "", "not_seen"),
    )


def normalise(raw: Raw) -> Tables:
    """Dates and yearly status of each participant, and the register's own totals; a total without a date is left out."""
    participants, totals = (located_rows(raw, name) for name in FILES)
    undated = totals["as_at"] == ""
    return {
        "ratings": treaty_rows.register_ratings(participants, "palermo", YEARS),
        "estimates": _totals(totals[~undated]),
        "left_out": left_out(totals, undated, "a number of parties on a page without a date"),
    }
