"""Sources side by side as they are taken along: every panel keeps its rows, its scale, its source and its caveats.

Title, period, ranges, caveats, alt text and the name of files come from the rows that the panels draw.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial

import pandas as pd

from etl.contract import vocabulary
from etl.queries import atlas, evidence, place_summary
from layouts import format as words
from layouts.components.disclaimer import BOUNDARIES
from layouts.evidence import row_evidence
from layouts.evidence.row_evidence import Drawn
from layouts.evidence.source_columns import with_source
from layouts.export import Caveat, Column, Export, Legend, Part
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.side_by_side import differences
from layouts.pages.compare.side_by_side import scene as sides
from layouts.pages.compare.state import Panel as Side
from layouts.pages.compare.state import View
from layouts.pages.map import export as one
from layouts.pages.map import place_rows
from layouts.pages.map import scene as world

_NUMBER = Column("panel", "int", "Number of the panel, from the left.")
_MOST = 40


def columns() -> tuple[Column, ...]:
    """The columns of the rows: the number of the panel, then all that a row of a map may have."""
    both = {column.name: column for table in ("estimates", "ratings") for column in place_rows.columns(table)}
    return (both.pop("place"), _NUMBER, *both.values())


def _of(side: Side, view: View) -> pd.DataFrame:
    """The rows that a panel draws: of a map every place, over time and as dots the figures, ranges and masks."""
    if view.picture == "map":
        return place_rows.rows(side.view)
    shown = sides.rows(side, view.picture, view.filters.place).astype("object")
    kinds = shown["place"].map(place_summary.kinds())
    own = shown.rename(columns={"name": "place_name"}).assign(
        place_kind=kinds, on_map=False, indicator=side.indicator, source_id=side.source
    )
    return with_source(own)


def rows(view: View) -> pd.DataFrame:
    """The rows of all panels, each with the number of its panel."""
    names = [column.name for column in columns()]
    parts = [_of(side, view).astype("object").assign(panel=number).reindex(columns=names) for number, side in enumerate(view.panels, 1)]
    return pd.concat(parts, ignore_index=True)


def _described(view: View) -> list[Drawn]:
    return [sides.described(side, view.picture, view.filters.place) for side in view.panels]


def _caveats(view: View) -> tuple[Caveat, ...]:
    """The caveats of the panels, each once; one that does not hold for all rows of all panels names the panels and the rows."""
    told: dict[Caveat, list[str]] = {}
    wide: dict[tuple[str, str], set[int]] = {}
    for number, shown in enumerate(_described(view), 1):
        for caveat in shown.caveats:
            about = f"panel {number}, {caveat.about}" if caveat.about else f"panel {number}"
            told.setdefault(Caveat(caveat.source_id, caveat.severity, caveat.text), []).append(about)
            if not caveat.about:
                wide.setdefault((caveat.severity, caveat.text), set()).add(number)
    every = set(range(1, len(view.panels) + 1))
    found = [
        replace(caveat, about="" if wide.get((caveat.severity, caveat.text)) == every else "; ".join(about))
        for caveat, about in told.items()
    ]
    return row_evidence.ordered(found)


def legends(view: View) -> tuple[Legend, ...]:
    """The legend of each panel, with how many of its rows are drawn in each way."""
    found = []
    for number, side in enumerate(view.panels, 1):
        if view.picture == "map":
            classes, absences = one.legends(side.view)
            found.append(Legend(f"{number}: {classes.title}", (*classes.entries, *absences.entries)))
        else:
            entry = vocabulary.indicators()[side.indicator]
            unit = entry.label if entry.table == "ratings" else vocabulary.label("unit", entry.unit)
            found.append(Legend(f"{number}: {words.sentence(unit)}", differences.keys(side, view.picture, view.filters.place)))
    return tuple(found)


def _parts(view: View) -> tuple[Part, ...]:
    span, chosen = sides.span(view.panels, view.picture, view.filters.place), view.filters.place
    return tuple(
        Part(
            partial(sides.figure, side, view.picture, chosen, span),
            f"sides-figure-{number}",
            f"{number}: {sides.caption(side, view.picture, chosen)}",
        )
        for number, side in enumerate(view.panels, 1)
    )


def _undrawn(side: Side) -> str:
    """How many places have no dot, by what is missing."""
    counts = world.scene(side.view).frame["status"].value_counts()
    return ", ".join(
        f"{counts[code]} {vocabulary.label('absence', code).lower()}" for code in ("no_figure", "not_covered") if code in counts
    )


def _notes(view: View) -> tuple[tuple[str, str], ...]:
    by_year, dots = view.picture == "series", view.picture == "dots"
    tally = sides.table(view.panels, view.picture, view.filters.place)["caption"]
    told: Mapping[str, str] = {
        "Scale": sides.refusal(view.panels),
        "About this comparison": sides.introduction(view.panels),
        "Without a dot": "; ".join(f"{number}: {_undrawn(side)}" for number, side in enumerate(view.panels, 1)) if dots else "",
        "Year by year" if by_year else "Place by place": tally.partition(". ")[2],
    }
    return tuple((term, said) for term, said in told.items() if said)


def _title(view: View) -> str:
    named = "; ".join(f"{number}: {sides.caption(side, view.picture, view.filters.place)}" for number, side in enumerate(view.panels, 1))
    return f"Sources side by side. {named}"


def _alt(view: View, number: int, side: Side) -> str:
    """A panel in words: of a map its own words, over time and as dots what the rows say, one after the other."""
    if view.picture == "map":
        return f"{number}: {one.alt(side.view)}"
    shown = sides.rows(side, view.picture, view.filters.place)
    heads = shown["stop" if view.picture == "series" else "name"]
    said = [f"{head}: {says.rstrip('.')}" for head, says in zip(heads, shown["says"], strict=True)]
    more = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
    told = "; ".join([*said[:_MOST], *more]) or "no figure"
    return f"{number}: {sides.caption(side, view.picture, view.filters.place)}. {told}."


def _shape(view: View, side: Side) -> str:
    """The pattern of the identifiers of all rows that a panel would show; over time those of the place, in all years."""
    if view.picture != "series":
        return one.shape(side.view)
    table = vocabulary.indicators()[side.indicator].table
    form, sex, age = side.group.split(".")
    tail = r"\d+" if table == "ratings" else rf"\d+/\d+/{form}/{sex}/{age}"
    return rf"{side.source}/[^/]+/{view.filters.place}/{tail}"


def _stem(view: View, years: str, sources: list[str], version: str) -> str:
    indicators = "_".join(dict.fromkeys(side.indicator for side in view.panels))
    where = f"_{view.filters.place}" if view.picture == "series" and view.filters.place else ""
    return f"{indicators}_{'_'.join(sources)}{where}_{years}_{version}"


@lru_cache(maxsize=32)
def panel(view: View) -> Export:
    """The panel of sources side by side."""
    singles, version = _described(view), atlas.atlas().version
    shown = rows(view)
    every = row_evidence.described(shown)
    records = {side.source: evidence.source(side.source) for side in view.panels}
    numbered = list(enumerate(singles, 1))
    periods = dict.fromkeys(single.period for single in singles)
    kinds = dict.fromkeys(vocabulary.label("kind", vocabulary.indicators()[side.indicator].kind) for side in view.panels)
    return Export(
        link=compare_state.encode(view),
        stem=_stem(view, every.stem, list(records), version),
        title=_title(view),
        subtitle="Each panel keeps its own source and scale; nothing is merged",
        period=every.period if len(periods) == 1 else "; ".join(f"{number}: {single.period}" for number, single in numbered),
        ranges="; ".join(f"{number}: {single.ranges_said}" for number, single in numbered),
        kind="; ".join(kinds),
        parts=_parts(view),
        legends=legends(view),
        rows=shown,
        columns=columns(),
        sources=tuple(records.values()),
        caveats=_caveats(view),
        alt=" ".join(_alt(view, number, side) for number, side in enumerate(view.panels, 1)),
        version=version,
        disclaimer=BOUNDARIES if view.picture == "map" else "",
        row_pattern="|".join(f"(?:{_shape(view, side)})" for side in view.panels),
        plain_columns=("place_name", "panel", "year", "year_start", "year_end", "says", "source_title", "locator"),
        notes=_notes(view),
        years=every.years,
    )
