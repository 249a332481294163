"""How places differ in one series, in words: figures of one year beside each other, and never a figure that is not printed.

A mask, a range and an absence are no figure. No difference, ratio or rank of counts is stated: they follow the effort to
detect, which differs between countries.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.contract.vocabulary import Indicator
from layouts import format as words

EFFORT = (
    "Not comparable between countries: each is what one country's authorities detected and reported, not how much trafficking there is."
)
MODELLED = "Editions differ in method; only figures from the same edition can be compared."
_SINGLE = ("figure", "zero")
_NUMBERS = {3: "three", 4: "four", 5: "five"}
Row = Mapping[str, Any]
# The rows of a place, each with its ``status`` and its year (``stop``), under the name of the place.
Named = tuple[str, Sequence[Row]]


def _singles(rows: Sequence[Row]) -> dict[int, Row]:
    """The rows with one figure or rating, by their years."""
    return {int(row["stop"]): row for row in rows if row["status"] in _SINGLE}


def _beside(indicator: Indicator, figures: Mapping[str, Row]) -> str:
    """Figures beside each other, equal ones once: 'Thailand and Vietnam: Tier 2; Cambodia: Tier 3'."""
    names: dict[str, list[str]] = {}
    for name, row in figures.items():
        names.setdefault(words.figure(indicator, row), []).append(name)
    return "; ".join(f"{words.listed_places(own)}: {text}" for text, own in names.items())


def _is_of_one_kind(rows: Sequence[Row]) -> bool:
    return all(len({row.get(name) for row in rows}) == 1 for name in ("unit", "basis", "range_kind"))


def _unlike(indicator: Indicator, rows: Sequence[Row]) -> str:
    """That counts are not even of one kind; '' where they are."""
    is_counted = indicator.table == "estimates" and indicator.kind == "administrative_count"
    return "The figures were not obtained in the same way." if is_counted and not _is_of_one_kind(rows) else ""


def _agreement(series: Sequence[Mapping[int, Row]]) -> str:
    """In how many years the ratings of all are the same."""
    years = set.intersection(*(set(own) for own in series))
    same = sum(len({own[year]["rating"] for own in series}) == 1 for year in years)
    every = "both" if len(series) == 2 else f"all {_NUMBERS[len(series)]}"
    return f"The same for {every} in {same} of {len(years)} years." if len(years) > 1 else ""


def _others(series: Mapping[str, Mapping[int, Row]], year: int) -> list[str]:
    """What there is of the places without a figure of the year."""
    latest = {name: max(own) for name, own in series.items() if year not in own}
    return (
        [f"No figure for {year}: {'; '.join(f'{words.in_sentence(name)} (latest {last})' for name, last in latest.items())}."]
        if latest
        else []
    )


def _yearly(indicator: Indicator, series: Mapping[str, Mapping[int, Row]]) -> list[str]:
    years = {year: sum(year in own for own in series.values()) for own in series.values() for year in own}
    year = max(years, key=lambda year: (years[year], year))
    if years[year] < 2:
        latest = words.listed([f"{max(own)} ({words.in_sentence(name)})" for name, own in series.items()])
        return [f"No year has a figure for more than one of them; the latest are from {latest}."]
    figures = {name: own[year] for name, own in series.items() if year in own}
    agreement = _agreement([own for own in series.values() if year in own]) if indicator.table == "ratings" else ""
    unlike = _unlike(indicator, list(figures.values()))
    return [f"In {year}, {_beside(indicator, figures)}.", unlike, agreement, *_others(series, year)]


def _dated(indicator: Indicator, named: Sequence[Named]) -> list[str]:
    dates = {name: rows[-1] for name, rows in named if rows}
    return [words.sentence(_beside(indicator, dates)) + "."]


def _by_edition(indicator: Indicator, named: Sequence[Named], editions: Mapping[str, str]) -> list[str]:
    """The latest edition that has figures of the most places."""
    figures: dict[str, dict[str, Row]] = {source: {} for source in editions}
    for name, rows in named:
        for row in rows:
            if row["status"] in _SINGLE:
                figures[row["source_id"]][name] = row
    chosen = max(reversed(figures), key=lambda source: len(figures[source]))
    if len(figures[chosen]) < 2:
        return ["No edition has a figure for more than one of them."]
    return [f"{editions[chosen]}: {_beside(indicator, figures[chosen])}."]


def sentences(indicator: Indicator, named: Sequence[Named], *, editions: Mapping[str, str] | None = None) -> str:
    """What places have in one series, beside each other, and how they differ.

    ``named``: the rows of each place, empty where there are none; ``editions``: titles of the sources, the earliest first, where
    the series is made of single editions.
    """
    if indicator.unit == "date":
        return " ".join(_dated(indicator, named)) if any(rows for _, rows in named) else ""
    series = {name: own for name, rows in named if (own := _singles(rows))}
    if len(series) < 2:
        only = f"Only one of them has a figure: {words.in_sentence(next(iter(series)))}." if series else "None of them has a single figure."
        return only if len(named) > 1 else ""
    parts = _by_edition(indicator, named, editions) if editions else _yearly(indicator, series)
    notes = {"administrative_count": EFFORT, "model_estimate": MODELLED if editions else ""}
    return " ".join(filter(None, (*parts, notes.get(indicator.kind, ""))))
