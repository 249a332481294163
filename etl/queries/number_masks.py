"""Cells that a publisher masks, where a text says a number of them: it may be that number, and nobody can tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from etl.contract import vocabulary
from etl.contract.row_figures import masked
from etl.queries import number_kinds, place_summary, row_links
from etl.queries.atlas import atlas, superseded
from etl.queries.mention import Mention
from etl.queries.place_mentions import origins

_INDICATORS = {"suspected": "persons_formal_contact", "prosecuted": "persons_prosecuted", "convicted": "persons_convicted"}
_DETECTED = re.compile(r"\b(?:detect\w*|identif\w+)\b", re.IGNORECASE)
_FORMS = {"sexual": "sexual_exploitation", "forced_labour": "labour_exploitation"}
# The cells by sex and age of whom a text names.
_GROUPS = {
    (): (("all", "all"),),
    ("women",): (("female", "all"), ("female", "adult")),
    ("men",): (("male", "all"), ("male", "adult")),
    ("children",): (("all", "child"),),
    ("adults",): (("all", "adult"),),
    ("children", "women"): (("female", "child"),),
    ("children", "men"): (("male", "child"),),
}
_CELL = ["indicator", "place", "form", "sex", "age", "year_start"]


@dataclass(frozen=True)
class Mask:
    """A masked cell of the latest edition: the row, what it counts with place and year, and the numbers that the mask may stand for."""

    row_id: str
    source_id: str
    place: str
    year: int
    counts: str
    printed: str
    low: float
    high: float
    locator: str
    caveat_ids: tuple[str, ...]
    link: str


@cache
def _cells() -> Mapping[tuple[object, ...], int]:
    """Where the masked counts of the latest editions are among the estimates, by cell."""
    rows = atlas()["estimates"]
    hidden = masked(rows) & rows["value_high"].notna() & ~rows["source_id"].isin(superseded()) & (rows["year_start"] == rows["year_end"])
    at = np.flatnonzero(hidden)
    return dict(zip(rows.iloc[at][_CELL].itertuples(index=False, name=None), map(int, at), strict=True))


def _indicator(mention: Mention, named: number_kinds.Named) -> str:
    """What a text counts, of that which publishers mask; '' for all else."""
    if named.stages:
        return _INDICATORS.get(next(iter(named.stages)), "") if len(named.stages) == 1 else ""
    is_detected = number_kinds.counts_people(mention) and _DETECTED.search(f"{mention.before} {mention.after}")
    return "detected_victims" if is_detected else ""


def _mask(position: int) -> Mask:
    row = dict(atlas()["estimates"].iloc[position])
    labels = [vocabulary.label(name, row[name]) for name in ("form", "sex", "age") if row[name] != "all"]
    words = [vocabulary.indicators()[row["indicator"]].label, *labels, place_summary.names()[row["place"]], str(row["year_start"])]
    return Mask(
        row_id=row["estimate_id"],
        source_id=row["source_id"],
        place=row["place"],
        year=int(row["year_start"]),
        counts=", ".join(words),
        printed=row["as_printed"],
        low=row["value_low"],
        high=row["value_high"],
        locator=row["locator"],
        caveat_ids=tuple(row["caveat_ids"]),
        link=row_links.of_row("estimates", row, row["estimate_id"]),
    )


def mask(mention: Mention, places: Sequence[str]) -> Mask | None:
    """The masked cell of the one place and year, the stage and the group of a text, where the mask may stand for its number."""
    named = number_kinds.named(mention)
    indicator = _indicator(mention, named)
    if mention.unit or not indicator or len({*places}) != 1 or len({*mention.years}) != 1 or not named.concepts <= {"trafficked", *_FORMS}:
        return None
    if origins(f"{mention.before} {mention.after}"):
        return None
    form = next((code for tag, code in _FORMS.items() if tag in named.concepts), "all")
    for group in _GROUPS.get(tuple(sorted(named.group)), ()):
        position = _cells().get((indicator, places[0], form, *group, int(mention.years[0])))
        if position is not None:
            found = _mask(position)
            below = 1 if mention.hedge == "fewer than" else 0
            return found if found.low <= mention.low and mention.high - below <= found.high else None
    return None
