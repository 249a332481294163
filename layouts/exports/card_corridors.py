"""The corridors of a preview picture: curves with arrowheads, and the names of the largest, as assets/core/corridors.js draws them."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import ImageDraw

from layouts import mark_looks, theme
from layouts.card import Arc, Point
from layouts.exports.card_geometry import Points
from layouts.exports.card_looks import PAPER
from layouts.exports.card_text import BOLD, face, legible

_BEND, _TURN, _STEPS, _NAME, _HALO, _MOST = 0.12, 0.36, 24, 15, 2, 5
Box = tuple[float, float, float, float]


def curve(origin: Point, destination: Point) -> Points:
    """A curve of the picture bent to the right of its direction, ``y`` downwards."""
    (x0, y0), (x1, y1) = origin, destination
    ends = np.asarray([[x0, y0], [(x0 + x1) / 2 - (y1 - y0) * _BEND * 2, (y0 + y1) / 2 + (x1 - x0) * _BEND * 2], [x1, y1]])
    t = np.linspace(0, 1, _STEPS + 1)
    return np.asarray(np.column_stack([(1 - t) ** 2, 2 * t * (1 - t), t**2]) @ ends)


def draw_corridors(draw: ImageDraw.ImageDraw, arcs: Sequence[Arc], ends: Sequence[tuple[Point, Point]], fine: int) -> None:
    """Draw curves, the largest last, and their names; ``ends`` in pixels of a sheet that is ``fine`` times as large as it is shown."""
    curves = [curve(*pair) for pair in ends]
    for arc, line in zip(arcs, curves, strict=True):
        colour, length = theme.CORRIDORS[arc.size].light, mark_looks.HEAD_LENGTHS[arc.size] * fine
        rest = line[np.hypot(*(line - line[-1]).T) > length]
        shaft = np.concatenate([rest, line[-1:]]) if len(rest) else line
        draw.line(shaft.ravel().tolist(), fill=colour, width=round(mark_looks.LINE_WIDTHS[arc.size] * fine), joint="curve")
        draw.polygon(_arrowhead(rest[-1] if len(rest) else line[0], line[-1], length), fill=colour)
    _write_names(draw, arcs, curves, fine)


def _arrowhead(before: Points, end: Points, length: float) -> list[Point]:
    """The triangle at the end of a line."""
    (x0, y0), (x1, y1) = before, end
    angle = math.atan2(y1 - y0, x1 - x0)
    left, right = ((x1 - length * math.cos(angle + turn), y1 - length * math.sin(angle + turn)) for turn in (_TURN, -_TURN))
    return [left, (float(x1), float(y1)), right]


def _write_names(draw: ImageDraw.ImageDraw, arcs: Sequence[Arc], curves: Sequence[Points], fine: int) -> None:
    """The names of a few corridors at the middle of their curves, the largest first, none over another or over the edge."""
    occupied: list[Box] = []
    width, height = draw.im.size
    for arc, line in list(zip(arcs, curves, strict=True))[::-1]:
        text = legible(arc.name, BOLD)
        font, at = face(BOLD, _NAME * fine, text), (float(line[_STEPS // 2][0]), float(line[_STEPS // 2][1]))
        box = draw.textbbox(at, text, font=font, anchor="mm", stroke_width=_HALO * fine)
        is_within = box[0] > 0 and box[1] > 0 and box[2] < width and box[3] < height
        if text and is_within and len(occupied) < _MOST and not any(_is_over(box, other) for other in occupied):
            occupied.append(box)
            draw.text(at, text, font=font, anchor="mm", fill=theme.INK.light, stroke_width=_HALO * fine, stroke_fill=PAPER)


def _is_over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
