"""Single numbers as people write them: digits with any separator, words, and what multiplies them.

Libraries that read numbers in texts (text2num, number-parser) turn words into digits and leave "24.9 million", "1,5 Millionen",
"600-800" and per cent alone, so the grammar of one number is here: what is written, its value, and the step of its last digit.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: number for number, word in enumerate(_SMALL.split())} | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
# Words that multiply, and abbreviations that follow digits; those of one letter stand directly behind them.
_MULTIPLIERS = {
    **{"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "crore": 10**7},
    **{"dozen": 12, "millions": 10**6, "billions": 10**9, "millionen": 10**6, "milliarden": 10**9, "milliards": 10**9, "tausend": 10**3},
    **{"mio": 10**6, "mrd": 10**9, "mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "millones": 10**6, "milhões": 10**6},
    **{"m": 10**6, "b": 10**9, "k": 10**3},
}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_SIZE = "hundred|thousand|million|billion|trillion"
_SPELLED = rf"(?:{_WORD})\b(?:(?:[\s-]+|(?<=d)\s+and\s+|(?<=n)\s+and\s+)(?:{_WORD}|{_SIZE})\b)*"
_SPACE = " \u00a0\u2009\u202f"
_DIGITS = rf"\d{{1,3}}(?P<mark>[,.'’{_SPACE}])\d{{3}}(?:(?P=mark)\d{{3}}){{0,4}}(?:[.,]\d{{1,9}})?(?!\d)|\d{{1,15}}(?:[.,]\d{{1,9}})?(?!\d)"
_SHORT = "mio|mrd|mln|mn|bn|tn"
_LONG = "|".join(sorted((word for word in _MULTIPLIERS if len(word) > 3), key=len, reverse=True))
_MULTIPLIED = rf"(?:(?:\s+and\s+a\s+half)?(?:\s*-?\s*(?:{_LONG})\b)+|\s*-?(?:{_SHORT})\b(?:\.(?=\s+\S))?|[mbk]\b)"
_OF_A = rf"(?:half\s+a|(?:a|three)\s+quarters?\s+of\s+a|a(?:\s+few)?|an?\s+estimated)\s+(?=(?:{_SIZE}|dozen)\b)"
NUMBER = rf"(?:(?:{_DIGITS})|{_SPELLED}|{_OF_A}(?:{_SIZE}|dozen)\b(?:\s+(?:{_SIZE})\b)?)(?:{_MULTIPLIED})?"


@dataclass(frozen=True)
class Number:
    """A number as written: its value, the value of one unit of its last digit that is not a zero, and whether a word multiplies it."""

    value: float
    step: float
    multiplied: bool
    spelled: bool


def _digits(text: str, *, decimal: bool) -> tuple[float, float]:
    """The value of digits and the step of the last; ``decimal``: a lone point or comma before three digits marks decimals."""
    marks = [character for character in text if not character.isdigit()]
    last = marks[-1] if marks else ""
    tail = len(text.rpartition(last)[2]) if last else 0
    grouped = len(marks) > 1 and len(set(marks)) == 1
    is_decimal = last in (".", ",") and not grouped and (len(set(marks)) > 1 or tail != 3 or decimal or text.startswith("0"))
    plain = re.sub(r"\D", "", text)
    places = tail if is_decimal else 0
    kept_digits = plain.rstrip("0")
    trailing = len(plain) - len(kept_digits) if kept_digits else 0
    return int(plain) / 10**places, 10.0 ** (trailing - places)


def _spelled(words: Iterable[str]) -> float:
    total, current = 0.0, 0.0
    for word in words:
        size = _MULTIPLIERS.get(word)
        if size is None:
            current += _VALUES.get(word, 0)
        elif size == 100:
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * size, 0.0
    return total + current


def _sizes(text: str) -> float:
    factor = 1.0
    for word in re.findall(r"[^\W\d_]+", text):
        factor *= _MULTIPLIERS.get(word, 1)
    return factor


def _step(value: float) -> float:
    """The step of the last digit of a number in words that is no zero."""
    digits = f"{value:.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) if value else 1.0


def read(text: str, *, decimal: bool = False) -> Number:
    """A number that matches ``NUMBER``; ``decimal``: it is a rate or a share, so that '1.234' is no thousand."""
    lowered = text.casefold()
    figure = re.match(_DIGITS, lowered)
    half = re.search(r"and\s+a\s+half", lowered)
    if figure:
        rest = lowered[figure.end() :]
        size = _sizes(rest)
        one_mark = decimal or (size > 1 and not re.search(r",\d{3}(?!\d)", figure[0]))
        value, step = _digits(figure[0], decimal=one_mark)
        value, step = (value + 0.5, 0.5) if half else (value, step)
        return Number(round(value * size, 6), step * size, size > 1, False)
    words = re.findall(r"[a-z]+", lowered)
    share = 0.5 if words[0] == "half" else {"a": 0.25, "three": 0.75}[words[0]] if "of" in words else 0.0
    if share:
        value = share * _sizes(lowered)
    elif half:
        value = (_spelled(words[: words.index("and")]) + 0.5) * _sizes(lowered[half.end() :])
    else:
        value = _spelled(words)
    return Number(value, _step(value), bool(re.search(rf"{_SIZE}|dozen", lowered)), True)
