"""What stands beside the map: the field of places, those that are chosen, the legend, and the evidence in short."""

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from layouts import format as words
from layouts.components import evidence_list
from layouts.components.aria import aria, data
from layouts.components.controls import BY_NAME
from layouts.components.layer_parts import absences, layer_legend
from layouts.components.term import term_link
from layouts.evidence.selection import MOST_PLACES
from layouts.pages.map import ids
from layouts.pages.map.place import PlaceReading
from layouts.pages.map.scene import Scene


def picker(scene: Scene) -> html.Div:
    """The field of places, on a phone above the map: a choice joins the list of the column, and the field is free for the next."""
    field = dmc.Select(
        id=ids.PLACE,
        label="Country or territory",
        data=scene.place_options,
        value=None,
        placeholder="Find a country: Thailand, Burma …",
        maxDropdownHeight=320,
        checkIconPosition="right",
        **BY_NAME,
    )
    return html.Div(field, className="map-picker")


def _item(place: str, name: str, text: str, quiet: str, *more: Any, look: str = "") -> html.Li:
    """A chosen place: its name and what is read of it, the way to its page, and the button that takes it off the list."""
    remove = html.Button("\N{MULTIPLICATION SIGN}", type="button", title="Remove", **aria(label=f"Remove {name}"), **data(remove=place))
    page = dcc.Link(["All figures", html.Span(f" on {words.in_sentence(name)}", className="visually-hidden")], href=f"/country/{place}")
    more_of_it = html.Span([" · " if quiet else "", page], className="on-screen")
    lines: list[Any] = [html.Strong(name), " ", text, html.Span([quiet, more_of_it], className="quiet")]
    return html.Li([html.Div(lines), remove, *more], className=f"chosen-place {look}".strip())


def _mapped(scene: Scene, reading: PlaceReading) -> html.Li:
    period = words.period(*scene.layer.period)
    around = f"{reading.region} · {period}" if reading.region else period
    more = {"note": reading.note, "locator": reading.locator, "copy": reading.copy}
    details = evidence_list.of_place(reading.name, **more, caveats=reading.caveats)
    return _item(reading.place, reading.name, reading.text, around, *details)


def _charted(scene: Scene) -> Iterable[html.Li]:
    """The places of the chart, each with its sign where the chart has one for it."""
    chart = scene.chart
    signs = {mark.label: code for code, mark in chart.place_marks.items()}
    for place, name in scene.named_places:
        look = f"legend-row mark-{signs[name]}" if name in signs else ""
        yield _item(place, name, *chart.counted(place), look=look)


def chosen_places(scene: Scene) -> list[Any]:
    """The chosen places with what the map, or the chart, says of them, and the way to the chart; nothing where none is chosen."""
    if not scene.state.places:
        return []
    items = list(_charted(scene)) if scene.is_chart else [_mapped(scene, reading) for reading in scene.readings]
    heading = "Places in the chart" if scene.is_chart else "Chosen places"
    names = "These places" if len(items) > 1 else words.sentence(words.in_sentence(scene.named_places[0][1]))
    link = dcc.Link(f"{names} over time", href=scene.chart_link(scene.state.places), className="way-to-chart")
    return [html.H2(heading, className="column-title"), html.Ul(items, className="plain"), *([] if scene.is_chart else [link])]


def kind_of_number(scene: Scene) -> list[Any]:
    """The kind of number and the source in short, the same in all years."""
    layer = scene.layer
    kind = vocabulary.terms("kind")[layer.indicator.kind]
    return [html.P([html.Strong(term_link(f"kind.{kind.code}")), f". {kind.definition}"]), html.P(f"{layer.source['title']}.")]


def gist(scene: Scene) -> list[Any]:
    """The gravest caveat, one of the figures drawn before one of the source, and the way to all of the evidence."""
    caveats, order = scene.caveats, list(vocabulary.terms("severity"))
    gravest = sorted(caveats, key=lambda caveat: (order.index(caveat.severity), not caveat.own))[:1]
    count = words.counted(len(caveats), "caveat") if caveats else "caveats"
    return [*map(_gravest, gravest), html.P(html.A(f"Evidence, range, {count}", href=f"#{ids.EVIDENCE}"))]


def _gravest(caveat: Any) -> html.P:
    about = f"{caveat.about}: " if caveat.about else ""
    return html.P([html.Strong(vocabulary.label("severity", caveat.severity)), html.Span(f"{about}{caveat.text}")], className="gravest")


def map_column(scene: Scene) -> html.Aside:
    """The column."""
    listed = {"id": ids.CHOSEN, "className": "chosen-places", "tabIndex": -1, **aria(live="polite"), **data(most=str(MOST_PLACES))}
    return html.Aside(
        [
            html.Div(chosen_places(scene), **listed),
            html.Div([html.Div(layer_legend(scene.layer), id=ids.LEGEND, className="legend"), absences()], className="map-legend"),
            html.Div([html.Div(kind_of_number(scene), id=ids.KIND), html.Div(gist(scene), id=ids.GIST)], className="gist"),
        ],
        className="map-column",
        **aria(label="Places, legend and evidence in short"),
    )
