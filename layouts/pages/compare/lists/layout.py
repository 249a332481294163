"""The lists of countries: a choice of the role, what the lists leave out, and a table with a column a list."""

from typing import Any

from dash import dcc, html

from layouts.components import rows_table
from layouts.components.controls import segments
from layouts.components.share_menu import share_menu
from layouts.pages.compare.lists.scene import Scene
from layouts.pages.compare.lists.state import CODEC, ROLES
from layouts.pages.compare.shared.modes import PATH

ROLE, LEFT_OUT, TABLE, LINK = "lists-role", "lists-left-out", "lists-table", "lists-link"


def left_out(scene: Scene) -> list[Any]:
    """For each list what it leaves out of the class that it was taken from."""
    items = [
        html.Li([html.Strong(name), f" leaves out {', '.join(countries)}." if countries else " names all of them."])
        for name, countries in scene.taken.items()
    ]
    return [html.P("Checked against the countries that UNODC puts in its highest class:"), html.Ul(items)] if items else []


def layout(scene: Scene) -> list[Any]:
    """The page below its head."""
    return [
        html.H1("Lists of countries, and what they dropped"),
        html.P(
            "The report of UNODC of 2006 sorts countries by how often sources name them. Documents print lists taken from it. "
            "A list names countries; it measures nothing.",
            className="subtitle",
        ),
        html.Div(segments(ROLE, "Role", ROLES, scene.state.role), className="compare-controls"),
        html.Div(left_out(scene), id=LEFT_OUT, className="why"),
        share_menu("compare", path=PATH, entries=(), row="lists", pictures=False),
        rows_table.table(TABLE, scene.table),
        dcc.Store(id=LINK, data=CODEC.encode(scene.state)),
    ]
