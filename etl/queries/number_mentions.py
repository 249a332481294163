"""The figures in running text: their value or range, unit, hedge, and the words around that say what they count.

Years, dates, pages, ages, durations and telephone numbers are no figures (not_figures). The order: what is none is blanked,
then shares ("one in four") and rates of time ("every 30 seconds"), then numbers, which join to ranges and to rates.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace

from etl.queries import number_context
from etl.queries.mention import Mention
from etl.queries.not_figures import BLANK, blanked
from etl.queries.quantities import quantities
from etl.queries.shares import rates_of_time, shares

_HEDGES = {
    "at least": r"at\s+least|no\s+fewer\s+than|not\s+less\s+than|a\s+minimum\s+of|minimum",
    "up to": r"up\s+to|as\s+many\s+as|as\s+much\s+as|at\s+most|no\s+more\s+than|a\s+maximum\s+of|upper\s+estimate\s+of|≤",
    "more than": r"more\s+than|over|above|exceed\w*|in\s+excess\s+of|upwards\s+of|well\s+over|greater\s+than|>",
    "fewer than": r"fewer\s+than|less\s+than|under|below|<",
    "nearly": r"nearly|almost|close\s+to|just\s+under|not\s+quite",
    "about": r"about|approximately|approx\.?|around|roughly|some|circa|ca?\.|an?\s+estimated|estimated(?:\s+at)?|estimates?\s+of|~|≈"
    r"|rund|etwa|environ|or\s+so",
}
_HEDGE = tuple(
    (name, re.compile(rf"(?:^|(?<=[\s(,“\"]))(?:{pattern})\s*(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)) for name, pattern in _HEDGES.items()
)
_LATER = {
    "at least": r"\s*(?:\+|or\s+more\b|or\s+over\b|at\s+least\b|at\s+a\s+minimum\b|plus\b)",
    "up to": r"\s*(?:or\s+(?:fewer|less)\b|at\s+most\b)",
    "about": r"\s*or\s+so\b",
}
__all__ = ["Mention", "mentions"]
# Words further than this many characters from a figure do not say what it counts.
_NEAR = 240
_SENTENCE = re.compile(r"[.!?…](?=[\s”\"')\]]|$)|[\n;]|(?<=\w)[.!?](?=\[\d)")


def _hedge(before: str, after: str) -> str:
    for name, pattern in _HEDGE:
        if pattern.search(before[-40:]):
            return name
    return next((name for name, pattern in _LATER.items() if re.match(pattern, after, re.IGNORECASE)), "")


def _placed(text: str, ordered: list[Mention]) -> Iterator[Mention]:
    """The mentions with the words of their sentence between them and their neighbours."""
    ends = [mention.end for mention in ordered]
    inside = {position for mention in ordered for position in range(mention.start, mention.end)}
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text) if match.start() not in inside), len(text)]
    starts = [mention.start for mention in ordered]
    for number, mention in enumerate(ordered):
        first = max(cuts[bisect.bisect_right(cuts, mention.start) - 1], *ends[max(0, number - 1) : number], 0)
        last = min(cuts[min(bisect.bisect_left(cuts, mention.end), len(cuts) - 1)], *starts[number + 1 : number + 2], len(text))
        before, after = text[first : mention.start], text[mention.end : last]
        tags = number_context.tags(f"{before[-_NEAR:]} {after[:_NEAR]}")
        placed = replace(mention, before=before.strip(), after=after.strip(), hedge=_hedge(before, after), context=tags)
        yield replace(placed, years=number_context.years(placed.before, placed.after))


def _without(blank: str, mention: Mention) -> str:
    return blank[: mention.start] + BLANK * len(mention.text) + blank[mention.end :]


def mentions(text: str) -> tuple[Mention, ...]:
    """The figures in a text, in its order; shares, ranges and rates are one figure each."""
    first, blank = list(rates_of_time(text)), text
    for mention in first:
        blank = _without(blank, mention)
    blank = blanked(blank)
    for mention in shares(text, blank):
        if BLANK not in blank[mention.start : mention.end]:
            first.append(mention)
            blank = _without(blank, mention)
    ordered = sorted([*first, *quantities(text, blank)], key=lambda mention: mention.start)
    return tuple(_placed(text, ordered))
