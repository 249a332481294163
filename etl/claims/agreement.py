"""Holds a claim against the row of the atlas that it repeats: the figure, who is counted, what is counted.

The answer is computed, so that it changes when either side is corrected. A count of rows is compared too, but a copy
that may be incomplete can confirm a number and never refute it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

COUNT_PREFIX = "count:"
Row = Mapping[str, Any]
# Claims about the same thing under another name: the claim's indicator, and those of primary sources.
_SAME = {
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


def rounds_to(exact: float, said: float) -> bool:
    """Whether a number is what another becomes when it is rounded to the digits it shows."""
    if said == exact:
        return True
    if not said:
        return False
    digits = f"{abs(said):.12g}"
    shown = len(digits) - len(digits.rstrip("0")) if "." not in digits and "e" not in digits else 0
    return abs(said - exact) <= 0.5 * 10.0**shown and math.isclose(said, exact, rel_tol=0.05)


def _ends(row: Row) -> list[float]:
    numbers = [row[name] for name in ("value", "value_low", "value_high")]
    return sorted({float(number) for number in numbers if not pd.isna(number)})


def _same_figure(claim: Row, primary: Row) -> bool:
    if "rating" in primary:
        return bool(set(str(claim["rating"]).split("|")) & set(str(primary["rating"]).split("|")))
    said, exact = _ends(claim), _ends(primary)
    return bool(said) and bool(exact) and rounds_to(exact[0], said[0]) and rounds_to(exact[-1], said[-1])


def _changes(claim: Row, primary: Row) -> list[str]:
    changed = [] if _same_figure(claim, primary) else ["figure"]
    if "sex" in primary and any(claim[name] != primary[name] for name in ("sex", "age", "form")):
        changed.append("population")
    if claim["indicator"] not in (primary["indicator"],) and primary["indicator"] not in _SAME.get(claim["indicator"], ()):
        changed.append("what_is_counted")
    return changed + ([] if claim["place"] == primary["place"] else ["place"])


def compare_with_row(claim: Row, primary: Row, *, named: str = "the primary source") -> Verdict:
    """The verdict on a claim and the row that it repeats, of a primary source unless ``named`` says otherwise."""
    changed = _changes(claim, primary)
    same = f"The figure is that of {named}" if "figure" not in changed else f"The figure is not that of {named}"
    scale = "rating" in primary and claim["indicator"] != primary["indicator"]
    if scale:
        return Verdict("unknown", (), f"The primary source says '{primary['as_printed']}', on a scale of its own.")
    besides = [word for word in changed if word != "figure"]
    said = {"population": "who is counted", "what_is_counted": "what is counted", "place": "the place"}
    tail = f"; {' and '.join(said[word] for word in besides)} changed." if besides else "."
    return Verdict("no" if changed else "yes", tuple(changed), f"{same} ('{primary['as_printed']}'){tail}")


def compare_with_count(claim: Row, held: int) -> Verdict:
    """The verdict on a claim and the number of rows that the atlas holds of what it counts."""
    if held in _ends(claim):
        return Verdict("yes", (), f"The atlas holds the same number of rows: {held}.")
    when = ", and counts as of the end of the year" if str(claim.get("indicator", "")).startswith("treaty") else ""
    return Verdict("unknown", (), f"The atlas's copy holds {held} rows; it may be incomplete{when}.")
