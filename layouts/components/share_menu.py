"""The row under a figure that offers it as picture, data, citation, link and embed; the browser fills it (assets/share/menu.js)."""

from collections.abc import Sequence

from dash import ClientsideFunction, Input, State, html

from layouts.components.stores import changes


def identifier(row: str) -> str:
    """The identifier of a row."""
    return f"{row}-share"


def link_of(row: str) -> str:
    """The identifier of the store that holds the whole state of a view as a query, which the row and the address follow."""
    return f"{row}-link"


def following(row: str) -> tuple[ClientsideFunction, Input, State, State]:
    """The clientside callback by which a row, and the address of the browser, follow the state of the view."""
    return (ClientsideFunction("link", "follow"), *changes(link_of(row)), State(identifier(row), "id"))


def share_menu(page: str, *, path: str, entries: Sequence[str] | None, row: str = "", pictures: bool = True, behind: str = "") -> html.Div:
    """The row of a page, whose store ``{row}-link`` holds its state; the row has the name of the page unless it has its own.

    ``path`` is the address of the page; another value of one of the keys ``entries`` is a new entry of the history, once
    the address has the first of them, and all else replaces the last entry; None leaves the address alone. ``pictures`` is
    False where the view is a table; ``behind`` names the rows that the rows drawn are sums of.
    """
    address = {} if entries is None else {"data-entries": " ".join(entries)}
    offer = {"data-page": page, "data-path": path, "data-pictures": str(pictures).lower(), "data-behind": behind}
    name = {"aria-label": "Download and cite"}
    return html.Div(id=identifier(row or page), className="share", role="group", **offer, **address, **name)
