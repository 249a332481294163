"""Which rows of the atlas a figure in a text may stand for, and which of them is the likeliest.

A row is judged by how close its figure is, whether it is of the place, the people and the source that the text names, and by what
is known of it beforehand (number_index). The documents that repeat a figure follow its producer.
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from etl.contract.row_dicts import row_dicts
from etl.queries import number_context
from etl.queries.atlas import atlas
from etl.queries.mention import Mention
from etl.queries.number_index import COUNT, SHARE, SHARE_FACTORS, TIMES, USD, Floats, Integers, claims_by_row, index
from etl.queries.place_mentions import place_mentions

# No count of people, cases or countries is as large as this; a bare number that is, is money.
LARGEST_COUNT = 8e9
_TOLERANCE, _CANDIDATES = 0.1, 80
# What a row has beside it that narrows it to a part: such a row is less likely where the text has no word of it.
_PEOPLE_OF = ("women", "men", "children", "adults", "soldiers", "moved", "vulnerable", "person")
_FORMS_OF = ("sexual", "marriage", "child_labour", "prostitution", "organs", "state_imposed", "agriculture", "private", "across_borders")
_NARROW = number_context.bits((*_PEOPLE_OF, *_FORMS_OF, "deaths", "visas", "hotline", "price", "response"))
_MONEY = frozenset(("profit", "revenue", "market", "price"))
_KINDS_OF_COUNT = ("people", "countries", "cases", "parties", "age", "index")
_EVERY_KIND = number_context.bits(_KINDS_OF_COUNT)
# Words that say what is counted; those that are left, such as 'a year', fit rows of all kinds.
_SUBJECTS = ~number_context.bits(("year", "stock", "people", "into", "out_of", "cases", "person", "countries"))
_WORDS = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    ("the", "and", "for", "with", "global", "estimate", "estimates", "report", "reports", "united", "nations", "states", "office")
) | {
    *("international", "human", "slavery", "forced", "study", "unnamed", "persons", "national", "labour", "free"),
    *("data", "file", "trafficking", "index"),
}
_ABBREVIATIONS = {"ilo": "organisation", "gsi": "walk", "nrm": "referral", "iom": "migration"}


def spaces(mention: Mention) -> tuple[str, ...]:
    """The spaces in which a mention is looked for; none for another currency than dollars."""
    if mention.unit == "usd":
        return (USD,)
    if mention.unit in SHARE_FACTORS:
        return (SHARE,)
    if mention.unit in ("times", "eur", "gbp", "money"):
        return (TIMES,) if mention.unit == "times" else ()
    if mention.unit == "" and mention.low >= LARGEST_COUNT:
        return (USD,)
    return (COUNT, USD) if mention.unit == "" and _MONEY & set(mention.context) and mention.low >= 1e6 else (COUNT,)


def tolerated(value: float, step: float, hedge: str = "") -> tuple[float, float]:
    """Between which figures a number stands for them by rounding or cutting at its last digit that is no zero."""
    most = _TOLERANCE * value
    below = step if hedge in ("nearly", "up to", "fewer than") else step / 2
    return value - min(below, most), value + min(step * (1 - 1e-9), most)


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
    for end in dict.fromkeys((mention.low * factor, mention.high * factor)):
        low, high = tolerated(end, mention.step * factor, mention.hedge)
        part, near = points.near(low, high), np.zeros(len(own.priors))
        close = _closeness(points.values[part], end, low, high)
        # One end of a published range is less than a figure of its own.
        close -= 0.5 * ((points.roles[part] > 0) & own.is_range[points.rows[part]]) * (not mention.is_range)
        np.maximum.at(near, points.rows[part], close)
        ends.append(near)
    best = ends[0] if len(ends) == 1 else np.where((ends[0] > 0) & (ends[1] > 0), (ends[0] + ends[1]) / 2, np.maximum(*ends) - 1)
    wide = own.ranges[space]
    holds = (own.low[wide] <= mention.low * factor) & (own.high[wide] >= mention.high * factor) & (own.high[wide] <= 3 * own.low[wide])
    best[wide[holds]] = np.maximum(best[wide[holds]], 0.3)
    rows = np.flatnonzero(best > 0)
    return rows, best[rows]


def _popcount(values: Integers) -> Floats:
    return np.bitwise_count(values).astype("float64")


def _by_context(mention: Mention, rows: Integers) -> Floats:
    """More for every word that the row and the text have in common, less for what narrows the row and is not in the text."""
    tags, wanted = index().tags[rows], number_context.bits(mention.context)
    common = np.minimum(_popcount(tags & wanted), 4) * 0.7
    kinds = wanted & _EVERY_KIND
    unlike = np.where(((tags & _EVERY_KIND) != 0) & ((tags & kinds) == 0), 0.9, 0.0) if kinds else 0.0
    result: Floats = common - _popcount(tags & _NARROW & ~wanted) * 0.45 - unlike
    return result


def _by_place(mention: Mention, rows: Integers, places: Sequence[str]) -> Floats:
    world = index().world[rows]
    large = 1.5 if mention.high >= 1e6 else 0.7 if mention.high >= 1e5 else 0.4
    if not places:
        return np.where(world, large, 0.0)
    return np.where(np.isin(index().places[rows].astype("U"), list(places)), 2.0, np.where(world, 0.3 * large, -1.2))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORDS.findall(text)) - _COMMON


@cache
def _sources() -> dict[str, frozenset[str]]:
    """The words by which a text may name each source."""
    rows = row_dicts(atlas()["sources"])
    return {row["source_id"]: _words(" ".join((row["short_title"], row["publisher"], *row["authors"]))) for row in rows}


@cache
def _claims() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Of each claim the words that name its producer, and the places that its words name."""
    return {
        row_id: (_words(row["produced_by"]), frozenset(mention.place for mention in place_mentions(row["counted"])))
        for row_id, row in claims_by_row().items()
    }


def _named(mention: Mention, rows: Integers, places: Sequence[str]) -> Floats:
    """What the text names of a few rows: the publisher, the producer of a claim, a place in its words, a year."""
    own, around = index(), f"{mention.before} {mention.after}"
    words = {_ABBREVIATIONS.get(word, word) for word in _words(around)}
    sources = {source: 1.0 if names & words else 0.0 for source, names in _sources().items()}
    scores = np.array([sources[source] for source in own.sources[rows]], "float64")
    for year in map(float, re.findall(r"\b(?:19|20)\d\d\b", around)):
        first, last, published = own.years[rows].T
        scores += 0.6 * (((first <= year) & (year <= last)) | (published == year))
    for position, row in enumerate(rows):
        producers, claimed = _claims().get(own.row_ids[row], (frozenset(), frozenset()))
        scores[position] += 0.8 * bool(producers & words) + 2.0 * (own.places[row] not in places and not claimed.isdisjoint(places))
    return scores


def _scored(mention: Mention, places: Sequence[str]) -> list[tuple[float, int]]:
    """Rows with their scores, the best first, a limited number of them."""
    own, scored = index(), []
    for space in spaces(mention):
        rows, close = _near(mention, space)
        scores = close + own.priors[rows] + _by_context(mention, rows) + _by_place(mention, rows, places)
        if len(rows) > 3 * _CANDIDATES:
            best = np.argpartition(-scores, 3 * _CANDIDATES)[: 3 * _CANDIDATES]
            rows, scores = rows[best], scores[best]
        scores = scores + _named(mention, rows, places)
        scored += [(float(score), int(row)) for score, row in zip(scores, rows, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:_CANDIDATES]


def _is_distinctive(mention: Mention) -> bool:
    """Whether a number has so many digits that it is hardly the same by chance."""
    return mention.step > 0 and mention.low / mention.step >= 1000


def _has_figure(mention: Mention, row: int) -> bool:
    """Whether a figure or a bound of a row is that of the mention, by rounding; not only within its range."""
    own, factor = index(), SHARE_FACTORS.get(mention.unit, 1.0)
    ends = [tolerated(end * factor, mention.step * factor, mention.hedge) for end in (mention.low, mention.high)]
    return any(low <= value <= high for value in (own.value[row], own.low[row], own.high[row]) for low, high in ends)


def fits(mention: Mention, row: int, places: Sequence[str]) -> bool:
    """Whether a row may well be what the text speaks of, and does not only have the same number.

    A bare number fits every row that has it. With words around, a row of a country fits if the text names the country, or names
    none and the number has four digits or more that are no zeros; and it is about something that the text speaks of.
    """
    own = index()
    claimed = _claims().get(own.row_ids[row], (frozenset(), frozenset()))[1]
    is_named = own.places[row] in places or not claimed.isdisjoint(places)
    if not _has_figure(mention, row):
        return is_named and bool(int(own.tags[row]) & number_context.bits(mention.context) & _SUBJECTS)
    if not _words(f"{mention.before} {mention.after}"):
        return is_named or not places
    wanted, tags = number_context.bits(mention.context), int(own.tags[row])
    if is_named or own.world[row]:
        is_large = bool(own.world[row]) and mention.low >= 1e6
        return is_large or bool(tags & wanted & _SUBJECTS) or not wanted & _SUBJECTS
    return not places and _is_distinctive(mention) and bool(tags & wanted)


@cache
def repeated_rows() -> dict[str, str]:
    """The row of a primary source that each claim repeats, by the row of the claim."""
    return {row_id: row["repeats"] for row_id, row in claims_by_row().items() if row["repeats"] in index().numbers}


def ranked(mention: Mention, places: Sequence[str]) -> list[tuple[float, int]]:
    """Scores and rows (numbers in the catalogue): those that fit first, by the best of those that go back to one figure.

    The producer of a figure stands before the documents that repeat it.
    """
    own = index()
    groups: dict[str, list[tuple[float, int]]] = {}
    for score, row in _scored(mention, places):
        groups.setdefault(repeated_rows().get(own.row_ids[row], own.row_ids[row]), []).append((score, row))
    ordered, later = [], []
    fitting = {producer: any(fits(mention, row, places) for _, row in members) for producer, members in groups.items()}
    for producer, members in sorted(groups.items(), key=lambda group: (not fitting[group[0]], -group[1][0][0])):
        first = own.numbers[producer]
        rest = [member for member in members if member[1] != first]
        ordered += [(members[0][0], first), *rest[:1]]
        later += rest[1:]
    return ordered + later
