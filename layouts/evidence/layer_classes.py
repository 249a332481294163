"""The classes that a map of a selection has, and the key of the one that stands out."""

from typing import Any

from etl.contract import vocabulary
from etl.contract.row_figures import ACROSS, Bounds
from etl.queries import map_rows
from layouts import scales, theme
from layouts.evidence.selection import Selection
from layouts.scales import Class
from layouts.view_state import Key


def classes(selection: Selection) -> tuple[Class, ...]:
    """All classes of the map of a selection."""
    indicator = vocabulary.indicators()[selection.indicator]
    if selection.is_circled:
        return scales.circle_classes(indicator)
    return scales.classes(indicator, map_rows.classes(selection.indicator, selection.source, selection.group))


def _codes() -> list[str]:
    """The codes of the classes of all maps: numbered ones, words of scales, kinds of circles, absences."""
    worded = {entry.code for one in vocabulary.indicators().values() if one.scale for entry in scales.classes(one, Bounds())}
    numbered = map(str, range(max(map(max, theme.CLASS_COUNTS.values()))))
    return sorted({*worded, *numbered, ACROSS, "figure", "range", *theme.ABSENCES})


def only_key(meaning: str) -> Key[Any]:
    """The key of the class that stands out."""
    return Key(
        field="only",
        meaning=meaning,
        default=lambda _: "",
        options=lambda state: [entry.code for entry in classes(state.selection)],
        codes=_codes,
        label="highlighted class",
        missing=lambda _state, _text: "this map does not have",
        empty="all classes",
        fuzzy=False,
    )
