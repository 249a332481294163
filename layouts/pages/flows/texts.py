"""A view of the flow page in words: its title, its period, its sums as ranges where counts are masked, and how far two series differ."""

import itertools
from dataclasses import replace
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, corridors, evidence
from etl.queries import place_summary as places
from layouts import format as words
from layouts.figures import flow_map
from layouts.pages.flows.selection import described, group_of, selection
from layouts.pages.flows.state import FlowView

_CLAIMS = {
    "detected_by_citizenship": "Detected victims, from citizenship to detecting country",
    "convicted_by_citizenship": "Persons convicted, from citizenship to convicting country",
    "repatriated": "Repatriated victims, from the country of exploitation to the country returned to",
    "referred_by_nationality": "Referrals, from nationality to the country of the referral",
    "assisted_case": "Assisted cases, from citizenship to country of exploitation",
    "narrative_mention": "People whom a text mentions, from origin to destination",
}


def series_label(code: str) -> str:
    """A series in a few words: the kind of evidence and the source."""
    entry = corridors.series()[code]
    return f"{vocabulary.label('evidence', entry.evidence)} · {evidence.source(entry.source)['short_title']}"


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
    return "within the country" if corridors.series()[code].evidence == "repatriated" else "own citizens"


def said_by(view: FlowView, code: str) -> str:
    """Who says it, of which years, on what evidence."""
    entry = corridors.series()[code]
    record = evidence.source(entry.source)
    return f"{record['short_title']}, {period(view, code)}; {vocabulary.label('evidence', entry.evidence).lower()}"


def title(view: FlowView, code: str) -> str:
    """A plain claim of what is drawn."""
    entry = corridors.series()[code]
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
        said.append(
            f"{_many(chosen.unseen, 'further corridor has', 'further corridors have')} only masked counts, or masked counts and zeros."
        )
    if unplaced := int((~shown["drawn"]).sum()):
        whose = total(shown[~shown["drawn"]])
        rows = _many(unplaced, "row without two places on the map is", "rows without two places on the map are")
        said.append(f"{rows} only in the table and the Sankey diagram ({whose}).")
    if len(chosen.totals):
        said.append(f"{_many(len(chosen.totals), 'printed total is', 'printed totals are')} listed in the table and left out of sums.")
    return " ".join(said)


def _apart(row: Any) -> str:
    """How far two series are apart on a corridor: 'A to B: 5,299 people against 391 people (13.6 times)'."""
    times = "" if pd.isna(row.factor) else f" ({row.factor:.1f} times)"
    counts = f"{people(row.low_one, row.high_one)} against {people(row.low_other, row.high_other)}"
    return f"{row.origin_name} to {row.destination_name}: {counts}{times}"


def _common(view: FlowView) -> FlowView | None:
    """The view within the years that both of its series have: sums of different years are not compared; None where there are none."""
    spans = [described(view, code).years for code in view.shown]
    known = [span for span in spans if span]
    if len(known) < len(spans):
        return None
    first, last = max(span[0] for span in known), min(span[1] for span in known)
    return replace(view, first=first, last=last) if first <= last else None


def disagreement(view: FlowView) -> str:
    """Where two series differ most among the corridors that the view leaves in, in words; '' for one series."""
    if not view.against:
        return ""
    both = _common(view)
    if both is None:
        return "The two series have no year of this view in common."
    found = corridors.shared(selection(both, both.series).found, selection(both, both.against).found)
    if found.empty:
        return "The two series have no corridor of this view in common."
    counted = f"{_many(len(found), 'corridor of this view', 'corridors of this view')} in {words.period(both.first, both.last)}"
    lines = map(_apart, found[found["gap"] > 0].head(3).itertuples())
    told = f"They differ most in: {said}" if (said := "; ".join(lines)) else "The printed counts are the same in both"
    return f"Both count {counted}. {told}. The series are never added up."
