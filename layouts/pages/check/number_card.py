"""What the atlas has to say on one number of a text: its producer, who repeats it, what was lost, and what came after it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import later_figures, number_ranking, row_links
from etl.queries.answers import answers
from etl.queries.mention import Mention
from etl.queries.number_matches import Match, matches
from layouts import format as words
from layouts.evidence.row_evidence import Caveats
from layouts.evidence.row_record import RowRecord, row_record
from layouts.pages.check import verdicts

MOST_OTHERS = 6
_FOLDED = ("note",)


@dataclass(frozen=True)
class Box:
    """A step on the way of a figure: its part in it, the figure, who gives it, and what it is said to count."""

    role: str
    figure: str
    by: str
    counts: str
    link: str = ""


@dataclass(frozen=True)
class Line:
    """A figure in one line, with the link to it."""

    text: str
    link: str


@dataclass(frozen=True)
class Citation:
    """How to cite whoever produced a figure; ``download`` is the address of the citation as text."""

    text: str
    whom: str
    download: str


@dataclass(frozen=True)
class NumberCard:
    """A number of the text; ``clause``: the words of the text around it; ``tone``: open, agreed, care or absent.

    ``boxes``: the producer before the document that repeats it; ``notes``: sentences, each with a heading; ``later``: what came
    after it, under ``later_title``; ``others``: further rows that fit; ``elsewhere``: rows with the same number on something else.
    """

    number: str
    clause: str
    verdict: str
    tone: str
    boxes: tuple[Box, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    later_title: str = ""
    later: tuple[Line, ...] = ()
    caveats: Caveats = ()
    citation: Citation | None = None
    links: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    elsewhere: tuple[Line, ...] = ()


def _reading(row: Mapping[str, Any]) -> str:
    """The figure of a row in words, with its range where the publisher prints one."""
    indicator = vocabulary.indicators()[row["indicator"]]
    figure = words.figure(indicator, row)
    span = words.span(indicator, row) if row.get("range_kind") in ("producer_range", "ci_68", "ci_90", "ci_95") else ""
    return figure if span in ("", figure) else f"{figure} ({span})"


def _about(match: Match) -> str:
    """What a row counts, where and when."""
    where = "" if match.place == "WORLD" else match.place_name
    return ", ".join(filter(None, (match.counts, where, match.years)))


def _line(match: Match) -> Line:
    figure = match.rounded or match.figure
    return Line(f"{figure}: {_about(match)} ({match.source})", match.link)


def _name(author: str) -> str:
    """An author as named in a sentence: 'Belser, Patrick' is Patrick Belser."""
    family, _, given_name = author.partition(", ")
    return f"{given_name} {family}" if given_name else family


def _producer_box(record: RowRecord, match: Match) -> Box:
    people, year = " and ".join(map(_name, record.source["authors"])), record.row.get("published_year", record.source["published_year"])
    by = f"{record.source['publisher']}{f' ({people})' if people else ''}, {year}"
    return Box("Producer", _reading(record.row), by, words.sentence(_about(match)), match.link)


def _repeater_box(match: Match, role: str = "Repeats it") -> Box:
    return Box(role, f"“{match.figure}”", match.source, words.sentence(match.counts), match.link)


def _author_box(record: RowRecord) -> tuple[Box, ...]:
    """Whom a document names for a figure that the atlas has only from the document; nothing where it names nobody."""
    steps = row_dicts(record.chain)
    first = steps[0] if len(steps) > 1 else None
    if first is None or first["document"] == "Not known":
        return ()
    figure = f"“{first['says']}”" if first["says"] else "Original not seen"
    by = first["produced_by"] if first["produced_by"] != first["document"] else ""
    return (Box("Attributed to", figure, first["document"], by),)


def _lost(record: RowRecord) -> tuple[tuple[str, str], ...]:
    """What changed on the way to the document of a claim."""
    steps = row_dicts(record.chain)[1:]
    changed = dict.fromkeys(vocabulary.label("change", code) for step in steps for code in step["changed"])
    notes = " ".join(step["note"] for step in steps if step["note"])
    text = ". ".join(filter(None, (words.sentence(", ".join(changed)), notes)))
    return (("Lost on the way", text if text.endswith(".") else f"{text}."),) if changed else ()


def _later(match: Match) -> tuple[Line, ...]:
    rows = later_figures.later_figures(match.row_id)
    lines = []
    for row in rows:
        indicator = vocabulary.indicators()[row["indicator"]]
        text = f"{_reading(row)}, {words.period(row['year_start'], row['year_end'])}: {indicator.label} ({row['published_year']} edition)"
        lines.append(Line(text, row_links.of_row("estimates", row, row["estimate_id"])))
    return tuple(lines)


def _citation(record: RowRecord) -> Citation:
    """The producer of a row, or the document of a claim with whom it names."""
    text, source, claim = f"{record.source['citation']} {words.sentence(record.row['locator'])}", record.source, record.claim
    if claim is not None:
        whom = f"there attributed to {claim['produced_by']}" if claim["produced_by"] else "attributed to nobody there"
        text += f" ('{claim['as_printed']}', {whom})"
    return Citation(f"{text}.", source["short_title"], f"/cite/{source['source_id']}.txt")


def _links(match: Match) -> tuple[Line, ...]:
    links = [Line("Who says it, step by step", match.link)] if match.claim_id else [Line("See it on the map", match.link)]
    if match.quantity:
        others = len(answers(match.quantity)) - 1
        links = [
            *(links if match.claim_id else []),
            Line(f"{others} other answers to this question" if others != 1 else "One other answer to this question", _question(match)),
        ]
    return tuple(links)


def _question(match: Match) -> str:
    return row_links.of_question(match.quantity, match.row_id)


def _caveats(record: RowRecord) -> Caveats:
    grave = tuple(caveat for caveat in record.caveats if caveat.severity not in _FOLDED)
    return grave or record.caveats


def _repeaters(best: Match, fitting: Sequence[Match]) -> list[Match]:
    """The claims among the matches that repeat the figure of a producer."""
    return [match for match in fitting if number_ranking.repeated_rows().get(match.row_id) == best.row_id]


def _clause(mention: Mention) -> str:
    """The words of the text around a number, at most about a dozen on each side."""
    before = re.split(r"[,;:]\s", mention.before)[-1].split()[-8:]
    after = mention.after.split()[:12]
    text = " ".join([*before, mention.text, *after])
    return re.sub(r"^(?:and|but|while)\s+|[\s,;:]*(?:\b(?:and|or|but|of\s+whom|while))?[\s,;:]*$", "", text) if before or after else ""


def _absent(mention: Mention, elsewhere: Sequence[Match]) -> NumberCard:
    verdict, note = verdicts.of_absence(mention)
    notes = (("", note),) if note else ()
    return NumberCard(mention.text, _clause(mention), verdict, "absent", notes=notes, elsewhere=tuple(map(_line, elsewhere[:MOST_OTHERS])))


def number_card(mention: Mention, places: Sequence[str]) -> NumberCard:
    """The card of a figure in a text that names these places."""
    rows = matches(mention, places=places, most=24)
    fitting = [match for match in rows if match.fits]
    elsewhere = [match for match in rows if not match.fits and "lies within" not in match.rounded]
    record = row_record(fitting[0].row_id) if fitting else None
    if not fitting:
        return _absent(mention, elsewhere)
    best, repeaters = fitting[0], _repeaters(fitting[0], fitting)
    others = [match for match in fitting[1:] if match not in repeaters[:1]]
    if record is None:
        boxes: tuple[Box, ...] = (_repeater_box(best, "Printed in"),)
    elif best.is_repeated:
        author = _author_box(record)
        boxes = (*author, _repeater_box(best, "Repeats it" if author else "Printed in"))
    else:
        boxes = (_producer_box(record, best), *map(_repeater_box, repeaters[:1]))
    repeated = row_record(repeaters[0].row_id) if repeaters else record if best.is_repeated else None
    later = _later(best)
    verdict = verdicts.of_match(mention, best, fitting, repeated)
    return NumberCard(
        mention.text,
        _clause(mention),
        f"{verdict.text}; later figures exist" if later and verdict.text == "as published" else verdict.text,
        verdict.tone,
        boxes,
        (*verdict.notes, *(_lost(repeated) if repeated else ())),
        ("Estimated since" if best.is_repeated else "The producer’s later figures" if len(later) > 1 else "The producer’s later figure")
        if later
        else "",
        later,
        _caveats(record) if record else (),
        _citation(record) if record else None,
        _links(best),
        tuple(map(_line, others[:MOST_OTHERS])),
        tuple(map(_line, elsewhere[:MOST_OTHERS])) if not others else (),
    )
