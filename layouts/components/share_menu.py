"""The row under a figure that offers it as picture, data, citation, link and embed; the browser fills it (assets/along.js)."""

from dash import html

from layouts.components.aria import aria, data


def identifier(row: str) -> str:
    """The identifier of a row."""
    return f"{row}-along"


def link_of(row: str) -> str:
    """The identifier of the store that holds the state of a page as a query, which the row follows."""
    return f"{row}-link"


def take_along(page: str, *, row: str = "", pictures: bool = True, behind: str = "") -> html.Div:
    """The row of a page, whose store ``{row}-link`` holds its state; the row has the name of the page unless it has its own.

    ``pictures`` is False where the view is a table; ``behind`` names the rows that the rows drawn are sums of.
    """
    told = data(page=page, pictures=str(pictures).lower(), behind=behind) | aria(label="Download and cite")
    return html.Div(id=identifier(row or page), className="along", role="group", **told)
