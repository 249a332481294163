"""Everything that sources side by side show: two to four panels, each with its own scale, and where they agree and differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import choices, evidence, place_summary, source_comparison
from etl.queries.atlas import atlas
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence import row_evidence
from layouts.evidence.other_names import also_called
from layouts.evidence.row_evidence import RowEvidence
from layouts.evidence.selection import Selection, subject
from layouts.export import Caveat
from layouts.pages.compare.side_by_side import comparisons
from layouts.pages.compare.side_by_side.slot import Slot
from layouts.pages.compare.side_by_side.state import CODEC, State

_COLOURS = "The same colour does not mean the same thing; compare the figures."
_QUOTIENT = "Dividing detections by a modelled number would measure the effort to detect and the model, not people. "
_VERDICTS = {
    "agreeing": "agree",
    "rounding": "the same once rounded",
    "near": "differ by less than a tenth",
    "differing": "differ",
    "both": "both have figures, not comparable",
    "same_number": "same number, but of different things",
    "no_single_figure": "cannot be compared: one is masked or a range",
    "only_one": "only one has a figure or a mask",
}


@dataclass(frozen=True, eq=False)
class Scene:
    """The panels of a state."""

    state: State
    slots: tuple[Slot, ...]
    version: str

    @property
    def by_year(self) -> bool:
        return self.state.picture == "series"

    @property
    def title(self) -> str:
        """What stands side by side, of which place, and when where that is one time; each panel has its own title."""
        subjects = " and ".join(dict.fromkeys(subject(slot.selection) for slot in self.slots))
        place = f": {place_summary.names()[self.state.place]}" if self.by_year and self.state.place else ""
        periods = list(dict.fromkeys(slot.evidence.period for slot in self.slots))
        return f"{subjects}{place}{f', {periods[0]}' if len(periods) == 1 else ''}, side by side"

    @property
    def introduction(self) -> str:
        return comparisons.introduction(self.state.selections)

    @property
    def places(self) -> list[dict[str, str]]:
        """Every place that can be chosen, with its other names."""
        return list(place_summary.options())

    @property
    def refusal(self) -> str:
        """Why the panels do not share one scale."""
        indicators = [slot.indicator for slot in self.slots]
        kinds = list(dict.fromkeys(indicator.kind for indicator in indicators))
        if len(kinds) > 1:
            terms = [vocabulary.terms("kind")[kind] for kind in kinds]
            labels = ", ".join(term.label.lower() for term in terms)
            definitions = "".join(f"{term.label}: {term.definition} " for term in terms)
            quotient = _QUOTIENT if {"administrative_count", "model_estimate"} <= set(kinds) else ""
            return f"No shared scale: these are different kinds of evidence ({labels}). {definitions}{quotient}{_COLOURS}"
        if len({indicator.measure for indicator in indicators}) == 1 < len({indicator.code for indicator in indicators}):
            return f"One measure, computed in two ways; each panel keeps its own classes. {_COLOURS}"
        if len({indicator.unit for indicator in indicators}) > 1 or len({indicator.code for indicator in indicators}) > 1:
            return f"No shared scale: the panels show different indicators, and each keeps its own. {_COLOURS}"
        return "Each panel keeps the scale of its own source, because methods differ between sources and editions. " + _COLOURS

    @property
    def reading(self) -> str:
        """What every panel says of the chosen place."""
        place = self.state.place
        if not place:
            return "Choose a place to see it over time." if self.by_year else ""
        name = place_summary.names()[place]
        if self.by_year:
            return f"{name}, over time. Each panel has its own years and its own scale."
        return f"{name}. " + " · ".join(f"{slot.number}: {slot.readings.get(place) or 'not in this source'}" for slot in self.slots)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Where the panels agree and differ, by place, or by year over time (empty without a place): ``verdict``."""
        if self.by_year:
            return source_comparison.by_year([(slot.indicator, slot.rows) for slot in self.slots])
        return source_comparison.by_place([(slot.indicator, slot.layer.rows) for slot in self.slots])

    @cached_property
    def table(self) -> dict[str, Any]:
        """Where the panels agree and differ; the same readings answer the shared hover."""
        if self.by_year and not self.state.place:
            return rows_table.data("No place is chosen.", [], ("Year", "Comparison")) | {"places": []}
        heads = ("Year" if self.by_year else "Place", "Comparison", *(slot.column for slot in self.slots))
        lines = [self._line(row) for row in row_dicts(self.verdicts.reset_index(names="key"))]
        counts = self.verdicts["verdict"].value_counts()
        tally = words.sentence("; ".join(f"{label}: {counts[code]}" for code, label in _VERDICTS.items() if code in counts))
        subject = f"{place_summary.names()[self.state.place]}, year by year." if self.by_year else "Place by place."
        return rows_table.data(f"{subject} {tally}.", lines, heads) | {"places": [str(key) for key in self.verdicts.index]}

    def _line(self, row: Mapping[str, Any]) -> Line:
        key = row["key"]
        readings = (slot.readings.get(key, "no figure" if self.by_year else "") for slot in self.slots)
        head = str(key) if self.by_year else row["name"]
        also = "" if self.by_year else also_called(key)
        return Line((head, _VERDICTS[row["verdict"]], *readings), {0: float(key)} if self.by_year else {}, also=also)

    def latest(self, slot: Slot) -> tuple[str, str]:
        """The latest edition of the source of a panel and the same view with it, where it is an earlier one; else two times ''."""
        same = slot.selection.latest
        if same is None:
            return "", ""
        selections = tuple(same if one is slot.selection else one for one in self.state.selections)
        link = CODEC.encode(CODEC.nearest_valid(replace(self.state, selections=selections)))
        return evidence.source(same.source)["short_title"], f"/compare{link}"

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows of all panels as they are passed on, each with the number of its ``panel``."""
        parts = [slot.export_rows.astype("object").assign(panel=slot.number) for slot in self.slots]
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def evidence(self) -> RowEvidence:
        return row_evidence.evidence_of(self.rows)

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """The caveats of the panels, each once; one that does not hold for all rows of all panels names the panels and the rows."""
        scopes: dict[Caveat, list[str]] = {}
        whole: dict[tuple[str, str], set[int]] = {}
        for slot in self.slots:
            for caveat in slot.evidence.caveats:
                scope = f"panel {slot.number}, {caveat.about}" if caveat.about else f"panel {slot.number}"
                scopes.setdefault(replace(caveat, about=""), []).append(scope)
                if not caveat.about:
                    whole.setdefault((caveat.severity, caveat.text), set()).add(slot.number)
        numbers = {slot.number for slot in self.slots}
        return row_evidence.ordered_caveats(
            replace(caveat, about="" if whole.get((caveat.severity, caveat.text)) == numbers else "; ".join(scope))
            for caveat, scope in scopes.items()
        )


def series_options(selection: Selection) -> list[dict[str, Any]]:
    """Every indicator with each of its sources, to choose a panel from; of earlier editions only the one of the ``selection``."""
    items: dict[str, list[dict[str, str]]] = {code: [] for code in vocabulary.terms("family")}
    for code in choices.indicators():
        indicator, chosen = vocabulary.indicators()[code], [selection.source] if code == selection.indicator else []
        for source in dict.fromkeys((*choices.sources_of(code), *chosen)):
            label = f"{indicator.label} · {evidence.source(source)['short_title']}"
            items[indicator.family].append({"value": f"{code}~{source}", "label": label})
    return [{"group": vocabulary.label("family", family), "items": series} for family, series in items.items() if series]


@lru_cache(maxsize=8)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    slots = [Slot(number, one, state.picture, state.place) for number, one in enumerate(state.selections, 1)]
    if state.picture == "series" and state.place:
        years = pd.concat([slot.rows["stop"] for slot in slots])
        span = (int(years.min()), int(years.max())) if len(years) else None
        slots = [replace(slot, span=span) for slot in slots]
    return Scene(state, tuple(slots), atlas().version)
