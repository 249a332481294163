"""The figures of the atlas that a number in a search may stand for: producers before those who repeat them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.queries import name_search
from etl.queries.mention import Mention
from etl.queries.name_index import Fit
from etl.queries.number_index import SHARE_FACTORS
from etl.queries.number_matches import Match, matches
from etl.queries.number_mentions import mentions
from layouts import format as words
from layouts.evidence.search_entries import Result

# A number below this without a word for its size may be of millions, as in "49.6".
_LEAST_MILLIONS, _MILLION = 1_000, 1e6
# A bare number below this is the figure of too many rows.
_TELLING = 100
# How likely a figure must be, or a share, as these are fewer; and how much of a query a number must be for the query to be that number.
_LIKELY, _LIKELY_SHARE, _WHOLE = 1.5, 1.2, 0.7
_LONGEST_NAME = 60


def about(match: Match, *, world: str = "") -> str:
    """What the figure of a row counts, of whom, where and when; a place that is named already is not named again.

    ``world``: how the place of a figure of the whole world is called.
    """
    is_named = re.search(rf"\b{re.escape(match.place_name)}\b", match.counts) is not None
    where = "" if is_named else world if match.place == "WORLD" else match.place_name
    return ", ".join(filter(None, (match.counts, _of_whom(match), where, match.years)))


def _of_whom(match: Match) -> str:
    """Where the people of a flow are from: a place, or what the source prints of them, in quotes."""
    if not match.origin:
        return ""
    if match.is_return:
        return f"returned from {words.in_sentence(match.origin)}"
    return f"citizenship printed as {match.origin}" if match.origin.startswith("“") else f"citizens of {words.in_sentence(match.origin)}"


def shortened(text: str) -> str:
    """A name as long as a line bears; what follows it in brackets or after a semicolon is left to the claim itself."""
    name = re.split(r"[;(]|, p\. ", text)[0].strip(" ,")
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"


def _result(match: Match, fit: Fit) -> Result:
    who = match.source
    if match.claim_id:
        who = f"{shortened(match.producer) if match.is_attributed else 'no producer named'}, repeated in {match.source}"
    rounding = match.rounded.removeprefix(f"{match.figure}, ").removeprefix(f"{match.figure}; ").removeprefix(f"{match.figure} ")
    edition = "earlier edition" if match.is_superseded else ""
    return Result(
        match.figure,
        " · ".join(filter(None, (words.sentence(about(match, world=match.place_name)), who, edition, rounding))),
        match.link,
        fit,
    )


def _readings(mention: Mention) -> Iterator[tuple[Mention, bool]]:
    """A mention as millions where it may be of these, and as it is written unless it is too small to tell rows apart.

    With each, whether only the figure itself is meant.
    """
    is_bare = not mention.unit and not mention.is_range
    if is_bare and mention.high < _LEAST_MILLIONS:
        low, high, step = (number * _MILLION for number in (mention.low, mention.high, mention.step))
        yield replace(mention, text=f"{mention.text} million", low=low, high=high, step=step), True
    if not is_bare or mention.high >= _TELLING or mention.context:
        yield mention, False


def _matches(mention: Mention, places: Sequence[str], most: int) -> Iterator[Match]:
    least = _LIKELY_SHARE if mention.unit in SHARE_FACTORS else _LIKELY
    for reading, itself in _readings(mention):
        for match in matches(reading, places=places, most=most):
            if match.score >= least and not (itself and match.rounded):
                yield match


def results(query: str, *, most: int) -> list[Result]:
    """The figures that the first number of a query may stand for, at most so many, the figure itself before those rounded to it.

    Scores come after shares and counts, which they are none of. None where the query holds no number.
    """
    text = query[: name_search.LONGEST]
    mention = next(iter(mentions(text)), None)
    if mention is None:
        return []
    places = [hit.code for hit in name_search.find(text).get("place", ()) if hit.fit is Fit.PART]
    distinct = {match.row_id: match for match in _matches(mention, places, most)}
    ordered = sorted(distinct.values(), key=lambda match: (match.table == "ratings", bool(match.rounded)))
    whole = len(mention.text) >= _WHOLE * len(text.strip())
    return [_result(match, Fit.EXACT if whole else Fit.WORDS if match.place in places else Fit.PART) for match in ordered[:most]]
