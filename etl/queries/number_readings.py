"""What the words near a figure leave to the rest of its text: its place, and what it counts.

A figure is read with the places of its own part of the sentence. Where its words do not say what is counted, it takes that from the
figure before it in the sentence, or from the sentence before; where its sentence names no place, it takes that of the sentence before.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.queries import number_context
from etl.queries.mention import Mention
from etl.queries.number_fit import SUBJECTS
from etl.queries.place_mentions import origins, place_mentions, region_codes

_END = re.compile(r"[.!?]\s|\n")
# What says that a sentence speaks of other places than the one before.
_ELSEWHERE = re.compile(
    r"\b(?:world|global|elsewhere|abroad|others?\b|another|neighbou?r|countries|continent|region|international)", re.IGNORECASE
)
# Where a new part of a sentence begins, if a place follows.
_PART = re.compile(r"[,;:]\s+(?:(?:and|but|while|whereas)\s+)?(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_LONGEST_MARK = 24
# The last place in some words where a verb begins a clause of its own with the figure behind them: "and convicted 41".
_WORD = r"[\w'’-]+\s+"
_VERB = (
    r"(?:detected|identified|registered|recorded|rescued|referred|assisted|repatriated|returned"
    r"|investigated|arrested|prosecuted|charged|tried|convicted|sentenced|acquitted)\s+"
)
_CLAUSE = re.compile(rf".*(?P<begin>,\s+|\b(?:and|but|then|while|whereas)\s+)(?:{_WORD}){{0,4}}?{_VERB}(?:{_WORD}){{0,4}}$", re.I | re.S)
_LONGEST_CLAUSE = 120
# Words further than this many characters before a figure do not say from where its people are.
_FAR = 600
Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """A figure with its words, and the places that it may be of, as often as its text names them.

    ``borrowed``: the place that the sentence before names, '' where the own sentence names the places, or none is named.
    """

    mention: Mention
    places: tuple[str, ...]
    borrowed: str = ""


def places_of(text: str) -> tuple[str, ...]:
    """The places of a text, as often as it names them."""
    return (*(place.place for place in place_mentions(text)), *region_codes(text))


def _subjects(tags: Sequence[str]) -> tuple[str, ...]:
    """Those of the tags of words that say what is counted."""
    return tuple(tag for tag in tags if number_context.bit(tag) & SUBJECTS)


def _marks(text: str, sentence: Span, figures: Sequence[Mention]) -> list[int]:
    """Where the parts of a sentence begin: with a place, after a comma, between two figures; its ends as well."""
    first, last = sentence
    names = [(first + name.start, first + name.end) for name in place_mentions(text[first:last])]
    ends = {end for _, end in names}
    found = [_PART.search(text, max(first, start - _LONGEST_MARK), start) for start, _ in names]
    marks = [mark.start() for mark in found if mark and mark.start() not in ends]
    return [first, *(mark for mark in marks if figures[0].end <= mark < figures[-1].start), last]


def _clauses(text: str, figures: Sequence[Mention]) -> list[int]:
    """Where a verb begins the clause of each figure, behind the figure before it; -1 where none does."""
    found = [-1]
    for before, figure in itertools.pairwise(figures):
        first = max(before.end, figure.start - _LONGEST_CLAUSE)
        clause = _CLAUSE.match(text[first : figure.start])
        found.append(first + clause.start("begin") if clause else -1)
    return found


def _cut(text: str, mention: Mention, part: Span) -> Mention:
    """A figure with those of its words that are in its part of the sentence."""
    before = text[part[0] : mention.start].strip()[-len(mention.before) :] if mention.before else ""
    after = text[mention.end : part[1]].strip()[: len(mention.after)]
    if (before, after) == (mention.before, mention.after):
        return mention
    tags, years = number_context.tags(f"{before} {after}"), number_context.years(before, after)
    return replace(mention, before=before, after=after, context=tags, years=years)


def _in_clauses(text: str, figures: Sequence[Mention], parts: Sequence[Span]) -> list[Mention]:
    """The figures of a sentence with the words of their clauses; the clauses of one part have their year from each other."""
    begins = _clauses(text, figures)
    firsts = [max(begin, first) for begin, (first, _) in zip(begins, parts, strict=True)]
    lasts = [last if end < 0 else min(end, last) for end, (_, last) in zip([*begins[1:], -1], parts, strict=True)]
    cut = [_cut(text, figure, span) for figure, span in zip(figures, zip(firsts, lasts, strict=True), strict=True)]
    joined = [begin >= 0 and part == before for begin, before, part in zip(begins[1:], parts, parts[1:], strict=False)]
    for here, there in [*itertools.pairwise(range(len(cut))), *((at + 1, at) for at in reversed(range(len(joined))))]:
        if joined[min(here, there)] and not cut[there].years:
            cut[there] = replace(cut[there], years=cut[here].years)
    return cut


def _with_origin(text: str, mention: Mention, part: Span) -> Mention:
    """A figure that does not say what it counts, with all words before it where these say from where people are: it may be of them."""
    before = text[max(part[0], mention.start - _FAR) : mention.start].strip()
    if _subjects(mention.context) or origins(f"{mention.before} {mention.after}") or not origins(before):
        return mention
    years = number_context.years(before, mention.after)
    return replace(mention, before=before, context=number_context.tags(f"{before} {mention.after}"), years=years)


def _sentences(text: str) -> list[Span]:
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [(first, last) for first, last in itertools.pairwise(ends) if text[first:last].strip()]


def _borrowed_place(own: str, before: str) -> str:
    """The one place of the sentence before, for one that names none and does not speak of others."""
    names = set(places_of(before))
    return next(iter(names)) if len(names) == 1 and not _ELSEWHERE.search(own) and not origins(before) else ""


def _of_sentence(text: str, span: Span, before: str, figures: Sequence[Mention]) -> Iterator[tuple[Reading, ...]]:
    """How the figures of one sentence may be read; ``before``: the sentence before it."""
    own, marks = text[slice(*span)], _marks(text, span, figures)
    named = {part: places_of(text[slice(*part)]) for part in itertools.pairwise(marks)}
    everywhere = places_of(own)
    borrowed = "" if everywhere or not before else _borrowed_place(own, before)
    # What the figure before counts; never of people of some origin, who are not those of each figure.
    known = () if origins(before) else _subjects(number_context.tags(before))
    is_of_some = bool(origins(own))
    at = [bisect.bisect_right(marks, figure.start, hi=len(marks) - 1) for figure in figures]
    parts = [(marks[number - 1], marks[number]) for number in at]
    for figure, part in zip(_in_clauses(text, figures, parts), parts, strict=True):
        mention = _with_origin(text, figure, part) if is_of_some else figure
        places, subjects = named[part] or everywhere, _subjects(mention.context)
        fuller = mention if subjects or is_of_some else replace(mention, context=(*mention.context, *known))
        known = subjects or known
        of_before = [Reading(words, (borrowed,), borrowed) for words in dict.fromkeys((mention, fuller)) if borrowed]
        yield (Reading(mention, places), *([Reading(fuller, places)] if fuller != mention else []), *of_before)


def readings(text: str, figures: Sequence[Mention]) -> Iterator[tuple[Reading, ...]]:
    """How each figure of a text may be read, what stands in its own words first."""
    sentences = _sentences(text)
    starts = [first for first, _ in sentences]
    for at, group in itertools.groupby(figures, key=lambda figure: max(0, bisect.bisect_right(starts, figure.start) - 1)):
        own = [*group]
        before = text[slice(*sentences[at - 1])] if at else ""
        # A point in a figure ends no sentence.
        span = (min(starts[at], own[0].start), max(sentences[at][1], own[-1].end))
        yield from _of_sentence(text, span, "" if "\n" in before else before, own)
