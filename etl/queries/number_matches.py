"""What the atlas holds of a number that somebody read: rows whose figure it is, or may be by rounding, the likeliest first.

Every estimate, score, count of a flow and claim is looked at (number_index). A match is judged by how close its figure is, whether
it is of the place and of what the text speaks of, and by who says it: producers stand before those who repeat them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.queries import number_context, place_summary, row_links
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.number_index import COUNT, SHARE, SHARE_FACTORS, TIMES, USD, Floats, Index, Integers, index
from etl.queries.number_mentions import Mention

# No count of people, cases or countries is as large as this; a bare number that is, is money.
LARGEST_COUNT = 8e9
_TOLERANCE = 0.1
_CANDIDATES = 80
# What narrows a figure to a part of what others count: a row with such a tag is less likely where the text has no word of it.
_NARROW = ("women", "men", "children", "adults", "sexual", "marriage", "soldiers", "child_labour", "prostitution", "organs", "deaths")
_PARTS = (
    "state_imposed",
    "agriculture",
    "private",
    "vulnerable",
    "across_borders",
    "moved",
    "visas",
    "hotline",
    "person",
    "price",
    "response",
)
_NARROW_BITS = number_context.bits((*_NARROW, *_PARTS))
_MONEY = {"profit", "revenue", "market", "price"}
_KINDS_OF_COUNT = ("people", "countries", "cases", "parties", "age", "index")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and for with global estimate estimates report reports united nations states office data file trafficking index international".split()
)


@dataclass(frozen=True)
class Match:
    """A row whose figure fits a mention.

    ``table``: estimates, ratings, flows or claims; ``counts``: what it counts or judges; ``years``: the period in words;
    ``figure``: as printed; ``range_words``: what its range is; ``rounded``: '' where the text has the figure itself, else how
    the one becomes the other; ``is_repeated``: whether it is the claim of a document, and no producer's own; ``producer``: who is
    responsible for it, as the document names them, '' for nobody; ``claim_id``: '' for a row of a primary source; ``score``:
    the higher, the likelier, comparable within one mention.
    """

    row_id: str
    table: str
    source_id: str
    source: str
    publisher: str
    counts: str
    years: str
    place: str
    place_name: str
    figure: str
    range_words: str
    rounded: str
    is_repeated: bool
    is_superseded: bool
    producer: str
    claim_id: str
    quantity: str
    link: str
    score: float


def _spaces(mention: Mention) -> tuple[str, ...]:
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
    best = np.zeros(len(own.catalogue))
    ends = []
    for end in dict.fromkeys((mention.low * factor, mention.high * factor)):
        low, high = tolerated(end, mention.step * factor, mention.hedge)
        part = points.near(low, high)
        near = np.zeros(len(own.catalogue))
        np.maximum.at(near, points.rows[part], _closeness(points.values[part], end, low, high))
        ends.append(near)
    best = (
        np.maximum.reduce(ends)
        if len(ends) == 1
        else np.where((ends[0] > 0) & (ends[1] > 0), (ends[0] + ends[1]) / 2, np.maximum(*ends) - 1)
    )
    wide = own.ranges[space]
    holds = (own.low[wide] <= mention.low * factor) & (own.high[wide] >= mention.high * factor) & (own.high[wide] <= 3 * own.low[wide])
    best[wide[holds]] = np.maximum(best[wide[holds]], 0.8)
    rows = np.flatnonzero(best > 0)
    return rows, best[rows]


def _popcount(values: Integers) -> Floats:
    return np.bitwise_count(values).astype("float64")


def _by_context(mention: Mention, own: Index, rows: Integers) -> Floats:
    tags, wanted = own.tags[rows], number_context.bits(mention.context)
    common = np.minimum(_popcount(tags & wanted), 4) * 0.7
    narrow = _popcount(tags & _NARROW_BITS & ~wanted) * 0.45
    kinds = [number_context.bit(kind) for kind in _KINDS_OF_COUNT if kind in mention.context]
    unlike = np.zeros(len(rows))
    if kinds:
        every = number_context.bits(_KINDS_OF_COUNT)
        unlike = np.where(((tags & every) != 0) & ((tags & sum(kinds)) == 0), 0.9, 0.0)
    result: Floats = common - narrow - unlike
    return result


def _by_place(mention: Mention, own: Index, rows: Integers, places: Sequence[str]) -> Floats:
    world = own.world[rows]
    large = 1.5 if mention.high >= 1e6 else 0.7 if mention.high >= 1e5 else 0.4
    if not places:
        return np.where(world, large, 0.0)
    codes = own.catalogue["place"].iloc[rows]
    same = codes.isin(list(places)).to_numpy()
    return np.where(same, 2.0, np.where(world, 0.3 * large, -1.2))


@cache
def _names_of_sources() -> dict[str, frozenset[str]]:
    columns = ("source_id", "short_title", "publisher", "title")
    rows = atlas()["sources"]
    return {row.source_id: _words(" ".join(str(getattr(row, name)) for name in columns[1:])) for row in rows.itertuples()}


@cache
def _named_producers() -> dict[str, frozenset[str]]:
    rows = atlas()["claims"].query("produced_by != ''")
    return {str(row.row_id if isinstance(row.row_id, str) else row.claim_id): _words(row.produced_by) for row in rows.itertuples()}


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORDS.findall(text)) - _COMMON


_ABBREVIATIONS = {"ilo": "labour", "gsi": "slavery", "nrm": "referral", "unodc": "unodc", "tip": "persons", "iom": "migration"}


def _by_source(mention: Mention, own: Index, rows: Integers) -> Floats:
    """Whether the text names the publisher, or a year of the row."""
    around = f"{mention.before} {mention.after}"
    words = _words(around)
    words |= {_ABBREVIATIONS[word] for word in words & set(_ABBREVIATIONS)}
    bonus = {
        source: 1.0
        for source, names in _names_of_sources().items()
        if len(words & names) > 0 and words & names - {"human", "slavery", "forced"}
    }
    scores = own.catalogue["source_id"].iloc[rows].map(bonus).fillna(0.0).to_numpy("float64").copy()
    years = [float(year) for year in re.findall(r"\b(?:19|20)\d\d\b", around)]
    if years:
        near = own.catalogue[["year_start", "year_end", "published_year"]].iloc[rows].to_numpy("float64")
        fits = np.any([(near[:, 0] <= year) & (year <= near[:, 1]) | (near[:, 2] == year) for year in years], axis=0)
        scores += 0.6 * fits
    named = _named_producers()
    for position, row_id in enumerate(own.catalogue["row_id"].iloc[rows]) if len(rows) <= 3 * _CANDIDATES else ():
        scores[position] += 0.8 if words & named.get(row_id, frozenset()) - {"human", "study", "unnamed"} else 0.0
    return scores


def _scored(mention: Mention, places: Sequence[str]) -> list[tuple[float, int]]:
    """Rows with their scores, the best first, a limited number of them."""
    own, scored = index(), []
    for space in _spaces(mention):
        rows, close = _near(mention, space)
        scores = close + own.priors[rows] + _by_context(mention, own, rows) + _by_place(mention, own, rows, places)
        if len(rows) > 3 * _CANDIDATES:
            best = np.argpartition(-scores, 3 * _CANDIDATES)[: 3 * _CANDIDATES]
            rows, scores = rows[best], scores[best]
        scores = scores + _by_source(mention, own, rows)
        scored += [(float(score), int(row)) for score, row in zip(scores, rows, strict=True)]
    return sorted(scored, reverse=True)[:_CANDIDATES]


@cache
def _repeats() -> dict[str, str]:
    """The row of a primary source that each claim repeats, by the row of the claim."""
    claims = atlas()["claims"].query("repeats != '' and row_id.notna()")
    return {row.row_id: row.repeats for row in claims.itertuples() if row.repeats in index().numbers}


def _producers_first(scored: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """The rows by the best of those that go back to one figure; its producer before the documents that repeat it."""
    row_ids, numbers = index().catalogue["row_id"], index().numbers
    groups: dict[str, list[tuple[float, int]]] = {}
    for score, row in scored:
        row_id = str(row_ids.iat[row])
        groups.setdefault(_repeats().get(row_id, row_id), []).append((score, row))
    ordered, later = [], []
    for producer, members in sorted(groups.items(), key=lambda item: -item[1][0][0]):
        first = numbers[producer]
        rest = [member for member in members if member[1] != first]
        ordered += [(members[0][0], first), *rest[:1]]
        later += rest[1:]
    return ordered + later


def _claim(row_id: str) -> pd.Series | None:
    claims = atlas()["claims"]
    rows = claims[(claims["row_id"] == row_id) | (claims["claim_id"] == row_id)]
    return rows.iloc[0] if len(rows) else None


def _counts(row: Any, claim: pd.Series | None) -> str:
    if claim is not None:
        return str(claim["counted"])
    words = [vocabulary.indicators()[row["indicator"]].label]
    words += [vocabulary.label(name, row[name]) for name in ("form", "sex", "age") if row.get(name, "all") != "all"]
    return ", ".join(words)


def _rounded(mention: Mention, printed: str, score: float, row: int) -> str:
    """How the figure of a row becomes that of the mention; '' where it is the same."""
    own = index().catalogue.iloc[row]
    factor = SHARE_FACTORS.get(own["unit"], 1.0)
    values = [own[name] * factor for name in ("value", "value_low", "value_high") if own[name] == own[name]]
    ends = {end * SHARE_FACTORS.get(mention.unit, 1.0) for end in (mention.low, mention.high)}
    if all(any(np.isclose(value, end, rtol=1e-6) for value in values) for end in ends):
        return ""
    near = [
        value
        for value in values
        if any(tolerated(end, mention.step, mention.hedge)[0] <= value <= tolerated(end, mention.step)[1] for end in ends)
    ]
    if not near:
        return f"{mention.text} lies within {printed}" if len(values) > 1 else f"{printed}; the text has {mention.text}"
    return f"{printed}, {'rounded to' if len(ends) == 1 else 'near'} {mention.text}"


def _match(mention: Mention, score: float, row: int) -> Match:
    entry = index().catalogue.iloc[row]
    record, claim = atlas()[entry["table"]].iloc[int(entry["position"])], _claim(entry["row_id"])
    source = atlas()["sources"].set_index("source_id").loc[entry["source_id"]]
    printed, first, last = str(record["as_printed"]), entry["year_start"], entry["year_end"]
    years = "" if first != first else f"{first:.0f}" if first == last else f"{first:.0f} to {last:.0f}"
    claim_id = "" if claim is None else str(claim["claim_id"])
    quantity = record.get("quantity_id")
    return Match(
        row_id=str(entry["row_id"]),
        table=str(entry["table"]),
        source_id=str(entry["source_id"]),
        source=str(source["short_title"]),
        publisher=str(source["publisher"]),
        counts=_counts(record, claim),
        years=years,
        place=str(entry["place"]),
        place_name=place_summary.names().get(str(entry["place"]), str(record.get("destination_printed", ""))),
        figure=printed,
        range_words=vocabulary.label("range_kind", record["range_kind"]) if "range_kind" in record else "",
        rounded=_rounded(mention, printed, score, row),
        is_repeated=entry["source_id"] in documents(),
        is_superseded=entry["source_id"] in superseded(),
        producer=str(source["publisher"]) if claim is None else str(claim["produced_by"]),
        claim_id=claim_id,
        quantity=quantity if isinstance(quantity, str) else "",
        link=row_links.of_claim(claim_id) if claim_id else row_links.of_row(entry["table"], record, entry["row_id"]),
        score=score,
    )


def matches(mention: Mention, *, places: Sequence[str] = (), most: int = 10) -> tuple[Match, ...]:
    """The rows that a mention may stand for, the likeliest first, ``most`` of them; none where the atlas lacks the number.

    ``places``: codes of the places that the text speaks of. A unit must fit: dollars match dollars, shares match shares and
    rates, and other currencies match nothing.
    """
    return tuple(_match(mention, score, row) for score, row in _producers_first(_scored(mention, places))[:most])
