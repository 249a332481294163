"""What to know before quoting a figure of a place: what was revised, the gravest caveats of the figures shown, then all of them."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import is_missing
from etl.queries import evidence, revisions
from etl.queries.atlas import atlas, superseded
from etl.queries.revisions import Disagreement
from layouts import format as words
from layouts.evidence.row_evidence import YEARS, Caveats, caveat_records, years_in_words
from layouts.export import Caveat
from layouts.pages.country.place_figures import Family, Line

Row = Mapping[str, Any]
_MOST, _CELLS = 4, 3


@dataclass(frozen=True)
class Remark:
    """A sentence to read first, and what follows it."""

    title: str
    text: str


def _order() -> list[str]:
    return list(vocabulary.terms("severity"))


def _figures(rows: Sequence[Row]) -> str:
    """The figures of rows by indicator and year: 'Detected victims, 2015'; what is computed of them goes without saying."""
    by_indicator: dict[str, list[Row]] = {}
    for row in rows:
        by_indicator.setdefault("" if is_missing(row["indicator"]) else row["indicator"], []).append(row)
    years = {code: text for code, own in by_indicator.items() if (text := years_in_words(own))}
    known = {code: vocabulary.indicators().get(code) for code in years}
    told = {code: one.label if one else "" for code, one in known.items() if not (one and one.computed_from and one.computed_from in years)}
    return "; ".join(", ".join(filter(None, (label, years[code]))) for code, label in told.items())


def _titled(row: Row, part: Sequence[Row]) -> Caveat:
    title = evidence.source(row["source_id"])["short_title"]
    about = ": ".join(filter(None, (title, _figures(part) if row["single_rows"] else "")))
    return Caveat(row["source_id"], row["severity"], row["text"], about, row["single_rows"])


def caveats(rows: pd.DataFrame) -> Caveats:
    """Every caveat of rows, each with the title of its source; doubts of single rows name their figures, and stand first.

    ``rows``: ``caveat_ids, indicator`` and the years.
    """
    mine: dict[str, list[Row]] = {}
    for row in row_dicts(rows.loc[rows["caveat_ids"].notna(), rows.columns.isin(["caveat_ids", "indicator", *YEARS])]):
        for code in row["caveat_ids"]:
            mine.setdefault(code, []).append(row)
    own = [(caveat_records()[code], part) for code, part in mine.items()]
    own.sort(key=lambda pair: (not pair[0]["single_rows"], _order().index(pair[0]["severity"]), pair[0]["caveat_id"]))
    return tuple(_titled(row, part) for row, part in own)


def _edition(source: str) -> str:
    """Which edition it is: what stands after the comma of its short title ('May 2023')."""
    title = str(evidence.source(source)["short_title"])
    return title.rpartition(", ")[2]


@cache
def _revised_cells() -> Mapping[str, list[tuple[Row, Disagreement]]]:
    """By place, in the order of indicators, the yearly totals of which an earlier edition has another figure, and the latest such."""
    rows, known = atlas()["estimates"], revisions.disagreements()
    rows = rows[~rows["source_id"].isin(superseded()) & rows["quarter"].isna() & rows["estimate_id"].isin(known)]
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")]
    order, cells = list(vocabulary.indicators()), dict[str, list[tuple[Row, Disagreement]]]()
    for row in sorted(row_dicts(rows), key=lambda row: order.index(row["indicator"])):
        if known[row["estimate_id"]].kind == "changed":
            cells.setdefault(row["place"], []).append((row, known[row["estimate_id"]]))
    return cells


def _change(row: Row, before: Disagreement) -> float:
    """How far a figure is from that of the earlier edition; 0 where one of them is no single number."""
    number = before.printed.replace(",", "")
    return abs(float(row["value"]) - float(number)) if number.isdecimal() and not is_missing(row["value"]) else 0.0


def _revisions(place: str, name: str) -> list[Remark]:
    """What a publisher has revised: the largest changes of the first indicator, and how many years of others."""
    cells = _revised_cells().get(place, [])
    if not cells:
        return []
    first, source = cells[0][0]["indicator"], cells[0][0]["source_id"]
    own = [cell for cell in cells if cell[0]["indicator"] == first]
    largest = sorted(sorted(own, key=lambda cell: -_change(*cell))[:_CELLS], key=lambda cell: int(cell[0]["year_end"]))
    texts = [
        f"for {row['year_end']}, {other.printed} in the {_edition(other.source)} edition and {words.printed(row)} now"
        for row, other in largest
    ]
    count = len(own) - len(largest)
    more = [f"{words.counted(count, 'other year was', 'other years were')} revised"] if count else []
    others = " Other counts were also revised." if len(own) < len(cells) else ""
    title = f"{_short(evidence.source(source)['publisher'])} revised its counts for {words.in_sentence(name)}."
    return [Remark(title, f"{vocabulary.indicators()[first].label}: {'; '.join([*texts, *more])}.{others}")]


def _short(publisher: str) -> str:
    """A publisher by the abbreviation that its name ends with, where it has one."""
    return publisher.rpartition("(")[2].rstrip(")")


def _split(text: str) -> Remark:
    first, stop, rest = text.partition(". ")
    return Remark(first + stop.rstrip(), rest)


def _of_line(line: Line) -> list[Row]:
    """The caveats of a line, the gravest first."""
    own = {identifier for row in line.rows for identifier in row["caveat_ids"]}
    return [row for identifier, row in caveat_records().items() if identifier in own]


def _gravest(families: Sequence[Family]) -> Iterator[Remark]:
    """Of each family the gravest caveat of its first figure; then what concerns the latest figure of one line alone."""
    lines = [line for family in families for line in family.lines]
    firsts = [caveats[0] for family in families if family.lines and (caveats := _of_line(family.lines[0]))]
    for text in dict.fromkeys(row["text"] for row in firsts):
        yield _split(text)
    for line in lines:
        for row in _of_line(line):
            if row["single_rows"] and row["severity"] != "note":
                yield _split(f"{line.title}, {line.years}: {row['text']}")


def before_quoting(place: str, name: str, families: Sequence[Family]) -> tuple[Remark, ...]:
    """The few that stand beside the table."""
    return tuple(itertools.islice(itertools.chain(_revisions(place, name), _gravest(families)), _MOST))
