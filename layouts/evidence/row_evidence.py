"""What the rows drawn say of themselves: years, ranges, bases, sources and caveats, and nothing of rows that are not drawn.

Title, period, evidence, alt text, file name and citations of every view and of every export are made of it. An absence has
no row of a source: it adds nothing here but the caveats that explain it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from etl.contract import dates, vocabulary
from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import is_missing
from etl.queries import evidence
from etl.queries import place_summary as places
from etl.queries.choices import Series
from layouts import format as words
from layouts.evidence import edition_notes
from layouts.export import Caveat

# A doubt is one of single figures where at most one in so many of those of its source is doubted.
_FEW = 5
YEARS = ("year", "year_start", "year_end")
_TOLD = ("source_id", "place_name", *YEARS, "caveat_ids")
Row = Mapping[str, Any]
Years = tuple[int, int]
Caveats = tuple[Caveat, ...]


@dataclass(frozen=True)
class RowEvidence:
    """What holds for rows drawn; ``years`` is None where not one of them is a figure.

    ``either`` counts ratings of which it is not known which of two they are, ``windows`` dates known as a window of years.
    """

    years: Years | None
    ranges: Mapping[str, int]
    bases: Mapping[str, int]
    source_ids: tuple[str, ...]
    caveats: Caveats
    either: int = 0
    windows: int = 0

    @property
    def period(self) -> str:
        return "no figure" if self.years is None else words.period(*self.years)

    @property
    def stem(self) -> str:
        return "no-figure" if self.years is None else "-".join(dict.fromkeys(map(str, self.years)))

    @property
    def ranges_text(self) -> str:
        counts = {vocabulary.label("range_kind", code): count for code, count in self.ranges.items()}
        counts |= {"one of two ratings": self.either, "date known only as a span of years": self.windows}
        texts = [words.with_count(text, count) for text, count in counts.items() if count]
        return ", ".join(texts) or ("no figure" if self.years is None else "not applicable")

    @property
    def sources(self) -> tuple[Mapping[str, Any], ...]:
        """The records of the sources of the rows: who produced figures first, who repeats those of others last."""
        records = (evidence.source(source) for source in self.source_ids)
        return tuple(sorted(records, key=lambda record: record["kind"] == "secondary_claim"))


@cache
def caveat_records() -> Mapping[str, Row]:
    """All caveats by their identifiers, the gravest first."""
    return {row["caveat_id"]: row for row in row_dicts(evidence.caveats())}


def years_of(rows: pd.DataFrame) -> Years | None:
    """The first and the last year that rows speak of (``year_start, year_end`` or ``year``)."""
    years = pd.concat([rows[name].dropna().astype("int64") for name in ("year", "year_start", "year_end") if name in rows])
    return (int(years.min()), int(years.max())) if len(years) else None


def _span(row: Row) -> Years | None:
    """The first and the last year that a row speaks of; None without a year."""
    first, last = (
        next((int(row[name]) for name in (own, "year") if not is_missing(row.get(name))), None) for own in ("year_start", "year_end")
    )
    return None if last is None else (last if first is None else first, last)


def years_in_words(rows: Iterable[Row]) -> str:
    """The years that rows speak of, in words, all of a period: '2002 to 2011'; '' for none."""
    spans = {span for row in rows if (span := _span(row))}
    return words.years(year for first, last in spans for year in range(first, last + 1))


def _last_years(rows: Iterable[Row]) -> list[int]:
    return [span[1] for row in rows if (span := _span(row))]


def _counted(rows: pd.DataFrame, column: str) -> dict[str, int]:
    return {str(code): int(count) for code, count in rows[column].dropna().astype("str").value_counts().items()} if column in rows else {}


def _scope(mine: Sequence[Row], rows: Sequence[Row], most: int | None) -> str:
    """What a caveat of ``mine`` is limited to among the rows: years where they decide, else places; '' for all rows.

    Of a single place among several, the years too where it has others without the caveat. All places stand in the order of
    the alphabet, the first ``most`` in that of the rows.
    """
    if len(mine) == len(rows):
        return ""
    years, of_mine = _last_years(rows), set(_last_years(mine))
    names, rows_of = list(dict.fromkeys(row["place_name"] for row in mine)), Counter(row["place_name"] for row in rows)
    # The year decides where all rows of its years have the caveat, and are of several places.
    by_year = len(mine) == sum(year in of_mine for year in years) and len(years) == len(rows) and len(names) > 1
    if by_year or len(rows_of) <= 1:
        return years_in_words(mine)
    if len(names) == 1 and len(mine) < rows_of[names[0]]:
        return f"{names[0]}, {years_in_words(mine)}"
    names = sorted(names, key=fold) if most is None else names
    more = len(names) - len(names[:most])
    return ", ".join(names[:most]) + (f" and {more} more" if more else "")


def _own(rows: pd.DataFrame, most: int | None) -> list[Caveat]:
    """The caveats that the rows carry, and where a later edition differs; each names what it is limited to."""
    told = row_dicts(rows[[name for name in _TOLD if name in rows]])
    of_source: dict[str, list[Row]] = {}
    mine: dict[str, list[Row]] = {}
    for row in told:
        of_source.setdefault(row["source_id"], []).append(row)
        for caveat in () if is_missing(row["caveat_ids"]) else row["caveat_ids"]:
            mine.setdefault(caveat, []).append(row)

    def limited(source: str, severity: str, text: str, mine: Sequence[Row], *, single: bool = True) -> Caveat:
        scope = _scope(mine, of_source[source], most)
        about = ", ".join(filter(None, (evidence.source(source)["short_title"] if len(of_source) > 1 else "", scope)))
        is_few = len(mine) == 1 or (bool(scope) and len(mine) * _FEW <= len(of_source[source]))
        return Caveat(source, severity, text, about, single and is_few, own=single)

    known = [(row, mine[code]) for code, row in caveat_records().items() if code in mine]
    own = [limited(row["source_id"], row["severity"], row["text"], cells, single=row["single_rows"]) for row, cells in known]
    later = edition_notes.disagreeing(rows)
    return own + [limited(source, "caution", text, [told[position] for position in cells]) for source, text, cells in later]


def ordered_caveats(caveats: Iterable[Caveat]) -> Caveats:
    """Each caveat once: doubts of single figures first, then what holds for all rows, then for some; the gravest of each first."""
    order = list(vocabulary.terms("severity"))

    def rank(caveat: Caveat) -> tuple[bool, bool, int, bool, str]:
        return not caveat.single, bool(caveat.about), order.index(caveat.severity), not caveat.own, fold(caveat.about)

    return tuple(sorted(dict.fromkeys(caveats), key=rank))


def evidence_of(rows: pd.DataFrame, *, absent: Iterable[Caveat] = (), most: int | None = None) -> RowEvidence:
    """What rows drawn say of themselves.

    ``rows``: ``source_id, place_name, as_printed, caveat_ids``, the years, and ``range_kind, basis, estimate_id, indicator``
    where they have them; a row without ``as_printed`` is an absence. ``absent``: the caveats that explain the absences drawn;
    ``most``: how many places a caveat names at most.
    """
    figures = rows[rows["as_printed"].notna()].reset_index(drop=True)
    sources = tuple(dict.fromkeys(map(str, figures["source_id"])))
    caveats = ordered_caveats([*absent, *_own(figures, most)])
    open_ = figures[figures["rank_high"].notna()] if "rank_high" in figures else figures.iloc[:0]
    windows = int(open_["rating"].astype("str").map(dates.window).notna().sum()) if len(open_) else 0
    ranges, bases = _counted(figures, "range_kind"), _counted(figures, "basis")
    return RowEvidence(years_of(figures), ranges, bases, sources, caveats, len(open_) - windows, windows)


def absence_caveats(source: str, indicator: str, years: Years | None, place: str = "") -> Caveats:
    """The caveats of a source that say why figures are missing in these years: of all places, and of the one where it is named."""
    if years is None:
        return ()
    names, rows = places.names(), row_dicts(evidence.absences(source, indicator, years, place))
    about = [", ".join(names[code] for code in row["places"]) if row["places"] is not None else "" for row in rows]
    return tuple(Caveat(source, row["severity"], row["text"], where) for row, where in zip(rows, about, strict=True))


def caveats_of(identifiers: Iterable[str]) -> Caveats:
    """The caveats of rows by their identifiers, the gravest first, with no word of the rows."""
    own = frozenset(identifiers)
    return tuple(Caveat(row["source_id"], row["severity"], row["text"]) for code, row in caveat_records().items() if code in own)


@cache
def standing_caveats(series: Series, group: str) -> Caveats:
    """The caveats that every row of a group of a series carries, whatever the year."""
    cells = [frozenset(cell) for cell in series.rows.loc[series.rows["group"] == group, "caveat_ids"]]
    return caveats_of(frozenset.intersection(*cells) if cells else ())


def split_caveats(caveats: Caveats, known: Caveats = ()) -> tuple[Caveats, Caveats]:
    """Caveats as the evidence lists them: those of all rows, without the ``known``, and those of some."""
    texts = {caveat.text for caveat in known}
    whole = tuple(caveat for caveat in caveats if not caveat.about and caveat.text not in texts)
    return whole, tuple(caveat for caveat in caveats if caveat.about)
