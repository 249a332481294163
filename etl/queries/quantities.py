"""Numbers in a text with their units, joined to ranges ("600 to 800") and to rates ("5.4 per 1,000")."""

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.queries.mention import Mention
from etl.queries.number_words import NUMBER, Number, read

_OTHER_MONEY = r"(?:A|AU|C|CA|CAN|HK|NZ|S|R)\$|¥|₹|\b(?:Rs\.?|INR|CHF|CAD|AUD)(?=\s?\d)"
_BEFORE = (
    rf"(?P<other>{_OTHER_MONEY})|(?P<usd>(?:\bUSD?|\bU\.S\.)?\s?\$|\bUSD?(?=\s?\d)|\bdollars(?=\s\d))|(?P<eur>€|\bEUR\b)|(?P<gbp>£|\bGBP\b)"
)
_AFTER = (
    r"(?P<per_1000>‰|per\s+(?:thousand|mille)\b)|(?P<percent>%|per\s?cent\b|percent(?:age\s+points?)?\b|pct\b|prozent\b|pour\s?cent\b|por\s?ciento\b|p\.c\.)"
    r"|(?P<other_after>-?(?:canadian|australian|hong\s+kong|new\s+zealand)[\s-]+dollars?|(?:swiss\s+)?francs?\b|rupees?\b|baht\b|yen\b|yuan\b|pesos?\b|kron(?:er|or)\b|CHF\b)"
    r"|(?P<usd_after>-?(?:(?:us|u\.s\.|american)[\s-]+)?dollars?\b|USD\b|US\s?\$|\$(?!\d))"
    r"|(?P<eur_after>-?euros?\b|EUR\b|€)|(?P<gbp_after>-?pounds?(?:\s+sterling)?\b|GBP\b|£(?!\d))|(?P<times>times\b|-?fold\b)"
)
_QUANTITY = re.compile(rf"(?:(?:{_BEFORE})\s?)?(?<![\w.,])(?P<number>{NUMBER})(?:\s?(?:{_AFTER}))?(?![\w]*\x00)", re.IGNORECASE)
_JOINS = re.compile(
    r"\s*(?:to|[-–—−]|or|bis|à|until)\s*(?:about\s+|as\s+many\s+as\s+|some\s+|even\s+)?(?:US\s?\$|USD\s?|\$)?\s*", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:and|und|et|y)\s*(?:US\s?\$|USD\s?|\$)?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|somewhere\s+between)\s*(?:about\s+|roughly\s+)?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rising|grew|grown|increas\w*|fell|fallen|fall|declin\w*|dropp?\w*|up|down|doubl\w*|went|jump\w*)\b[^.]{0,40}\bfrom\s*$",
    re.I,
)
_PER = re.compile(r"[^.;:!?\d\x00]{0,60}?\b(?:per|(?:for|in|of|out\s+of)\s+every|in\s+each|pro)\s*$", re.IGNORECASE)
_RATES = {1000.0: "per_1000", 100_000.0: "per_100k", 1_000_000.0: "per_million"}
_COUNTED = re.compile(
    r"\s+(?:[\w'’-]+\s+){0,2}?(?:people|persons?|victims?|wom[ae]n|girls?|boys?|m[ae]n|child(?:ren)?|minors|adults?|countries|nations|states|cases|"
    r"convictions|prosecutions|referrals|incidents|arrests|suspects|survivors|traffickers|slaves|workers|routes|nationalities|parties|brothels)\b",
    re.IGNORECASE,
)


def _unit(match: re.Match[str]) -> str:
    groups = {"other": "money", "other_after": "money"}
    name = next((name for name, value in match.groupdict().items() if value and name not in ("number", "mark")), "")
    return groups.get(name, name.removesuffix("_after"))


def _is_figure(match: re.Match[str], number: Number, blank: str) -> bool:
    """Whether a number is a figure: one in small words alone counts something, or is the whole text."""
    if not number.spelled or number.multiplied or _unit(match) or number.value >= 20:
        return True
    alone = blank.strip(" .!?\n") == match[0]
    return alone or (number.value > 1 and _COUNTED.match(blank, match.end()) is not None)


def _numbers(text: str, blank: str) -> Iterator[tuple[Mention, Number]]:
    """Every number with its unit, and what follows it as part of a range even where alone it would count nothing."""
    for match in _QUANTITY.finditer(blank):
        unit = _unit(match)
        number = read(match["number"], decimal=unit in ("percent", "times"))
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        if number.spelled and match["number"].casefold().startswith("a ") and not unit:
            start = match.start("number")
        joins = _JOINS.match(blank, end)
        if _is_figure(match, number, blank) or (joins and _QUANTITY.match(blank, joins.end())):
            yield Mention(text[start:end], start, end, number.value, number.value, number.step, unit), number


def _joined(text: str, first: tuple[Mention, Number], second: tuple[Mention, Number], blank: str) -> tuple[Mention, Number] | None:
    """Two numbers as one: a range, or a rate such as 5.4 per 1,000; None where they are two."""
    (one, low), (two, high) = first, second
    between = blank[one.end : two.start]
    if (unit := _RATES.get(high.value)) and not one.unit and not two.unit and _PER.fullmatch(between):
        return replace(one, text=text[one.start : two.end], end=two.end, unit=unit), low
    is_range = _JOINS.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(blank[max(0, one.start - 40) : one.start]))
    if not is_range or _CHANGE.search(blank[max(0, one.start - 90) : one.start]) or (one.unit and two.unit and one.unit != two.unit):
        return None
    size = 1.0
    if high.multiplied and not low.multiplied and low.value < 1000:
        size = _size(two, high, low)
    if low.value * size >= high.value:
        return None
    ends = (low.value * size, high.value, max(low.step * size, high.step))
    return Mention(text[one.start : two.end], one.start, two.end, *ends, unit=one.unit or two.unit), high


def _size(two: Mention, high: Number, low: Number) -> float:
    """What multiplies the second number of a range, for the first: of '10-30 million' a million."""
    for size in (10.0**12, 10.0**9, 10.0**6, 10.0**3, 100.0):
        if high.value >= size and low.value < high.value / size:
            return size
    return 1.0


def quantities(text: str, blank: str) -> Iterator[Mention]:
    """The quantities in a text; ``blank``: the text with blanks for what is no figure."""
    pending: tuple[Mention, Number] | None = None
    for current in _numbers(text, blank):
        joined = _joined(text, pending, current, blank) if pending else None
        if joined is None and pending is not None:
            yield pending[0]
        pending = joined or current
    if pending is not None:
        yield pending[0]
