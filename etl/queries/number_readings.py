"""What the words near a figure leave to the rest of its text: its place, and what it counts.

A figure is read with the places of its own part of the sentence. Where its words do not say what is counted, it takes that from the
figure before it in the sentence, or from the sentence before; where its sentence names no place, it takes that of the sentence before.
"""

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


def _subjects(mention: Mention) -> tuple[str, ...]:
    """What the words of a figure say that it counts."""
    return tuple(tag for tag in mention.context if number_context.bit(tag) & SUBJECTS)


def _part(text: str, sentence: Span, figures: Sequence[Mention], number: int) -> Span:
    """The part of a sentence that a figure stands in: a new one begins with a place, after a comma, between two figures."""
    first, last = sentence
    names = [name for name in place_mentions(text[:last]) if name.start >= first]
    ends = {name.end for name in names}
    for name in names:
        mark = _PART.search(text, first, name.start)
        if not mark or mark.start() in ends:
            continue
        if number and figures[number - 1].end <= mark.start() < figures[number].start:
            first = max(first, mark.start())
        if figures[number + 1 :] and figures[number].end <= mark.start() < figures[number + 1].start:
            last = min(last, mark.start())
    return first, last


def _cut(text: str, mention: Mention, part: Span) -> Mention:
    """A figure with those of its words that are in its part of the sentence."""
    before = text[part[0] : mention.start].strip()[-len(mention.before) :] if mention.before else ""
    after = text[mention.end : part[1]].strip()[: len(mention.after)]
    if (before, after) == (mention.before, mention.after):
        return mention
    return replace(mention, before=before, after=after, context=number_context.tags(f"{before} {after}"))


def _with_origin(text: str, mention: Mention, part: Span) -> Mention:
    """A figure that does not say what it counts, with all words before it where these say from where people are: it may be of them."""
    before = text[part[0] : mention.start].strip()
    if _subjects(mention) or origins(f"{mention.before} {mention.after}") or not origins(before):
        return mention
    return replace(mention, before=before, context=number_context.tags(f"{before} {mention.after}"))


def _sentences(text: str) -> list[Span]:
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [(first, last) for first, last in itertools.pairwise(ends) if text[first:last].strip()]


def _borrowed_place(own: str, before: str) -> str:
    """The one place of the sentence before, for one that names none and does not speak of others."""
    names = set(places_of(before))
    return next(iter(names)) if len(names) == 1 and not _ELSEWHERE.search(own) and not origins(before) else ""


def _borrowed_subject(mention: Mention, earlier: Sequence[Mention], own: str, before: str) -> Mention:
    """A figure whose words do not say what it counts, with what the figure or the sentence before it counts; never of other origins."""
    if _subjects(mention) or origins(own) or (not earlier and origins(before)):
        return mention
    known = [_subjects(other) for other in earlier if _subjects(other)]
    added = known[-1] if known else _subjects(replace(mention, context=number_context.tags(before)))
    return replace(mention, context=(*mention.context, *added))


def readings(text: str, figures: Sequence[Mention]) -> Iterator[tuple[Reading, ...]]:
    """How each figure of a text may be read, what stands in its own words first."""
    sentences = _sentences(text)
    for number, figure in enumerate(figures):
        at = max((place for place, (first, _) in enumerate(sentences) if first <= figure.start), default=0)
        # A point in a figure ends no sentence.
        span = (sentences[at][0], max(sentences[at][1], figure.end))
        own = text[slice(*span)]
        before = text[slice(*sentences[at - 1])] if at and "\n" not in text[slice(*sentences[at - 1])] else ""
        part = _part(text, span, figures, number)
        mention = _with_origin(text, _cut(text, figure, part), part)
        places = places_of(text[slice(*part)]) or places_of(own)
        borrowed = "" if places or not before else _borrowed_place(own, before)
        earlier = [other for other in figures[:number] if other.start >= span[0]]
        fuller = _borrowed_subject(mention, earlier, own, before)
        of_before = [Reading(words, (borrowed,), borrowed) for words in dict.fromkeys((mention, fuller)) if borrowed]
        yield (Reading(mention, places), *([Reading(fuller, places)] if fuller != mention else []), *of_before)
