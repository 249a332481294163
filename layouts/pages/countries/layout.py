"""The list of places: a field that narrows it, then links under the titles of their groups."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from layouts.components.aria import aria, data
from layouts.pages.countries.scene import Entry, Scene

FILTER = "countries-filter"
_SCHEMES = {
    "Documents": "Regions named in documents",
    "M49": "Regions of the United Nations",
    "EU27 from 2020": "European Union, 27 countries",
}


def _entry(entry: Entry) -> html.Li:
    count = f"{entry.sources} {'source' if entry.sources == 1 else 'sources'}" if entry.sources else "no source"
    return html.Li([dcc.Link(entry.name, href=f"/country/{entry.code}"), " ", html.Small(count)], **data(also=entry.also))


def _group(title: str, entries: Sequence[Entry], heading_of: type[html.H2 | html.H3]) -> html.Section:
    heading = heading_of(_SCHEMES.get(title, title.replace("ILO", "Regions of the International Labour Organization,")))
    return html.Section([heading, html.Ul(list(map(_entry, entries)), className="place-list")], className="place-group")


def layout(scene: Scene) -> html.Div:
    """The page."""
    field = dmc.TextInput(
        id=FILTER,
        label="Find a place",
        description="By any name, current or former.",
        placeholder="Thailand, Burma, Ivory Coast …",
        className="choose",
    )
    intro = (
        f"{scene.count} countries and territories, and the regions that sources report on, each with the number of sources that name it."
    )
    areas: list[Any] = [_group(title, entries, html.H2) for title, entries in scene.areas.items()]
    regions = [_group(title, entries, html.H3) for title, entries in scene.regions.items()]
    none = html.P("No place has this name.", id="countries-none", hidden=True, role="status")
    head = [html.H1("Countries and regions"), html.P(intro, className="subtitle"), field, none]
    reported = html.Section([html.H2("Regions that sources report on"), *regions], className="place-group")
    return html.Div([*head, *areas, reported], className="countries", **aria(label="Places"))
