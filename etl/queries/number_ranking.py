"""The rows of the atlas that a figure in a text may stand for, the likeliest first.

A row is judged by how close its figure is, whether it is of the place, the people and the source that the text names, and by what
is known of it beforehand (number_index). Rows that fit stand first (number_fit), and producers before those who repeat them.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from etl.contract.row_dicts import row_dicts
from etl.queries import number_context, number_kinds
from etl.queries.atlas import atlas, documents
from etl.queries.mention import Mention
from etl.queries.number_fit import NARROW, SCORES, claimed_names, contradiction, may_be_score, named_editions, names_in, tolerated
from etl.queries.number_index import COUNT, FIGURES, SHARE, SHARE_FACTORS, TIMES, USD, Floats, Integers, index

# No count of people, cases or countries is as large as this; a bare number that is, is money.
_LARGEST_COUNT = 8e9
_CANDIDATES = 80
# By how much a claim must be the likelier to stand before a primary source that has the figure itself.
_LEAD = 1.5
_MONEY = frozenset(("profit", "revenue", "market", "price"))
_SPACES = {"usd": (USD,), "times": (TIMES,)}
_EVERY_KIND = number_context.bits(("people", "countries", "cases", "parties", "age", "index"))
_ABBREVIATIONS = {"ilo": "organisation", "gsi": "walk", "nrm": "referral", "iom": "migration"}


def _is_scored(mention: Mention) -> bool:
    """Whether a bare number may be a score, which is in points or in per cent of a scale."""
    return mention.unit == "" and bool(number_context.bits(mention.context) & SCORES) and may_be_score(mention)


def _spaces(mention: Mention) -> tuple[str, ...]:
    """The spaces in which a mention is looked for; none for other currencies than dollars, and for what happens every so many seconds."""
    if mention.unit:
        return (SHARE,) if mention.unit in SHARE_FACTORS else _SPACES.get(mention.unit, ())
    if number_kinds.counts_people(mention):
        return (COUNT,)
    if mention.low >= _LARGEST_COUNT:
        return (USD,)
    if _is_scored(mention):
        return (COUNT, SHARE)
    return (COUNT, USD) if _MONEY & set(mention.context) and mention.low >= 1e6 else (COUNT,)


def _closeness(values: Floats, value: float, low: float, high: float) -> Floats:
    """3 for the figure itself, about 2 for one that is rounded to the number, less for one that is cut; never below 1."""
    distance = np.abs(values - value) / max(high - value, value - low, 1e-12)
    exact = np.isclose(values, value, rtol=1e-6, atol=1e-9)
    rounded = values - value < (high - value) / 2 + 1e-9
    return np.where(exact, 3.0, np.where(rounded, 2.2, 1.8) - 0.6 * distance)


def _near(mention: Mention, space: str) -> tuple[Integers, Floats]:
    """The rows of a space that are near a mention, and how near: by either end of a range, or because their range holds it."""
    own, points = index(), index().spaces[space]
    factor = SHARE_FACTORS.get(mention.unit, 1.0) if space == SHARE else 1.0
    ends = []
    for written in dict.fromkeys((mention.low, mention.high)):
        end, low, high = tolerated(mention, written)
        part, near = points.near(low, high), np.zeros(len(own.priors))
        close = _closeness(points.values[part], end, low, high)
        # One end of a published range is less than a figure of its own.
        close -= 0.5 * ((points.roles[part] > 0) & own.is_range[points.rows[part]]) * (not mention.is_range)
        np.maximum.at(near, points.rows[part], close)
        ends.append(near)
    best = ends[0] if len(ends) == 1 else np.where((ends[0] > 0) & (ends[1] > 0), (ends[0] + ends[1]) / 2, np.maximum(*ends) - 1)
    wide = own.ranges[space]
    first, last = (own.catalogue[name].to_numpy()[wide] for name in FIGURES[1:])
    holds = (first <= mention.low * factor) & (last >= mention.high * factor) & (last <= 3 * first)
    best[wide[holds]] = np.maximum(best[wide[holds]], 0.3)
    rows = np.flatnonzero(best > 0)
    if space == SHARE and _is_scored(mention):
        # A bare number is a score of the shares, and none of the others.
        rows = rows[own.is_score[rows]]
    if number_kinds.counts_people(mention):
        rows = rows[~number_kinds.of_no_people()[rows]]
    if not may_be_score(mention):
        rows = rows[~own.is_score[rows]]
    return rows, best[rows]


def _popcount(values: Integers) -> Floats:
    return np.bitwise_count(values).astype("float64")


def _by_context(mention: Mention, rows: Integers) -> Floats:
    """More for every word that the row and the text have in common, less for what narrows the row and is not in the text."""
    tags, wanted = index().tags[rows], number_context.bits(mention.context)
    common = np.minimum(_popcount(tags & wanted), 4) * 0.7
    kinds = wanted & _EVERY_KIND
    unlike = np.where(((tags & _EVERY_KIND) != 0) & ((tags & kinds) == 0), 0.9, 0.0) if kinds else 0.0
    result: Floats = common - _popcount(tags & NARROW & ~wanted) * 0.45 - unlike
    return result


def _by_place(mention: Mention, rows: Integers, places: Sequence[str]) -> Floats:
    world = index().world[rows]
    large = 1.5 if mention.high >= 1e6 else 0.7 if mention.high >= 1e5 else 0.4
    if not places:
        return np.where(world, large, 0.0)
    return np.where(index().catalogue["place"].array[rows].isin(places), 2.0, np.where(world, 0.3 * large, -1.2))


@cache
def _sources() -> dict[str, frozenset[str]]:
    """The words by which a text may name each source."""
    rows = row_dicts(atlas()["sources"])
    return {row["source_id"]: names_in(" ".join((row["short_title"], row["publisher"], *row["authors"]))) for row in rows}


def _named(mention: Mention, rows: Integers, places: Sequence[str]) -> Floats:
    """What the text names of a few rows: the publisher, the producer of a claim, a place in its words, a year."""
    own, around = index(), f"{mention.before} {mention.after}"
    words = {_ABBREVIATIONS.get(word, word) for word in names_in(around)}
    sources = {source: 1.0 if names & words else 0.0 for source, names in _sources().items()}
    scores = np.array([sources[source] for source in own.catalogue["source_id"].array[rows]], "float64")
    for year in map(float, mention.years):
        first, last, published = (own.catalogue[name].to_numpy()[rows] for name in ("year_start", "year_end", "published_year"))
        scores += 0.6 * (((first <= year) & (year <= last)) | (published == year))
    for position, (row, place) in enumerate(zip(rows, own.catalogue["place"].array[rows], strict=True)):
        producers, claimed = claimed_names().get(row, (frozenset(), frozenset()))
        scores[position] += 0.8 * bool(producers & words) + 2.0 * (place not in places and not claimed.isdisjoint(places))
    return scores


def _scored(mention: Mention, places: Sequence[str]) -> list[tuple[float, int]]:
    """Rows with their scores, the best first, a limited number of them."""
    own, scored = index(), []
    for space in _spaces(mention):
        rows, close = _near(mention, space)
        scores = close + own.priors[rows] + _by_context(mention, rows) + _by_place(mention, rows, places)
        if len(rows) > 3 * _CANDIDATES:
            best = np.argpartition(-scores, 3 * _CANDIDATES)[: 3 * _CANDIDATES]
            rows, scores = rows[best], scores[best]
        scores = scores + _named(mention, rows, places)
        scored += [(float(score), int(row)) for score, row in zip(scores, rows, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:_CANDIDATES]


def _producer(row: int) -> int:
    """The row of a primary source that a claim repeats, else the row itself."""
    own = index()
    return own.numbers.get(own.claims[row]["repeats"], row) if row in own.claims else row


def ranked(mention: Mention, places: Sequence[str]) -> list[tuple[float, int]]:
    """Scores and rows (numbers in the catalogue): those that fit first, by the best of those that go back to one figure.

    The producer of a figure stands before the documents that repeat it.
    """
    own = index()
    groups: dict[int, list[tuple[float, int]]] = {}
    for score, row in _scored(mention, places):
        groups.setdefault(_producer(row), []).append((score, row))
    ordered, later = [], []
    # 0 for what fits, 1 for what would but is of something else than the text names, 2 for what only has the number.
    ranks = {"": 0, None: 2}
    misfits = {
        producer: min(ranks.get(contradiction(mention, row, places), 1) for _, row in members) for producer, members in groups.items()
    }
    best = max((members[0][0] for producer, members in groups.items() if not misfits[producer]), default=0.0)

    editions = named_editions(mention)

    def order(producer: int) -> tuple[int, bool, bool, bool, bool, float]:
        score, row = groups[producer][0]
        is_exact = np.isclose(own.catalogue["value"].array[row], mention.low * SHARE_FACTORS.get(mention.unit, 1.0), rtol=1e-6)
        leads = is_exact and own.catalogue["source_id"].array[row] not in documents() and score > best - _LEAD
        entry = {name: own.catalogue[name].array[row] for name in ("place", "year_start", "year_end")}
        is_of_year = any(entry["year_start"] <= int(year) <= entry["year_end"] for year in mention.years)
        is_named = own.catalogue["source_id"].array[row] in editions
        is_of_place = is_exact and is_of_year and entry["place"] in places
        return misfits[producer], not is_named, bool(own.is_score[row]), not is_of_place, not leads, -score

    for first in sorted(groups, key=order):
        members = groups[first]
        rest = [member for member in members if member[1] != first]
        ordered += [(members[0][0], first), *rest[:1]]
        later += rest[1:]
    return ordered + later
