"""What the flow page shows in one state: its series, where they differ, and what is drawn of them."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from etl.contract import vocabulary
from etl.queries import atlas, choices, corridors, place_summary, revisions
from layouts import format as words
from layouts import map_zooms
from layouts.browser_contract import Corridors
from layouts.figures import sankey, small_multiples
from layouts.pages.flows import corridor_texts
from layouts.pages.flows.series_scene import SeriesScene, passing, series_scene
from layouts.pages.flows.state import CODEC, State
from layouts.view_state import numbers

Option = dict[str, Any]
_MULTIPLES, _NO_YEARS = 9, (1, 0)


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything that the page shows: one series, or two side by side that are never added up."""

    state: State
    sides: tuple[SeriesScene, ...]

    @property
    def version(self) -> str:
        return atlas.atlas().version

    @property
    def place(self) -> str:
        """The name of the chosen place; '' for none."""
        return place_summary.names().get(self.state.place, "")

    @property
    def title(self) -> str:
        """A plain claim of what is drawn, with the chosen place; of two series, whose maps have titles of their own, that."""
        if len(self.sides) == 1:
            return self.sides[0].title
        return f"Two sources side by side{f': {words.in_sentence(self.place)}' if self.place else ''}"

    @property
    def subtitle(self) -> str:
        return self.sides[0].subtitle if len(self.sides) == 1 else "Each keeps its own numbers; nothing is added up"

    def wire(self, side: SeriesScene) -> Corridors:
        """What the browser draws the map of a series from, in the part of the world that is chosen."""
        return {**side.wire, "zoom": self.state.zoom}

    @cached_property
    def comparison(self) -> str:
        """Where two series differ most among the corridors that the filters leave in, in words; '' for one series.

        Sums of different years are not compared: the years are those that both series have.
        """
        if len(self.sides) == 1:
            return ""
        one, other = (side.series for side in self.sides)
        years = set.intersection(*({*numbers(*(side.evidence.years or _NO_YEARS))} for side in self.sides))
        if not years:
            return "The two series have no year in common in this view."
        first, last = min(years), max(years)
        common = replace(self.state, first=first, last=last)
        both = corridors.common_corridors(*(series_scene(common, side.series.code).matching for side in self.sides))
        period = f"in {first}" if first == last else f"from {first} to {last}"
        return corridor_texts.comparison(both, period, inside=one.inside, counted=(one.counted, other.counted))

    @cached_property
    def multiples(self) -> dict[str, Any] | None:
        """The corridors of the chosen place that pass the filters, over all years; None where no place is chosen or nothing is counted."""
        if not self.state.place:
            return None
        side = self.sides[0]
        rows = corridors.by_year(side.series.code, side.group, self.state.place)
        shown = passing(self.state, corridors.corridors(side.series.code, side.group, side.series.first, side.series.last))
        rows = rows[rows.set_index(corridors.ENDS).index.isin(shown.set_index(corridors.ENDS).index)]
        by_corridor = rows.groupby(["way", "origin_name", "destination_name"])
        largest = by_corridor["high"].sum().sort_values(ascending=False).head(_MULTIPLES).index
        panels = []
        for way, origin, destination in largest:
            titles = {"in": corridor_texts.coming_from(origin), "out": f"to {words.in_sentence(destination)}", "inside": side.series.inside}
            panels.append((titles[way], by_corridor.get_group((way, origin, destination))))
        years = (side.series.first, side.series.last)
        return small_multiples.small_multiples(panels, years=years, counted=side.series.counted) if panels else None

    def sankey(self, side: SeriesScene, *, totals: bool = False) -> dict[str, Any]:
        """The Sankey diagram of the corridors of a series; regions first, opened ones by place; ``totals``: the people of each."""
        return sankey.sankey(
            sankey.with_nodes(side.rows, self.state.opened), attribution=side.attribution, counted=side.series.counted, totals=totals
        )

    def later_edition(self, side: SeriesScene) -> tuple[str, str]:
        """The short title of the latest edition of the source, and the link of this state in it; '' where there is none."""
        latest = f"{revisions.latest(side.series.source)}.{side.series.evidence}"
        if latest not in corridors.series():
            return "", ""
        first, second = (latest if code == side.series.code else code for code in (self.state.series, self.state.against))
        state = CODEC.nearest_valid(replace(self.state, series=first, against=second))
        return corridors.series()[latest].record["short_title"], CODEC.encode(state)

    @property
    def series_options(self) -> tuple[list[Option], list[Option]]:
        return _series_options(self.state.series), _series_options(self.state.against)

    @property
    def groups(self) -> list[Option]:
        return [{"value": group, "label": words.sentence(choices.group_label(group))} for group in corridors.groups(self.state.series)]

    @property
    def places(self) -> list[Option]:
        """The places of the first series; one that the link brings is named, even where the series has no corridor of it."""
        codes = {*corridors.places(self.state.series), self.state.place}
        return [option for option in place_summary.options() if option["value"] in codes]

    @property
    def regions(self) -> tuple[str, ...]:
        return corridors.regions()

    @property
    def zooms(self) -> list[Option]:
        """The parts of the world that the map can show; first that of the chosen place."""
        own = [{"value": map_zooms.PLACE, "label": self.place}] if self.place else []
        return [*own, *({"value": code, "label": name} for code, name in map_zooms.NAMES.items())]

    @property
    def zoom_name(self) -> str:
        """The part of the world that the map shows, in words."""
        return map_zooms.NAMES.get(self.state.zoom, self.place)

    @property
    def years(self) -> dict[str, Any]:
        """The slider of the years, every fifth of which is named, and both ends."""
        series = self.sides[0].series
        ends = (series.first, series.last)
        named = {*ends, *(year for year in range(*ends) if year % 5 == 0 and min(year - ends[0], ends[1] - year) > 1)}
        marks = [{"value": year, **({"label": str(year)} if year in named else {})} for year in range(ends[0], ends[1] + 1)]
        return {"min": ends[0], "max": ends[1], "value": [self.state.first, self.state.last], "marks": marks}

    @property
    def year_options(self) -> tuple[list[str], list[str]]:
        """The years that may be the first, and those that may be the last."""
        series = self.sides[0].series
        return _texts(series.first, series.last), _texts(self.state.first, series.last)


def _texts(first: int, last: int) -> list[str]:
    return [str(year) for year in range(first, last + 1)]


def _series_options(code: str) -> list[Option]:
    """The series by their kind of evidence; one of an earlier edition only where it is the one of the ``code``."""
    kinds: dict[str, list[Option]] = {}
    for entry in corridors.series().values():
        if entry.code in (*corridors.current_series(), code):
            kinds.setdefault(entry.evidence, []).append({"value": entry.code, "label": entry.label})
    return [{"group": vocabulary.label("evidence", kind), "items": options} for kind, options in kinds.items()]


@lru_cache(maxsize=16)
def scene(state: State) -> Scene:
    """The scene of a valid state; the tab, the zoom and the opened regions change nothing of its series."""
    series_state = replace(state, zoom=map_zooms.WORLD, tab="map", opened=())
    if state != series_state:
        return replace(scene(series_state), state=state)
    codes = filter(None, (state.series, state.against))
    return Scene(state, tuple(series_scene(state, code) for code in codes))
