"""What every export says of itself: title, period, sources, caveats, the way back; and which of its rows may be passed on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import evidence, open_data, revisions
from layouts import format as words
from layouts.export import Behind, Export
from layouts.exports.citations import denominators
from layouts.exports.formats import plain

_FIELDS = (
    *("source_id", "title", "publisher", "edition", "published_year", "url", "citation", "licence", "licence_note"),
    *("redistribution", "kind", "method", "range_meaning", "accessed"),
)
ABSENCES = (
    "A missing figure is never zero: the column status tells apart not covered by the source, covered without a figure, "
    "masked by the publisher, and a printed zero."
)
_WITHOUT_STATUS = (
    "A missing figure is never zero: what a source does not cover, or has no figure for, has no row; "
    "one that the publisher masks has a row without a value, whose range is said to be masked; a printed zero has the value 0."
)


def _withheld(export: Export) -> list[Mapping[str, Any]]:
    return [source for source in export.sources if not open_data.may_be_passed_on(source)]


def _without_withheld(export: Export, rows: pd.DataFrame) -> pd.DataFrame:
    return open_data.without(rows, [source["source_id"] for source in _withheld(export)])


def is_closed(export: Export) -> bool:
    """Whether no source of an export lets its figures be passed on."""
    return bool(export.sources) and len(_withheld(export)) == len(export.sources)


def offered(export: Export) -> pd.DataFrame:
    """The rows of an export that may be passed on; none where the only source keeps its figures to itself."""
    return export.rows.iloc[:0] if is_closed(export) else _without_withheld(export, export.rows)


def behind(export: Export) -> Behind | None:
    """The rows that the rows of an export are sums of, as far as they may be passed on; None where there are none."""
    return export.behind and replace(export.behind, rows=_without_withheld(export, export.behind.rows))


def source_rows(export: Export) -> list[dict[str, Any]]:
    """The sources of an export: what they are, their terms, how to cite them, and the copies in which their rows were seen."""
    return [{**{name: plain(source[name]) for name in _FIELDS}, "copies": "; ".join(source["copies"])} for source in export.sources]


def caveat_rows(export: Export) -> list[dict[str, Any]]:
    """The caveats of an export, the most severe first as the page shows them."""
    return [
        {
            "source_id": caveat.source_id,
            "severity": vocabulary.label("severity", caveat.severity),
            "about": caveat.about or "all rows",
            "text": caveat.text,
        }
        for caveat in export.caveats
    ]


def left_out(export: Export) -> str:
    """What may not be passed on, and where it is found instead; '' where everything may."""
    closed = [f"{source['title']} ({source['publisher']}): {source['url']}" for source in _withheld(export)]
    return f"Rows of these sources may not be republished; find them at the source: {'; '.join(closed)}." if closed else ""


def earlier_edition(export: Export) -> tuple[tuple[str, str], ...]:
    """Which sources are earlier editions, and which edition is the latest; nothing where none is."""
    latest: dict[str, list[str]] = {}
    for source in export.sources:
        if last := revisions.latest(source["source_id"]):
            latest.setdefault(evidence.source(last)["short_title"], []).append(source["short_title"])
    text = "; ".join(f"{'; '.join(earlier)}. The latest is {title}" for title, earlier in latest.items())
    return (("Earlier edition", text),) if text else ()


def in_sight(export: Export) -> tuple[tuple[str, str], ...]:
    """What every picture, frame and file says first."""
    return (*earlier_edition(export), *export.in_sight)


def note(export: Export, permalink: str) -> Mapping[str, str]:
    """The lines that say what an export is."""
    lines = {
        "title": export.title,
        "subtitle": export.subtitle,
        "period": export.period,
        "kind of figure": export.kind,
        "ranges": export.ranges,
        "absences": ABSENCES if any(column.name == "status" for column in export.columns) else _WITHOUT_STATUS,
        "left out": left_out(export),
        **{words.uncapitalised(name): line for name, line in (*in_sight(export), *export.notes, *export.table_notes)},
        "denominator": " ".join(work.text for work in denominators(export)),
        "boundaries": export.disclaimer,
        "data version": export.version,
        "permalink": permalink,
    }
    return {name: line for name, line in lines.items() if line}
