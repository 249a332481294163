"""Numbers, periods and ranges in words: "11.7 million people; range not checked (only a copy seen)".

One home for wording, so that a map, its table and its evidence agree to the letter.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from typing import Any

from etl.contract import dates, vocabulary
from etl.contract.row_figures import is_missing
from etl.contract.vocabulary import Indicator

RATES = {"per_1000": "per 1,000", "per_100k": "per 100,000", "per_million": "per million", "percent_score": "of 100"}
# What follows a number of a unit: after one, after any other.
_AFTER = {
    "persons": ("person", "people"),
    "cases": ("offence", "offences"),
    "persons_per_year": ("person a year", "people a year"),
    "countries": ("country", "countries"),
    "case_files": ("case", "cases"),
    "incidents": ("incident", "incidents"),
    "reports": ("report", "reports"),
    "decisions": ("decision", "decisions"),
    "letters": ("letter", "letters"),
    "times": ("time", "times"),
    "years_of_age": ("year old", "years old"),
    "parties": ("state or organisation", "states and organisations"),
}
_DOLLARS = {"usd": "", "usd_once": "", "usd_per_person": " per person", "usd_once_per_person": ""}
# Names of places that take the article in a sentence, besides those of these words.
_THE = {
    "Bahamas",
    "Comoros",
    "Gambia",
    "Maldives",
    "Netherlands",
    "Philippines",
    "Seychelles",
    "World",
    "Holy See",
    "Netherlands Antilles",
    "Caribbean",
    "Arab States",
}
_THE_WORDS = (
    "United ",
    "Islands",
    "Republic",
    "Union",
    "Middle East",
    "Americas",
    "Territory",
    "Territories",
    "Isle of",
    "Former ",
    "Bloc",
    "League of",
)
Row = Mapping[str, Any]


def plain(number: float, digits: int = 3) -> str:
    """A number in full where it is whole and below a million, else with ``digits`` significant digits: 151,353; 9.98; 104.6.

    A number of hundreds has a decimal, too, as publishers print it.
    """
    if number == int(number) and abs(number) < 10**6:
        return f"{int(number):,}"
    text = significant(number, max(digits, 4) if abs(number) >= 100 else digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(number: float, digits: int = 3) -> str:
    """A number with ``digits`` significant digits, zeros at the end included: 19.0; 0.720; a zero is 0."""
    rounded = float(f"{number:.{digits}g}")
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded)))) if rounded else 0
    return f"{rounded:,.{decimals}f}"


def counted(number: int, one: str, several: str = "") -> str:
    """How many there are of something: '1 row', '1,024 rows', '2 countries'."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def large(number: float) -> str:
    """A number in millions or billions where it is that large: 11.7 million."""
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if abs(number) >= size:
            return f"{plain(number / size, 4)} {word}"
    return plain(number)


def quantity(number: float, unit: str) -> str:
    """A number with its unit in words."""
    if unit in _DOLLARS:
        return f"US$ {large(number)}{_DOLLARS[unit]}"
    if unit in RATES:
        return f"{plain(number)} {RATES[unit]}"
    if unit == "percent":
        return f"{large(number)}%"
    return f"{large(number)} {_AFTER[unit][int(number != 1)]}" if unit in _AFTER else large(number)


def sentence(text: str) -> str:
    """A text with a capital first letter, names in it as they are."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """A text with a small first letter, for the middle of a sentence; abbreviations and numbers as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def with_count(label: str, count: int) -> str:
    """A label with how many there are of it: 'Tier 1 (33)', 'range not checked, only a copy seen (4)'."""
    return f"{without_brackets(label)} ({count:,})"


def without_brackets(label: str) -> str:
    """A label before a count in brackets: what stands in brackets itself follows a comma."""
    return label.replace(" (", ", ").replace(")", "")


def without_aside(label: str) -> str:
    """A label without what it adds in brackets: 'range not checked'."""
    return label.partition(" (")[0]


def in_sentence(name: str) -> str:
    """The name of a place as it stands in a sentence: 'the United Kingdom', 'Nepal'."""
    # Of several places in one name the first decides: 'Europe and the Americas'.
    first = name.partition(", ")[0].partition(" and the ")[0]
    takes = name in _THE or any(word in first for word in _THE_WORDS)
    return f"the {name.lower() if name == 'World' else name}" if takes and not name.startswith("the ") else name


def listed(texts: Iterable[str], word: str = "and") -> str:
    """Texts in a sentence: '2013, 2016 and 2018'; '' for none."""
    *others, last = [*texts] or [""]
    return f" {word} ".join(filter(None, (", ".join(others), last)))


def listed_places(names: Iterable[str]) -> str:
    """Names of places as they stand together in a sentence: 'Mexico and the Philippines'."""
    return listed(map(in_sentence, names))


def period(first: int, last: int) -> str:
    """A period in words."""
    return str(first) if first == last else f"{first} to {last}"


def years(numbers: Iterable[int]) -> str:
    """Years in words, runs of them together: '2011, 2019 to 2021'; '' for none."""
    return ", ".join(period(first, last) for first, last in _runs(numbers))


def none_of_years(numbers: Iterable[int]) -> str:
    """Years of none of which there is something, in words: '2010 or 2011', '2010, 2012 or 2015 to 2018'; '' for none."""
    parts = [text for first, last in _runs(numbers) for text in ([str(first), str(last)] if last - first == 1 else [period(first, last)])]
    return listed(parts, "or")


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last year of each run of years."""
    order = sorted(set(numbers))
    ends = [*order[:1], *(year for pair in itertools.pairwise(order) if pair[1] - pair[0] > 1 for year in pair), *order[-1:]]
    return list(zip(ends[::2], ends[1::2], strict=True))


def rating(indicator: Indicator, row: Row) -> str:
    """A rating in words: 'Tier 2 Watch List', 'Tier 1 or Tier 2', '15 of 15', '21 August 2002', 'between 2018 and 2020'."""
    if indicator.unit == "date" and not indicator.step(str(row["rating"])):
        return date(str(row["rating"]))
    if not indicator.scale:
        return f"{round(float(row['rating']), 2):,.10g} of {plain(indicator.maximum or 0)}"
    steps = [indicator.step(code) for code in str(row["rating"]).split("|")]
    return " or ".join(step.label for step in steps if step)


_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def date(rating: str) -> str:
    """A day, a month or a span of years in words: '21 August 2002', 'between 2018 and 2020'."""
    if parts := dates.parts(rating):
        year, month, day = parts
        return f"{day or ''} {_MONTHS[month - 1]} {year}".lstrip()
    ends = dates.window(rating)
    if ends is None:
        raise ValueError(f"'{rating}' is not a date")
    return f"by {ends[1]}" if ends[0] is None else f"between {ends[0]} and {ends[1]}"


def _unit(indicator: Indicator, row: Row) -> str:
    return str(row.get("unit") or indicator.unit)


def _spread(low: float, high: float, unit: str) -> str:
    return quantity(high, unit).replace(large(high), f"{large(low)} to {large(high)}", 1)


def _bounds(indicator: Indicator, row: Row) -> str:
    low, high, kind = row["value_low"], row["value_high"], row["range_kind"]
    if kind == "masked" and is_missing(low):
        return "masked (no bounds printed)"
    if kind == "masked":
        return f"masked ({plain(low)} to {quantity(high, _unit(indicator, row))})"
    if kind in ("conflicting", "producer_range"):
        return _spread(low, high, _unit(indicator, row))
    if kind == "at_most":
        below = "fewer than" if str(row.get("as_printed", "")).startswith("<") else "at most"
        return f"{below} {quantity(high, _unit(indicator, row))}"
    return f"more than {quantity(low, _unit(indicator, row))}"


def figure(indicator: Indicator, row: Row) -> str:
    """A row without its range: '11.7 million people', 'more than US$ 15 billion', 'Tier 3'."""
    if indicator.table == "ratings":
        return rating(indicator, row)
    if is_missing(row["value"]):
        return _bounds(indicator, row)
    unit = _unit(indicator, row)
    return f"{_number(indicator, row)} {RATES[unit]}" if unit == "per_100k" else quantity(row["value"], unit)


def _number(indicator: Indicator, row: Row) -> str:
    """The figure of a row: a rate per 100,000 of the publisher as it rounds it, one computed here with three digits."""
    if _unit(indicator, row) != "per_100k":
        return large(row["value"])
    return printed(row) if row.get("basis") == "printed" else significant(row["value"])


def short(indicator: Indicator, row: Row) -> str:
    """A row in the fewest words, beside the name of its indicator: '10,627', '5 to 12', 'masked (<5)', 'WL', '15'."""
    if indicator.unit == "score":
        return plain(float(row["rating"]))
    if indicator.table == "ratings":
        return tier(str(row["rating"])) if indicator.code == "tip_tier" and row["rating"] != "SC" else rating(indicator, row)
    if row["range_kind"] == "masked":
        return "masked" if is_missing(row["value_low"]) else f"masked ({printed(row)})"
    return _number(indicator, row) if not is_missing(row["value"]) else _bounds(indicator, row)


def tier(code: str) -> str:
    """A tier in the fewest letters, beside a legend that explains them: '1', 'WL' for the Watch List, '1 or 2'."""
    return code.replace("2W", "WL").replace("|", " or ")


def printed(row: Row) -> str:
    """The figure or the mask as the source prints it, without the population behind a rate."""
    return str(row["as_printed"]).partition(" / ")[0]


def span(indicator: Indicator, row: Row) -> str:
    """The range of a row in words: '140,000 to 160,000 people', 'no range published', 'at least'; '' where it is masked."""
    if indicator.table == "ratings":
        unclear = "exact date not seen, only a span of years" if indicator.unit == "date" else "not known which of the two"
        return "" if is_missing(row["rank_high"]) else unclear
    low, high, kind = row["value_low"], row["value_high"], row["range_kind"]
    if kind == "masked":
        return ""
    if is_missing(low) or is_missing(high) or is_missing(row["value"]):
        return vocabulary.label("range_kind", kind)
    return _spread(low, high, _unit(indicator, row))


def reading(indicator: Indicator, row: Row) -> str:
    """A row in one line: figure and range, and how it was obtained where not as published; a lone bound is both."""
    bound = indicator.table == "estimates" and is_missing(row["value"]) and row["range_kind"] in ("at_least", "at_most")
    return "; ".join(part for part in (figure(indicator, row), "" if bound else span(indicator, row)) if part) + obtained(row)


def obtained(row: Row) -> str:
    """How a row was obtained, behind its figure: ' (derived)'; '' where it is as published."""
    basis = row.get("basis", "printed")
    return "" if basis == "printed" else f" ({vocabulary.label('basis', basis)})"
