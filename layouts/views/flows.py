"""One view of the flow page: the same corridors for the map, the Sankey and the table, with their sums in words.

What is shown is chosen here, once; the three drawings and the sentence above them cannot disagree.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import choices, evidence, flows
from etl.queries import place as places
from layouts import format as words
from layouts.components import evidence as evidence_parts
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.figures import flow_map, sankey, small_multiples
from layouts.flow_state import FlowView
from layouts.views import drawn
from layouts.views.drawn import Drawn

COLUMNS = ("From", "To", "People counted", "With masked counts", "Masked counts", "Years with a row")
_MULTIPLES, _MOST_NAMES = 9, 3
_ENDS = ["origin", "destination"]
_CLAIMS = {
    "detected_by_citizenship": "Detected victims, from citizenship to detecting country",
    "convicted_by_citizenship": "Persons convicted, from citizenship to convicting country",
    "repatriated": "Repatriated victims, from the country of exploitation to the country returned to",
    "referred_by_nationality": "Referrals, from nationality to the country of the referral",
    "assisted_case": "Assisted cases, from citizenship to country of exploitation",
    "narrative_mention": "People whom a text mentions, from origin to destination",
}


@dataclass(frozen=True)
class Selection:
    """The corridors of a series that a view shows, the largest first, and those that its filters leave in all.

    ``unseen``: how many more there are whose counts are all masked and that were not asked for; ``totals``: the rows that
    the source prints as totals of the same places and years, which are in no sum.
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


@lru_cache(maxsize=256)
def _selected(view: FlowView, code: str) -> Selection:
    asked = (code, group_of(view, code), view.first, view.last)
    matching = _matching(view, flows.corridors(*asked))
    found = matching if view.masked else matching[matching["masked"] < matching["cells"]]
    totals = _matching(view, flows.totals(*asked))
    return Selection(flows.series()[code], found.head(view.top), found, totals, len(matching) - len(found))


def selection(view: FlowView, code: str) -> Selection:
    """What a view shows of a series; the tab and the opened regions do not change it."""
    return _selected(replace(view, tab="map", opened=()), code)


def series_label(code: str) -> str:
    """A series in a few words: the kind of evidence and the source."""
    entry = flows.series()[code]
    return f"{vocabulary.label('evidence', entry.evidence)} · {evidence.source(entry.source)['short_title']}"


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
    whole = drawn.described(rows.astype("object").assign(place_name=ends), most=_MOST_NAMES)
    if corridors.empty:
        return whole
    own = drawn.described(corridors.astype("object").assign(place_name=""))
    return replace(own, caveats=whole.caveats)


def described(view: FlowView, code: str) -> Drawn:
    """What the yearly rows of the corridors shown say of themselves, with the caveats of the totals beside them.

    The totals are drawn nowhere: their years are no part of the period, unless there is nothing else.
    """
    return _described(replace(view, tab="map", opened=()), code)


def period(view: FlowView, code: str) -> str:
    """The years of the rows shown, in words."""
    years = described(view, code).years
    return words.period(*years) if years else f"no corridor in {words.period(view.first, view.last)}"


def spans() -> list[str]:
    """The classes of lines in words: how many people each stands for."""
    bounds = flow_map.BOUNDS
    return [f"{low:,} to {high - 1:,}" for low, high in itertools.pairwise(bounds)] + [f"{bounds[-1]:,} and more"]


def inside(code: str) -> str:
    """What a corridor within one place is, in words."""
    return "within the country" if flows.series()[code].evidence == "repatriated" else "own citizens"


def said_by(view: FlowView, code: str) -> str:
    """Who says it, of which years, on what evidence."""
    entry = flows.series()[code]
    record = evidence.source(entry.source)
    return f"{record['short_title']}, {period(view, code)}; {vocabulary.label('evidence', entry.evidence).lower()}"


def title(view: FlowView, code: str) -> str:
    """A plain claim of what is drawn."""
    entry = flows.series()[code]
    group = "" if group_of(view, code) == choices.ALL else f", {choices.group_label(group_of(view, code))}"
    return f"{_CLAIMS[entry.evidence]}{_where(view)}{group}, {period(view, code)}"


def _where(view: FlowView) -> str:
    """The place and the region that are chosen, with the end at which they stand: ': Bolivia (origin or destination)'."""
    named = " and ".join(filter(None, (places.names().get(view.place, ""), view.region)))
    return f": {named} ({'origin or destination' if view.role == 'both' else view.role})" if named else ""


def people(low: float, high: float) -> str:
    """A number of people, or the range that a sum with masked counts has: '565 people', '565 to 573 people'."""
    if pd.isna(low) or pd.isna(high):
        return f"at least {low:,.0f} people" if pd.isna(high) else f"at most {high:,.0f} people"
    return f"{low:,.0f} people" if low == high else f"{low:,.0f} to {high:,.0f} people"


def total(frame: pd.DataFrame) -> str:
    """The people of corridors added up, as a range where some of their counts are masked."""
    return people(frame["low"].sum(skipna=False), frame["high"].sum(skipna=False))


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _how_many(shown: pd.DataFrame, found: pd.DataFrame) -> str:
    """How many of the corridors found are shown, and how many people they count."""
    if len(shown) < len(found):
        return f"{len(shown):,} of {len(found):,} corridors shown: {total(shown)} counted, of {total(found)}."
    return f"{_many(len(found), 'corridor', 'corridors')}: {total(found)} counted." if len(found) else "No corridor."


def sums(view: FlowView, code: str) -> str:
    """How much of the series is drawn, and what is not in the sums."""
    chosen = selection(view, code)
    shown, found = chosen.shown, chosen.found
    said = [_how_many(shown, found)]
    if masked := int(shown["masked"].sum()):
        said.append(f"{masked:,} of {shown['cells'].sum():,} yearly counts are masked by the publisher; each is in the sums as its range.")
    if chosen.unseen:
        said.append(f"{_many(chosen.unseen, 'further corridor has', 'further corridors have')} masked counts only.")
    if unplaced := int((~shown["drawn"]).sum()):
        whose = total(shown[~shown["drawn"]])
        rows = _many(unplaced, "row without two places on the map stands", "rows without two places on the map stand")
        said.append(f"{rows} in the table and the Sankey diagram only ({whose}).")
    if len(chosen.totals):
        rows = _many(
            len(chosen.totals),
            "printed total is",
            "printed totals are",
        )
        said.append(f"{rows} listed in the table and in no sum.")
    return " ".join(said)


def wire(view: FlowView, code: str) -> dict[str, Any]:
    """What the browser needs to draw the map: points, and the ends and counts of the corridors."""
    shown = selection(view, code).shown
    shown = shown[shown["drawn"] & (shown["high"] != 0)]
    points = {
        row[end]: [row[f"{end}_longitude"], row[f"{end}_latitude"], row[f"{end}_name"]]
        for row in shown.to_dict("records")
        for end in ("origin", "destination")
    }
    arcs = [_arc(row) for row in shown[["origin", "destination", "count", "masked", "low", "high"]].itertuples(index=False)]
    return {
        "points": points,
        "arcs": arcs,
        "bounds": list(flow_map.BOUNDS),
        "said": said_by(view, code),
        "chosen": view.place,
        "inside": inside(code),
    }


def _arc(row: Any) -> list[Any]:
    """A corridor as the browser takes it: ends, the count that is printed and, where the sum is a range, masks and its ends."""
    exact = [row.origin, row.destination, int(row.count)]
    ends = [None if pd.isna(end) else int(end) for end in (row.low, row.high)]
    return exact if row.low == row.high == row.count else [*exact, int(row.masked), *ends]


def sankey_of(view: FlowView, code: str) -> dict[str, Any]:
    """The Sankey of the corridors shown; regions first, opened ones by place."""
    frame = sankey.with_nodes(selection(view, code).shown, view.opened)
    return sankey.sankey(frame, said=said_by(view, code))


def _line(row: Mapping[str, Any]) -> Line:
    """A corridor: what is printed, the range of the whole where some of it is masked or printed more than once, and the masks."""
    whole = "" if row["low"] == row["high"] else people(row["low"], row["high"]).removesuffix(" people")
    printed = "masked" if row["masked"] == row["cells"] else f"{row['count']:,.0f}"
    cells = (row["origin_name"], row["destination_name"], printed, whole, str(row["masked"] or ""), str(row["years"]))
    return Line(
        cells,
        {2: float(row["count"]), 3: None if pd.isna(row["low"]) else float(row["low"]), 4: float(row["masked"]), 5: float(row["years"])},
    )


def _total_line(row: Mapping[str, Any]) -> Line:
    cells = (row["origin_name"], row["destination_name"], f"{row['as_printed']} (a total, {row['year_end']})", "", "", "1")
    return Line(cells, {2: None, 3: None, 4: 0.0, 5: 1.0})


def _lines(view: FlowView, code: str) -> list[Line]:
    """The corridors shown, then the totals that the source prints beside them."""
    chosen = selection(view, code)
    return [*map(_line, chosen.shown.to_dict("records")), *map(_total_line, chosen.totals.to_dict("records"))]


def table(view: FlowView) -> dict[str, Any]:
    """The corridors shown, of every series side by side, as data that the browser draws, sorts and searches."""
    lines = [(code, line) for code in view.shown for line in _lines(view, code)]
    caption = ". ".join(f"{title(view, code)}. {sums(view, code)}" for code in view.shown)
    if len(view.shown) == 1:
        return rows_table.data(caption, [line for _, line in lines], columns=COLUMNS, by=2)
    named = [Line((*line.cells, series_label(code)), line.order) for code, line in lines]
    return rows_table.data(caption, named, columns=(*COLUMNS, "Series"), by=2)


def evidence_of(view: FlowView, code: str) -> Sequence[Any]:
    """The evidence beside a map: what kind of line it is, the source, and the caveats of the rows shown."""
    entry, shown = flows.series()[code], described(view, code)
    general, single = drawn.listed(shown.caveats, drawn.NONE)
    return evidence_parts.of_flows(
        selection(view, code).source,
        vocabulary.terms("evidence")[entry.evidence],
        vocabulary.indicators()[entry.indicator],
        general,
        single,
    )


def _apart(row: Any) -> str:
    """How far two series are apart on a corridor: 'A to B: 5,299 people against 391 people (13.6 times)'."""
    times = "" if pd.isna(row.factor) else f" ({row.factor:.1f} times)"
    counts = f"{people(row.low_one, row.high_one)} against {people(row.low_other, row.high_other)}"
    return f"{row.origin_name} to {row.destination_name}: {counts}{times}"


def disagreement(view: FlowView) -> str:
    """Where two series differ most among the corridors that the view leaves in, in words; '' for one series."""
    if not view.against:
        return ""
    found = flows.shared(selection(view, view.series).found, selection(view, view.against).found)
    if found.empty:
        return "The two series have no corridor of this view in common."
    counted = _many(len(found), "corridor of this view", "corridors of this view")
    lines = map(_apart, found[found["gap"] > 0].head(3).itertuples())
    told = f"They differ most in: {said}" if (said := "; ".join(lines)) else "The printed counts are the same in both"
    return f"Both count {counted}. {told}. The series are never added up."


def multiples(view: FlowView) -> dict[str, Any] | None:
    """The corridors of the chosen place year by year; None where no place is chosen or nothing is counted."""
    rows = flows.by_year(view.series, group_of(view, view.series), view.place) if view.place else pd.DataFrame()
    if rows.empty:
        return None
    sizes = rows.groupby(["way", "origin_name", "destination_name"])["high"].sum().sort_values(ascending=False)
    panels = []
    for way, origin, destination in sizes.head(_MULTIPLES).index:
        own = rows[(rows["way"] == way) & (rows["origin_name"] == origin) & (rows["destination_name"] == destination)]
        heading = {"in": f"from {origin}", "out": f"to {destination}", "inside": inside(view.series)}[way]
        panels.append((heading, own))
    entry = flows.series()[view.series]
    return small_multiples.small_multiples(panels, years=(entry.first, entry.last))
