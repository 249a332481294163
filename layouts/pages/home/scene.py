"""What the first page shows: published answers that contradict each other, three such conflicts, and how much is here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.contract import vocabulary
from etl.queries import headline
from etl.queries.atlas import atlas
from layouts import format as words
from layouts.page import Stateless

_MILLION, _BILLION = 10**6, 10**9
# The part of the axis that the numbers take.
_ROOM = 0.9
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True)
class Dot:
    """An answer on the axis: ``share`` of its width; ``figure``, ``counted`` and ``source`` in words; its kind of range."""

    number: float
    share: float
    figure: str
    counted: str
    source: str
    range_kind: str
    repeated: bool


@dataclass(frozen=True)
class Conflict:
    """Figures that contradict each other, why, and where they stand side by side."""

    title: str
    reason: str
    address: str


@dataclass(frozen=True)
class Scene:
    """The first page; ``ticks``: numbers on the axis in millions with their share of its width."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[str, float], ...]
    conflicts: tuple[Conflict, ...]
    totals: headline.Totals
    transcribed: str
    version: str

    @property
    def how_many(self) -> str:
        """How many answers there are, in words."""
        count = len(self.dots)
        number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
        return f"{number} published answer{'' if count == 1 else 's'}, in millions. They do not count the same thing."


def ticks(highest: float) -> tuple[int, int]:
    """The step and the end of an axis in millions that has room for a number and its words, with at most seven steps."""
    millions = highest / _MILLION / _ROOM
    step = next(step for power in range(9) for base in (1, 2, 5) if (step := base * 10**power) * 7 > millions)
    return step, (int(millions // step) + 1) * step


def _dot(row: Mapping[str, Any], end: int) -> Dot:
    repeated = bool(row["kind"] == "secondary_claim")
    producer = row["produced_by"] if repeated and row["produced_by"] else ""
    source = f"{producer}, repeated in {row['short_title']}" if producer else str(row["short_title"])
    years = f"{row['year_start']}" if row["year_start"] == row["year_end"] else f"{row['year_start']}–{row['year_end']}"
    counted = f"{row['counted'][:1].lower()}{row['counted'][1:]}, {years}"
    return Dot(row["number"], row["number"] / (end * _MILLION), words.large(row["number"]), counted, source, row["range_kind"], repeated)


def _millions(number: float) -> str:
    return words.plain(number / _MILLION, 4)


def _people(dots: tuple[Dot, ...]) -> Iterator[Conflict]:
    """What is repeated, the highest and the lowest of the answers."""
    repeated = [dot.number for dot in dots if dot.repeated]
    published = [dot.number for dot in dots if not dot.repeated]
    if repeated and len(published) > 1:
        title = f"{_millions(repeated[-1])}, {_millions(max(published))} or {_millions(min(published))} million people?"
        yield Conflict(title, headline.why_they_differ(headline.SLAVERY)[0], f"/compare?v=1&q={headline.SLAVERY}")


def _money() -> Iterator[Conflict]:
    rows = headline.profit_and_revenue()
    if len(rows) > 1:
        *first, last = (words.plain(row["number"] / _BILLION, 4) for row in rows)
        title = f"{', '.join(first)} or {last} billion dollars: profit or revenue?"
        yield Conflict(title, headline.why_they_differ(headline.MONEY)[-1], f"/compare?v=1&q={headline.MONEY}")


def _borders() -> Iterator[Conflict]:
    row = headline.across_borders()
    if row:
        title = f"{words.plain(row['number'])} people a year across borders: who is counted?"
        yield Conflict(title, headline.why_they_differ(headline.BORDERS)[0], f"/compare?v=1&q={headline.BORDERS}")


@cache
def scene(_state: Stateless) -> Scene:
    """The scene, which is always the same."""
    rows, totals = headline.slavery_answers(), headline.totals()
    step, end = ticks(max((row["number"] for row in rows), default=0))
    dots = tuple(_dot(row, end) for row in rows)
    shares = tuple((str(number), number / end) for number in range(0, end + 1, step))
    conflicts = (*_people(dots), *_money(), *_borders())
    return Scene(dots, shares, conflicts, totals, words.date(totals.transcribed), atlas().version)


def range_words(kind: str) -> str:
    """What is known of a range, in the words of every legend, without what they add in brackets."""
    return words.without_aside(vocabulary.label("range_kind", kind))
