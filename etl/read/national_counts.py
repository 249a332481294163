"""Figures read one by one from pages and bulletins of authorities, and from copies of them, become rows: one shape for all.

A page of the publisher is quoted as it is. A figure read on another page says so in a caveat, and its range is ``not_seen``.
The address is kept as the copy, apart from the locator and from what is cited.
"""

from collections.abc import Mapping

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.parse_figures import located_rows, parse_numbers

COLUMNS = (
    *("indicator", "place_printed", "form", "sex", "age", "year_start", "year_end", "quarter", "figure"),
    *("printed_as", "period", "published_year", "seen_at", "page", "note"),
)
FILES = {"figures.csv": COLUMNS}
# The caveat of a figure, by the kind of page on which it was read.
PAGE_CAVEATS: Mapping[str, str] = {
    "publisher": "",
    "mirror": "The figure was read on a mirror of the publisher's page.",
    "release_copy": "The figure was found in a copy of the publisher's release on another site.",
    "report": "The figure is from a report of the United States Department of State that quotes it; the publisher's own page was not seen.",
    "text_copy": "The figure was read in a copy of the text on another site; the publication itself was not seen.",
    "press": "The figure was found in a single press report; the publication itself was not seen.",
    "parliament": "The figure is from a parliamentary record; the publication itself was not seen.",
    "other": "The figure was found on a single third-party page; the publication itself was not seen.",
}


def with_provenance(frame: pd.DataFrame) -> pd.DataFrame:
    """Add what follows from the page of each row: ``range_kind, copy, caveat``; raises InputError for an unknown kind of page."""
    caveats = count_tables.label_codes(frame, "page", PAGE_CAVEATS)
    note = frame["note"] if "note" in frame else pd.Series("", frame.index)
    kinds = pd.Series("not_seen", frame.index).mask(frame["page"] == "publisher", "none_published")
    return frame.assign(range_kind=kinds, copy=frame["seen_at"], caveat=count_tables.joined_caveats(note, caveats))


def estimates(raw: Raw, file: str) -> pd.DataFrame:
    """The rows of ``file`` (see COLUMNS) as estimates; a blank ``published_year`` is that of the source."""
    rows = located_rows(raw, file)
    frame = count_tables.with_values(with_provenance(rows.assign(printed=rows["figure"])))
    return frame.assign(
        quarter=parse_numbers(frame["quarter"], frame["where"]),
        published_year=frame["published_year"].where(frame["published_year"] != ""),
        basis="printed",
        as_printed=frame["figure"],
        locator="'" + frame["printed_as"] + "', " + frame["period"],
    )


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return {"estimates": estimates(raw, "figures.csv")}
