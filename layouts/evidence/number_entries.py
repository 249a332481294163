"""The figures of the atlas that a number in a search may stand for: producers before those who repeat them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.queries import name_search
from etl.queries.name_index import Fit
from etl.queries.number_matches import Match, matches
from etl.queries.number_mentions import Mention, mentions
from layouts.evidence.search_entries import Result

# A number below this without a word for its size may be of millions, as in "49.6".
_LEAST_MILLIONS, _MILLION = 1_000, 1e6
# How likely a figure must be, and how much of a query its number must be for the query to be that number.
_LIKELY, _WHOLE = 1.5, 0.7
_LONGEST_NAME = 60


def _figure(printed: str) -> str:
    """A figure as printed, a bare number with its thousands apart and at most two decimals."""
    try:
        return f"{float(printed):,.2f}".rstrip("0").rstrip(".")
    except ValueError:
        return printed


def _shortened(text: str) -> str:
    """A name as long as a line bears; what follows it in brackets or after a semicolon is left to the claim itself."""
    name = re.split(r"[;(]|, p\. ", text)[0].strip(" ,")
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"


def _result(match: Match, fit: Fit) -> Result:
    who = match.source
    if match.claim_id:
        who = f"{_shortened(match.producer) or 'no producer named'}, repeated in {match.source}"
    rounding = match.rounded.removeprefix(f"{match.figure}, ").removeprefix(f"{match.figure}; ")
    period = ", ".join(filter(None, (match.counts, match.place_name, match.years)))
    edition = "earlier edition" if match.is_superseded else ""
    return Result(_figure(match.figure), " · ".join(filter(None, (period, who, edition, rounding))), match.link, fit)


def _readings(mention: Mention) -> Iterator[tuple[Mention, bool]]:
    """A mention as it is written, and as millions where it may be of these; whether only the figure itself is meant."""
    if not mention.unit and mention.high < _LEAST_MILLIONS and not mention.is_range:
        low, high, step = (number * _MILLION for number in (mention.low, mention.high, mention.step))
        yield replace(mention, text=f"{mention.text} million", low=low, high=high, step=step), True
    yield mention, False


def _matches(mention: Mention, places: Sequence[str], most: int) -> Iterator[Match]:
    for reading, itself in _readings(mention):
        for match in matches(reading, places=places, most=most):
            if match.score >= _LIKELY and not (itself and match.rounded):
                yield match


def results(query: str, *, most: int) -> list[Result]:
    """The figures that the first number of a query may stand for, at most so many, the figure itself before those rounded to it.

    None where the query holds no number.
    """
    text = query[: name_search.LONGEST]
    mention = next(iter(mentions(text)), None)
    if mention is None:
        return []
    places = [hit.code for hit in name_search.find(text).get("place", ()) if hit.fit is Fit.PART]
    fit = Fit.EXACT if len(mention.text) >= _WHOLE * len(text.strip()) else Fit.PART
    distinct = {match.row_id: match for match in _matches(mention, places, most)}
    ordered = sorted(distinct.values(), key=lambda match: bool(match.rounded))
    return [_result(match, fit) for match in ordered[:most]]
