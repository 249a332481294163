"""Which corridors a view of the flow page shows, and what their yearly rows say of themselves.

What is shown is chosen here, once: the drawings, the table and the sentences cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.queries import corridors as flows
from etl.queries import evidence
from layouts.evidence import row_evidence
from layouts.evidence.row_evidence import Drawn
from layouts.pages.flows.state import FlowView

_ENDS = ["origin", "destination"]
_MOST_NAMES = 3


@dataclass(frozen=True)
class Selection:
    """The corridors of a series that a view shows, the largest first, and those that its filters leave in all.

    ``unseen``: how many more there are whose counts are all masked, or masked and zero, and that were not asked for;
    ``totals``: the rows that the source prints as totals of the same places and years, which are left out of sums.
    """

    series: flows.Series
    shown: pd.DataFrame
    found: pd.DataFrame
    totals: pd.DataFrame
    unseen: int = 0

    @property
    def source(self) -> Mapping[str, Any]:
        """The record of the source."""
        return evidence.source(self.series.source)


def group_of(view: FlowView, code: str) -> str:
    """The group of people that a view shows of a series."""
    return view.group if view.group in flows.groups(code) else flows.groups(code)[0]


def _ways(frame: pd.DataFrame, column: str, wanted: str, role: str) -> pd.Series:
    """Which corridors touch a place or a region in the role that is asked for."""
    ends = [end for end in ("origin", "destination") if role in ("both", end)]
    return pd.concat([frame[f"{end}{column}"] == wanted for end in ends], axis=1).any(axis=1)


def _matching(view: FlowView, frame: pd.DataFrame) -> pd.DataFrame:
    """The corridors that pass the filters of a view, with or without counts that are shown."""
    frame = frame[frame["across"]] if view.across else frame
    frame = frame[frame["count"] >= view.minimum] if view.minimum else frame
    frame = frame[_ways(frame, "_region", view.region, view.role)] if view.region else frame
    return frame[_ways(frame, "", view.place, view.role)] if view.place else frame


def uncounted(frame: pd.DataFrame) -> pd.Series:
    """Which corridors have masked counts and no printed count above zero."""
    return (frame["masked"] > 0) & (frame["count"] == 0)


@lru_cache(maxsize=256)
def _selected(view: FlowView, code: str) -> Selection:
    asked = (code, group_of(view, code), view.first, view.last)
    matching = _matching(view, flows.corridors(*asked))
    found = matching if view.masked else matching[~uncounted(matching)]
    totals = _matching(view, flows.totals(*asked))
    return Selection(flows.series()[code], found.head(view.top), found, totals, len(matching) - len(found))


def selection(view: FlowView, code: str) -> Selection:
    """What a view shows of a series; the tab and the opened regions do not change it."""
    return _selected(replace(view, tab="map", opened=()), code)


def behind(view: FlowView, code: str) -> pd.DataFrame:
    """The yearly rows of the corridors shown, and the totals beside them."""
    held = flows.printed(code, group_of(view, code), view.first, view.last)
    chosen = selection(view, code)
    corridors = pd.MultiIndex.from_frame(held[_ENDS]).isin(pd.MultiIndex.from_frame(chosen.shown[_ENDS])) & (held["kind"] == "corridor")
    return held[corridors | held["flow_id"].isin(chosen.totals["flow_id"])]


@lru_cache(maxsize=256)
def _described(view: FlowView, code: str) -> Drawn:
    rows = behind(view, code)
    corridors = rows[rows["kind"] == "corridor"]
    ends = [f"{flows.name(row.origin)} to {flows.name(row.destination)}" for row in rows[_ENDS].itertuples(index=False)]
    whole = row_evidence.described(rows.astype("object").assign(place_name=ends), most=_MOST_NAMES)
    if corridors.empty:
        return whole
    own = row_evidence.described(corridors.astype("object").assign(place_name=""))
    texts = {caveat.text for caveat in own.caveats}
    return replace(own, caveats=tuple(replace(caveat, listed_only=caveat.text not in texts) for caveat in whole.caveats))


def described(view: FlowView, code: str) -> Drawn:
    """What the yearly rows of the corridors shown say of themselves, with the caveats of the totals beside them.

    The totals are drawn nowhere: their years are no part of the period, unless there is nothing else.
    """
    return _described(replace(view, tab="map", opened=()), code)
