"""The disclaimer on boundaries, on every map and in every picture of one."""

from dash import html

_NAMES = "Boundaries and names follow Natural Earth and imply no position on the status of any territory."
LINES = f"{_NAMES} Disputed lines are dashed."
BOUNDARIES = f"{LINES} Small dots mark small states."


def disclaimer(text: str, *more: str) -> html.P:
    """The disclaimer of a page; what it says, and ``more``, of lines and dots is left out beside a table or a diagram, which have none."""
    of_map = html.Span(" ".join([text.removeprefix(_NAMES), *more]), className="of-map")
    return html.P([_NAMES, of_map], className="disclaimer")
