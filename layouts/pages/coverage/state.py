"""The state of the coverage page: which places are asked for, since which year, by which kind of figure, and one that is opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.queries import source_coverage
from layouts.view_state import Codec, Key, Number, numbers, titles

NOBODY, RATINGS, ONE, EVERY = "nobody", "ratings", "one", "every"
# The questions that are asked most, as the reader chooses them.
QUESTIONS = {NOBODY: "Without a figure", RATINGS: "With ratings only", ONE: "With one source only", EVERY: "All"}
ANY = "any"
KINDS = {
    ANY: "Any figure",
    "count": "Counted cases and rates",
    "estimate": "Modelled estimates",
    "rating": "Ratings and scores",
    "citizenship": "Counted abroad, by citizenship",
    "treaty": "Treaty dates (not figures)",
    "claim": "Repeated claims (not figures)",
}
TABS = ("map", "table")
FIRST_YEAR = 2016


@dataclass(frozen=True)
class State:
    """What the page shows: ``since``: the first year that counts; ``place``: the one whose row is opened, '' for none."""

    question: str = NOBODY
    since: int = FIRST_YEAR
    kind: str = ANY
    region: str = ""
    place: str = ""
    tab: str = "map"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of rows that count as a figure in this state."""
        return source_coverage.FIGURES if self.kind == ANY else (self.kind,)


def _years() -> Sequence[int]:
    return numbers(*source_coverage.years())


def kinds_of(question: str) -> Sequence[str]:
    """The kinds to choose from: whether a place has ratings alone is asked of all figures."""
    return (ANY,) if question == RATINGS else tuple(KINDS)


CODEC: Codec[State] = Codec(
    State(),
    Key(
        field="question",
        meaning="Which countries and territories are listed, by the figures that sources have on them.",
        default=lambda _: NOBODY,
        options=lambda _: QUESTIONS,
        codes=lambda: QUESTIONS,
        title=titles(QUESTIONS),
    ),
    Number(
        field="since",
        label="first year",
        meaning="The first year that counts.",
        default=lambda _: FIRST_YEAR,
        options=lambda _: _years(),
        codes=_years,
        missing=lambda _state, _text: "no figure refers to",
    ),
    Key(
        field="kind",
        label="kind of figure",
        meaning="The kind of figure that counts; treaty dates and repeated claims are not figures, and are shown only on their own.",
        default=lambda _: ANY,
        options=lambda state: kinds_of(state.question),
        codes=lambda: KINDS,
        title=titles(KINDS),
        missing=lambda _state, _text: "does not go with this question",
    ),
    Key(
        field="region",
        meaning="Region of the world that is shown.",
        default=lambda _: "",
        options=lambda _: source_coverage.regions(),
        codes=source_coverage.regions,
        empty="the whole world",
    ),
    Key(
        field="place",
        meaning="Code of the place whose sources are listed.",
        default=lambda _: "",
        options=lambda _: source_coverage.names(),
        codes=source_coverage.names,
        title=lambda code: source_coverage.names()[code],
        empty="all places",
        fuzzy=False,
        missing=lambda _state, _text: "is not a country or territory of today",
    ),
    Key(
        field="tab",
        meaning="Whether the page opens on the map or on the table of places and sources.",
        default=lambda _: "map",
        options=lambda _: TABS,
        codes=lambda: TABS,
    ),
)
