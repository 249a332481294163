"""What another edition of a source says of a row, in words: editions that disagree are marked where both stand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, revisions
from etl.queries.revisions import Disagreement
from layouts import format as words

_LATER = {"masked_now": "masks this cell", "withdrawn": "no longer has this cell"}
_EARLIER = {"masked_now": "did not mask this cell", "masked_before": "masked this cell", "zero_now": "masked this cell"}
_MOST = 12


def latest_of(source: str) -> Mapping[str, Any] | None:
    """The record of the latest edition of a source; None where the source is the latest itself."""
    found = revisions.latest(source)
    return evidence.source(found) if found else None


def _named(found: Disagreement) -> str:
    short = evidence.source(found.source)["short_title"]
    return f"{'The later edition' if found.later else 'The edition before'} ({short})"


def _prints(found: Disagreement, *, counted: bool) -> str:
    if not found.printed:
        mask = f" ({found.mask})" if found.mask else ""
        return (_LATER if found.later else _EARLIER)[found.kind] + mask
    count = "a count of " if counted else ""
    return f"{'prints' if found.later else 'printed'} {count}{found.printed}"


def _computed(row: Mapping[str, Any]) -> bool:
    """Whether the number of a row is worked out here from the count that the editions print."""
    return bool(vocabulary.indicators()[row["indicator"]].computed_from)


def note(row: Mapping[str, Any]) -> str:
    """What the other edition says of the cell of a row of the table estimates; '' where they agree or there is none."""
    found = revisions.disagreements().get(str(row.get("estimate_id")))
    return f"{_named(found)} {_prints(found, counted=_computed(row))}." if found else ""


def with_note(reading: str, said: str) -> str:
    """What a row says, followed by what the other edition says of it."""
    return f"{reading}. {said}" if said and reading else reading or said


def notes(rows: pd.DataFrame) -> list[str]:
    """The note of each row; rows of other tables have none."""
    return [note(row) for row in row_dicts(rows)] if "estimate_id" in rows else [""] * len(rows)


def _listed(told: list[str]) -> str:
    more = [f"and {len(told) - _MOST} more, named in the rows"] if len(told) > _MOST else []
    return "; ".join([*told[:_MOST], *more])


def by_year(rows: Iterable[Mapping[str, Any]]) -> str:
    """The years of one place in which the other edition says something else, in a sentence; '' where there is none."""
    told: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        if found := revisions.disagreements().get(str(row.get("estimate_id"))):
            told.setdefault(_named(found), []).append((int(row["year_end"]), _prints(found, counted=_computed(row))))
    return " ".join(f"{edition} differs: {_listed(_together(said))}." for edition, said in told.items())


def _together(told: Iterable[tuple[int, str]]) -> list[str]:
    """What is said of each year, the years of which the same is said together: '2007 to 2010, 2014: masked this cell (<5)'."""
    years: dict[str, list[int]] = {}
    for year, said in told:
        years.setdefault(said, []).append(year)
    return [f"{words.years(found)}: {said}" for said, found in years.items()]


def disagreeing(rows: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """For each source of which a later edition disagrees with rows drawn: the source, a sentence on the cells, and the rows.

    ``rows``: ``source_id, indicator, place_name, year_end`` and, for estimates, ``estimate_id``.
    """
    known = revisions.disagreements()
    told: dict[tuple[str, str], list[tuple[int, str]]] = {}
    several = rows["place_name"].nunique() > 1
    for place, row in enumerate(row_dicts(rows) if "estimate_id" in rows else []):
        found = known.get(str(row["estimate_id"]))
        if found and found.later:
            cell = f"{row['place_name']} {int(row['year_end'])}" if several else str(int(row["year_end"]))
            told_of = f"{cell}: {_prints(found, counted=_computed(row))}"
            told.setdefault((row["source_id"], _named(found)), []).append((place, told_of))
    for (source, edition), cells in told.items():
        yield source, f"{edition} differs. {_listed([cell for _, cell in cells])}.", rows.iloc[[place for place, _ in cells]]
