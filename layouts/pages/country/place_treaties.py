"""What a place has done under each treaty, with dates, by the register or the finding that says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from etl.contract import vocabulary
from layouts import format as words
from layouts.pages.country.place_figures import Line

Row = Mapping[str, Any]
# The treaties by what the codes of their indicators begin with, in the order of the page.
_TREATIES = {
    "palermo": "Trafficking Protocol",
    "cets_197": "Council of Europe trafficking convention (CETS 197)",
    "cets_201": "Council of Europe child protection convention (CETS 201)",
    "op_crc_sc": "Optional Protocol on the sale of children",
    "ilo_c29": "Forced Labour Convention (ILO C29)",
    "ilo_c105": "Abolition of Forced Labour Convention (ILO C105)",
    "ilo_c182": "Worst Forms of Child Labour Convention (ILO C182)",
}
# How an act reads with its date, by what the code of its indicator ends with.
_ACTS = {
    "signature": "signed {}",
    "consent": "joined {}",
    "joined_later": "joined {}",
    "ratification": "ratified {}",
    "entry_into_force": "in force from {}",
}


@dataclass(frozen=True, eq=False)
class Register:
    """What one source says of a place under a treaty, and how it was obtained where not as published."""

    source: str
    source_title: str
    text: str
    obtained: str


@dataclass(frozen=True, eq=False)
class Treaty:
    """A treaty and what each source says of a place under it."""

    title: str
    registers: tuple[Register, ...]


def treaty_of(code: str) -> str:
    """The title of the treaty that an indicator is about; its own label for a count of parties."""
    indicator = vocabulary.indicators()[code]
    titles = (title for start, title in _TREATIES.items() if code.startswith(f"{start}_") and indicator.unit != "parties")
    return next(titles, indicator.label)


def act(line: Line) -> str:
    """An act with its date: 'joined 17 October 2013', 'joined by 2017'; '' for what is no act."""
    (code, rating), unit = (line.indicator.code, str(line.rows[0].get("rating"))), line.indicator.unit
    ending = next((ending for ending in _ACTS if unit == "date" and code.endswith(ending)), "")
    if not ending or line.indicator.step(rating):
        return ""
    day = f"on {line.figure}" if ending != "entry_into_force" and line.figure[:1].isdigit() else line.figure
    return _ACTS[ending].format(day)


def _statuses(rows: Sequence[Row], code: str) -> str:
    """The statuses of the years of one register, with their years; of a single year the status alone."""
    years: dict[str, list[int]] = {}
    for row in rows:
        if row["indicator"] == code:
            years.setdefault(words.figure(vocabulary.indicators()[code], row), []).append(int(row["year_end"]))
    several = sum(map(len, years.values())) > 1
    return "; ".join(f"{words.years(own)}: {words.uncapitalised(status)}" if several else status for status, own in years.items())


def _texts(lines: Sequence[Line], rows: Sequence[Row]) -> Iterator[str]:
    """The dated acts in their order, then statuses that say more than those."""
    acts = [text for line in lines if (text := act(line))]
    yield words.sentence("; ".join(acts))
    for line in lines:
        status = "" if act(line) else _statuses(rows, line.indicator.code)
        if status and (not acts or ":" in status):
            yield status


def _obtained(lines: Sequence[Line]) -> str:
    """How the rows were obtained, where one is not as published, or its exact date not seen."""
    notes = [note for line in lines for note in (line.obtained, line.range) if note not in ("as published", "not applicable")]
    return ", ".join(note if notes.count(note) == len(lines) else f"partly {note}" for note in dict.fromkeys(notes))


def treaties(lines: Sequence[Line], rows: Sequence[Row], place: str) -> tuple[Treaty, ...]:
    """The treaties of which a source says something of a place, each with its sources; ``rows``: all of the place."""
    own = [line for line in lines if line.indicator.kind == "treaty_register" and line.rows[0]["place"] == place]
    titles = [*_TREATIES.values()]
    ordered = sorted(own, key=lambda line: titles.index(title) if (title := treaty_of(line.indicator.code)) in titles else -1)
    return tuple(
        Treaty(title, tuple(_registers(list(group), rows)))
        for title, group in groupby(ordered, lambda line: treaty_of(line.indicator.code))
    )


def _registers(lines: Sequence[Line], rows: Sequence[Row]) -> Iterator[Register]:
    by_source: dict[str, list[Line]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    for source, own in by_source.items():
        text = ". ".join(dict.fromkeys(filter(None, _texts(own, [row for row in rows if row["source_id"] == source]))))
        yield Register(source, own[0].source_title, text, _obtained(own))
