"""Everything that the map page shows in one state: the layer that is drawn, the chosen place, and what the controls offer."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

from etl.contract import vocabulary
from etl.queries import choices, evidence, histories, place_summary
from etl.queries.atlas import atlas
from layouts import format as words
from layouts.evidence.layer import Layer, layer
from layouts.evidence.over_time import OverTime
from layouts.figures import choropleth
from layouts.pages.map.place import PlaceReading, place_reading
from layouts.pages.map.state import CODEC, State

Option = dict[str, Any]
_CHART_HEIGHT, _SUGGESTED = 360, 3


@dataclass(frozen=True, eq=False)
class Scene:
    """The map page in one state."""

    state: State
    layer: Layer

    @property
    def is_chart(self) -> bool:
        return self.state.tab == "chart"

    @cached_property
    def chart(self) -> OverTime:
        """The chosen places over all years."""
        return OverTime(replace(self.state.selection, year=None), self.state.charted, height=_CHART_HEIGHT)

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Places to begin a chart with, those with the most years: what the link says, and the link."""
        state, names = self.state, place_summary.names()
        most = histories.longest(state.indicator, state.source, state.group, _SUGGESTED)
        return [(f"{names[place]}: {years} {'year' if years == 1 else 'years'}", self.chart_link((place,))) for place, years in most]

    def chart_link(self, places: tuple[str, ...]) -> str:
        """The address of the chart of places in this view."""
        return f"/map{CODEC.encode(replace(self.state, tab='chart', places=places))}"

    @cached_property
    def place_reading(self) -> PlaceReading | None:
        """What the map says of the chosen place; None where none is chosen."""
        return place_reading(self.layer, self.state.place) if self.state.place else None

    @property
    def latest(self) -> tuple[str, str]:
        """The latest edition of the source and the same view in it, where the view is of an earlier one; else two times ''."""
        same = self.layer.selection.latest
        if same is None:
            return "", ""
        link = CODEC.encode(replace(self.state, source=same.source, group=same.group, year=same.year))
        return evidence.source(same.source)["short_title"], f"/map{link}"

    @property
    def figure(self) -> dict[str, Any]:
        areas, points, _, *circles = self.layer.figure["data"]
        return {**self.layer.figure, "data": [areas, points, self.outline, *circles]}

    @property
    def outline(self) -> dict[str, Any]:
        """What marks the chosen place on the map: its outline, or a ring where it is too small to see one."""
        if not self.state.place:
            return choropleth.outline("")
        record = place_summary.record(self.state.place)
        centre = None if record["drawn_as"] == "area" else (float(record["longitude"]), float(record["latitude"]))
        return choropleth.outline(self.state.place, centre)

    @property
    def version(self) -> str:
        return atlas().version

    @property
    def stem(self) -> str:
        """The name of files: what is drawn, of which places, by whom, of when."""
        group = "" if self.state.group == choices.ALL else "_" + self.state.group.replace(".", "-")
        places = f"_{'-'.join(self.state.charted) or 'no-place'}" if self.is_chart else ""
        years = self.chart.evidence.stem if self.is_chart else "-".join(dict.fromkeys(map(str, self.layer.period)))
        return f"{self.state.indicator}{group}{places}_{self.state.source}_{years}_{self.version}"

    @property
    def indicators(self) -> list[Option]:
        known = [vocabulary.indicators()[code] for code in choices.indicators()]
        return [
            {"group": family.label, "items": [{"value": one.code, "label": one.label} for one in known if one.family == family.code]}
            for family in vocabulary.terms("family").values()
        ]

    @property
    def sources(self) -> list[Option]:
        """The sources of the indicator, the latest publication first; an earlier edition only where it is the chosen one."""
        offered = dict.fromkeys((*choices.sources_of(self.state.indicator), self.state.source))
        records = [evidence.source(source) for source in offered]
        return [{"value": record["source_id"], "label": f"{record['short_title']} · {record['publisher']}"} for record in records]

    @property
    def groups(self) -> list[Option]:
        """The groups of people and the forms that the source tells apart."""
        return [{"value": group, "label": choices.group_label(group).capitalize()} for group in self.layer.series.groups]

    @property
    def places(self) -> list[Option]:
        return list(place_summary.options())

    @property
    def stops(self) -> tuple[choices.Stop, ...]:
        return self.layer.series.stops[self.state.group]

    @property
    def slider(self) -> dict[str, Any]:
        """The properties of the year slider; a source with one step has none to slide."""
        years = [stop.year for stop in self.stops]
        first, last = (years[0], years[-1]) if years else (0, 1)
        labels = _labels(self.stops)
        marks = [{"value": year, **({"label": labels[year]} if year in labels else {})} for year in years]
        return {"min": first, "max": last, "value": first if self.state.year is None else self.state.year, "marks": marks}


def _labels(stops: tuple[choices.Stop, ...]) -> dict[int, str]:
    """The words below the slider by year: the ends, and each run of holes once, at its first year."""
    labels = {stop.year: str(stop.year) for stop in (stops[:1] + stops[-1:]) if not stop.hole}
    for hole, run in groupby(stops, lambda stop: stop.hole):
        years = [stop.year for stop in run]
        if hole:
            to_the_end = len(years) > 1 and years[-1] == stops[-1].year
            labels[years[0]] = f"from {years[0]} (gap)" if to_the_end else f"{words.period(years[0], years[-1])} (gap)"
    return labels


@lru_cache(maxsize=256)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    return Scene(state, layer(state.selection))
