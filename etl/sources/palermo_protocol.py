"""United Nations Treaty Collection: who signed and who joined the Trafficking Protocol, and when.

The register prints dates. The status at the end of a year follows from them, for the participants of the register and
for the years that this copy covers; after December 2013 it is silent, which is not the same as 'not a party'.
"""

from collections.abc import Iterator

import pandas as pd

from etl.errors import InputError
from etl.printed import lines, numbers
from etl.schema import Raw, Tables

FILES = {
    "participants.csv": ("participant", "signed", "joined", "act"),
    "totals.csv": ("as_at", "indicator", "figure", "locator", "seen_at"),
}
FIRST_YEAR, LAST_YEAR = 2000, 2013


def _day(text: str, where: str) -> pd.Timestamp | None:
    if not text:
        return None
    try:
        return pd.to_datetime(text, format="%d %b %Y")
    except ValueError as error:
        raise InputError("", where, f"'{text}' is not a date", "Write it as the register does: 12 Dec 2000.") from error


def _acts(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The printed dates, one row for each."""
    for row in frame.itertuples():
        where = f"participants.csv, line {row.row}"
        for indicator, text, act in (("palermo_signature", row.signed, "signature"), ("palermo_consent", row.joined, row.act)):
            if day := _day(str(text), where):
                yield {
                    "indicator": indicator,
                    "place_printed": str(row.participant),
                    "year": str(day.year),
                    "rating": day.date().isoformat(),
                    "as_printed": str(text),
                    "basis": "printed",
                    "locator": f"Register, {row.participant}, {act} {text}",
                    "where": where,
                }


def _status(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The status of each participant at the end of each year, from its dates."""
    for row in frame.itertuples():
        where = f"participants.csv, line {row.row}"
        signed, joined = _day(str(row.signed), where), _day(str(row.joined), where)
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            party = joined is not None and joined.year <= year
            signatory = signed is not None and signed.year <= year
            yield {
                "indicator": "palermo_status",
                "place_printed": str(row.participant),
                "year": str(year),
                "rating": "party" if party else "signatory" if signatory else "no_action",
                "as_printed": f"signed {row.signed or 'no date'}; joined {row.joined or 'no date'}",
                "basis": "derived",
                "locator": f"Register, {row.participant}, dates of signing and joining",
                "where": where,
            }


def normalise(raw: Raw) -> Tables:
    """Dates and yearly status of each participant, and the register's own totals."""
    participants, totals = raw["participants.csv"], raw["totals.csv"]
    year, where = totals["as_at"].str[:4], lines("totals.csv", totals)
    return {
        "ratings": pd.DataFrame([*_acts(participants), *_status(participants)]),
        "estimates": pd.DataFrame(
            {
                "indicator": totals["indicator"],
                "place_printed": "World",
                "year_start": year,
                "year_end": year,
                "value": numbers(totals["figure"], where),
                "range_kind": "none_published",
                "as_printed": totals["figure"],
                "locator": totals["locator"],
                "copy": totals["seen_at"],
                "published_year": year,
                "where": where,
            }
        ),
    }
