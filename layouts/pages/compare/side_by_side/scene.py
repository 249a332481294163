"""Two to four panels side by side: each its own source, scale and evidence; below them where they agree and differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import pandas as pd
from pydantic import BeforeValidator, InstanceOf
from pydantic.dataclasses import dataclass

from etl.contract import vocabulary
from etl.contract.forms import FORM, Text, read_toml, validated
from etl.queries import choices, evidence, revisions, source_comparison
from etl.queries import corridors as flows
from etl.queries import place_summary as place
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence import edition_notes, row_evidence
from layouts.evidence.row_evidence import Drawn
from layouts.figures import series
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.state import Panel
from layouts.pages.map import scene as world

_FILE = Path(__file__).with_name("comparisons.toml")
_COLOURS = "Equal colours do not mean equal things; compare the words."
_QUOTIENT = "To divide detections by a modelled number would measure the search and the model, and not the people. "
VERDICTS: Mapping[str, str] = {
    "agreeing": "agree",
    "differing": "differ",
    "both": "both have figures, not comparable",
    "same_number": "the same number of different things",
    "no_single_figure": "cannot be compared: one is masked or a range",
    "only_one": "only one has a figure or a mask",
}


def _resolved(code: str) -> Panel | None:
    indicator, source, group, year = [*code.split("~"), "", "", ""][:4]
    known = vocabulary.indicators().get(indicator)
    if known is None or known.table not in ("estimates", "ratings") or source not in choices.held_by(indicator):
        return None
    return compare_state.fitted(indicator, source, group, int(year) if year else None)


def _panels(codes: Sequence[str]) -> tuple[Panel, ...]:
    """The panels that the file states by code, each with the nearest year; none where the atlas lacks a source."""
    panels = tuple(panel for code in codes if (panel := _resolved(code)))
    return panels if len(panels) == len(codes) else ()


@dataclass(frozen=True, config=FORM)
class Ready:
    """A ready-made comparison: its panels and what to know before reading it."""

    id: Text
    title: Text
    introduction: Text
    panels: Annotated[tuple[InstanceOf[Panel], ...], BeforeValidator(_panels)]
    picture: Literal["map", "series", "dots"] = "map"
    place: str = ""


@dataclass(frozen=True, config=FORM)
class Corridors:
    """A comparison of corridors, which the flow page draws."""

    title: Text
    introduction: Text
    series: Text
    against: Text

    @property
    def link(self) -> str:
        """The flow page with both series."""
        return f"/flows?v=1&series={self.series}&against={self.against}"


T = TypeVar("T", Ready, Corridors)


def _entries(part: str, kind: type[T]) -> list[T]:
    """The entries of a part of the file; raises InputError for one that does not fit its form."""
    found = read_toml("words", _FILE).get(part, [])
    return [validated(kind, entry, "words", f"{_FILE.name}, {part} {number}") for number, entry in enumerate(found, 1)]


@lru_cache
def ready() -> tuple[Ready, ...]:
    """The comparisons whose sources the atlas holds."""
    return tuple(entry for entry in _entries("comparisons", Ready) if entry.panels)


@lru_cache
def corridors() -> tuple[Corridors, ...]:
    """The comparisons of corridors of which the atlas holds both series."""
    return tuple(entry for entry in _entries("corridors", Corridors) if {entry.series, entry.against} <= set(flows.series()))


def introduction(panels: Sequence[Panel]) -> str:
    """The introduction of the ready-made comparison with these sources, in any edition; '' for one of the reader's own."""
    wanted = [(panel.indicator, revisions.latest(panel.source) or panel.source) for panel in panels]
    return next((entry.introduction for entry in ready() if [(p.indicator, p.source) for p in entry.panels] == wanted), "")


def _reasons(panels: Sequence[Panel]) -> str:
    """What each kind is, and for detections beside prevalence what a quotient of the two would be."""
    kinds = source_comparison.kinds([panel.side for panel in panels])
    said = "".join(f"{vocabulary.label('kind', kind)}: {vocabulary.terms('kind')[kind].definition} " for kind in kinds)
    return said + (_QUOTIENT if {"administrative_count", "model_estimate"} <= set(kinds) else "")


def refusal(panels: Sequence[Panel]) -> str:
    """Why the panels do not share one scale."""
    known = vocabulary.indicators()
    kinds = [vocabulary.label("kind", kind).lower() for kind in source_comparison.kinds([panel.side for panel in panels])]
    units = {known[panel.indicator].unit for panel in panels}
    if len(kinds) > 1:
        return f"No shared scale: these are different kinds of evidence ({', '.join(kinds)}). {_reasons(panels)}{_COLOURS}"
    if len(units) > 1 or len({panel.indicator for panel in panels}) > 1:
        return f"No shared scale: the panels show different indicators, and each keeps its own. {_COLOURS}"
    return "Each panel keeps the scale of its own source, because methods differ between sources and editions. " + _COLOURS


def pairs(chosen: Panel) -> list[dict[str, Any]]:
    """Every indicator with each of its sources, to choose a panel from; of earlier editions only the one that is ``chosen``."""
    known = vocabulary.indicators()
    own = {chosen.indicator: (chosen.source,)}
    return [
        {
            "group": family.label,
            "items": [
                {"value": f"{code}~{source}", "label": f"{known[code].label}: {evidence.source(source)['short_title']}"}
                for code in choices.indicators()
                if known[code].family == family.code
                for source in dict.fromkeys((*choices.sources_of(code), *own.get(code, ())))
            ],
        }
        for family in vocabulary.terms("family").values()
        if any(known[code].family == family.code for code in choices.indicators())
    ]


def years(panel: Panel) -> list[str]:
    """The years of a panel."""
    return [str(stop.year) for stop in choices.stops(panel.indicator, panel.source, panel.group)]


def span(panels: Sequence[Panel], picture: str, chosen: str) -> tuple[int, int] | None:
    """The years that panels over time share."""
    return source_comparison.spread([panel.side for panel in panels], chosen) if picture == "series" and chosen else None


def figure(panel: Panel, picture: str, chosen: str, span: tuple[int, int] | None = None) -> dict[str, Any]:
    """What a panel draws: a map, the history of the chosen place, or every place as a dot."""
    if picture == "map":
        return world.figure(panel.view)
    indicator, shown = vocabulary.indicators()[panel.indicator], rows(panel, picture, chosen)
    return series.dots(shown, indicator) if picture == "dots" else series.series(shown, indicator, span=span)


@lru_cache(maxsize=64)
def rows(panel: Panel, picture: str, chosen: str) -> pd.DataFrame:
    """The rows that a panel draws over time or as dots, with ``name, status, says, edition_note``; none without a place over time."""
    indicator = vocabulary.indicators()[panel.indicator]
    if picture == "dots":
        frame = world.scene(panel.view).frame
        found = frame[frame["status"].isin(series.STATED)]
        says = list(world.scene(panel.view).readings[found.index])
    else:
        found = source_comparison.history(panel.side, chosen)
        found = found.assign(name=place.names().get(chosen, chosen)).astype({"place": "str"})
        says = [words.reading(indicator, row) for row in found.to_dict("records")]
    notes = edition_notes.notes(found)
    return found.assign(says=[edition_notes.with_note(*said) for said in zip(says, notes, strict=True)], edition_note=notes)


@lru_cache(maxsize=64)
def described(panel: Panel, picture: str, chosen: str) -> Drawn:
    """What the rows that a panel draws say of themselves; over time with what explains the years without a row."""
    if picture == "map":
        return world.scene(panel.view).drawn
    shown = rows(panel, picture, chosen).rename(columns={"name": "place_name"})
    years, stops = row_evidence.years_of(shown), choices.stops(panel.indicator, panel.source, panel.group)
    known = (years[0], max(years[1], stops[-1].year)) if picture == "series" and years and stops else None
    lacking = row_evidence.absent(panel.source, panel.indicator, known, chosen)
    return row_evidence.described(shown, absent=[replace(caveat, about="") for caveat in lacking])


def _words_of(panel: Panel) -> Mapping[str, str]:
    """What the panel says of each place, as its map does, and what another edition of its source says instead."""
    shown = world.scene(panel.view)
    said = zip(shown.frame["place"], shown.readings, edition_notes.notes(shown.frame), strict=True)
    return {code: edition_notes.with_note(reading, note) for code, reading, note in said}


def _what(panel: Panel) -> str:
    """What a panel counts, and of whom where it is not of everyone."""
    group = "" if panel.group == choices.ALL else f", {choices.group_label(panel.group)}"
    return f"{vocabulary.indicators()[panel.indicator].label}{group}"


def _titles(panels: Sequence[Panel], *, dated: bool) -> list[str]:
    """The heading of each panel's column: what it counts, of whom, and its source; ``dated``: of which year."""
    short = [evidence.source(panel.source)["short_title"] for panel in panels]
    named = [caption(panel) if dated else f"{_what(panel)} ({source})" for panel, source in zip(panels, short, strict=True)]
    return [f"{number}: {name}" for number, name in enumerate(named, 1)]


def _tallied(found: pd.DataFrame) -> str:
    counts = found["verdict"].value_counts()
    return words.sentence("; ".join(f"{label}: {counts[code]}" for code, label in VERDICTS.items() if code in counts)) + "."


def _year_readings(panel: Panel, chosen: str) -> Mapping[int, str]:
    indicator = vocabulary.indicators()[panel.indicator]
    told = rows(panel, "series", chosen).to_dict("records")
    return {int(row["stop"]): edition_notes.with_note(words.figure(indicator, row), row["edition_note"]) for row in told}


def _table_by_year(panels: Sequence[Panel], chosen: str) -> dict[str, Any]:
    """Where the panels agree and differ for one place, by year."""
    if not chosen:
        return rows_table.data("No place is chosen.", [], ("Year", "Verdict")) | {"places": []}
    found = source_comparison.by_year([panel.side for panel in panels], chosen)
    said = [_year_readings(panel, chosen) for panel in panels]
    lines = [
        Line((str(year), VERDICTS[verdict], *(reading.get(int(year), "no figure") for reading in said)), {0: float(year)})
        for year, verdict in found["verdict"].items()
    ]
    caption = f"{place.names().get(chosen, chosen)}, year by year. {_tallied(found)}"
    named = ("Year", "Verdict", *_titles(panels, dated=False))
    return rows_table.data(caption, lines, named) | {"places": [str(year) for year in found.index]}


def table(panels: Sequence[Panel], picture: str = "map", chosen: str = "") -> dict[str, Any]:
    """Where the panels agree and differ, by place, or by year over time; the same readings answer the shared hover."""
    if picture == "series":
        return _table_by_year(panels, chosen)
    found = source_comparison.differences([panel.side for panel in panels])
    said = [_words_of(panel) for panel in panels]
    lines = [
        Line((row["name"], VERDICTS[row["verdict"]], *(reading.get(code, "") for reading in said)), {})
        for code, row in zip(found.index, found.to_dict("records"), strict=True)
    ]
    named = ("Place", "Verdict", *_titles(panels, dated=True))
    return rows_table.data(f"Place by place. {_tallied(found)}", lines, named) | {"places": list(found.index)}


def says_of(panels: Sequence[Panel], chosen: str, picture: str) -> str:
    """What every panel says of the place under the mouse or chosen."""
    if not chosen:
        return "Choose a place to see it over time." if picture == "series" else ""
    if picture == "series":
        return f"{place.names().get(chosen, chosen)}, over time. The panels share their years and nothing else."
    parts = [f"{number}: {_words_of(panel).get(chosen) or 'not in this source'}" for number, panel in enumerate(panels, 1)]
    return f"{place.names().get(chosen, chosen)}. " + " · ".join(parts)


def subtitle(panel: Panel, picture: str, chosen: str = "") -> str:
    """Who says it and what kind of number it is; for a year how many places have one, over time how many years."""
    if picture != "series":
        return world.subtitle(panel.view)
    kind = vocabulary.label("kind", vocabulary.indicators()[panel.indicator].kind)
    counts = rows(panel, picture, chosen)["status"].value_counts()
    masks, figures = int(counts.get("masked", 0)), int(counts.sum() - counts.get("masked", 0))
    unshown = source_comparison.inferred(panel.side, chosen)
    more = (f", {masks} masked" if masks else "") + (f", {unshown} inferred not shown" if unshown else "")
    told = f"{figures} {'year' if figures == 1 else 'years'} with a figure{more}"
    return f"{evidence.source(panel.source)['publisher']} · {kind} · {told}"


def caption(panel: Panel, picture: str = "map", chosen: str = "") -> str:
    """Title of a panel with its source: of its year, or of the chosen place over the years that are drawn."""
    if picture == "series":
        where, period = place.names().get(chosen, "no place chosen"), described(panel, picture, chosen).period
        short = evidence.source(panel.source)["short_title"]
        return f"{_what(panel)}: {where}, {period} ({short})"
    return f"{world.title(panel.view)} ({world.scene(panel.view).source['short_title']})"
