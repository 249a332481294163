"""What every row that is passed on says of where it comes from: title, address and citation of its source, caveats, version."""

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from etl.queries import atlas, evidence, revisions
from layouts.evidence import edition_notes
from layouts.export import Column

SOURCE = (
    Column("source_title", "text", "Title of the source."),
    Column("source_url", "text", "Where the source is found."),
    Column("source_citation", "text", "How the source is cited."),
    Column("caveats", "texts", "Every caveat that applies to the row, the most serious first."),
    Column("data_version", "text", "Data version of the atlas that the row is taken from."),
)
EDITION = Column(
    "edition_note",
    "text",
    "That it is of an earlier edition; what the later edition of the source, or the one before, says of the same cell, where it differs.",
)


@cache
def _texts() -> tuple[Mapping[str, str], Mapping[str, int]]:
    """The text of each caveat and its place among all, the most serious first."""
    texts = dict(zip(evidence.caveats()["caveat_id"], evidence.caveats()["text"], strict=True))
    return texts, {identifier: place for place, identifier in enumerate(texts)}


def _caveats(rows: pd.DataFrame) -> pd.Series:
    """The texts of the caveats of each row; none for a row without a figure."""
    if "caveat_ids" not in rows:
        return pd.Series([[]] * len(rows), rows.index, dtype="object")
    texts, order = _texts()

    def texts_of(identifiers: object) -> list[str]:
        return [texts[one] for one in sorted(identifiers, key=order.__getitem__)] if isinstance(identifiers, Iterable) else []

    return rows["caveat_ids"].map(texts_of)


def _short(source: str) -> str:
    return str(evidence.source(source)["short_title"])


def with_source(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that have a ``source_id``, with the columns of ``SOURCE`` and ``EDITION``, which is for rows of estimates alone."""
    records = {source: evidence.source(source) for source in rows["source_id"].unique()}
    columns = {f"source_{name}": [records[source][name] for source in rows["source_id"]] for name in ("title", "url", "citation")}
    earlier = {
        source: f"Earlier edition. The latest is {_short(last)}. " if (last := revisions.latest(source)) else "" for source in records
    }
    texts = [f"{earlier[source]}{note}".rstrip() for source, note in zip(rows["source_id"], edition_notes.notes(rows), strict=True)]
    notes = pd.Series(texts, rows.index, dtype="object").replace("", None)
    return rows.assign(**columns, caveats=_caveats(rows), edition_note=notes, data_version=atlas.atlas().version)
