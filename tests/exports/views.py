"""The views that the exports are tested with: of each page its first view and five at random, the same in every run."""

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl

from etl.queries import choices, place
from layouts import state
from layouts.exports import found
from layouts.exports.panel import Panel
from layouts.state import View

SEED, COUNT = 5, 5
STRICT = "/view/{page}.{form}{link}"


def _world(chance: random.Random) -> str:
    indicator = chance.choice(choices.indicators())
    source = chance.choice(choices.sources_of(indicator))
    group = chance.choice(choices.groups(indicator, source))
    years = [stop.year for stop in choices.stops(indicator, source, group)]
    view = View(indicator, source, group, chance.choice(years) if years else None, chance.choice(["", *place.names()]))
    return state.encode(replace(view, inferred=chance.random() < 0.5))


_MAKERS = {"world": _world}


@cache
def links() -> tuple[tuple[str, str], ...]:
    """Pages and links: the first view of every page, then views at random of those that say how to make them."""
    chance = random.Random(SEED)
    first = [(page, "") for page in found.pages()]
    return (*first, *((page, maker(chance)) for page, maker in _MAKERS.items() for _ in range(COUNT)))


def panel(page: str, link: str, more: Mapping[str, object] | None = None) -> Panel:
    """The panel of a link."""
    made, said = found.panel_of(page, {**dict(parse_qsl(link.removeprefix("?"))), **(more or {})})
    assert said == []
    return made
