"""What each mark says and who says it, at the mark: beside it, on a narrow picture above it.

Both are in the figure, because it is sent to screens of any width; the style sheet shows one of them. What is drawn without
a style sheet, a picture, shows the first.
"""

import re
from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures.marks import Mark, Placed
from layouts.figures.number_axis import Axis

Figure = dict[str, Any]
# How wide in pixels a figure is at least that has its labels beside its marks.
_WIDE = 640
# The width of a letter in pixels of a font of one pixel, the sizes of the fonts, and how wide the narrowest figures are.
_LETTER, _FONTS, _WIDTHS = 0.48, (12, 11), (_WIDE, 262)
# The most letters of a line of a narrow figure.
_LONGEST = 58
_GAP = "\N{EN SPACE}" * 2
# How far above its mark a label stands, and how far below it the row of such a label ends, in rows.
_ABOVE, _BELOW = 0.5, 0.19


def _lines(mark: Mark, *, narrow: bool) -> tuple[str, str]:
    """What a mark says, on a narrow figure without the last words of a long concept, and who says it."""
    concept = f", {mark.concept}" if mark.concept else ""
    while narrow and len(mark.reading + concept) > _LONGEST and concept.count(", ") > 1:
        concept = concept.rpartition(", ")[0]
    return f"<b>{mark.reading}</b>{concept}", mark.label if mark.fits and not narrow else mark.short or mark.label


def _share(lines: Sequence[str], narrow: bool, *, gap: int = 0) -> float:
    """The part of a picture that lines take, with some letters of room."""
    letters = max(len(re.sub("<.*?>", "", line)) for line in lines) + gap
    return letters * _LETTER * _FONTS[narrow] / _WIDTHS[narrow]


def _ends(mark: Mark, axis: Axis) -> tuple[float, float]:
    low, high = (axis.share(end) for end in mark.span(axis))
    at = mark.anchor(axis)
    return (low, high) if at is None else (min(low, axis.share(at)), max(high, axis.share(at)))


def _beside(mark: Mark, height: float, axis: Axis) -> tuple[float, float, str, str]:
    """Where a label stands, what it says, and on which side: that of the mark where there is room, else above its range."""
    lines, (low, high) = _lines(mark, narrow=False), _ends(mark, axis)
    room = _share(lines, False, gap=3)
    if high + room <= 1 or (low < room and high < 0.5):
        return axis.inside(high), height, "<br>".join(_GAP + line for line in lines), "middle right"
    if low >= room or low > 0.5:
        return axis.inside(low), height, "<br>".join(line + _GAP for line in lines), "middle left"
    return _above(mark, height, axis, narrow=False)


def _above(mark: Mark, height: float, axis: Axis, *, narrow: bool) -> tuple[float, float, str, str]:
    """A label that begins above its mark, or as far before it as it needs to end on the picture."""
    lines, (low, _) = _lines(mark, narrow=narrow), _ends(mark, axis)
    start = max(0.002, min(low - 6 / _WIDTHS[narrow], 1 - _share(lines, narrow)))
    return axis.inside(start), height - _ABOVE, "<br>".join(lines), "middle right"


def _texts(spots: Sequence[tuple[float, float, str, str]], size: float, *, opacity: float) -> Figure:
    x, y, texts, sides = (list(column) for column in zip(*spots, strict=True)) if spots else ([], [], [], [])
    font = {"size": size, "color": theme.INK.light}
    look = {"textposition": sides, "textfont": font, "opacity": opacity, "cliponaxis": False, "hoverinfo": "skip"}
    return {"type": "scatter", "mode": "text", "x": x, "y": y, "text": texts, **look}


def _rules(placed: Placed, axis: Axis) -> Figure:
    """A line below each mark, between it and the label of the next."""
    x: list[float | None] = [axis.inside(0), axis.inside(1), None]
    y = [at for _, height in placed for at in (height + _BELOW, height + _BELOW, None)]
    line = {"color": theme.GRID.light, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x * len(placed), "y": y, "line": line, "opacity": 0, "hoverinfo": "skip"}


def labels(placed: Placed, axis: Axis) -> list[Figure]:
    """Labels beside their marks, and then what is out of sight until a style sheet shows it instead: the same above them."""
    wide = [_beside(mark, height, axis) for mark, height in placed]
    narrow = [_above(mark, height, axis, narrow=True) for mark, height in placed]
    return [_texts(wide, _FONTS[0], opacity=1), _rules(placed, axis), _texts(narrow, _FONTS[1], opacity=0)]
