"""The lines below the figure of a frame: who says it and of when, and what can be opened."""

from layouts.export import Export
from layouts.exports.export_notes import caveat_rows
from layouts.exports.export_notes import in_sight as first_of

_MOST = 2


def origin(export: Export) -> str:
    """Source and period in a line; of many sources the first ones, since all stand below."""
    titles = list(dict.fromkeys(str(source["short_title"]) for source in export.sources))
    rest = len(titles) - _MOST
    more_titles = f" and {rest} more" if rest > 0 else ""
    return f"Source: {'; '.join(titles[:_MOST])}{more_titles}. Period: {export.period.rstrip('.')}."


def in_sight(export: Export) -> list[str]:
    """What every frame says, a sentence each: first whether it is of an earlier edition; which figures are doubtful comes last."""
    return [*(f"{lead}: {text.rstrip('.')}." for lead, text in first_of(export)), *(doubt.in_full for doubt in export.doubts[:_MOST])]


def more(export: Export) -> str:
    """What the part that opens is called, with the number of caveats in it."""
    count = len(caveat_rows(export))
    return f"Sources, ranges and {count} caveat{'s' if count != 1 else ''}" if count else "Sources and ranges"
