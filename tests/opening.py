"""Opens pages as a link does, so that tests see what a reader would."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from dash import dcc, html

from callbacks.map import tabulate
from layouts.evidence.selection import SELECTION, Selection
from layouts.export import Export
from layouts.exports import registry
from layouts.exports.opened_page import opened_page
from layouts.pages.compare.side_by_side.scene import Scene as SideBySide
from layouts.pages.compare.side_by_side.scene import scene as side_by_side_scene
from layouts.pages.compare.side_by_side.slot import Slot
from layouts.pages.compare.side_by_side.state import CODEC as SIDES
from layouts.pages.compare.side_by_side.state import State as SidesState
from layouts.pages.country import PAGE as COUNTRY
from layouts.pages.country.state import State as CountryState
from layouts.pages.map.state import CODEC, State


def opened(path: str, query: dict[str, Any] | None = None) -> html.Div:
    """The page at an address, for the query of a link."""
    place = registry.place_at(path, query or {})
    assert place.known, f"there is no page at {path}"
    return opened_page(place.page, **place.query)


def exported(slug: str, query: dict[str, Any]) -> Export:
    """What can be taken of a page, for the query of a link that it understands whole."""
    page = registry.exporting()[slug]
    state, messages = page.codec.decode(query)
    assert messages == [], query
    return page.exported(state)


def linked_from(node: Any) -> Iterator[str]:
    """The addresses to which a component leads."""
    if isinstance(node, list | tuple):
        for part in node:
            yield from linked_from(part)
    elif isinstance(node, html.A | dcc.Link):
        yield str(vars(node)["href"])
    elif hasattr(node, "children"):
        yield from linked_from(node.children)


@cache
def country(place: str) -> str:
    """The page of a place as text, properties of its components included."""
    return str(COUNTRY.layout(COUNTRY.scene(CountryState(place))))


def table_of(state: State) -> dict[str, Any]:
    """The table twin of a state of the map page, as the browser gets it."""
    return tabulate(CODEC.encode(state))


def slot(selection: Selection, picture: str = "map", place: str = "", span: tuple[int, int] | None = None) -> Slot:
    """One panel of sources side by side; over time its selection has no year."""
    return Slot(1, replace(selection, year=None) if picture == "series" else selection, picture, place, span)


def side_by_side(selections: Sequence[Selection], picture: str = "map", place: str = "") -> SideBySide:
    """Sources side by side."""
    return side_by_side_scene(SIDES.nearest_valid(SidesState(picture=picture, selections=tuple(selections), place=place)))


def selected(indicator: str, source: str, group: str = "all.all.all", year: int | None = None) -> Selection:
    """The selection nearest to these, that the atlas has."""
    return SELECTION.nearest_valid(Selection(indicator, source, group, year))
