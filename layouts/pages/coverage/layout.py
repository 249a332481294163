"""The coverage page: who has a figure on which place, since when; the answer as names, on a map, and place by source."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from layouts.components.aria import aria, data
from layouts.components.controls import BY_NAME, segments, select
from layouts.components.disclaimer import BOUNDARIES, disclaimer
from layouts.components.folded import folded
from layouts.components.graphs import graph, tappable
from layouts.components.prose import prose
from layouts.components.share_menu import share_menu
from layouts.pages.coverage import ids
from layouts.pages.coverage.opened_layout import opened
from layouts.pages.coverage.scene import Scene
from layouts.pages.coverage.state import CODEC, EVERY, KINDS, QUESTIONS
from layouts.scales import Class
from layouts.theme import edge

ALL_REGIONS = "all"
_PROSE = Path(__file__).with_name("prose.md").read_text(encoding="utf-8")


def heading(scene: Scene) -> list[Any]:
    """The answer as a sentence, and what counts as a figure."""
    return [html.H1(scene.title), html.P(scene.subtitle, className="subtitle")]


def kinds(scene: Scene) -> list[dict[str, str]]:
    """The kinds of figures to choose from."""
    return [{"value": kind, "label": KINDS[kind]} for kind in scene.kind_options]


def _controls(scene: Scene) -> html.Div:
    state = scene.state
    regions = [{"value": ALL_REGIONS, "label": "All regions"}, *({"value": region, "label": region} for region in scene.regions)]
    place = select(
        ids.PLACE,
        "Country or territory",
        scene.place_options,
        state.place or None,
        clearable=True,
        allowDeselect=True,
        clearButtonProps=aria(label="Clear the place"),
        placeholder="For example Eritrea",
        **BY_NAME,
    )
    controls = [
        html.Div(segments(ids.QUESTION, "Countries and territories", QUESTIONS, state.question), className="question"),
        select(ids.SINCE, "Since", [str(year) for year in scene.years], str(state.since), searchable=True),
        select(ids.KIND, "Kind of figure", kinds(scene), state.kind),
        select(ids.REGION, "Region", regions, state.region or ALL_REGIONS),
        place,
    ]
    return html.Div(controls, className="controls")


def _name(row: dict[str, Any], note: str) -> html.Li:
    link = dcc.Link(row["name"], href=f"/country/{row['place']}")
    return html.Li([link, html.Small(f" {note}")] if note else link)


def _list(title: str, rows: Iterable[dict[str, Any]], notes: dict[str, str]) -> list[Any]:
    items = [_name(row, "masked" if row["masked"] else notes.get(row["place"], "")) for row in rows]
    return [html.H2(f"{title} ({len(items)})"), html.Ul(items, className="place-names")] if items else []


def names(scene: Scene) -> list[Any]:
    """The places that answer the question by name, countries and territories apart; the sources, where every place is asked for."""
    if scene.state.question == EVERY:
        return _sources(scene)
    parts = [_list(title, scene.named(kind), scene.only_source) for title, kind in (("Countries", "country"), ("Territories", "territory"))]
    further = _list("Only counted abroad, by citizenship", scene.citizens_only, {})
    masked = [html.P(html.Small(f"Masked: {scene.mask_note}"))] if scene.mask_note else []
    return [*(part for group in parts for part in group), *masked, *further]


def _sources(scene: Scene) -> list[Any]:
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in ("Source", "Places", "Latest")]))
    rows = [
        html.Tr([html.Th(dcc.Link(one.title, href=f"/source/{one.source}"), scope="row"), html.Td(one.places), html.Td(one.newest)])
        for one in scene.sources
    ]
    return [html.H2(f"Sources since {scene.state.since} ({len(rows)})"), html.Table([head, html.Tbody(rows)], className="source-counts")]


def _entry(entry: Class, count: int) -> html.Li:
    return html.Li(entry.label, className=f"legend-row {edge(entry.look)}{'' if count else ' legend-empty'}", **data(count=str(count)))


def legend(scene: Scene) -> list[Any]:
    """How many places have how many sources, then those without a figure."""
    return [
        html.Div([html.H2(title, className="legend-title"), html.Ul([_entry(*entry) for entry in entries], className="legend-list")])
        for title, entries in scene.map.legend
    ]


def _map(scene: Scene) -> html.Div:
    label = "World map of how many sources have a figure. The Table tab lists them place by place."
    picture = [*tappable(graph(ids.FIGURE, scene.map.figure, label=label), ids.PLACE), disclaimer(BOUNDARIES)]
    return html.Div(
        [
            html.Div(picture, className="coverage-map"),
            html.Div(legend(scene), id=ids.LEGEND, className="legend"),
            html.Section(
                names(scene), id=ids.NAMES, className="coverage-names", **aria(label="Countries and territories by name", live="polite")
            ),
        ],
        className="coverage-stage",
    )


def _tabs(scene: Scene) -> dmc.Tabs:
    tabs = dmc.TabsList([dmc.TabsTab("Map", value="map"), dmc.TabsTab("Table", value="table")])
    matrix = html.Div([html.Div(id=ids.MATRIX), dcc.Store(id=f"{ids.MATRIX}-data")])
    panels = [dmc.TabsPanel(_map(scene), value="map"), dmc.TabsPanel(matrix, value="table")]
    return dmc.Tabs([tabs, *panels], id=ids.TAB, value=scene.state.tab, keepMounted=True, variant="pills")


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    title = html.Div(heading(scene), id=ids.HEADING, className="heading", **aria(live="polite"))
    return html.Div(
        [
            html.Div([title, share_menu("coverage", path="/coverage", entries=("v", "question", "place", "tab"))], className="head-row"),
            folded("Change the question", [_controls(scene)]),
            html.Div(opened(scene.opened), id=ids.OPENED, **aria(live="polite")),
            _tabs(scene),
            html.Div(prose(_PROSE), className="prose"),
            dcc.Store(id=ids.LINK, data=CODEC.encode(scene.state)),
            dcc.Store(id=ids.TABLE_LINK),
        ],
        className="coverage",
    )
