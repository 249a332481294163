"""A map as it stands until plotly has drawn it: the server's drawing of the same figure, in its box, projection, colours and sizes.

It has no identifiers and needs no script; light and dark are those of the page.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import numpy as np

from layouts import stylesheet, theme
from layouts.exports.card_geometry import NORTH, SOUTH, Points, equal_earth
from layouts.exports.map_outlines import UNITS, dashes, outline
from layouts.figures.choropleth import MIDDLE
from layouts.theme import Look

Figure = Mapping[str, Any]
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")
# How far apart the lines of a label are, and how far the first is above its place, by the size of its letters (plotly).
_LINE, _BASE = 1.3, 0.25


@cache
def _looks() -> Mapping[str, Look]:
    return {look.light: look for look in theme.looks()}


def _both(colour: str) -> str:
    """A colour of light paper with its own on dark paper."""
    look = _looks().get(colour)
    return stylesheet.both(look) if look else colour


def _paint(colour: str, pattern: Callable[[Look], str]) -> str:
    """The style of what is filled with a colour of a figure: flat, half transparent, or with the ``pattern`` of its look."""
    if match := _RGBA.fullmatch(colour):
        *parts, opacity = match.groups()
        return f"fill:{_both(f'#{bytes(map(int, parts)).hex()}')};fill-opacity:{opacity}"
    look = _looks().get(colour)
    return f"fill:url(#{pattern(look)})" if look and look.pattern else f"fill:{_both(colour)}"


def _line(color: str, width: float, fill: str = "") -> str:
    """The style of the line around what is filled, which a look may have of its own."""
    look = _looks().get(fill)
    own = f"light-dark({','.join(look.outline)})" if look and look.outline[0] else _both(color)
    return f"stroke:{own};stroke-width:{width:g}px" + (f";stroke-dasharray:{look.dash}" if look and look.dash else "")


def _of_class(colour: Any, scale: Sequence[Sequence[Any]]) -> str:
    """A colour, or that of a class of a stepped scale by its number."""
    return str(colour if isinstance(colour, str) else scale[2 * int(colour)][1])


def _areas(trace: Figure) -> Iterator[str]:
    """The places of each colour as one path."""
    own: dict[str, list[str]] = {}
    for place, number in zip(trace["locations"], trace["z"], strict=True):
        if number is not None:
            own.setdefault(_of_class(number, trace["colorscale"]), []).append(outline(place))
    for colour, paths in own.items():
        style = f"{_paint(colour, stylesheet.fine_id)};{_line(**trace['marker']['line'], fill=colour)}"
        yield f'<path style="{style}" d="{"".join(paths)}"/>'


@cache
def _box() -> Points:
    """West and north of the map, its width and its height, in radii of the earth.

    As plotly makes it: as high as the great circles through the corners of quarters of the world, which bend towards the poles.
    """
    south, north = (np.degrees(np.arctan(np.tan(np.radians(edge)) * np.sqrt(2))) for edge in (SOUTH, NORTH))
    west, low, high, middle = equal_earth(np.asarray([[-180.0, 0.0], [0.0, south], [0.0, north], [0.0, MIDDLE]]))
    return np.asarray([west[0], middle[1] + (high[1] - low[1]) / 2, -2 * west[0], high[1] - low[1]])


def _spots(trace: Figure) -> list[tuple[float, float]]:
    """Where the points of a trace are, in per cent of the map from its left and its top."""
    west, north, wide, high = _box()
    x, y = equal_earth(np.column_stack([trace["lon"], trace["lat"]]).astype("float64").reshape(-1, 2)).T
    return list(zip((100 * (x - west) / wide).tolist(), (100 * (north - y) / high).tolist(), strict=True))


def _radii(marker: Figure, count: int) -> list[float]:
    """The radii of circles in pixels; the area of each stands for its size where the marker says so."""
    sizes = _each(marker["size"], count)
    if marker.get("sizemode") != "area":
        return [size / 2 for size in sizes]
    return [max((size / 2 / marker["sizeref"]) ** 0.5, marker["sizemin"]) if size > 0 else 0.0 for size in sizes]


def _each(value: Any, count: int) -> Sequence[Any]:
    return value if isinstance(value, list) else [value] * count


def _circles(trace: Figure) -> Iterator[str]:
    """The circles of a trace, the largest first; those of amounts are smaller on a narrow screen (assets/core/circles.js)."""
    marker, spots = trace["marker"], _spots(trace)
    line, radii = marker["line"], _radii(marker, len(spots))
    kind = ' class="drawing-amount"' if marker.get("sizemode") == "area" else ""
    rows = zip(spots, radii, _each(marker["color"], len(spots)), _each(line["color"], len(spots)), strict=True)
    for (x, y), radius, colour, edge in sorted(rows, key=lambda row: -row[1]):
        if radius > 0 and colour is not None:
            fill = _of_class(colour, marker.get("colorscale", ()))
            look = f"{_paint(fill, stylesheet.pattern_id)};{_line(_of_class(edge, line.get('colorscale', ())), line['width'], fill)}"
            yield f'<circle cx="{x:.2f}%" cy="{y:.2f}%" r="{radius:.2f}"{kind} style="--r:{radius:.2f};{look}"/>'


def _labels(trace: Figure) -> Iterator[str]:
    """The figures on circles, line by line."""
    if "text" not in trace.get("mode", ""):
        return
    size, weight, colour = (trace["textfont"][name] for name in ("size", "weight", "color"))
    style = f"font-size:{size}px;font-weight:{weight};fill:{_both(colour)}"
    for (x, y), label in zip(_spots(trace), trace["text"], strict=True):
        lines = label.split("<br>") if label else []
        steps = [size * (_BASE - (len(lines) - 1) * _LINE / 2), *[size * _LINE] * (len(lines) - 1)]
        spans = "".join(f'<tspan x="{x:.2f}%" dy="{step:.2f}">{escape(line)}</tspan>' for line, step in zip(lines, steps, strict=False))
        yield f'<text y="{y:.2f}%" style="{style}">{spans}</text>' if lines else ""


def is_drawn(figure: Figure) -> bool:
    """Whether a figure is a map of areas, which the server can draw."""
    return any(trace["type"] == "choropleth" and trace["locations"] for trace in figure["data"])


def map_drawing(figure: Figure) -> str:
    """The drawing as an element of a document, out of the way of screen readers: the words beside it say the same."""
    west, north, wide, high = (_box() * UNITS).round(1).tolist()
    areas = "".join(path for trace in figure["data"] if trace["type"] == "choropleth" for path in _areas(trace))
    layout = figure["layout"]["geo"]
    lines = f'<path style="fill:none;{_line(layout["rivercolor"], layout["riverwidth"])}" d="{dashes()}"/>'
    points = [trace for trace in figure["data"] if trace["type"] == "scattergeo" and trace.get("visible", True)]
    marks = [mark for trace in points for mark in (*_circles(trace), *_labels(trace))]
    plane = f'<svg viewBox="{west} {-north} {wide} {high}">{areas}{lines}</svg>'
    return f'<div class="map drawing" aria-hidden="true"><svg>{plane}{"".join(marks)}</svg></div>'
