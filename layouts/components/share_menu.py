"""Cite, Share and Download beside the title of a page: citations, link and embed code, pictures and data (assets/share/menu.js)."""

from collections.abc import Sequence

from dash import ClientsideFunction, Input, State, html

from layouts.components.aria import aria, data
from layouts.components.rows_table import changes


def following(row: str) -> tuple[ClientsideFunction, Input, State, State]:
    """The clientside callback by which a row, and the address of the browser, follow the state of the view in its store."""
    return (ClientsideFunction("link", "follow"), *changes(f"{row}-link"), State(f"{row}-share", "id"))


def share_menu(
    page: str,
    *,
    path: str,
    entries: Sequence[str] | None,
    row: str = "",
    pictures: bool = True,
    framed: bool = True,
    files: bool = True,
    behind: str = "",
    chosen: str = "mark claim",
    thing: str = "",
) -> html.Div:
    """The menus of a page, whose store ``{row}-link`` holds its state; they have the name of the page unless they have their own.

    ``path`` is the address of the page; another value of one of the keys ``entries`` is a new entry of the history, once
    the address has the first of them, and all else replaces the last entry; None leaves the address alone. ``pictures`` is
    False where the view is a table, ``framed`` where other sites may not frame it, ``files`` where there is nothing to
    download; ``behind`` names the rows that the rows drawn are sums of; ``chosen``: the keys of a link that name a mark,
    which is cited by itself; ``thing``: what the view is called, unless it is a chart or a table.
    """
    address = {} if entries is None else data(entries=" ".join(entries))
    offer = data(page=page, path=path, pictures=str(pictures).lower(), framed=str(framed).lower(), behind=behind, chosen=chosen)
    offer |= {} if files else data(files="false")
    offer |= data(thing=thing or ("chart" if pictures else "table"))
    return html.Div(
        id=f"{row or page}-share", className="share", role="group", **offer, **address, **aria(label="Cite, share and download")
    )
