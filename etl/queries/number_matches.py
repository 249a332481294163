"""What the atlas holds of a number that somebody read: rows whose figure it is, or may be by rounding, the likeliest first.

Every estimate, score, count of a flow and claim is looked at (number_index, number_ranking); producers stand before those who
repeat them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.table_contract import quotations
from etl.queries import number_fit, number_ranking, place_summary, row_links, source_scope
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.mention import Mention
from etl.queries.number_index import FIGURES, SHARE_FACTORS, index

_AFTER_NUMBERS = {"per_1000": " per 1,000", "per_100k": " per 100,000", "per_million": " per million", "percent": "%"}

_UNGROUPED = re.compile(r"(?<![\d.,])\d{5,}(?![\d,])(?!\.\d)")


@dataclass(frozen=True)
class Match:
    """A row whose figure fits a mention.

    ``table``: estimates, ratings, flows or claims; ``counts``: what it counts or judges; ``origin``: where the people of a flow are
    from, by name or as the source prints it in quotes, '' where they are of no flow; ``is_return``: whether they were returned from
    there; ``years``: the period in words, to the quarter;
    ``figure``: as printed, with thousands apart; ``range_words``: what its range is; ``rounded``: '' where the text has the figure
    itself, else how the one becomes the other; ``is_repeated``: whether it is the claim of a document, and no producer's own;
    ``group_only``: the only group that it counts, where the text does not speak of that, else '';
    ``has_one_end``: whether it has only one end of the range in the text;
    ``is_of_others``: whether it counts people of another origin than the text;
    ``fits``: whether it may well be what the text speaks of, and does not only have the same number; ``text_names``: what the
    text names that it is not of, where it would fit but for that or has the very number and place, else ''; ``producer``: who is
    responsible for it, as the document names them, '' for nobody; ``claim_id``: '' for a row of a primary source; ``locator``: where
    it stands in its source; ``quantity``: the question that it answers; ``score``: the higher, the likelier, comparable within one
    mention.
    """

    row_id: str
    table: str
    source_id: str
    source: str
    publisher: str
    counts: str
    origin: str
    is_return: bool
    years: str
    place: str
    place_name: str
    figure: str
    range_words: str
    rounded: str
    is_repeated: bool
    is_superseded: bool
    fits: bool
    text_names: str
    has_one_end: bool
    is_of_others: bool
    group_only: str
    producer: str
    claim_id: str
    locator: str
    caveat_ids: tuple[str, ...]
    quantity: str
    link: str
    score: float

    @property
    def is_of_group(self) -> bool:
        """Whether it counts a part of the people or of the forms only, and no document repeats it."""
        return ", " in self.counts and not self.claim_id

    @property
    def is_attributed(self) -> bool:
        """Whether somebody is named as its producer, and not only 'researchers (unnamed)'."""
        return bool(self.producer) and not self.producer.endswith("(unnamed)")


@cache
def _sources() -> Mapping[str, Mapping[str, Any]]:
    return {row["source_id"]: row for row in row_dicts(atlas()["sources"])}


def _counts(row: Mapping[str, Any], claim: Mapping[str, Any] | None) -> str:
    if claim is not None:
        return str(claim["counted"])
    words = [vocabulary.indicators()[row["indicator"]].label]
    words += [vocabulary.label(name, row[name]) for name in ("form", "sex", "age") if row.get(name, "all") != "all"]
    return ", ".join(words)


def _origin(record: Mapping[str, Any]) -> str:
    """Where the people of a flow are from: a country by its name, anything else as the source prints it."""
    is_place = record["origin"] in source_scope.areas()
    return place_summary.names()[record["origin"]] if is_place else f"“{record['origin_printed']}”"


def _years(entry: "pd.Series[Any]", claim: Mapping[str, Any] | None) -> str:
    """The period of a row in words; the year of a document is not that of a claim that states none."""
    first, last = entry["year_start"], entry["year_end"]
    if claim is not None and not claim["year_stated"]:
        return "year not stated"
    years = "" if np.isnan(first) else f"{first:.0f}" if first == last else f"{first:.0f} to {last:.0f}"
    return years if np.isnan(entry["quarter"]) else f"{years} Q{entry['quarter']:.0f}"


def _score(rating: float, indicator: str) -> str:
    """A score on its scale, '25.14 of 100', as the atlas writes it everywhere."""
    return f"{round(rating, 2):,.10g} of {vocabulary.indicators()[indicator].maximum or 0:g}"


def _figure(printed: str, unit: str, value: float) -> str:
    """A figure as printed, with thousands apart; digits alone get at most four digits behind them, and the unit of a rate.

    A rate that is worked out from what is printed, "149973 of 96706764", is the rate.
    """
    if unit.startswith("per_") and "per" not in printed and not np.isnan(value):
        printed = f"{value:.10g}"
    if not printed.replace(".", "", 1).isdigit():
        return _UNGROUPED.sub(lambda digits: f"{int(digits[0]):,}", printed).replace(" %", "%")
    number = float(printed)
    plain = f"{number:,.0f}" if number == int(number) else f"{float(f'{number:.4g}'):,}"
    return plain + _AFTER_NUMBERS.get(unit, "")


def _rounded(mention: Mention, row: int, figure: str) -> str:
    """How the figure of a row becomes that of the mention; '' where it is the same."""
    entry = index().catalogue.iloc[row]
    if figure == mention.text:
        return ""
    own = SHARE_FACTORS.get(mention.unit, 1.0)
    values = [entry[name] for name in FIGURES if not np.isnan(entry[name])]
    ends = {mention.low * own, mention.high * own}
    # Documents print thirds, and the tables have them with one or two digits; scores are shown with two.
    least = 0.05 if mention.unit == "one_in" and mention.low > 1 else 0.005 if entry["table"] == "ratings" else 0.0
    if all(any(np.isclose(value, end, rtol=1e-6, atol=least) for value in values) for end in ends):
        return _end_of_range(entry, figure, mention.low * own) if not mention.is_range else ""
    if mention.is_range:
        return f"{figure}; the text has {mention.text}"
    end, low, high = number_fit.tolerated(mention, mention.low)
    near = [value for value in values if low <= value <= high]
    if not near:
        return f"{mention.text} lies within its range" if len(values) > 1 else f"{figure}, given as {mention.text}"
    if of_range := _end_of_range(entry, figure, near[0]):
        return of_range
    return f"{figure}, {_way(mention, near[0] - end, mention.step * own / 2)} {mention.text}"


def _end_of_range(entry: "pd.Series[Any]", figure: str, number: float) -> str:
    """The figure of a row with its range, where a number is only an end of that; '' where it is the figure, or there is none."""
    value, low, high = (entry[name] for name in FIGURES)
    if np.isnan([value, low, high]).any() or np.isclose(value, number, rtol=1e-6):
        return ""
    ends = (float(f"{end / SHARE_FACTORS.get(entry['unit'], 1.0):.4g}") for end in (low, high))
    return f"{figure} (range {' to '.join(f'{end:,}'.removesuffix('.0') for end in ends)})"


def _way(mention: Mention, gap: float, half: float) -> str:
    """How a number becomes one that is lower by ``gap``, where ``half`` of the step of that is rounded up; a share is only near."""
    if mention.unit == "one_in":
        return "near"
    is_half = np.isclose(abs(gap), half, rtol=1e-6)
    if gap > 0:
        return "rounded down to" if is_half or gap > half else "rounded to"
    return "rounded to" if is_half or -gap < half else "rounded up to"


def _match(mention: Mention, score: float, row: int, places: Sequence[str]) -> Match:
    entry = index().catalogue.iloc[row]
    record = dict(atlas()[entry["table"]].iloc[int(entry["position"])])
    claim, source = index().claims.get(row), _sources()[entry["source_id"]]
    row_id = str(claim["claim_id"] if claim is not None and entry["table"] == "claims" else record[quotations()[entry["table"]].row_id])
    is_flow = entry["table"] == "flows"
    figure, quantity = _figure(str(record["as_printed"]), entry["unit"], float(record.get("value", np.nan))), record.get("quantity_id")
    figure = _score(entry["value"], record["indicator"]) if entry["table"] == "ratings" else figure
    claim_id = "" if claim is None else str(claim["claim_id"])
    named = number_fit.contradiction(mention, row, places)
    return Match(
        row_id=row_id,
        table=entry["table"],
        source_id=entry["source_id"],
        source=str(source["short_title"]),
        publisher=str(source["publisher"]),
        counts=_counts(record, claim),
        origin=_origin(record) if is_flow else "",
        is_return=is_flow and record["evidence"] == "repatriated",
        years=_years(entry, claim),
        place=entry["place"],
        place_name=place_summary.names().get(entry["place"], str(record.get("destination_printed", ""))),
        figure=figure,
        range_words=vocabulary.label("range_kind", record["range_kind"]) if "range_kind" in record else "",
        rounded=_rounded(mention, row, figure),
        is_repeated=entry["source_id"] in documents(),
        is_superseded=entry["source_id"] in superseded(),
        fits=named == "",
        text_names=number_fit.contradiction_of_place(mention, row, places) if named is None else named,
        has_one_end=number_fit.has_one_end(mention, row),
        is_of_others=number_fit.is_of_others(mention, row, places),
        group_only=number_fit.group_only(mention, row),
        producer=str(source["publisher"]) if claim is None else str(claim["produced_by"]),
        claim_id=claim_id,
        locator=str(record["locator"] if "locator" in record else f"{record['section']}, at character {record['offset']}"),
        caveat_ids=tuple(record["caveat_ids"]),
        quantity=quantity if isinstance(quantity, str) else "",
        link=row_links.of_claim(claim_id) if claim_id else row_links.of_row(entry["table"], record, row_id),
        score=score,
    )


def matches(mention: Mention, *, places: Sequence[str] = (), most: int = 10) -> tuple[Match, ...]:
    """The rows that a mention may stand for, the likeliest first, ``most`` of them; none where the atlas lacks the number.

    ``places``: codes of the places that the text speaks of. A unit must fit: dollars match dollars, shares match shares and
    rates, and other currencies match nothing.
    """
    return tuple(_match(mention, score, row, places) for score, row in number_ranking.ranked(mention, places)[:most])
