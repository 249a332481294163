"""The row of one place opened: which sources have what on it, from when to when, each with the view that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import source_coverage
from layouts import format as words
from layouts.pages.coverage import coverage_links


@dataclass(frozen=True)
class SourceLine:
    """What one source has on a place: of which kind and what, the years of its figures, and where the atlas shows them."""

    kind: str
    source: str
    what: str
    first: str
    newest: str
    years: str
    masked: str
    address: str


@dataclass(frozen=True)
class OpenedPlace:
    """A place, what each source has on it by kind (of every kind of figure, if only that nobody has any), and who has nothing.

    ``counted``: how many sources have figures; ``first, last``: the years that these speak of, None without any.
    """

    place: str
    name: str
    lines: Mapping[str, list[SourceLine]]
    counted: int
    first: int | None
    last: int | None
    absent: list[str]

    @property
    def headline(self) -> str:
        """How many sources have figures on the place, and for which years."""
        if self.first is None or self.last is None:
            return f"{self.name}: no source has a figure"
        sources = f"{words.counted(self.counted, 'source has', 'sources have')} figures"
        years = f"for {self.first}" if self.first == self.last else f"for {self.first} to {self.last}"
        return f"{self.name}: {sources} {years}"


def named(cell: Mapping[str, Any]) -> dict[str, frozenset[int]]:
    """What a cell has by its name, with the years of its figures: totals, breakdowns that have years without a total, corridors.

    Of treaties and repeated claims the indicators alone, without years.
    """
    if cell["kind"] not in source_coverage.FIGURES:
        return {vocabulary.indicators()[code].label: frozenset() for code in cell["indicators"]}
    things: dict[str, frozenset[int]] = {}
    for thing in sorted(cell["things"], key=lambda thing: (thing.evidence != "", thing.by_group)):
        label = vocabulary.label("evidence", thing.evidence) if thing.evidence else vocabulary.indicators()[thing.indicator].label
        is_part = thing.by_group and not thing.evidence
        if not (is_part and label in things and thing.years <= things[label]):
            name = f"{label}, by sex, age or form" if is_part else label
            things[name] = things.get(name, frozenset()) | thing.years
    return things


def _what(cell: Mapping[str, Any]) -> str:
    """What a source has on a place, with the last year of what ends before its latest figure."""
    lasts = {name: max(years, default=None) for name, years in named(cell).items()}
    newest = max(filter(None, lasts.values()), default=None)
    ends = {name: "" if last == newest else f" (to {last})" if last else " (masked only)" for name, last in lasts.items()}
    return "; ".join(f"{name}{end}" for name, end in ends.items())


def _line(cell: Mapping[str, Any], name: str) -> SourceLine:
    has_figure = cell["years"] > 0
    return SourceLine(
        cell["kind"],
        source_coverage.titles()[cell["source_id"]],
        _what(cell),
        str(cell["first"]) if has_figure else "masked only",
        str(cell["last"]) if has_figure else "masked only",
        str(cell["years"]),
        f"{cell['masked']}, last in {cell['last_masked']}" if cell["masked"] else "",
        coverage_links.filled(coverage_links.template(cell), cell["place"], name),
    )


def opened_place(place: str) -> OpenedPlace:
    """What sources have on a place; within a kind the newest first."""
    cells = source_coverage.cells()
    own = cells[cells["place"] == place].sort_values(["last", "years", "source_id"], ascending=[False, False, True], na_position="last")
    figures = own[own["kind"].isin(source_coverage.FIGURES) & own["years"].gt(0)]
    name = source_coverage.names()[place]
    by_kind = {kind: [_line(cell, name) for cell in row_dicts(own[own["kind"] == kind])] for kind in source_coverage.KINDS}
    first, last = (int(figures["first"].min()), int(figures["last"].max())) if len(figures) else (None, None)
    lines = {kind: lines for kind, lines in by_kind.items() if lines or kind in source_coverage.FIGURES}
    return OpenedPlace(place, name, lines, figures["source_id"].nunique(), first, last, source_coverage.absent(place))
