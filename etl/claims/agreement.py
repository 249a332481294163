"""Compares a claim with the row of the atlas that it repeats: the figure, who is counted, what is counted.

The verdict is computed, so that it changes when either side is corrected. A claim may also repeat a number of rows; a copy
that may be incomplete can confirm such a number but never refute it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

COUNT_PREFIX = "count:"
Row = Mapping[str, Any]
# The indicator of a claim -> the indicators of primary sources that count the same thing under another name.
_SAME_INDICATORS = {
    "profit": ("illegal_profits", "illegal_profits_trafficked"),
    "treaty_parties": ("palermo_parties", "palermo_status"),
    "treaty_signatories": ("palermo_signatories", "palermo_status"),
    "countries_of_origin": ("unodc_origin",),
    "countries_of_transit": ("unodc_transit",),
    "countries_of_destination": ("unodc_destination",),
    "earnings_from_person": ("profit_per_person", "profit_per_trafficked_person"),
    "role_origin": ("unodc_origin",),
    "role_transit": ("unodc_transit",),
    "role_destination": ("unodc_destination",),
}


@dataclass(frozen=True)
class Verdict:
    """Whether two steps agree, what changed between them, and a sentence on both."""

    agrees: str
    changed: tuple[str, ...]
    note: str


def rounds_to(exact: float, rounded: float) -> bool:
    """Whether ``exact`` gives ``rounded`` when it is rounded to the significant digits of ``rounded``."""
    if rounded == exact:
        return True
    if not rounded:
        return False
    digits = f"{abs(rounded):.12g}"
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits and "e" not in digits else 0
    return abs(rounded - exact) <= 0.5 * 10.0**zeros and math.isclose(rounded, exact, rel_tol=0.05)


def _figures(row: Row) -> list[float]:
    """The value and the bounds of a row, ascending."""
    numbers = [row[name] for name in ("value", "value_low", "value_high")]
    return sorted({float(number) for number in numbers if not pd.isna(number)})


def _is_rounded(claim: Row, primary: Row) -> bool:
    """Whether a figure that is the same has fewer digits."""
    return "rating" not in primary and [*map(_figures(claim).__getitem__, (0, -1))] != [*map(_figures(primary).__getitem__, (0, -1))]


def _same_figure(claim: Row, primary: Row) -> bool:
    if "rating" in primary:
        return bool(set(str(claim["rating"]).split("|")) & set(str(primary["rating"]).split("|")))
    claimed, exact = _figures(claim), _figures(primary)
    return bool(claimed) and bool(exact) and rounds_to(exact[0], claimed[0]) and rounds_to(exact[-1], claimed[-1])


def _changes(claim: Row, primary: Row) -> list[str]:
    changed = [] if _same_figure(claim, primary) else ["figure"]
    if "sex" in primary and any(claim[name] != primary[name] for name in ("sex", "age", "form")):
        changed.append("population")
    if primary["indicator"] not in (claim["indicator"], *_SAME_INDICATORS.get(claim["indicator"], ())):
        changed.append("what_is_counted")
    return changed + ([] if claim["place"] == primary["place"] else ["place"])


def compare_with_row(claim: Row, primary: Row, *, origin: str = "the primary source") -> Verdict:
    """The verdict on a claim and the row that it repeats; ``origin`` is where that row is from, in words."""
    changed = _changes(claim, primary)
    if "rating" in primary and claim["indicator"] != primary["indicator"]:
        return Verdict("unknown", (), f"The primary source says '{primary['as_printed']}', on a different scale.")
    labels = {"population": "who is counted", "what_is_counted": "what is counted", "place": "the place"}
    same = f"The figure is {'not ' if 'figure' in changed else ''}that of {origin}"
    same += ", rounded" if "figure" not in changed and _is_rounded(claim, primary) else ""
    others = [labels[word] for word in changed if word != "figure"]
    tail = f"; {' and '.join(others)} changed." if others else "."
    return Verdict("no" if changed else "yes", tuple(changed), f"{same} ('{primary['as_printed']}'){tail}")


def compare_with_count(claim: Row, rows: int) -> Verdict:
    """The verdict on a claim and the number of ``rows`` of the atlas on what the claim counts."""
    if rows in _figures(claim):
        return Verdict("yes", (), f"The atlas has the same number of rows: {rows}.")
    when = ", and counts as of the end of the year" if str(claim.get("indicator", "")).startswith("treaty") else ""
    return Verdict("unknown", (), f"The atlas's copy has {rows} rows; it may be incomplete{when}.")
