"""One series of the flow page in one state: which corridors are shown, and what their yearly rows say of themselves.

What is shown is decided here, once: the drawings, the table and the sentences cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, corridors, place_summary
from layouts import format as words
from layouts.browser_contract import Corridors
from layouts.evidence import row_evidence
from layouts.evidence.row_evidence import RowEvidence
from layouts.figures import flow_map
from layouts.pages.flows import corridor_texts, corridor_titles
from layouts.pages.flows.state import State

_MOST_NAMES = 3


@dataclass(frozen=True, eq=False)
class SeriesScene:
    """What the page shows of a series, whatever the tab.

    ``rows``: the corridors shown, the largest first, with the columns of etl.queries.corridors; ``matching``: all corridors
    that the filters leave in; ``totals``: the rows that the source prints as totals of the same places and years, which are
    left out of sums; ``omitted``: how many more corridors there are whose counts are all masked, or masked and zero.
    """

    state: State
    series: corridors.Series
    group: str
    rows: pd.DataFrame
    matching: pd.DataFrame
    totals: pd.DataFrame
    omitted: int

    @property
    def source(self) -> Mapping[str, Any]:
        return self.series.record

    @property
    def yearly(self) -> pd.DataFrame:
        """The yearly rows of the corridors shown, and the totals beside them."""
        rows = corridors.yearly_rows(self.series.code, self.group, self.state.first, self.state.last)
        ends = [pd.MultiIndex.from_frame(frame[corridors.ENDS]) for frame in (rows, self.rows)]
        own = ends[0].isin(ends[1]) & (rows["kind"] == "corridor")
        return rows[own | rows["flow_id"].isin(self.totals["flow_id"])]

    @cached_property
    def evidence(self) -> RowEvidence:
        """What the yearly rows of the corridors shown say of themselves, with the caveats of the totals beside them.

        The totals are drawn nowhere: their years are no part of the period, unless there is nothing else.
        """
        rows = self.yearly.astype("object")
        ends = rows["origin"].map(corridors.name) + " to " + rows["destination"].map(lambda code: words.in_sentence(corridors.name(code)))
        whole = row_evidence.evidence_of(rows.assign(place_name=ends), most=_MOST_NAMES)
        if self.rows.empty:
            return whole
        own = row_evidence.evidence_of(rows[rows["kind"] == "corridor"].assign(place_name=""))
        texts = {caveat.text for caveat in own.caveats}
        return replace(own, caveats=tuple(replace(caveat, listed_only=caveat.text not in texts) for caveat in whole.caveats))

    @property
    def period(self) -> str:
        years, least = self.evidence.years, self.state.minimum
        counted = f" with at least {least:,} {self.series.counted} counted" if least else ""
        return words.period(*years) if years else f"no corridor{counted} in {words.period(self.state.first, self.state.last)}"

    @property
    def title(self) -> str:
        """A plain claim of what is drawn, with the place, the region and the group that are chosen."""
        chosen = self.state
        place = place_summary.names().get(chosen.place, "")
        claim = corridor_titles.title(self.series.evidence, place=place, region=chosen.region, role=chosen.role)
        group = "" if self.group == choices.ALL else f", {choices.group_label(self.group)}"
        return ", ".join(filter(None, (f"{claim}{group}", corridor_texts.uncounted_only(self.rows), self.period)))

    @property
    def subtitle(self) -> str:
        """Who counts, and how many of the corridors are shown."""
        return f"{self.series.label} · {corridor_texts.drawn_of(self.rows, self.matching)}"

    @property
    def sums(self) -> str:
        return corridor_texts.sums(self.rows, self.matching, counted=self.series.counted, omitted=self.omitted, totals=len(self.totals))

    @property
    def attribution(self) -> str:
        return f"{self.source['short_title']}, {self.period}; {vocabulary.label('evidence', self.series.evidence).lower()}"

    @property
    def wire(self) -> Corridors:
        return flow_map.wire(
            self.rows, attribution=self.attribution, place=self.state.place, inside=self.series.inside, counted=self.series.counted
        )


def uncounted(rows: pd.DataFrame) -> pd.Series:
    """Which corridors have masked counts and no printed count above zero."""
    return (rows["masked"] > 0) & (rows["count"] == 0)


def _touching(rows: pd.DataFrame, column: str, value: str, role: str) -> pd.DataFrame:
    ends = [end for end in corridors.ENDS if role in ("both", end)]
    return rows[pd.concat([rows[f"{end}{column}"] == value for end in ends], axis=1).any(axis=1)]


def passing(state: State, rows: pd.DataFrame) -> pd.DataFrame:
    """The corridors that pass the filters of a state, whether their counts are masked or not."""
    rows = rows[rows["across"]] if state.across else rows
    rows = rows[rows["count"] >= state.minimum] if state.minimum else rows
    rows = _touching(rows, "_region", state.region, state.role) if state.region else rows
    return _touching(rows, "", state.place, state.role) if state.place else rows


def series_scene(state: State, code: str) -> SeriesScene:
    """What a state shows of a series; in the first of its groups where it does not have that of the state."""
    groups = corridors.groups(code)
    group = state.group if state.group in groups else groups[0]
    years = (code, group, state.first, state.last)
    candidates, totals = passing(state, corridors.corridors(*years)), passing(state, corridors.totals(*years))
    # Where no count above zero is printed, the masks are all that there is: without them they would look like none.
    matching = candidates[~uncounted(candidates)] if candidates["count"].any() and not state.masked else candidates
    omitted = len(candidates) - len(matching)
    return SeriesScene(state, corridors.series()[code], group, matching.head(state.top), matching, totals, omitted)
