"""Sources side by side as they are taken along: every panel keeps its rows, its scale, its source and its caveats."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import atlas, place
from etl.queries import sides as query
from layouts import compare_state
from layouts import format as words
from layouts.compare_state import Panel as Side
from layouts.compare_state import View
from layouts.components.disclaimer import BOUNDARIES
from layouts.exports.panel import Caveat, Column, Legend, Panel, Part
from layouts.panels import world as one
from layouts.views import sides, world, world_rows
from layouts.views.row_sources import with_source

_NUMBER = Column("panel", "int", "Number of the panel, from the left.")


def columns() -> tuple[Column, ...]:
    """The columns of the rows: the number of the panel, then all that a row of a map may have."""
    both = {column.name: column for table in ("estimates", "ratings") for column in world_rows.columns(table)}
    return (both.pop("place"), _NUMBER, *both.values())


def _history(side: Side, chosen: str) -> pd.DataFrame:
    """The rows of a panel over time: those of the chosen place."""
    indicator = vocabulary.indicators()[side.indicator]
    held = query.history(side.side, chosen).astype("object")
    says = [words.reading(indicator, row) for row in held.to_dict("records")]
    return with_source(held.assign(place_name=place.names().get(chosen, chosen), status="figure", on_map=False, says=says))


def _of(side: Side, view: View) -> pd.DataFrame:
    if view.picture == "series":
        return _history(side, view.filters.place)
    held = world_rows.rows(side.view)
    return held if view.picture == "map" else held[held["status"].isin(["figure", "range", "zero"]) & held["on_map"].astype(bool)]


def rows(view: View) -> pd.DataFrame:
    """The rows of all panels, each with the number of its panel."""
    names = [column.name for column in columns()]
    parts = [_of(side, view).astype("object").assign(panel=number).reindex(columns=names) for number, side in enumerate(view.panels, 1)]
    return pd.concat(parts, ignore_index=True)


def _caveats(view: View) -> Iterator[Caveat]:
    """The caveats of each panel; those of a source that stands in several panels once."""
    found = dict.fromkeys(
        replace(caveat, about=f"{caveat.source_id}: {caveat.about}" if caveat.about else caveat.source_id)
        for side in view.panels
        for caveat in one.panel(side.view).caveats
    )
    shorts = {side.source: world.scene(side.view).source["short_title"] for side in view.panels}
    for caveat in found:
        name, _, rest = caveat.about.partition(": ")
        yield replace(caveat, about=f"{shorts[name]}{f', {rest}' if rest else ''}")


def legends(view: View) -> tuple[Legend, ...]:
    """The legend of each map; pictures that are no maps have their words on their axes."""
    if view.picture != "map":
        return ()
    found = []
    for number, side in enumerate(view.panels, 1):
        classes, absences = one.legends(side.view)
        found.append(Legend(f"{number}: {classes.title}", (*classes.keys, *absences.keys)))
    return tuple(found)


def _parts(view: View) -> tuple[Part, ...]:
    def part(number: int, side: Side) -> Part:
        return Part(
            lambda: sides.figure(side, view.picture, view.filters.place), f"sides-figure-{number}", f"{number}: {sides.caption(side)}"
        )

    return tuple(part(number, side) for number, side in enumerate(view.panels, 1))


def _notes(view: View) -> tuple[tuple[str, str], ...]:
    told: dict[str, Any] = {
        "Scale": sides.refusal(view.panels),
        "To know": sides.introduction(view.panels),
        "Place by place": sides.table(view.panels)["caption"].removeprefix("Place by place. "),
    }
    return tuple((term, said) for term, said in told.items() if said)


def _title(view: View) -> str:
    named = "; ".join(f"{number}: {sides.caption(side)}" for number, side in enumerate(view.panels, 1))
    where = f" in {place.names()[view.filters.place]}" if view.picture == "series" and view.filters.place else ""
    return f"Sources side by side{where}. {named}"


@lru_cache(maxsize=32)
def panel(view: View) -> Panel:
    """The panel of sources side by side."""
    singles, version = [one.panel(side.view) for side in view.panels], atlas.atlas().version
    records = {source["source_id"]: source for single in singles for source in single.sources}
    years = "-".join(dict.fromkeys(str(side.year or "all-dates") for side in view.panels))
    return Panel(
        page="compare",
        path="/compare",
        link=compare_state.encode(view),
        stem=f"{'_'.join(dict.fromkeys(side.indicator for side in view.panels))}_{'_'.join(records)}_{years}_{version}",
        title=_title(view),
        subtitle="Each panel keeps its own source and scale; nothing is merged",
        period="; ".join(dict.fromkeys(single.period for single in singles)),
        ranges="; ".join(f"{number}: {single.ranges}" for number, single in enumerate(singles, 1)),
        kind="; ".join(dict.fromkeys(single.kind for single in singles)),
        parts=_parts(view),
        legends=legends(view),
        rows=rows(view),
        columns=columns(),
        sources=tuple(records.values()),
        caveats=tuple(_caveats(view)),
        alt=" ".join(f"{number}: {single.alt}" for number, single in enumerate(singles, 1)),
        version=version,
        disclaimer=BOUNDARIES if view.picture == "map" else "",
        shape="|".join(f"(?:{single.shape})" for single in singles),
        shown=("place_name", "panel", "says", "source_title", "locator"),
        notes=_notes(view),
    )
