"""How high the frame of a view is on the page of another site, and the code that shows it there.

What is in a frame fills it (assets/css/pages/embed.css): figures take what the texts leave, and are content with less than they
would like. So one height does for every width, without a script on the page that holds the frame. The sizes here follow the style
sheet; tests/browser/test_embed.py measures them for every page and prints what it measured with ``-s``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from layouts.export import Export, Legend
from layouts.exports.frame_text import in_sight, more, origin

# The widths of columns that a frame is made for.
WIDTHS = (320, 600, 800)
# Around everything, above each figure, and what the round numbers of a table of sizes leave out.
_SIDES, _ENDS, _GAP, _STEP = 32, 24, 8, 10


@dataclass(frozen=True)
class _Type:
    """A kind of text: width of a character, height of a line, and what is above a paragraph, in pixels."""

    character: float
    line: float
    above: float


_TITLE, _SMALL, _SUMMARY = _Type(10.0, 24, 0), _Type(6.4, 18.5, 5), _Type(6.5, 18, 7)
_KEY, _KEYS, _PART = _Type(6.6, 19, 0), _Type(6.6, 22, 8), _Type(7.5, 21, 8)
# The columns of a legend: least width, what is between them, and what stands beside a label.
_COLUMN, _BETWEEN, _BESIDE = 240, 40, 85
# The factor that the style sheet gives the circles of a frame as narrow as these.
_CIRCLES = 0.5
# Of a map: its height by its width and at most; how little it is content with. Of a chart and of a table likewise.
_MAP, _HIGHEST, _LEAST_MAP, _LEAST_CHART = 0.52, 480, 0.65, 0.92
_TABLE, _LEAST_TABLE = 400, 240


def _text(text: str, kind: _Type, across: float) -> float:
    """The height of a paragraph."""
    return kind.above + kind.line * math.ceil(len(text) * kind.character / across) if text else 0


def _legend(legend: Legend, across: float) -> float:
    rows = (max(_text(entry.label, _KEY, across - _BESIDE), entry.wide * _CIRCLES) for entry in legend.entries)
    return _KEYS.line + sum(rows)


def _legends(legends: Sequence[Legend], across: float) -> float:
    """The height of the legends side by side, as many in a row as there is room for."""
    beside = max(1, min(len(legends), int((across + _BETWEEN) // (_COLUMN + _BETWEEN))))
    column = (across - _BETWEEN * (beside - 1)) / beside
    heights = [_legend(legend, column) for legend in legends]
    return _KEYS.above + sum(max(heights[first : first + beside]) for first in range(0, len(heights), beside))


def _figure(figure: dict[str, Any], width: int, *, least: bool) -> float:
    """The height that a figure would like, or the least that it is content with."""
    chart: float | None = figure.get("base", figure)["layout"].get("height")
    if chart:
        return _GAP + chart * (_LEAST_CHART if least else 1)
    return _GAP + min(_MAP * width, _HIGHEST) * (_LEAST_MAP if least else 1)


def _figures(export: Export, width: int, *, least: bool) -> float:
    if not export.parts:
        return _GAP + (_LEAST_TABLE if least else _TABLE)
    titles = sum(_text(part.title, _PART, width - _SIDES) + _text(part.note, _SMALL, width - _SIDES) for part in export.parts)
    return titles + sum(_figure(part.figure(), width, least=least) for part in export.parts)


def _texts(export: Export, width: int) -> float:
    across = width - _SIDES
    texts = (export.subtitle, *in_sight(export), origin(export), export.disclaimer, "Open in the atlas" * 5)
    small = sum(_text(text, _SMALL, across) for text in texts)
    return _text(export.title, _TITLE, across) + small + _legends(export.legends, across) + _text(more(export), _SUMMARY, across)


def height(export: Export, width: int | None = None) -> int:
    """The height of a frame in pixels: of one width, or of any, where it has to do for a column of whatever width it is put into."""
    if width is not None:
        return _rounded(_texts(export, width) + _figures(export, width, least=False))
    narrow, *wider = WIDTHS
    least = (_texts(export, one) + _figures(export, one, least=True) for one in wider)
    return _rounded(max(_texts(export, narrow) + _figures(export, narrow, least=False), *least))


def _rounded(content: float) -> int:
    return _STEP * math.ceil((_ENDS + content) / _STEP)


def code(export: Export, address: str, *, width: int | str, height: int) -> str:
    """The element that shows a view on another site."""
    source, title = escape(f"{address}/embed/{export.page}{export.link}"), escape(export.title)
    return f'<iframe src="{source}" title="{title}" width="{width}" height="{height}" loading="lazy" style="border:0"></iframe>'
