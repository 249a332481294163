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
_READ = ("estimate_id", "source_id", "indicator", "place_name", "year_end")
Row = Mapping[str, Any]


def _edition(other: Disagreement) -> str:
    short = evidence.source(other.source)["short_title"]
    return f"{'The later edition' if other.later else 'The earlier edition'} ({short})"


def _prints(row: Row, other: Disagreement) -> str:
    """What the other edition has; a number that is worked out here stands beside the count that the editions print."""
    if not other.printed:
        mask = f" ({other.mask})" if other.mask else ""
        return (_LATER if other.later else _EARLIER)[other.kind] + mask
    count = "a count of " if vocabulary.indicators()[row["indicator"]].computed_from else ""
    return f"{'prints' if other.later else 'printed'} {count}{other.printed}"


def _differing(rows: Iterable[Row]) -> Iterator[tuple[int, Row, Disagreement]]:
    """The rows with which the other edition disagrees, by their position, and what it says."""
    known = revisions.disagreements()
    for position, row in enumerate(rows):
        if other := known.get(str(row.get("estimate_id"))):
            yield position, row, other


def note(row: Row) -> str:
    """What the other edition says of the cell of a row of the table estimates; '' where they agree or there is none."""
    return "".join(f"{_edition(other)} {_prints(row, other)}." for _, row, other in _differing([row]))


def with_note(reading: str, note: str) -> str:
    """What a row says, followed by what the other edition says of it."""
    return f"{reading}. {note}" if note and reading else reading or note


def _read(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """What is read here of rows."""
    return row_dicts(rows[[name for name in _READ if name in rows]])


def notes(rows: pd.DataFrame) -> list[str]:
    """The note of each row; rows of other tables have none."""
    return [note(row) for row in _read(rows)] if "estimate_id" in rows else [""] * len(rows)


def _listed(texts: list[str]) -> str:
    more = [f"and {len(texts) - _MOST} more, named in the rows"] if len(texts) > _MOST else []
    return "; ".join([*texts[:_MOST], *more])


def by_year(rows: Iterable[Row]) -> str:
    """The years of one place in which the other edition says something else, in a sentence; '' where there is none.

    Years of which it says the same stand together: '2007 to 2010, 2014: masked this cell (<5)'.
    """
    editions: dict[str, dict[str, list[int]]] = {}
    for _, row, other in _differing(rows):
        editions.setdefault(_edition(other), {}).setdefault(_prints(row, other), []).append(int(row["year_end"]))
    listed = {edition: _listed([f"{words.years(years)}: {text}" for text, years in texts.items()]) for edition, texts in editions.items()}
    return " ".join(f"{edition} differs: {texts}." for edition, texts in listed.items())


def disagreeing(rows: pd.DataFrame) -> Iterator[tuple[str, str, list[int]]]:
    """For each source of which a later edition disagrees with rows drawn: the source, a sentence on the cells, the positions of the rows.

    ``rows``: ``source_id, indicator, place_name, year_end`` and, for estimates, ``estimate_id``.
    """
    cells: dict[tuple[str, str], dict[int, str]] = {}
    several = rows["place_name"].nunique() > 1
    for position, row, other in _differing(_read(rows) if "estimate_id" in rows else []):
        if other.later:
            cell = f"{row['place_name']} {int(row['year_end'])}" if several else str(int(row["year_end"]))
            cells.setdefault((row["source_id"], _edition(other)), {})[position] = f"{cell}: {_prints(row, other)}"
    for (source, edition), texts in cells.items():
        yield source, f"{edition} differs. {_listed([*texts.values()])}.", [*texts]
