"""Ratings in words over time: a strip for each place, a bar for each year in the look of its step; a year without one is a gap.

Where neighbouring years have the same step its word stands on them once, if there is room for it, else the number in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from layouts import format as words
from layouts import theme
from layouts.figures.end_labels import wrapped
from layouts.scales import Class

Figure = dict[str, Any]
ROW, AROUND = 46, 64
# The room of a line of a name, which pictures of several charts press together to half.
_LINE = 30
_BAR: Figure = {"type": "bar", "orientation": "h", "width": 0.72}
_CLEAR = "rgba(0,0,0,0)"
# How wide a strip usually is, and a letter on it, in pixels.
_WIDTH, _LETTER = 540, 6.4


def _years(rows: pd.DataFrame, classes: Mapping[str, Class]) -> Figure:
    """A bar for each year of each place."""
    return {
        **_BAR,
        "y": rows["label"].tolist(),
        "base": [year - 0.5 for year in rows["stop"]],
        "x": [1] * len(rows),
        "customdata": rows["stop"].astype("str").tolist(),
        "hovertext": rows["says"].tolist(),
        "hovertemplate": "%{y}, %{customdata}: %{hovertext}<extra></extra>",
        "marker": {"color": [classes[code].look.light for code in rows["class"]], "line": {"width": 0}},
    }


def _runs(rows: pd.DataFrame) -> Iterator[tuple[str, str, int, int]]:
    """Place, step, first and last year of each run of years with one step."""
    years = sorted(zip(rows["label"], rows["class"], rows["stop"].astype("int64"), strict=True), key=lambda one: (one[0], one[2]))
    numbered = ((name, code, year, year - position) for position, (name, code, year) in enumerate(years))
    for (name, code, _), run in groupby(numbered, key=lambda one: (one[0], one[1], one[3])):
        members = [year for _, _, year, _ in run]
        yield name, code, members[0], members[-1]


def _word(one: Class, years: int, all_years: int) -> str:
    """The label of a step where it has room on its years; else its number, where that is in its name: '1 or 2', 'WL'."""
    if len(one.label) * _LETTER <= years * _WIDTH / all_years or not one.code[:1].isdigit():
        return one.label
    return words.tier(one.code) if one.code[0] in one.label else ""


def _words(rows: pd.DataFrame, classes: Mapping[str, Class]) -> Figure:
    """The edges and the word of each run."""
    runs, count = list(_runs(rows)), int(rows["stop"].max() - rows["stop"].min()) + 1
    return {
        **_BAR,
        "y": [name for name, *_ in runs],
        "base": [first - 0.5 for _, _, first, _ in runs],
        "x": [last - first + 1 for _, _, first, last in runs],
        "text": [_word(classes[code], last - first + 1, count) for _, code, first, last in runs],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 12, "color": [theme.words_on(classes[code].look).light for _, code, _, _ in runs]},
        "hoverinfo": "skip",
        "marker": {"color": _CLEAR, "line": {"color": theme.PAPER.light, "width": 2}},
    }


def strips(rows: pd.DataFrame, classes: Sequence[Class]) -> tuple[list[Figure], Figure, int]:
    """The traces, the axis of places, and the height of the strips of ``rows``: ``name, stop, class, says``, in their order."""
    known = {entry.code: entry for entry in classes}
    rows = rows.astype({"class": "object"}).assign(label=["<br>".join(wrapped(name)) for name in rows["name"]])
    names = list(dict.fromkeys(rows["label"]))
    axis = {"type": "category", "categoryarray": names, "categoryorder": "array", "range": [len(names) - 0.4, -0.6], "showgrid": False}
    row = max(ROW, *(_LINE * (name.count("<br>") + 1) for name in names))
    return [_years(rows, known), _words(rows, known)], axis, AROUND + row * len(names)
