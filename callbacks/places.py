"""Countries side by side at work: a choice of places and families leads to a state, and all rows answer together."""

from typing import Any

from dash import Dash, Input, Output

from layouts.components import rows_table
from layouts.pages.compare.places import ids, layout
from layouts.pages.compare.places.scene import scene
from layouts.pages.compare.places.state import CODEC, State

_OUTPUTS = {
    "heading": Output(ids.HEADING, "children"),
    "stage": [Output(ids.STAGE, "children"), Output(ids.STAGE, "style")],
    "table": Output(f"{ids.TABLE}-data", "data"),
    "link": Output(ids.LINK, "data"),
    "pictures": Output("places-share", "data-pictures"),
}


def choose(places: list[str] | None, families: list[str] | None) -> dict[str, Any]:
    """Answer a choice of places or families with everything that follows from it."""
    chosen = scene(CODEC.nearest_valid(State(places=tuple(places or ()), families=tuple(families or ()))))
    return {
        "heading": layout.heading(chosen),
        "stage": [layout.stage(chosen), layout.width(chosen)],
        "table": chosen.table,
        "link": CODEC.encode(chosen.state),
        "pictures": str(chosen.is_pictured).lower(),
    }


def register(app: Dash) -> None:
    """Connect the page."""
    inputs = {"places": Input(ids.PLACES, "value"), "families": Input(ids.FAMILIES, "value")}
    later = {"prevent_initial_call": True, "hidden": True}
    app.callback(_OUTPUTS, inputs, **later)(choose)
    app.clientside_callback(*rows_table.drawing(ids.TABLE), **later)
