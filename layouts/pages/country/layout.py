"""The page of a place: head, one table of the latest figures beside what to know before quoting, then the years, and the claims."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from layouts import format as words
from layouts.components.aria import aria
from layouts.components.controls import BY_NAME
from layouts.components.evidence_list import on_paper
from layouts.components.share_menu import share_menu
from layouts.pages.country import ids, years_layout
from layouts.pages.country.scene import Named, PlaceScene, Scene
from layouts.pages.country.state import CODEC
from layouts.pages.country.table_layout import aside, further, table

COMPARE = "/compare?v=1&mode=places&places="
_MOST = 4


def _links(places: Named) -> list[Any]:
    return [part for code, name in places for part in (dcc.Link(name, href=f"/country/{code}"), ", ")][:-1]


def _or(places: Named) -> list[Any]:
    """Links to places as a choice: 'Niger, Chad or Nigeria'."""
    links = _links(places)
    return [*links[:-2], " or ", links[-1]] if len(places) > 1 else links


def unknown(scene: Scene) -> html.Div:
    """The page where the address names no place."""
    title, near = f"No place has the name “{scene.state.place}”", [html.P(["Did you mean ", *_or(scene.near), "?"])] if scene.near else []
    if scene.dissolved:
        title = f"{words.sentence(scene.dissolved)} no longer exists"
        near = [html.P(["It has no page of its own. Successors: ", *_links(scene.near), "."])]
    listed = html.P(["All places are in the ", dcc.Link("list of countries and regions", href="/countries"), "."])
    return html.Div([html.H1(title), *near, listed], className="prose")


def _subtitle(place: PlaceScene) -> str:
    record, count = place.record, len(place.sources)
    # Of the country Micronesia the region of that name would say nothing.
    region = record["region"] if record["subregion"] in ("", place.name) else record["subregion"]
    where = [region, record["income_group"]] if place.is_area else []
    says = f"everything that {words.counted(count, 'source says', 'sources say')}, side by side and never merged"
    return words.sentence(" · ".join(filter(None, (*where, says if count else "no source in the atlas has a figure for it"))))


def _compare(place: PlaceScene, scene: Scene) -> html.Div:
    """Up to four other places, and the link that leads to them side by side."""
    select = dmc.MultiSelect(
        id=ids.COMPARE,
        data=list(scene.places),
        value=[],
        maxValues=_MOST,
        clearable=True,
        placeholder="Compare with …",
        hidePickedOptions=True,
        size="sm",
        **BY_NAME,
        **aria(label="Compare with up to four other places"),
    )
    link = dcc.Link("Compare", href=COMPARE + place.code, id=ids.COMPARE_LINK, className="compare-go")
    return html.Div([select, link], className="compare-with")


def _members(place: PlaceScene) -> list[Any]:
    """The countries and territories of a region."""
    if not place.members:
        return []
    title = f"The {len(place.members)} countries and territories of {words.in_sentence(place.name.partition(', ')[0])}"
    opened = not place.sources
    return [html.Details([html.Summary(title), html.P([*_links(place.members), "."])], open=opened)]


def _head(scene: Scene, place: PlaceScene) -> html.Header:
    kind = "Country" if place.record["kind"] == "country" else "Territory" if place.is_area else "Region"
    note = [html.P(place.record["note"], className="quiet")] if place.record["note"] else []
    meant = [html.P(["Did you mean ", *_or(place.namesakes), "?"], className="namesakes")] if place.namesakes else []
    others = [html.P(["Also under this name: ", *_links(place.groupings), "."], className="namesakes")] if place.groupings else []
    successors = [html.P(["Successors: ", *_links(place.successors), "."])] if place.successors else []
    titles = [
        html.P(dcc.Link(kind, href="/countries"), className="eyebrow"),
        html.H1(place.title),
        html.P(_subtitle(place), className="subtitle"),
    ]
    pictured = bool(place.pictured)
    share = share_menu(
        "country", path=f"/country/{place.code}", entries=None, pictures=pictured, framed=pictured, files=not place.is_empty, thing="page"
    )
    heading = html.Div([*titles, *meant, *others, *note, *successors], className="heading")
    return html.Header([heading, _compare(place, scene), share], className="head-row")


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    place = scene.place
    if place is None:
        return unknown(scene)
    first = html.Div(
        [html.Div([*table(place), *further(place), *_members(place)], className="country-table"), aside(place)], className="country-first"
    )
    return html.Div(
        [
            _head(scene, place),
            first,
            *years_layout.sections(place),
            on_paper(place.sources),
            years_layout.left_out(place),
            dcc.Store(id=ids.LINK, data=CODEC.encode(scene.state)),
            dcc.Store(id=ids.PLACE, data=place.code),
        ],
        className="country",
    )
