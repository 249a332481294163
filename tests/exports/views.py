"""The views that the exports are tested with: of each page its first view and five at random, the same in every run."""

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl

from etl.queries import choices, claims, compare, flows, place
from layouts import compare_state, flow_state, state
from layouts.compare_state import Panel as Side
from layouts.exports import found
from layouts.exports.panel import Panel
from layouts.flow_state import FlowView
from layouts.state import View

SEED, COUNT = 5, 5
STRICT = "/view/{page}.{form}{link}"


def _map(chance: random.Random) -> View:
    indicator = chance.choice(choices.indicators())
    source = chance.choice(choices.sources_of(indicator))
    group = chance.choice(choices.groups(indicator, source))
    years = [stop.year for stop in choices.stops(indicator, source, group)]
    return View(indicator, source, group, chance.choice(years) if years else None)


def _world(chance: random.Random) -> str:
    return state.encode(replace(_map(chance), place=chance.choice(["", *place.names()]), inferred=chance.random() < 0.5))


def _flows(chance: random.Random) -> str:
    codes = list(flows.series())
    first, last = sorted(chance.choices(flows.years(series := chance.choice(codes)), k=2))
    view = FlowView(
        series,
        chance.choice(["", chance.choice(codes)]),
        first,
        last,
        chance.choice(flows.groups(series)),
        chance.choice(["", chance.choice(flows.regions())]),
        top=chance.choice(flow_state.TOPS),
        masked=chance.random() < 0.5,
        across=chance.random() < 0.3,
        tab=chance.choice(("map", "map", "sankey")),
    )
    return flow_state.encode(flow_state.fitted(view))


def _compare(chance: random.Random) -> str:
    quantity = chance.choice(list(compare.questions()["quantity_id"]))
    question = compare_state.View(
        quantity=quantity,
        axis=chance.choice(compare_state.AXES),
        order=chance.choice(compare_state.ORDERS),
        filters=compare.Filters(kinds=chance.choice([(), (chance.choice(sorted(set(compare.answers(quantity)["kind"]))),)])),
    )
    panels = tuple(
        Side(view.indicator, view.source, view.group, view.year) for view in (_map(chance) for _ in range(chance.choice((2, 3))))
    )
    sides = compare_state.View("sides", panels=panels, picture=chance.choice(("map", "series")), filters=compare.Filters(place="THA"))
    return compare_state.encode(chance.choice([question, question, sides, compare_state.View("lists", role=chance.choice(claims.ROLES))]))


_MAKERS = {"compare": _compare, "flows": _flows, "world": _world}


@cache
def links() -> tuple[tuple[str, str], ...]:
    """Pages and links: the first view of every page, then views at random; a page that cannot be made at random fails here."""
    first = [(page, "") for page in found.pages()]
    chances = {page: random.Random(f"{SEED} {page}") for page in found.pages()}
    return (*first, *((page, _MAKERS[page](chance)) for page, chance in chances.items() for _ in range(COUNT)))


def panel(page: str, link: str, more: Mapping[str, object] | None = None) -> Panel:
    """The panel of a link."""
    made, said = found.panel_of(page, {**dict(parse_qsl(link.removeprefix("?"))), **(more or {})})
    assert said == []
    return made
