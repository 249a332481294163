"""Shares and rates of time in a text: "one in four", "two-thirds", "every 30 seconds"; and scores, "4 of 15"."""

import re
from collections.abc import Iterator

from etl.queries.mention import Mention
from etl.queries.number_words import NUMBER, read

_COUNT = (
    r"(?:(?<![\d.,])\d[\d,]{0,12}(?:\.\d{1,4}(?!\d))?(?:\s+(?:hundred|thousand|million))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|a)"
)
_ONE_IN = re.compile(
    rf"\b(?P<part>{_COUNT})(?:\s+(?!scores?\b)\w+)?\s*(?:in|out\s+of|of)(?:\s+every)?\s+(?P<whole>\d[\d,]{{0,12}}(?:\s+(?:hundred|thousand|million))?|two|three|four|five|six"
    r"|seven|eight|nine|ten|twenty|a\s+hundred|a\s+thousand)\b(?!\s*(?:%|per|million|billion|[.,]\d))",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
_SHARE = re.compile(
    r"(?:\b(?P<count>an?|one|two|three|four|nine|1|2|3|4)[\s-]+(?P<part>thirds?|quarters?|fifths?|tenths?|half)\b|(?<!second\s)(?<!first\s)\b(?P<half>half)(?=\s+(?:of|the|all|are|were)\b)"
    r"|\b(?P<top>[1-9])/(?P<bottom>[2-9]|10)\b)(?!\s*(?:of\s+)?(?:a\s+)?(?:million|billion|dozen|hundred|thousand|year|century|hour|decade|day))",
    re.IGNORECASE,
)
# Where a text speaks of a score, "4 of 15" is one and no share.
_SCORE = re.compile(r"\b(?:scor(?:es?|ed|ing)|3P)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s|\n")
_NEAR = 80
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


def _value(text: str) -> float:
    """The value of a simple count in 'one in four'."""
    lowered = text.casefold().replace("a ", "one ") if text.casefold() != "a" else "one"
    return read(lowered).value


def _share(text: str, start: int, end: int, part: float, whole: float) -> Mention:
    return Mention(text[start:end], start, end, 100 * part / whole, 100 * part / whole, 100 / whole, "one_in")


def _score(text: str, match: re.Match[str], whole: float) -> Mention | None:
    """A score of so many points, in per cent of the scale where that has 100; None for a share."""
    start, end = match.span()
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if not match["part"][0].isdigit() or not _SCORE.search(f"{_SENTENCE.split(before)[-1]} {_SENTENCE.split(after)[0]}"):
        return None
    points = read(match["part"], decimal=True)
    return Mention(text[start:end], start, end, points.value, points.value, points.step, "percent" if whole == 100 else "")


def shares(text: str, blank: str) -> Iterator[Mention]:
    """The shares in a text; ``blank``: the text with blanks for what is no figure."""
    for match in _ONE_IN.finditer(blank):
        part, whole = _value(match["part"]), _value(match["whole"])
        if 0 < part < whole:
            yield _score(text, match, whole) or _share(text, *match.span(), part, whole)
    for match in _SHARE.finditer(blank):
        if match["half"]:
            yield _share(text, *match.span(), 1, 2)
        elif match["top"]:
            if int(match["top"]) < int(match["bottom"]):
                yield _share(text, *match.span(), int(match["top"]), int(match["bottom"]))
        else:
            part = 1 if match["count"].casefold() in ("a", "an") else _value(match["count"])
            yield _share(text, *match.span(), part, _PARTS[match["part"].casefold()])


def rates_of_time(text: str) -> Iterator[Mention]:
    """What happens every so many seconds, minutes or hours, as events a year."""
    for match in _EVERY.finditer(text):
        count = read(match["count"]).value if match["count"] else 1.0
        if count:
            yearly = _YEAR_SECONDS / (count * _SECONDS[match["unit"].casefold()])
            yield Mention(match[0], *match.span(), yearly, yearly, 10 ** (len(f"{yearly:.0f}") - 2), "per_time")
