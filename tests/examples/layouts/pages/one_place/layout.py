"""The page of one place: two controls, a heading, the table, and what to know of it."""

from typing import Any

from dash import dcc, html

from layouts.components import rows_table
from layouts.components.controls import select
from layouts.components.prose import prose
from layouts.components.share_menu import share_menu
from layouts.pages.one_place import ids
from layouts.pages.one_place.scene import Scene
from layouts.pages.one_place.state import CODEC


def heading(scene: Scene) -> list[Any]:
    """The title and what stands under it."""
    return [html.H1(scene.title), html.P(scene.subtitle, className="subtitle")]


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    controls = [
        select(ids.PLACE, "Place", scene.places, scene.state.place, searchable=True),
        select(ids.FAMILY, "Family of indicators", scene.families, scene.state.family),
    ]
    return html.Div(
        [
            html.Div(controls, className="controls"),
            html.Div(heading(scene), id=ids.HEADING, className="heading", **{"aria-live": "polite"}),
            rows_table.table(ids.TABLE, scene.table),
            share_menu("one_place", path="/one-place", entries=("place", "family"), row=ids.SHARE, pictures=False),
            html.Div(prose(scene.prose), className="prose"),
            dcc.Store(id=ids.LINK, data=CODEC.encode(scene.state)),
        ]
    )
