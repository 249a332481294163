"""International Labour Organization: when states ratified the conventions on forced labour and on child labour (29, 105, 182).

The dates were read from the treaty columns of a data set of 2013, which prints years with two digits. All three conventions
are of 1930 or later and the copy ends in 2013, so two digits fit one year only.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.count_tables import check_pattern, label_codes, left_out
from etl.read.parse_figures import located_rows
from etl.transform import treaty_rows

FILES = {"ratifications.csv": ("convention", "participant", "ratified")}
CONVENTIONS = {"C29": "ilo_c29", "C105": "ilo_c105", "C182": "ilo_c182"}
_LAST_YEAR = 2013
# The copy lists these states twice, with the same days; we keep the other spelling.
REPEATED = ("Cote D'Ivoire", "Equatorial Quinea")


def _four_digits(printed: pd.Series) -> pd.Series:
    """'16-May-63' as '16-May-1963': the century is the one that puts the year between the conventions and the copy."""
    year = printed.str[-2:].astype("int64")
    century = pd.Series("19", printed.index).mask(year <= _LAST_YEAR % 100, "20")
    return printed.str[:-2] + century + printed.str[-2:]


def normalise(raw: Raw) -> Tables:
    """One date of ratification for each state and convention; the copy has no other acts."""
    rows = located_rows(raw, "ratifications.csv")
    duplicates = rows["participant"].isin(REPEATED)
    frame = rows[~duplicates]
    check_pattern(frame, "ratified", r"\d{1,2}-[A-Z][a-z]{2}-(3\d|[4-9]\d|0\d|1[0-3])", "a date such as 16-May-63")
    printed = frame["ratified"]
    day = treaty_rows.iso_dates(_four_digits(printed), frame["where"], form="%d-%b-%Y", like="16-May-63")
    code = label_codes(frame, "convention", CONVENTIONS)
    locator = "Treaty columns, " + frame["participant"] + ", " + frame["convention"] + ", " + printed
    ratings = treaty_rows.date_ratings(frame, "", day, printed=printed, locator=locator)
    return {
        "ratings": ratings.assign(indicator=code + "_ratification"),
        "left_out": left_out(rows, duplicates, "the state is listed twice, in two spellings, with the same dates"),
    }
