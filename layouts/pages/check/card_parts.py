"""The parts of a card on a number: boxes from producer to repeater, what was lost, what came later, citation, links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, later_figures, row_links
from etl.queries.answers import answers
from etl.queries.mention import Mention
from etl.queries.number_matches import Match
from layouts import format as words
from layouts.evidence.row_evidence import Caveats, caveats_of
from layouts.evidence.row_record import RowRecord

_FOLDED = ("note",)


@dataclass(frozen=True)
class Box:
    """A step on the way of a figure: its part in it, the figure, who says it of what, and where the atlas shows it."""

    role: str
    figure: str
    counts: str
    link: str


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


def _reading(row: Mapping[str, Any]) -> str:
    """The figure of a row in words, with its range where the publisher prints one."""
    indicator = vocabulary.indicators()[row["indicator"]]
    figure = words.figure(indicator, row)
    span = words.span(indicator, row) if row.get("range_kind") in ("producer_range", "ci_68", "ci_90", "ci_95") else ""
    return figure if span in ("", figure) else f"{figure} ({span})"


def _counts(match: Match) -> str:
    """What a row counts, for the middle of a sentence: the words of a document may begin with a name."""
    labels = (indicator.label for indicator in vocabulary.indicators().values())
    return words.uncapitalised(match.counts) if match.counts.startswith(tuple(labels)) else match.counts


def _about(match: Match, *, within: bool = False) -> str:
    """What a row counts, where and when."""
    where = "" if match.place == "WORLD" else match.place_name
    return ", ".join(filter(None, (_counts(match) if within else match.counts, where, match.years)))


def line(match: Match) -> Line:
    """A match in one line: its figure, how it was rounded, what it counts, and the source."""
    figure = match.rounded or match.figure
    return Line(f"{figure}: {_about(match)} ({match.source})", match.link)


def producer_box(record: RowRecord, match: Match) -> Box:
    """The box of a producer's own row."""
    return Box("Producer", _reading(record.row), f"{match.source}: {_about(match, within=True)}", match.link)


def repeater_box(match: Match) -> Box:
    """The box of a document that repeats it."""
    return Box("Repeats it", f"“{match.figure}”", f"{match.source}: {_counts(match)}", match.link)


def attribution(record: RowRecord | None, match: Match) -> str:
    """Whom a document names for a figure that the atlas has only from the document, in a sentence."""
    steps = row_dicts(record.chain) if record else []
    printed = f"{match.source} (“{match.figure}”)"
    if len(steps) < 2 or steps[0]["document"] == "Not known":
        return f"{printed}: {_about(match, within=True)}."
    document, by = steps[0]["document"], steps[0]["produced_by"]
    whom = f"{document} ({by})" if document and by not in ("", document, "Not given") else document or by
    return f"{words.sentence(whom)}, as repeated in {printed}: {_about(match, within=True)}."


def lost(record: RowRecord) -> tuple[tuple[str, str], ...]:
    """What changed on the way to the document of a claim."""
    steps, agreement = row_dicts(record.chain)[1:], str(record.claim["agreement"]) if record.claim is not None else ""
    changed = dict.fromkeys(vocabulary.label("change", code) for step in steps for code in step["changed"])
    own = " ".join(step["note"].removesuffix(agreement).strip() for step in steps if step["note"]).strip()
    text = f"{', '.join(changed)}. {own or agreement}".strip()
    return (("Lost on the way", text),) if changed else ()


def later(match: Match) -> tuple[Line, ...]:
    """Later figures, each with what it counts where that is another thing."""
    lines = []
    for row in later_figures.later_figures(match.row_id):
        label = vocabulary.indicators()[row["indicator"]].label
        counts = f" ({words.uncapitalised(label)})" if label not in match.counts else ""
        period, source = words.period(row["year_start"], row["year_end"]), evidence.source(row["source_id"])["short_title"]
        text = f"{_reading(row)}{counts} in {period}, {source}"
        lines.append(Line(text, row_links.of_row("estimates", row, row["estimate_id"])))
    return tuple(lines)


def warning(match: Match) -> str:
    """Why a figure and the later ones are not to be compared: what the next edition that warns says of those before it, and which it is."""
    for row in later_figures.later_figures(match.row_id):
        for caveat in caveats_of(row["caveat_ids"]):
            if caveat.severity == "do_not_compare":
                return f"{caveat.text} ({evidence.source(row['source_id'])['short_title']})"
    return ""


def citation(record: RowRecord) -> Citation:
    """The producer of a row, or the document of a claim with whom it names."""
    text, source, claim = f"{record.source['citation']} {words.sentence(record.row['locator'])}", record.source, record.claim
    if claim is not None:
        whom = f", there attributed to {claim['produced_by']}" if claim["produced_by"] else "; the document names no producer"
        text += f" ('{claim['as_printed']}'{whom})"
    return Citation(f"{text}.", source["short_title"], f"/cite/{source['source_id']}.txt")


def links(match: Match) -> tuple[Line, ...]:
    """Where to go on from a match: the claim or the map, and the question with its other answers."""
    own = Line("Who says it, step by step" if match.claim_id else "See it on the map", match.link)
    if not match.quantity:
        return (own,)
    others = len(answers(match.quantity)) - 1
    text = f"{others} other answers to this question" if others != 1 else "One other answer to this question"
    question = Line(text, row_links.of_question(match.quantity, match.row_id))
    return (own, question) if match.claim_id else (question,)


def caveats(record: RowRecord) -> Caveats:
    """The gravest caveats of a row; its notes where it has no others."""
    grave = tuple(caveat for caveat in record.caveats if caveat.severity not in _FOLDED)
    return grave or record.caveats


def clause(mention: Mention) -> str:
    """The words of the text around a number, at most about a dozen on each side."""
    before = re.split(r"[,;:]\s", mention.before)[-1].split()[-8:]
    text = " ".join([*before, mention.text, *mention.after.split()[:12]])
    clean = re.sub(r"^[\s(]*(?:(?:and|but|while)\s+)?|[\s,;:(]*(?:\b(?:and|or|but|of\s+whom|while))?[\s,;:(]*$", "", text)
    return "" if clean == mention.text else re.sub(r"\s+(?=[.,)])", "", clean)
