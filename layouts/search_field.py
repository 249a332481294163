"""The field that searches the whole atlas: a plain form, which leads to the page of results."""

import dash_mantine_components as dmc
from dash import html

LABEL: dict[str, str] = {"aria-label": "Search countries, numbers and sources"}


def search_field(identifier: str = "search", *, placeholder: str = "Country, number, source …", query: str = "") -> html.Form:
    """The form; ``identifier`` tells the fields of one page apart."""
    field = dmc.TextInput(id=f"{identifier}-field", name="q", value=query, placeholder=placeholder, **LABEL)
    button = html.Button("Search", type="submit", className="search-go")
    return html.Form([field, button], id=identifier, className="search-form", action="/search", method="get", role="search")
