"""The field that searches the whole atlas: a plain form, which leads to the page of results.

A script shows results below it while a reader types (assets/core/search.js).
"""

from typing import Any

import dash_mantine_components as dmc
from dash import html

LABEL = "Search countries, numbers, indicators and sources"
_HIDDEN: dict[str, Any] = {"aria-hidden": "true"}


def search_field(
    identifier: str = "search", *, placeholder: str = "Country, number, source …", query: str = "", leads_on: bool = True
) -> html.Form:
    """The form; ``identifier`` tells the fields of one page apart; ``leads_on``: Enter opens the first result, else all results."""
    label: dict[str, Any] = {"aria-label": LABEL, "data-leads-on": "yes" if leads_on else "no"}
    field = dmc.TextInput(
        id=f"{identifier}-field",
        name="q",
        value=query,
        placeholder=placeholder,
        autoComplete="off",
        spellCheck=False,
        rightSection=html.Kbd("/", className="search-key", **_HIDDEN),
        rightSectionPointerEvents="none",
        className="search-text",
        **label,
    )
    button = html.Button("Search", type="submit", className="search-go")
    listed = html.Div(id=f"{identifier}-list", className="search-list", hidden=True)
    heard = html.Span(id=f"{identifier}-heard", className="search-heard", role="status")
    return html.Form([field, button, listed, heard], id=identifier, className="search-form", action="/search", method="get", role="search")
