"""The state of the page of one place: the place, and the family of indicators that is listed."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.contract import vocabulary
from etl.queries import place_summary
from layouts.view_state import Codec, Key


@dataclass(frozen=True)
class State:
    """What the page shows. ``family`` is one that the place has rows of; the first of all where it has none."""

    place: str = "WORLD"
    family: str = ""


def _families() -> Iterable[str]:
    return vocabulary.terms("family")


CODEC: Codec[State] = Codec(
    State(),
    Key(
        field="place",
        meaning="Code of the place.",
        default=lambda _: "WORLD",
        options=lambda _: place_summary.names(),
        codes=place_summary.names,
        title=lambda code: place_summary.names()[code],
        fuzzy=False,
    ),
    Key(
        field="family",
        meaning="Family of the indicators that are listed.",
        default=lambda state: next(iter([*place_summary.families(state.place), *_families()])),
        options=lambda state: place_summary.families(state.place),
        codes=_families,
        title=lambda code: vocabulary.label("family", code),
        missing=lambda state, _: f"has no figures on {place_summary.names()[state.place]}",
    ),
)
