"""The filters of the flow page that are in use, each with what takes it back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.queries import choices, corridors, place_summary
from layouts import format as words
from layouts.pages.flows import ids
from layouts.pages.flows.state import ACROSS, CODEC, MASKED, ROLES, TOPS, State

ANY = "any"


@dataclass(frozen=True)
class Filter:
    """A filter in use: its words; the ``control`` that takes it back, and what it is set to; whether it is among those that fold."""

    label: str
    control: str
    setting: Mapping[str, Any]
    is_folded: bool = True


def _entries(state: State, blank: State) -> Iterator[tuple[str, Filter]]:
    """Every filter by its field in the state, whether in use or not; ``blank``: the state of the series without any."""
    years, second = words.period(state.first, state.last), corridors.series().get(state.against)
    unset: Any = {"value": None}
    yield "place", Filter(place_summary.names().get(state.place, ""), ids.PLACE, unset, is_folded=False)
    yield "years", Filter(years, ids.YEARS, {"value": [blank.first, blank.last]}, is_folded=False)
    yield "against", Filter(f"Compared with {second.record['short_title'] if second else ''}", ids.AGAINST, unset)
    yield "group", Filter(words.sentence(choices.group_label(state.group)), ids.GROUP, {"value": blank.group})
    yield "region", Filter(state.region, ids.REGION, {"value": ANY})
    yield "role", Filter(f"{ROLES[state.role]} only", ids.ROLE, {"value": blank.role})
    yield "minimum", Filter(f"At least {state.minimum:,} counted", ids.MINIMUM, {"value": blank.minimum})
    yield "top", Filter(TOPS[state.top], ids.TOP, {"value": str(blank.top)})
    yield "across", Filter(ACROSS, ids.ACROSS, {"checked": False})
    yield "masked", Filter(MASKED, ids.HIDDEN, {"checked": False})


def active_filters(state: State) -> tuple[Filter, ...]:
    """The filters of a state that narrow or widen what its series shows when it is opened."""
    blank = CODEC.decode({"series": state.series})[0]

    def is_used(field: str) -> bool:
        fields = ("first", "last") if field == "years" else (field,)
        return any(getattr(state, name) != getattr(blank, name) for name in fields)

    return tuple(entry for field, entry in _entries(state, blank) if is_used(field))
