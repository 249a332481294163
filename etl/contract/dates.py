"""Dates as ratings: a day, a month where no day was seen, or the window of years in which an act fell.

A window is written as ISO 8601 writes an interval: ``2018/2020``, or ``../2017`` where nothing is known of its start.
"""

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?", re.ASCII)
_WINDOW = re.compile(r"(\d{4}|\.\.)/(\d{4})", re.ASCII)
OPEN = ".."
FORMS = "a day (2002-08-21), a month (2019-10), a window of years (2018/2020 or ../2017)"


def parts(rating: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date, the day 0 where only the month is known; None for what is no date."""
    match = _DATE.fullmatch(rating)
    if not match or int(match[3] or 1) > monthrange(int(match[1]), int(match[2]))[1]:
        return None
    return int(match[1]), int(match[2]), int(match[3] or 0)


def window(rating: str) -> tuple[int | None, int] | None:
    """First year (None where it is open) and last year of a window; None for what is no window."""
    match = _WINDOW.fullmatch(rating)
    return (None if match[1] == OPEN else int(match[1]), int(match[2])) if match else None


def in_words(day: str) -> str:
    """A day in ISO 8601 as it is written in a sentence ('1 February 2008'); '' where there is none."""
    return f"{date.fromisoformat(day).day} {date.fromisoformat(day):%B %Y}" if day else ""


def order(rating: str) -> float:
    """A number by which dates sort: 20190912; a window by its first year, else its last; a word after all dates."""
    if day := parts(rating):
        return float("{:04}{:02}{:02}".format(*day))
    ends = window(rating)
    return float((ends[0] or ends[1]) * 10_000) if ends else float("inf")
