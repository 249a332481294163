"""The parts of a card on a number: boxes from producer to repeater, what was lost, what came later, citation, links."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import evidence, later_figures, revisions, row_links
from etl.queries.answers import answers
from etl.queries.mention import Mention
from etl.queries.number_index import claims_by_row
from etl.queries.number_masks import Mask
from etl.queries.number_matches import Match
from layouts import format as words
from layouts.evidence import edition_notes
from layouts.evidence.number_entries import about, shortened
from layouts.evidence.row_evidence import Caveats, caveats_of
from layouts.evidence.row_record import RowRecord
from layouts.pages.check.verdicts import DOUBT

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


def _within(text: str, match: Match) -> str:
    """What a row counts, in the middle of a sentence: the words of a document may begin with a name."""
    labels = tuple(indicator.label for indicator in vocabulary.indicators().values())
    return words.uncapitalised(text) if match.counts.startswith(labels) else text


def line(match: Match) -> Line:
    """A match in one line: its figure, how it was rounded, what it counts, and the source."""
    figure = match.rounded or match.figure
    return Line(f"{figure}: {about(match)} ({match.source})", match.link)


def producer_box(record: RowRecord, match: Match) -> Box:
    """The box of a producer's own row; a label may begin with the name of its source."""
    counts = _within(about(match), match).removeprefix(f"{match.source}: ")
    return Box("Producer", _reading(record.row), f"{match.source}: {counts}", match.link)


def repeater_box(match: Match) -> Box:
    """The box of a document that repeats it."""
    return Box("Repeats it", f"“{match.figure}”", f"{match.source}: {_within(match.counts, match)}", match.link)


def attribution(record: RowRecord | None, match: Match) -> str:
    """Whom a document names for a figure that the atlas has only from the document, in a sentence."""
    steps = row_dicts(record.chain) if record else []
    printed = f"{match.source} (“{match.figure}”)"
    if len(steps) < 2 or steps[0]["document"] == "Not known":
        return f"{printed}: {_within(about(match), match)}."
    document, by = steps[0]["document"], steps[0]["produced_by"]
    whom = f"{document} ({by})" if document and by not in ("", document, "Not given") else document or by
    return f"{words.sentence(whom)}, as repeated in {printed}: {_within(about(match), match)}."


def something_else(match: Match) -> str:
    """What the figure of a row is for, beside what the text names with it."""
    figure = f"The figure, {words.uncapitalised(match.figure)}," if match.rounded else "The figure"
    return f"{figure} is for {_within(about(match), match)} ({match.source}). Your text speaks of {match.text_names}."


def mask_box(mask: Mask) -> Box:
    """The box of a cell that its publisher masks."""
    source = evidence.source(mask.source_id)["short_title"]
    return Box("Producer", f"“{mask.printed}”", f"{source}: {words.uncapitalised(mask.counts)}", mask.link)


def mask_citation(mask: Mask) -> Citation:
    """The citation of a masked cell."""
    source = evidence.source(mask.source_id)
    return Citation(f"{source['citation']} {words.sentence(mask.locator)}.", source["short_title"], f"/cite/{mask.source_id}.txt")


def lost(record: RowRecord) -> tuple[tuple[str, str], ...]:
    """What changed on the way to the document of a claim."""
    steps, agreement = row_dicts(record.chain)[1:], str(record.claim["agreement"]) if record.claim is not None else ""
    changed = dict.fromkeys(vocabulary.label("change", code) for step in steps for code in step["changed"])
    own = " ".join(step["note"].removesuffix(agreement).strip() for step in steps if step["note"]).strip()
    text = f"{' and '.join(changed)}. {own or agreement}".strip()
    return (("Changed on the way", text),) if changed else ()


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


def citation(match: Match) -> Citation:
    """The producer of a row; of a claim whom its document names, as quoted there, or the document where it names nobody."""
    text, claim = f"{evidence.source(match.source_id)['citation']} {words.sentence(match.locator)}", claims_by_row().get(match.row_id)
    if claim is None:
        return Citation(f"{text}.", match.source, f"/cite/{match.source_id}.txt")
    file = f"{match.link.replace('/compare', '/view/compare.txt')}&of=mark"
    if not match.is_attributed:
        return Citation(f"{text} ('{claim['as_printed']}'; the document names no producer).", match.source, file)
    whom = f"{shortened(match.producer)}, as quoted in {match.source}"
    return Citation(f"{match.producer}, as quoted in: {text} ('{claim['as_printed']}').", whom, file)


def links(match: Match) -> tuple[Line, ...]:
    """Where to go on from a match: the claim or the map, and the question with its other answers."""
    own = Line("Who says it, step by step" if match.claim_id else "See it on the map", match.link)
    if not match.quantity:
        return (own,)
    others = len(answers(match.quantity)) - 1
    text = f"{others} other answers to this question" if others != 1 else "One other answer to this question"
    question = Line(text, row_links.of_question(match.quantity, match.row_id))
    return (own, question) if match.claim_id else (question,)


def caveats(identifiers: Sequence[str]) -> Caveats:
    """The gravest caveats of a row; its notes where it has no others."""
    every = caveats_of(identifiers)
    return tuple(caveat for caveat in every if caveat.severity not in _FOLDED) or every


def doubts(match: Match) -> tuple[tuple[str, str], ...]:
    """What the atlas says of this very figure: the caveats of single rows, and those of one place and its figures."""
    own = [row for row in row_dicts(evidence.row_caveats_of(match.caveat_ids)) if row["single_rows"] or row["places"] == (match.place,)]
    texts = [row["text"] for row in own if row["severity"] not in _FOLDED]
    return tuple(("Caveat", text) for text in sorted(texts, key=lambda text: not DOUBT.search(text)))


def editions(record: RowRecord) -> tuple[tuple[str, str], ...]:
    """What a later edition prints in place of a figure, where it disagrees."""
    other = revisions.disagreements().get(str(record.row.get("estimate_id")))
    return (("Editions", edition_notes.note(record.row)),) if other and other.later else ()


def clause(mention: Mention) -> str:
    """The words of the text around a number, at most about a dozen on each side."""
    before = re.split(r"[,;:]\s", mention.before)[-1].split()[-8:]
    text = " ".join([*before, mention.text, *mention.after.split()[:12]])
    clean = re.sub(r"^[\s(,;:]*(?:(?:and|but|while)\s+)?|[\s,;:(]*(?:\b(?:and|or|but|of\s+whom|while))?[\s,;:(]*$", "", text)
    return "" if clean == mention.text else re.sub(r"\s+(?=[.,)])", "", clean)
