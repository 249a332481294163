"""The latest figure of each source on a place, by family: one line of the table for what one source says of one thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import choices
from layouts import format as words
from layouts.evidence import edition_notes
from layouts.evidence.selection import SELECTION, Selection

Row = Mapping[str, Any]
# What one source says of one thing in several indicators, in one line: the first has the line, how each other is worded in it.
_PARTS: Mapping[str, Mapping[str, str]] = {
    "p3_overall": {f"p3_{part}": f"{part}\N{NO-BREAK SPACE}{{}}" for part in ("prosecution", "protection", "prevention")},
    "gsi_government_response": {"gsi_response_rating": "rating {}"},
    "trafficking_criminalised": {"trafficking_criminalised_2014": "2014 coding: {}"},
    "modern_slavery": {"modern_slavery_prevalence": "{}"},
    "forced_labour": {"forced_labour_prevalence": "{}"},
    "detected_victims": {"detected_victims_rate": "{}"},
    "persons_prosecuted": {"persons_prosecuted_rate": "{}"},
    "persons_convicted": {"persons_convicted_rate": "{}"},
    "unodc_origin": {"unodc_transit": "transit: {}", "unodc_destination": "destination: {}"},
}
_FIRST = {"unodc_origin": "Origin: {}", "unodc_transit": "Transit: {}", "unodc_destination": "Destination: {}"}
# What the first column calls a thing where the name of the indicator is longer than that, alone or with its parts.
_TITLES = {
    "tip_tier": "Tier of government efforts",
    "p3_overall": "3P index, overall",
    "gsi_government_response": "Government response",
    "trafficking_criminalised": "Trafficking in criminal law",
    "gsi_vulnerability": "Vulnerability",
    "sdg_16_2_2": "Detected victims, UNODC's own rate",
    "persons_formal_contact": "Persons in formal contact",
    "persons_prosecuted": "Persons prosecuted",
    "persons_convicted": "Persons convicted",
    "trafficking_offences": "Recorded offences",
}
_ROLES = "Reported as origin, transit, destination"
# Acts that bring a state into the Trafficking Protocol, the most telling first; the table has one line of them.
_PROTOCOL = ("palermo_consent", "palermo_joined_later", "palermo_entry_into_force", "palermo_status", "palermo_findings")
# How the date of an act reads in the table, beside a status in words.
_ACTS = dict.fromkeys(("palermo_consent", "palermo_joined_later"), "Joined {}") | {"palermo_entry_into_force": "In force from {}"}
_MOST = 7


@dataclass(frozen=True, eq=False)
class Line:
    """What one source says of one thing: figure, its ``parts``, year, range, source and how it was obtained, in words.

    ``link``: the same on the map; ``rows``: the rows that it is made of; ``year``: the last year, by which editions are ordered.
    """

    indicator: Indicator
    title: str
    figure: str
    parts: str
    years: str
    range: str
    source: str
    source_title: str
    obtained: str
    link: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Family:
    """The lines of a family of indicators: those of the table, and ``further`` ones behind a title that opens them."""

    term: vocabulary.Term
    lines: tuple[Line, ...]
    further: tuple[Line, ...]


def _head_of(code: str, present: set[str]) -> str:
    """The indicator whose line a figure stands in: that of its bundle, or the first of the bundle that is there."""
    for head, parts in _PARTS.items():
        if code == head or code in parts:
            return next(one for one in (head, *parts) if one in present)
    return code


def _figure(row: Row, code: str) -> str:
    indicator = vocabulary.indicators()[row["indicator"]]
    short = words.short(indicator, row) if indicator.table == "ratings" and indicator.unit == "score" else words.figure(indicator, row)
    bundle = next((parts for head, parts in _PARTS.items() if row["indicator"] in parts), {})
    template = _FIRST.get(code, "{}") if row["indicator"] == code else bundle.get(row["indicator"], "{}")
    text = words.figure(indicator, row) if row["indicator"] == code else short
    return template.format(text if template == "{}" else words.uncapitalised(text))


def _range(indicator: Indicator, row: Row) -> str:
    """The range in words; a rating and a date have none."""
    without = vocabulary.label("range_kind", "masked") if row.get("range_kind") == "masked" else "not applicable"
    # What stands in brackets, or after a comma of a date, is in the evidence of the figure.
    stop = ", " if indicator.unit == "date" else " ("
    return words.span(indicator, row).partition(stop)[0] or without


def _obtained(first: Row, rows: Sequence[Row]) -> str:
    """How the first of a line was obtained, and its rates, where they were not as it was."""
    rates = {row["basis"] for row in rows if row["unit"] in words.RATES and row["basis"] != first["basis"]}
    bases = (vocabulary.label("basis", first["basis"]), *(f"rate {vocabulary.label('basis', basis)}" for basis in rates))
    return "; ".join([*bases, *(["revised"] if edition_notes.note(first) else [])])


def _map_link(row: Row) -> str:
    state = Selection(row["indicator"], row["source_id"], choices.ALL, int(row["year_end"]))
    return f"/map{SELECTION.encode(SELECTION.nearest_valid(state))}&place={row['place']}"


def line_of(head: str, rows: Sequence[Row], source: Row, place: str) -> Line:
    """The line of the last row of each indicator that one source has in a bundle; a region's row says that it is the region's."""
    indicator, first = vocabulary.indicators()[head], next(row for row in rows if row["indicator"] == head)
    parts = [_figure(first, head)]
    for row in (row for row in rows if row["indicator"] != head):
        elsewhere = "" if row["year_end"] == first["year_end"] else f" in {words.period(int(row['year_start']), int(row['year_end']))}"
        parts.append(_figure(row, head) + elsewhere)
    whole = f"{words.sentence(words.in_sentence(first['place_name']))} as a whole: " if first["place"] != place else ""
    return Line(
        indicator,
        _ROLES if head in _FIRST and len(parts) > 1 else _TITLES.get(head, indicator.label),
        whole + parts[0],
        " · ".join(parts[1:]),
        words.period(int(first["year_start"]), int(first["year_end"])),
        _range(indicator, first),
        str(source["source_id"]),
        str(source["short_title"]),
        _obtained(first, rows),
        _map_link(first),
        tuple(rows),
    )


def lines_of(rows: Sequence[Row], sources: Mapping[str, Row], place: str) -> Iterator[Line]:
    """A line for each source and bundle by indicator, the latest first; ``rows`` in the order of indicators, sources and years."""
    latest: dict[tuple[str, str, str], dict[str, Row]] = {}
    present: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        present.setdefault((row["source_id"], row["place"]), set()).add(row["indicator"])
    for row in rows:
        head = _head_of(row["indicator"], present[row["source_id"], row["place"]])
        latest.setdefault((head, row["source_id"], row["place"]), {})[row["indicator"]] = row
    order = {code: number for number, code in enumerate(choices.indicators())}

    def rank(entry: tuple[tuple[str, str, str], dict[str, Row]]) -> tuple[int, int]:
        return order[entry[0][0]], -int(entry[1][entry[0][0]]["year_end"])

    for (head, source, _), last in sorted(latest.items(), key=rank):
        yield line_of(head, list(last.values()), sources[source], place)


def _is_act(line: Line) -> bool:
    return line.indicator.kind == "treaty_register"


def _protocol(lines: Sequence[Line]) -> list[Line]:
    """One line on the Trafficking Protocol: the most telling of its acts, all of which stand among the treaties."""
    acts = {line.indicator.code: line for line in lines}
    act = next((acts[code] for code in _PROTOCOL if code in acts), None)
    return [replace(act, title="Trafficking Protocol", figure=_ACTS.get(act.indicator.code, "{}").format(act.figure))] if act else []


def families(lines: Sequence[Line], place: str) -> tuple[Family, ...]:
    """The lines of each family that has any.

    Behind the title that opens them: what is said of a region around the place, earlier editions of a score, and what comes after
    the first lines of a family.
    """
    families = []
    for code, group in groupby(lines, lambda line: line.indicator.family):
        own = [line for line in group if not _is_act(line)]
        main = _first(own, place)[: _MOST if code == "counts" else None]
        main += _protocol([line for line in lines if _is_act(line) and line.indicator.family == code and line.rows[0]["place"] == place])
        rest = tuple(line for line in own if line not in main)
        families.append(Family(vocabulary.terms("family")[code], tuple(main), rest))
    return tuple(families)


def _first(lines: Sequence[Line], place: str) -> list[Line]:
    """The lines of the place itself, of a score its latest edition alone."""
    own = [line for line in lines if line.rows[0]["place"] == place]
    newest = {line.indicator.code: line for line in sorted(own, key=lambda line: int(line.rows[0]["year_end"]))}
    return [line for line in own if line.indicator.table == "estimates" or newest[line.indicator.code] is line]
