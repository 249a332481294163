"""The state of sources side by side: two to four selections, and whether they are drawn as maps, over time or as dots."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from etl.queries import choices
from layouts.evidence.layer_classes import classes
from layouts.evidence.selection import SELECTION, Selection, place_key, source_label, subject
from layouts.pages.compare.shared.modes import choice_key, mode_key
from layouts.view_state import LONGEST_CODE, Codec, Key, whole_number

FEWEST, MOST = 2, 4
PICTURES = {"map": "Map", "series": "Over time", "dots": "Dots"}
_PANEL = r"[a-z0-9_]+~[a-z0-9_]+~[a-z_.]+~[0-9]{0,4}(~(shaded)?~[A-Za-z0-9_|]*)?"
_SHADED = "shaded"
_PATTERN = f"^{_PANEL}(,{_PANEL}){{0,3}}$"


@dataclass(frozen=True)
class State:
    """What the page shows; over time the selections have no year, and ``place`` is the place whose years they are."""

    mode: str = "sides"
    picture: str = "map"
    selections: tuple[Selection, ...] = ()
    place: str = ""


def _code(selection: Selection) -> str:
    year = "" if selection.year is None else str(selection.year)
    look = (_SHADED if selection.shaded else "", selection.only) if selection.shaded or selection.only else ()
    return "~".join((selection.indicator, selection.source, selection.group, year, *look))


def selection_of(code: str) -> Selection:
    """The selection of ``indicator~source~group~year``, with ``~shaded~class``, whether the atlas has it or not."""
    indicator, source, group, year, shaded, only = (code.split("~") + [""] * 6)[:6]
    return Selection(indicator, source, group, whole_number(year), shaded=shaded == _SHADED, only=only)


def _title(selection: Selection) -> str:
    """A selection in a message."""
    year = "" if selection.year is None else f", {selection.year}"
    return f"{subject(selection)}{year} ({source_label(selection.source)})"


def _nearest(selection: Selection, picture: str) -> Selection:
    """The selection that the atlas has; without its year over time, shaded and with a class that stands out on a map alone."""
    valid = SELECTION.nearest_valid(replace(selection, shaded=False, only=""))
    if picture != "map":
        return replace(valid, year=None) if picture == "series" else valid
    in_look = replace(valid, shaded=selection.shaded and valid.is_amount)
    return replace(in_look, only=selection.only if selection.only in {entry.code for entry in classes(in_look)} else "")


def first_selections(picture: str = "map") -> tuple[Selection, ...]:
    """The first panels: tiers beside the 3P index."""
    first = (Selection("tip_tier", "tip_tiers", choices.ALL, 2013), Selection("p3_overall", "p3_index", choices.ALL, 2013))
    return tuple(_nearest(selection, picture) for selection in first)


class _Selections(Key[State]):
    """The key of the panels, ``indicator~source~group~year`` joined by commas; too few are filled up, too many cut."""

    def is_valid(self, state: State, value: Any) -> bool:
        return bool(value == self.nearest(state, value))

    def nearest(self, state: State, value: Iterable[Selection]) -> tuple[Selection, ...]:
        own = tuple(_nearest(selection, state.picture) for selection in value)[:MOST]
        return (*own, *first_selections(state.picture))[: max(FEWEST, len(own))]

    def read(self, state: State, text: str) -> tuple[Any, str]:
        codes = [code for code in text.split(",") if code]
        used = self.nearest(state, map(selection_of, codes))
        parts = {"map": 6, "dots": 4, "series": 3}[state.picture]
        lost = [(code, one) for code, one in zip(codes, used, strict=False) if code.split("~")[:parts] != _code(one).split("~")[:parts]]
        messages = [f"The link asks for {len(codes)} panels; the first {MOST} are shown."] if len(codes) > MOST else []
        messages += [
            f"The link asks for a panel '{code}', which the atlas does not have. Shown instead: '{_title(one)}'." for code, one in lost
        ]
        unread = "" if self.fits(text) else f"The link asks for the panels '{text[:LONGEST_CODE]}', which cannot be read."
        return used, " ".join(messages) or unread

    def write(self, value: Any) -> str:
        return ",".join(map(_code, value))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _PATTERN}

    def fits(self, text: str) -> bool:
        return re.fullmatch(_PATTERN, text) is not None


CODEC: Codec[State] = Codec(
    State(),
    mode_key("sides"),
    choice_key("picture", "What the panels side by side show.", PICTURES),
    _Selections(
        field="selections",
        name="panels",
        meaning="Panels side by side: indicator~source~group~year, of a map with ~shaded~class where it has them, joined by commas.",
        default=lambda state: first_selections(state.picture),
        always=True,
    ),
    place_key("Place of the answers, or of the history side by side."),
    written=("mode", "panels", "picture", "place"),
)
