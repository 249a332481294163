"""The views that the exports are tested with: of each page its first view and two at random, the same in every run."""

import random
from dataclasses import replace
from functools import cache, partial
from urllib.parse import parse_qsl

from etl.queries import answers, choices, corridors, country_lists, place_summary
from layouts.evidence.selection import Selection
from layouts.export import Export
from layouts.exports import registry
from layouts.pages.compare.documents.state import LISTS, ListsState
from layouts.pages.compare.places import state as places_state
from layouts.pages.compare.question import state as question_state
from layouts.pages.compare.side_by_side import state as sides_state
from layouts.pages.flows.state import CODEC as FLOWS
from layouts.pages.flows.state import TOPS
from layouts.pages.flows.state import State as FlowState
from layouts.pages.map.state import CODEC, State
from layouts.view_state import Codec
from tests.opening import exported

SEED, COUNT = 5, 2
# Views whose figures show fewer rows than there are.
PANELS = (("country", "?place=MDA"), ("compare", "?mode=places&places=THA.NPL.MDA"))
STRICT = "/view/{page}.{form}{link}"


def map_state(chance: random.Random) -> State:
    """A map at random."""
    indicator = chance.choice(choices.indicators())
    source = chance.choice(choices.sources_of(indicator))
    group = chance.choice(choices.series(indicator, source).groups)
    years = [stop.year for stop in choices.series(indicator, source).stops[group]]
    return State(indicator, source, group, chance.choice(years) if years else None)


def _world(chance: random.Random) -> str:
    return CODEC.encode(
        replace(
            map_state(chance), places=tuple(chance.sample([*place_summary.names()], chance.randint(0, 2))), inferred=chance.random() < 0.5
        )
    )


def _flows(chance: random.Random) -> str:
    codes = list(corridors.series())
    first, last = sorted(chance.choices(corridors.years(series := chance.choice(codes)), k=2))
    state = FlowState(
        series,
        chance.choice(["", chance.choice(codes)]),
        first,
        last,
        chance.choice(corridors.groups(series)),
        chance.choice(["", chance.choice(corridors.regions())]),
        top=chance.choice(list(TOPS)),
        masked=chance.random() < 0.5,
        across=chance.random() < 0.3,
        tab=chance.choice(("map", "map", "sankey")),
    )
    return FLOWS.encode(FLOWS.nearest_valid(state))


def _question(chance: random.Random, quantity: str) -> str:
    state = question_state.State(
        quantity,
        axis=chance.choice(list(question_state.AXES)),
        order=chance.choice(list(question_state.ORDERS)),
        kinds=chance.choice([(), (chance.choice(sorted(set(answers.answers(quantity)["kind"]))),)]),
    )
    return question_state.CODEC.encode(state)


def _sides(chance: random.Random) -> str:
    views = (map_state(chance) for _ in range(chance.choice((2, 3))))
    panels = tuple(Selection(view.indicator, view.source, view.group, view.year) for view in views)
    state = sides_state.State(selections=panels, picture=chance.choice(("map", "series")), place="THA")
    return sides_state.CODEC.encode(sides_state.CODEC.nearest_valid(state))


def _places(chance: random.Random) -> str:
    places = tuple(chance.sample(list(places_state.place_labels()), chance.choice((2, 3, 5))))
    families = chance.choice([(), (), (chance.choice(list(places_state.families())),)])
    return places_state.CODEC.encode(places_state.State(places, families))


def _compare(chance: random.Random) -> str:
    quantity = chance.choice(list(answers.questions()["quantity_id"]))
    question, sides = _question(chance, quantity), _sides(chance)
    lists = LISTS.encode(ListsState(role=chance.choice(country_lists.ROLES)))
    return chance.choice([question, question, sides, lists, _places(chance), _places(chance)])


_MAKERS = {"compare": _compare, "flows": _flows, "world": _world}


def _of_keys(page: str, chance: random.Random) -> str:
    """A link of a page whose codec is a list of keys, each with an option at random."""
    codec = registry.exporting()[page].codec
    assert isinstance(codec, Codec), f"{page}: name in _MAKERS how a view is made at random"
    state = codec.blank
    for key in codec.keys:
        state = replace(state, **{key.field: chance.choice([*key.options(state), key.default(state)])})
    return codec.encode(state)


@cache
def links() -> tuple[tuple[str, str], ...]:
    """Pages and links: the first view of every page of data that others may embed, then views at random."""
    pages = [slug for slug, page in registry.exporting().items() if page.embed and not page.worded]
    first = [(page, "") for page in pages]
    chances = {page: random.Random(f"{SEED} {page}") for page in pages}
    makers = {page: _MAKERS.get(page, partial(_of_keys, page)) for page in pages}
    return (*first, *((page, makers[page](chance)) for page, chance in chances.items() for _ in range(COUNT)))


@cache
def panel(page: str, link: str) -> Export:
    """The panel of a link; it is made once, and no test changes it."""
    return exported(page, dict(parse_qsl(link.removeprefix("?"))))
