"""Two to four panels side by side: each its own source, scale and evidence; below them where they agree and differ."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl import vocabulary
from etl.queries import choices, evidence, place, sides
from layouts import compare_state
from layouts.compare_state import Panel
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.figures import series
from layouts.views import world

_FILE = Path(__file__).parent.parent / "prose" / "comparisons.toml"
_COLOURS = "Equal colours do not mean equal things; compare the words."
VERDICTS: Mapping[str, str] = {
    "agreeing": "agree",
    "differing": "differ",
    "both": "both have a figure, of unlike kinds",
    "only_one": "only some have a figure",
}


@dataclass(frozen=True)
class Ready:
    """A ready-made comparison: its panels and what to know before reading it."""

    id: str
    title: str
    introduction: str
    panels: tuple[Panel, ...]


def _resolved(code: str) -> Panel | None:
    indicator, source, group, year = code.split("~")
    known = vocabulary.indicators().get(indicator)
    if known is None or known.table not in ("estimates", "ratings") or source not in choices.sources_of(indicator):
        return None
    return compare_state.fitted(indicator, source, group, int(year) if year else None)


@lru_cache
def ready() -> tuple[Ready, ...]:
    """The comparisons whose sources the atlas holds, each with the nearest years."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["comparisons"]
    found = [(entry, [_resolved(code) for code in entry["panels"]]) for entry in entries]
    return tuple(
        Ready(entry["id"], entry["title"], entry["introduction"], tuple(panel for panel in panels if panel))
        for entry, panels in found
        if all(panels)
    )


def introduction(panels: Sequence[Panel]) -> str:
    """The introduction of the ready-made comparison with these sources; '' for one of the reader's own."""
    wanted = [(panel.indicator, panel.source) for panel in panels]
    return next((entry.introduction for entry in ready() if [(p.indicator, p.source) for p in entry.panels] == wanted), "")


def refusal(panels: Sequence[Panel]) -> str:
    """Why the panels do not share one scale."""
    known = vocabulary.indicators()
    kinds = [vocabulary.label("kind", kind).lower() for kind in sides.kinds([panel.side for panel in panels])]
    units = {known[panel.indicator].unit for panel in panels}
    if len(kinds) > 1:
        return f"One shared scale is refused: these are unlike kinds of knowledge ({', '.join(kinds)}). {_COLOURS}"
    if len(units) > 1 or len({panel.indicator for panel in panels}) > 1:
        return f"One shared scale is refused: the panels show different indicators. Each keeps its own. {_COLOURS}"
    return "Each panel keeps the scale of its own source, because methods differ between sources and editions. " + _COLOURS


def pairs() -> list[dict[str, Any]]:
    """Every indicator with each of its sources, to choose a panel from."""
    known = vocabulary.indicators()
    return [
        {
            "group": family.label,
            "items": [
                {"value": f"{code}~{source}", "label": f"{known[code].label}: {evidence.source(source)['short_title']}"}
                for code in choices.indicators()
                if known[code].family == family.code
                for source in choices.sources_of(code)
            ],
        }
        for family in vocabulary.terms("family").values()
        if any(known[code].family == family.code for code in choices.indicators())
    ]


def years(panel: Panel) -> list[str]:
    """The years of a panel."""
    return [str(stop.year) for stop in choices.stops(panel.indicator, panel.source, panel.group)]


def figure(panel: Panel, picture: str, chosen: str) -> dict[str, Any]:
    """What a panel draws: a map, the history of the chosen place, or every place as a dot."""
    if picture == "map":
        return world.figure(panel.view)
    indicator = vocabulary.indicators()[panel.indicator]
    if picture == "dots":
        return series.dots(world.scene(panel.view).frame, indicator)
    return series.series(sides.history(panel.side, chosen), indicator)


def _words_of(panel: Panel) -> Mapping[str, str]:
    """What the panel says of each place, as its map does."""
    shown = world.scene(panel.view)
    return dict(zip(shown.frame["place"], shown.readings, strict=True))


def table(panels: Sequence[Panel]) -> dict[str, Any]:
    """Where the panels agree and differ, by place; the same readings answer the shared hover."""
    found = sides.differences([panel.side for panel in panels])
    said = [_words_of(panel) for panel in panels]
    lines = [
        Line((row["name"], VERDICTS[row["verdict"]], *(reading.get(code, "") for reading in said)), {})
        for code, row in zip(found.index, found.to_dict("records"), strict=True)
    ]
    titles = [f"{number}: {world.title(panel.view)}" for number, panel in enumerate(panels, 1)]
    counts = found["verdict"].value_counts()
    caption = "Place by place. " + ", ".join(f"{counts[code]} {label}" for code, label in VERDICTS.items() if code in counts) + "."
    return rows_table.data(caption, lines, ("Place", "Verdict", *titles)) | {"places": list(found.index)}


def says_of(panels: Sequence[Panel], chosen: str, picture: str) -> str:
    """What every panel says of the place under the mouse or chosen."""
    if not chosen:
        return "Choose a place to see it over time." if picture == "series" else ""
    parts = [f"{number}: {_words_of(panel).get(chosen) or 'not in this source'}" for number, panel in enumerate(panels, 1)]
    return f"{place.names().get(chosen, chosen)}. " + " · ".join(parts)


def caption(panel: Panel) -> str:
    """Title of a panel with its source."""
    return f"{world.title(panel.view)} ({world.scene(panel.view).source['short_title']})"
