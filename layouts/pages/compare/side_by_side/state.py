"""What a link to sources side by side says: two to four panels, what they draw, and a place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from etl.contract import vocabulary
from etl.queries import choices, evidence, place_summary
from layouts.pages.compare.shared.modes import mode_key
from layouts.pages.map import state as map_state
from layouts.view_state import Codec, Key, titles

PICTURES = {"map": "Map", "series": "Over time", "dots": "Dots"}
LEAST, MOST = 2, 4
_SLOT = r"[a-z0-9_]+~[a-z0-9_]+~[a-z_.]+~[0-9]{0,4}"
_PATTERN = rf"^{_SLOT}(,{_SLOT}){{0,{MOST - 1}}}$"


@dataclass(frozen=True)
class Slot:
    """What one of the panels draws: an indicator, a source, a group and a year."""

    indicator: str
    source: str
    group: str
    year: int | None

    @property
    def code(self) -> str:
        """The slot as a link writes it."""
        return "~".join((self.indicator, self.source, self.group, "" if self.year is None else str(self.year)))

    @property
    def view(self) -> map_state.View:
        """The slot as a view of the map page."""
        return map_state.View(self.indicator, self.source, self.group, self.year)

    @property
    def side(self) -> tuple[str, str, str, int | None]:
        """The slot as the queries take it."""
        return self.indicator, self.source, self.group, self.year

    @property
    def title(self) -> str:
        """The slot in words."""
        label, short = vocabulary.indicators()[self.indicator].label, evidence.source(self.source)["short_title"]
        group = "" if self.group == choices.ALL else f", {choices.group_label(self.group)}"
        return f"{label}{group}{'' if self.year is None else f', {self.year}'} ({short})"


@dataclass(frozen=True)
class State:
    """Sources side by side; ``place``: the one whose history is drawn, '' for none. Over time no panel has a year."""

    panels: tuple[Slot, ...] = ()
    picture: str = "map"
    place: str = ""
    mode: str = "sides"


def nearest_slot(indicator: str, source: str, group: str, year: int | None) -> Slot:
    """The nearest slot that the atlas has."""
    view = map_state.fitted(map_state.View(indicator, source, group, year))
    return Slot(view.indicator, view.source, view.group, view.year)


def first_slots() -> tuple[Slot, ...]:
    """The panels of the first view: tiers beside the 3P index."""
    return nearest_slot("tip_tier", "tip_tiers", choices.ALL, 2013), nearest_slot("p3_overall", "p3_index", choices.ALL, 2013)


def undated(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Slots without a year: over time they show all years, so that a link has none."""
    return tuple(replace(slot, year=None) for slot in slots)


def _slot(code: str) -> Slot:
    indicator, source, group, year = (code.split("~") + [""] * 4)[:4]
    return Slot(indicator, source, group, int(year) if re.fullmatch("[0-9]{4}", year) else None)


class _Slots(Key[State]):
    """The panels, joined by commas; in place of one that the atlas lacks stands the nearest, and the first view fills up."""

    def is_valid(self, state: State, value: Any) -> bool:
        return bool(value == self.nearest(state, value))

    def nearest(self, state: State, value: Any) -> Any:
        slots = tuple(nearest_slot(*slot.side) for slot in value[:MOST])
        slots = (*slots, *first_slots())[: max(LEAST, len(slots))]
        return undated(slots) if state.picture == "series" else slots

    def parse(self, text: str) -> Any:
        return tuple(_slot(code) for code in text.split(",") if code)

    def read(self, state: State, text: str) -> tuple[Any, str]:
        asked = self.parse(text)
        used = self.nearest(state, asked)
        pairs = zip(undated(asked) if state.picture == "series" else asked, used, strict=False)
        messages = [f"The link asks for {len(asked)} panels; the first {MOST} are shown."] if len(asked) > MOST else []
        messages += [
            f"The link asks for a panel '{slot.code}', which the atlas does not have. Shown instead: '{instead.title}'."
            for slot, instead in pairs
            if slot != instead
        ]
        unread = "" if self.fits(text) else f"The link asks for the panels '{text}', which cannot be read as a list of panels."
        return used, " ".join(messages) or unread

    def write(self, value: Any) -> str:
        return ",".join(slot.code for slot in value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _PATTERN}

    def fits(self, text: str) -> bool:
        return re.fullmatch(_PATTERN, text) is not None


CODEC = Codec(
    State(),
    mode_key("sides"),
    Key(
        field="picture",
        meaning="What the panels side by side draw.",
        default=lambda _: "map",
        options=lambda _: PICTURES,
        codes=lambda: PICTURES,
        title=titles(PICTURES),
    ),
    _Slots(
        field="panels",
        meaning="Panels side by side: indicator~source~group~year, joined by commas.",
        default=lambda state: undated(first_slots()) if state.picture == "series" else first_slots(),
        always=True,
    ),
    Key(
        field="place",
        meaning="Place of the answers, or of the history side by side.",
        default=lambda _: "",
        options=lambda _: place_summary.names(),
        codes=lambda: sorted(place_summary.names()),
        title=lambda code: place_summary.names().get(code, code),
        fuzzy=False,
    ),
    written=("mode", "panels", "picture", "place"),
)
