"""What every export says of itself: title, period, sources, caveats, what was left out, and the way back."""

from collections.abc import Mapping
from typing import Any

from etl.contract import vocabulary
from layouts.export import Export
from layouts.exports.citations import denominators
from layouts.exports.formats import plain
from layouts.exports.frames import withheld_sources

_FIELDS = (
    *("source_id", "title", "publisher", "edition", "published_year", "url", "citation", "licence", "licence_note"),
    *("redistribution", "kind", "method", "range_meaning", "accessed"),
)
ABSENCES = (
    "A missing figure is never zero: the column status tells apart not covered by the source, covered without a figure, "
    "masked by the publisher, and a printed zero."
)


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
    closed = [f"{source['title']} ({source['publisher']}): {source['url']}" for source in withheld_sources(export)]
    return f"Rows of these sources may not be passed on; they are found there: {'; '.join(closed)}." if closed else ""


def note(export: Export, permalink: str) -> Mapping[str, str]:
    """The lines that say what an export is."""
    lines = {
        "title": export.title,
        "subtitle": export.subtitle,
        "period": export.period,
        "kind of number": export.kind,
        "ranges": export.ranges,
        "absences": ABSENCES,
        "left out": left_out(export),
        **dict(export.notes),
        "denominator": " ".join(work.text for work in denominators(export)),
        "boundaries": export.disclaimer,
        "data version": export.version,
        "permalink": permalink,
    }
    return {name: line for name, line in lines.items() if line}
