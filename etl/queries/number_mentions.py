"""The figures in running text: their value or range, unit, hedge, and the words around that say what they count.

Years, dates, pages, ages, durations and telephone numbers are no figures (not_figures). The order: what is none is blanked,
then shares ("one in four") and rates of time ("every 30 seconds"), then numbers, which join to ranges and to rates.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.queries import number_context
from etl.queries.not_figures import BLANK, blanked
from etl.queries.number_words import NUMBER, Number, read

UNITS = ("", "usd", "eur", "gbp", "money", "percent", "one_in", "per_1000", "per_100k", "per_million", "per_time", "times")


@dataclass(frozen=True)
class Mention:
    """A figure in a text, from ``start`` to ``end``.

    ``low`` and ``high`` are its ends, equal unless it is a range: in the ``unit`` (one of ``UNITS``; '' where none is written),
    of ``one_in`` per cent, of ``per_time`` events a year. ``step``: the value of one unit of the last digit written that is no
    zero. ``hedge``: 'at least', 'more than', 'up to', 'fewer than', 'nearly', 'about' or ''. ``before`` and ``after``: the words
    of the sentence between this figure and its neighbours; ``context``: their tags (number_context).
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    step: float
    unit: str = ""
    hedge: str = ""
    before: str = ""
    after: str = ""
    context: tuple[str, ...] = ()

    @property
    def is_range(self) -> bool:
        return self.low < self.high


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
_COUNT = r"(?:\d[\d,]{0,12}(?:\s+(?:hundred|thousand|million))?|one|two|three|four|five|six|seven|eight|nine|ten|a)"
_ONE_IN = re.compile(
    rf"\b(?P<part>{_COUNT})(?:\s+\w+)?\s*(?:in|out\s+of|of)(?:\s+every)?\s+(?P<whole>\d[\d,]{{0,12}}(?:\s+(?:hundred|thousand|million))?|two|three|four|five|six"
    r"|seven|eight|nine|ten|twenty|a\s+hundred|a\s+thousand)\b(?!\s*(?:%|per|million|billion|[.,]\d))",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
_SHARE = re.compile(
    r"(?:\b(?P<count>an?|one|two|three|four|nine|1|2|3|4)[\s-]+(?P<part>thirds?|quarters?|fifths?|tenths?|half)\b|(?<!second\s)(?<!first\s)\b(?P<half>half)(?=\s+(?:of|the|all|are|were)\b)"
    r"|\b(?P<top>[1-9])/(?P<bottom>[2-9]|10)\b)(?!\s*(?:of\s+)?(?:a\s+)?(?:million|billion|dozen|hundred|thousand|year|century|hour|decade|day))",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\b(?:every|each|alle)\s+(?:(?P<count>{NUMBER})\s+)?(?P<unit>seconds?|minutes?|hours?|sekunden|minuten|stunden)\b", re.IGNORECASE
)
_SECONDS = {
    "second": 1,
    "seconds": 1,
    "sekunden": 1,
    "minute": 60,
    "minutes": 60,
    "minuten": 60,
    "hour": 3600,
    "hours": 3600,
    "stunden": 3600,
}
_YEAR_SECONDS = 365.25 * 24 * 3600
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
_HEDGES = {
    "at least": r"at\s+least|no\s+fewer\s+than|not\s+less\s+than|a\s+minimum\s+of|minimum",
    "up to": r"up\s+to|as\s+many\s+as|as\s+much\s+as|at\s+most|no\s+more\s+than|a\s+maximum\s+of|upper\s+estimate\s+of|≤",
    "more than": r"more\s+than|over|above|exceed\w*|in\s+excess\s+of|upwards\s+of|well\s+over|greater\s+than|>",
    "fewer than": r"fewer\s+than|less\s+than|under|below|<",
    "nearly": r"nearly|almost|close\s+to|just\s+under|not\s+quite",
    "about": r"about|approximately|approx\.?|around|roughly|some|circa|ca?\.|an?\s+estimated|estimated(?:\s+at)?|estimates?\s+of|~|≈|rund|etwa|environ|or\s+so",
}
_HEDGE = tuple(
    (name, re.compile(rf"(?:^|(?<=[\s(,“\"]))(?:{pattern})\s*(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)) for name, pattern in _HEDGES.items()
)
_LATER = {
    "at least": r"\s*(?:\+|or\s+more\b|or\s+over\b|at\s+least\b|at\s+a\s+minimum\b|plus\b)",
    "up to": r"\s*(?:or\s+(?:fewer|less)\b|at\s+most\b)",
    "about": r"\s*or\s+so\b",
}
_COUNTED = re.compile(
    r"\s+(?:[\w'’-]+\s+){0,2}?(?:people|persons?|victims?|wom[ae]n|girls?|boys?|m[ae]n|child(?:ren)?|minors|adults?|countries|nations|states|cases|"
    r"convictions|prosecutions|referrals|incidents|arrests|suspects|survivors|traffickers|slaves|workers|routes|nationalities|parties|brothels)\b",
    re.IGNORECASE,
)
# Words further than this many characters from a figure do not say what it counts.
_NEAR = 240
_SENTENCE = re.compile(r"[.!?…](?=[\s”\"')\]]|$)|[\n;]|(?<=\w)[.!?](?=\[\d)")


def _value(text: str) -> float:
    """The value of a simple count in 'one in four'."""
    lowered = text.casefold().replace("a ", "one ") if text.casefold() != "a" else "one"
    return read(lowered).value


def _share(text: str, start: int, end: int, part: float, whole: float) -> Mention:
    return Mention(text[start:end], start, end, 100 * part / whole, 100 * part / whole, 100 / whole, "one_in")


def _shares(text: str, blank: str) -> Iterator[Mention]:
    for match in _ONE_IN.finditer(blank):
        part, whole = _value(match["part"]), _value(match["whole"])
        if 0 < part < whole:
            yield _share(text, *match.span(), part, whole)
    for match in _SHARE.finditer(blank):
        if match["half"]:
            yield _share(text, *match.span(), 1, 2)
        elif match["top"]:
            if int(match["top"]) < int(match["bottom"]):
                yield _share(text, *match.span(), int(match["top"]), int(match["bottom"]))
        else:
            part = 1 if match["count"].casefold() in ("a", "an") else _value(match["count"])
            yield _share(text, *match.span(), part, _PARTS[match["part"].casefold()])


def _times(text: str) -> Iterator[Mention]:
    for match in _EVERY.finditer(text):
        count = read(match["count"]).value if match["count"] else 1.0
        if count:
            yearly = _YEAR_SECONDS / (count * _SECONDS[match["unit"].casefold()])
            yield Mention(match[0], *match.span(), yearly, yearly, 10 ** (len(f"{yearly:.0f}") - 2), "per_time")


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
    ends = {"low": low.value * size, "high": high.value, "step": max(low.step * size, high.step)}
    return replace(one, text=text[one.start : two.end], end=two.end, unit=one.unit or two.unit, **ends), high


def _size(two: Mention, high: Number, low: Number) -> float:
    """What multiplies the second number of a range, for the first: of '10-30 million' a million."""
    for size in (10.0**12, 10.0**9, 10.0**6, 10.0**3, 100.0):
        if high.value >= size and low.value < high.value / size:
            return size
    return 1.0


def _combined(text: str, blank: str) -> Iterator[Mention]:
    pending: tuple[Mention, Number] | None = None
    for current in _numbers(text, blank):
        joined = _joined(text, pending, current, blank) if pending else None
        if joined is None and pending is not None:
            yield pending[0]
        pending = joined or current
    if pending is not None:
        yield pending[0]


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
        yield replace(mention, before=before.strip(), after=after.strip(), hedge=_hedge(before, after), context=tags)


def mentions(text: str) -> tuple[Mention, ...]:
    """The figures in a text, in its order; shares, ranges and rates are one figure each."""
    times = list(_times(text))
    blank = text
    for mention in times:
        blank = blank[: mention.start] + BLANK * len(mention.text) + blank[mention.end :]
    blank = blanked(blank)
    shares: list[Mention] = []
    for mention in _shares(text, blank):
        if BLANK not in blank[mention.start : mention.end]:
            shares.append(mention)
            blank = blank[: mention.start] + BLANK * len(mention.text) + blank[mention.end :]
    ordered = sorted([*times, *shares, *_combined(text, blank)], key=lambda mention: mention.start)
    return tuple(_placed(text, ordered))
