"""What the controls of the flow page offer, as their components take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.contract import vocabulary
from etl.queries import choices, corridors, place_summary
from layouts.pages.flows.state import State

Choices = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Options:
    """The choices of a state; ``years``: those in which its first series has rows; ``span``: their ends."""

    series: Choices
    against: Choices
    groups: Choices
    places: Choices
    regions: tuple[str, ...]
    years: tuple[int, ...]
    span: tuple[int, int]


def _series(code: str) -> Choices:
    """The series by their kind of evidence; one of an earlier edition only where it is the one of the ``code``."""
    entries = [entry for entry in corridors.series().values() if entry.code in (*corridors.current_series(), code)]
    kinds = dict.fromkeys(entry.evidence for entry in entries)
    return [
        {
            "group": vocabulary.label("evidence", kind),
            "items": [{"value": entry.code, "label": entry.label} for entry in entries if entry.evidence == kind],
        }
        for kind in kinds
    ]


def options(state: State) -> Options:
    """What a reader may choose from here."""
    entry = corridors.series()[state.series]
    # A place that the link brings is named, even where the series has no corridor of it.
    places = {*corridors.places(state.series), state.place}
    return Options(
        series=_series(state.series),
        against=_series(state.against),
        groups=[{"value": group, "label": choices.group_label(group).capitalize()} for group in corridors.groups(state.series)],
        places=[option for option in place_summary.options() if option["value"] in places],
        regions=corridors.regions(),
        years=corridors.years(state.series),
        span=(entry.first, entry.last),
    )
