"""Council of Europe: the parties to its conventions against trafficking (197) and on the protection of children (201).

It is certain that a state is a party, but its dates were not seen in every case: such a state is a party whose date was not seen.
Where only the day of entry into force was seen, the same goes for the day of joining.
"""

from collections.abc import Mapping

import pandas as pd

from etl.contract import dates
from etl.contract.schema import Raw, Tables
from etl.read.count_tables import joined_caveats, label_codes
from etl.read.parse_figures import located_rows

FILES = {"parties.csv": ("convention", "participant", "signed", "joined", "in_force", "in_force_follows", "remark", "seen_at")}
CONVENTIONS: Mapping[str, str] = {"197": "cets_197", "201": "cets_201"}
# The year of the latest act in the copies; the lists of parties themselves have no date.
STATUS_YEAR = "2021"
UNDATED = "party_undated"


def _printed(frame: pd.DataFrame) -> pd.Series:
    """What the copies print of each party, in one line: 'party; signed 2005-05-16; joined 2006-10-12; in force 2008-02-01'."""
    text = pd.Series("party", frame.index, "str")
    for column, word in (("signed", "signed"), ("joined", "joined"), ("in_force", "in force")):
        text += ("; " + word + " " + frame[column]).where(frame[column] != "", "")
    return text


def _rows(frame: pd.DataFrame, suffix: str, rating: pd.Series, *, basis: pd.Series | str = "printed", caveat: pd.Series) -> pd.DataFrame:
    """One rating for each party; a date has its own year, a word the year of the status."""
    dated = rating.str.match(r"\d{4}-")
    return frame.rename(columns={"participant": "place_printed", "seen_at": "copy"}).assign(
        indicator=label_codes(frame, "convention", CONVENTIONS) + suffix,
        year=rating.str[:4].where(dated, STATUS_YEAR),
        rating=rating,
        as_printed=_printed(frame),
        basis=basis,
        locator="Parties to CETS " + frame["convention"] + ", " + frame["participant"],
        caveat=caveat,
    )


def _in_force(frame: pd.DataFrame) -> pd.DataFrame:
    """The day of entry into force: printed, or what follows from the day of joining, or not seen."""
    follows = (frame["in_force"] == "") & (frame["in_force_follows"] != "")
    day = frame["in_force"].mask(follows, frame["in_force_follows"])
    sentence = "The day of entry into force is not printed; it follows from the day of joining."
    note = pd.Series(sentence, frame.index).where(follows, "")
    basis = pd.Series("printed", frame.index).mask(follows, "derived")
    return _rows(frame, "_entry_into_force", day.where(day != "", UNDATED), basis=basis, caveat=joined_caveats(frame["remark"], note))


def normalise(raw: Raw) -> Tables:
    """Status, day of joining and day of entry into force of each party; a day that was not seen has its own word."""
    frame = located_rows(raw, "parties.csv")
    dated = (frame["joined"] != "") | (frame["in_force"] != "")
    only_in_force = (frame["joined"] == "") & (frame["in_force"] != "")
    begun = "The date of joining was not seen. The convention entered into force for the state on "
    note = (begun + frame["in_force"].map(dates.in_words) + ".").where(only_in_force, "")
    status = pd.Series("party", frame.index).where(dated, UNDATED)
    consent = frame["joined"].where(frame["joined"] != "", UNDATED)
    statuses = _rows(frame, "_status", status, caveat=frame["remark"])
    consents = _rows(frame, "_consent", consent, caveat=joined_caveats(frame["remark"], note))
    return {"ratings": pd.concat([statuses, consents, _in_force(frame)], ignore_index=True)}
