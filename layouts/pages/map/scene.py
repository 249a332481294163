"""Everything that the map page shows in one state: the layer that is drawn, the chosen places, and what the controls offer."""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from etl.contract import vocabulary
from etl.queries import choices, evidence, histories, place_summary
from etl.queries.atlas import atlas
from etl.queries.map_rows import HISTORIC
from layouts import format as words
from layouts.evidence import row_evidence
from layouts.evidence.layer import Layer, layer
from layouts.evidence.over_time import OverTime
from layouts.evidence.row_evidence import Caveats
from layouts.exports.card_geometry import equal_earth
from layouts.figures import choropleth, circle_map
from layouts.figures.chosen_places import outlines
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
        return OverTime(replace(self.state.selection, year=None), self.state.places, height=_CHART_HEIGHT)

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Places to begin a chart with, those with the most years: what the link says, and the link."""
        state, names = self.state, place_summary.names()
        most = histories.longest(state.indicator, state.source, state.group, _SUGGESTED)
        return [(f"{names[place]}: {words.counted(years, 'year')}", self.chart_link((place,))) for place, years in most]

    def chart_link(self, places: tuple[str, ...]) -> str:
        """The address of the chart of places in this view."""
        return f"/map{CODEC.encode(replace(self.state, tab='chart', places=places))}"

    @cached_property
    def readings(self) -> tuple[PlaceReading, ...]:
        """What the map says of the chosen places."""
        return tuple(place_reading(self.layer, place) for place in self.state.places)

    @property
    def named_places(self) -> list[tuple[str, str]]:
        """The chosen places: code and name."""
        return [(place, place_summary.names()[place]) for place in self.state.places]

    @property
    def caveats(self) -> Caveats:
        """All caveats of what is drawn, on the map or in the chart, the gravest of all rows first."""
        view = self.chart if self.is_chart else self.layer
        return row_evidence.ordered_caveats((*view.evidence.caveats, *view.standing))

    @property
    def latest(self) -> tuple[str, str]:
        """The latest edition of the source and the same view in it, where the view is of an earlier one; else two times ''."""
        same = self.layer.selection.latest
        if same is None:
            return "", ""
        link = CODEC.encode(replace(self.state, source=same.source, group=same.group, year=same.year))
        return evidence.source(same.source)["short_title"], f"/map{link}"

    @cached_property
    def figure(self) -> dict[str, Any]:
        areas, points, _, *circles = self.layer.figure["data"]
        around, rings = self.outlined.values()
        rows = self.layer.rows
        circles = circles or [circle_map.no_circles(rows[~rows["place"].isin(HISTORIC)])]
        return {**self.layer.figure, "data": [areas, points, around, *circles, rings]}

    @cached_property
    def outlines(self) -> str:
        """A name for the places drawn and their order; maps with the same name differ in values and looks alone."""
        return hashlib.sha256("|".join(choropleth.places(self.figure)).encode()).hexdigest()[:8]

    @property
    def outlined(self) -> dict[int, dict[str, Any]]:
        """What marks the chosen places on the map, by the number of the trace: outlines, and rings where these cannot be seen.

        A place may be too small for an outline, or lie below a circle.
        """
        records = [place_summary.record(place) for place in self.state.places]
        areas = [str(record["place"]) for record in records if record["drawn_as"] == "area"]
        ringed = [record for record in records if self.layer.selection.is_circled or record["drawn_as"] != "area"]
        centres = [(float(record["longitude"]), float(record["latitude"])) for record in ringed]
        return dict(zip((choropleth.CHOSEN, choropleth.RINGS), outlines(areas, centres), strict=True))

    @property
    def middle(self) -> float | None:
        """Where the chosen places are on the map, in parts of its width from the left; None where none is chosen."""
        spots = [(float(one["longitude"]), float(one["latitude"])) for one in map(place_summary.record, self.state.places)]
        edge, *across = equal_earth(np.array([(180.0, 0.0), *spots]))[:, 0]
        return 0.5 + float(np.mean(across) / edge) / 2 if spots else None

    @property
    def version(self) -> str:
        return atlas().version

    @property
    def stem(self) -> str:
        """The name of files: what is drawn, of which places, by whom, of when."""
        group = "" if self.state.group == choices.ALL else "_" + self.state.group.replace(".", "-")
        places = f"_{'-'.join(self.state.places) or 'no-place'}" if self.is_chart else ""
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
        return [{"value": group, "label": words.sentence(choices.group_label(group))} for group in self.layer.series.groups]

    @property
    def place_options(self) -> list[Option]:
        return list(place_summary.options())

    @property
    def stops(self) -> tuple[choices.Stop, ...]:
        return self.layer.series.stops[self.state.group]


@lru_cache(maxsize=64)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    return Scene(state, layer(state.selection))
