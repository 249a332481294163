"""What to know before quoting a figure of a place: what was revised, the gravest caveats of the figures shown, then all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, place_rows, revisions
from etl.queries.atlas import atlas, superseded
from layouts import format as words
from layouts.evidence.row_evidence import Caveats
from layouts.export import Caveat
from layouts.pages.country.place_figures import Family, Line

Row = Mapping[str, Any]
_MOST, _CELLS = 4, 3


@dataclass(frozen=True)
class Remark:
    """A sentence to read first, and what follows it."""

    title: str
    text: str


@cache
def _all() -> Mapping[str, Row]:
    """The caveats by their identifiers, the gravest first."""
    return {row["caveat_id"]: row for row in row_dicts(evidence.by_severity(atlas()["caveats"]))}


def _order() -> list[str]:
    return list(vocabulary.terms("severity"))


def caveats(rows: Iterable[Row]) -> Caveats:
    """Every caveat of rows, the gravest first, each with the title of its source."""
    identifiers = {identifier for row in rows for identifier in row["caveat_ids"]}
    own = sorted((_all()[identifier] for identifier in identifiers), key=lambda row: (_order().index(row["severity"]), row["source_id"]))
    titles = {source: evidence.source(source)["short_title"] for source in {row["source_id"] for row in own}}
    return tuple(Caveat(row["source_id"], row["severity"], row["text"], titles[row["source_id"]]) for row in own)


def _edition(source: str) -> str:
    """Which edition it is: what stands after the comma of its short title ('May 2023')."""
    title = str(evidence.source(source)["short_title"])
    return title.rpartition(", ")[2]


def _revised_cells(place: str) -> Iterator[tuple[Row, str]]:
    """The yearly totals of earlier editions whose figure the latest has otherwise, and what that prints; the earliest edition first."""
    rows = place_rows.rows(place, "estimates")
    rows = rows[rows["source_id"].isin(superseded()) & rows["quarter"].isna()]
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")]
    known = revisions.disagreements()
    for row in row_dicts(rows):
        other = known.get(row["estimate_id"])
        if other and other.later and other.kind == "changed":
            yield row, other.printed


def _revisions(place: str, name: str) -> Iterator[Remark]:
    """What a publisher has revised, the largest change of each indicator first."""
    cells: dict[str, dict[int, tuple[float, str]]] = {}
    for row, now in _revised_cells(place):
        text = f"{int(row['year_end'])} was {words.printed(row)} in the edition of {_edition(row['source_id'])} and is {now} now"
        before, after = float(row["value"] or 0), float(now.replace(",", "") or 0) if now.replace(",", "").isdecimal() else 0.0
        change = abs(before - after)
        year, known = int(row["year_end"]), cells.setdefault(row["indicator"], {})
        if year not in known or known[year][0] < change:
            known[year] = (change, text)
    for code, by_year in cells.items():
        indicator = vocabulary.indicators()[code]
        largest = sorted(by_year.items(), key=lambda item: -item[1][0])[:_CELLS]
        texts = [text for _, (_, text) in sorted(largest)]
        more = f" {len(by_year) - len(texts)} further years were revised." if len(by_year) > len(texts) else ""
        yield Remark(f"Revised: {indicator.label.lower()}, {name}", f"{'; '.join(texts)}.{more}")


def _split(text: str) -> Remark:
    first, stop, rest = text.partition(". ")
    return Remark(first + stop.rstrip(), rest)


def _gravest(lines: Sequence[Line]) -> Iterator[Remark]:
    """The caveats of the latest figures: what must not be compared, what concerns one figure alone, then one a family."""
    own = {identifier: line for line in lines for row in line.rows for identifier in row["caveat_ids"]}
    ordered = [(row, own[identifier]) for identifier, row in _all().items() if identifier in own]
    seen: set[str] = set()
    for rule in ("do_not_compare", "single", "caution"):
        for row, line in ordered:
            grave = row["severity"] == rule if rule != "single" else row["single_rows"] and row["severity"] != "note"
            family = line.indicator.family if rule == "caution" else ""
            if not grave or row["text"] in seen or family in seen:
                continue
            seen |= {row["text"], family} - {""}
            about = f"{line.title}, {line.years}: " if rule == "single" else ""
            warning = _split(about + row["text"])
            yield warning


def before_quoting(place: str, name: str, families: Sequence[Family]) -> tuple[Remark, ...]:
    """The few that stand beside the table."""
    lines = [line for family in families for line in family.lines]
    revised = list(_revisions(place, name))[:2]
    return (*revised, *list(_gravest(lines))[: _MOST - len(revised)])
