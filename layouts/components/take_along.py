"""The row under a figure that offers it as picture, data, citation, link and embed; the browser fills it (assets/along.js)."""

from dash import html


def identifier(page: str) -> str:
    """The identifier of the row of a page."""
    return f"{page}-along"


def link_of(page: str) -> str:
    """The identifier of the store that holds the state of a page as a query, which the row follows."""
    return f"{page}-link"


def take_along(page: str) -> html.Div:
    """The row of a page, whose store ``{page}-link`` holds its state."""
    return html.Div(id=identifier(page), className="along", role="group", **{"data-page": page, "aria-label": "Take it along"})
