"""A world map of amounts as a plain dict of plotly's schema: circles with an area to the count, over land that says what is missing.

The land under the circles answers to the pointer and to clicks as the areas of a shaded map do.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from layouts import format as words
from layouts import theme
from layouts.figures import choropleth
from layouts.scales import CIRCLED, Class

Figure = dict[str, Any]
# The largest circle of a series, a mask and a printed zero, and a small state under a circle: how wide in pixels on a desktop.
WIDEST, MASK, ZERO, STATE = 84, 9, 6, 4
_LABELLED, _LETTER, _LINE, _OPACITY = 5, 6.8, 15, 0.78
# How many pixels a degree has on the smallest map with figures in its circles.
_DEGREE = 2.3
_FIXED = {"masked": MASK, "zero": ZERO}


def width(number: float, largest: float) -> float:
    """The diameter of the circle of a number in pixels."""
    return WIDEST * math.sqrt(number / largest) if largest > 0 else 0


def drawn_width(status: str, number: float, largest: float) -> float:
    """The diameter of the circle of a row: masks and printed zeros have one width each."""
    return _FIXED.get(status) or width(number, largest)


def _sizes(frame: pd.DataFrame, largest: float) -> list[float]:
    """The number that the area of each circle stands for; 0 where there is no circle; masks and zeros have one width."""
    fixed = {status: round(largest * (wide / WIDEST) ** 2, 4) for status, wide in _FIXED.items()}
    return [
        fixed.get(status, 0 if math.isnan(number) else int(number) if number == int(number) else number)
        for status, number in zip(frame["status"], frame["number"].astype("float64"), strict=True)
    ]


def _texts(frame: pd.DataFrame, largest: float) -> list[str]:
    """The figures of the largest circles, as far as they have room for one and lie on no larger one; '' for all others."""
    top = frame.loc[frame["status"] == "figure", "number"].astype("float64").nlargest(_LABELLED).to_dict()
    labels = {place: words.large(number).replace(" ", "<br>") for place, number in top.items()}
    room = {place: width(number, largest) - 2 for place, number in top.items()}
    kept: list[Any] = []
    for place in (place for place, label in labels.items() if _wide(label) <= room[place]):
        if all(_are_apart(frame.loc[[place, other], ["longitude", "latitude"]], labels[place], labels[other]) for other in kept):
            kept.append(place)
    return [labels[place] if place in kept else "" for place in frame.index]


def _are_apart(places: pd.DataFrame, *labels: str) -> bool:
    """Whether the labels of two places do not lie on one another."""
    across, up = (places.astype("float64").diff().iloc[-1].abs() * _DEGREE).tolist()
    lines = max(label.count("<br>") + 1 for label in labels)
    return bool(across >= sum(map(_wide, labels)) / 2 or up >= lines * _LINE)


def _wide(label: str) -> float:
    """About how wide a label is in pixels."""
    return _LETTER * max(map(len, label.split("<br>")))


def _paint(look: theme.Look) -> str:
    red, green, blue = bytes.fromhex(look.light[1:])
    return look.light if look.pattern or look.outline[0] else f"rgba({red},{green},{blue},{_OPACITY})"


def _scale(colours: Sequence[str]) -> Figure:
    share = 1 / len(colours)
    steps = [[round(place * share, 6), colour] for number, colour in enumerate(colours) for place in (number, number + 1)]
    return {"colorscale": steps, "cmin": -0.5, "cmax": len(colours) - 0.5}


def _circles(frame: pd.DataFrame, classes: Sequence[Class], hover: Figure, largest: float) -> Figure:
    numbers, sizeref = choropleth.class_numbers(frame, classes), 2 * largest / WIDEST**2
    lines = _scale([theme.line_around(entry.look).light for entry in classes])
    disc = next(entry.look for entry in classes if entry.code == "figure")
    texts = _texts(frame, largest) if disc != theme.FADED else [""] * len(frame)
    return {
        **_positions(frame),
        "visible": True,
        "text": texts,
        "textfont": {"size": 12.5, "weight": 600, "color": theme.INK.light},
        "customdata": hover["customdata"],
        "hovertemplate": hover["hovertemplate"].replace("%{text}", "%{hovertext}"),
        "meta": sizeref,
        "marker": {
            "size": _sizes(frame, largest),
            "sizemode": "area",
            "sizeref": sizeref,
            "sizemin": 1.5,
            "opacity": 1,
            "color": numbers,
            **_scale([_paint(entry.look) for entry in classes]),
            "line": {"width": 0.9, "color": numbers, **lines},
        },
    }


def _positions(frame: pd.DataFrame) -> Figure:
    return {
        "type": "scattergeo",
        "name": "circles",
        "mode": "markers+text",
        "lon": frame["longitude"].tolist(),
        "lat": frame["latitude"].tolist(),
        "ids": frame["place"].tolist(),
        "hovertext": frame["name"].tolist(),
    }


def no_circles(frame: pd.DataFrame) -> Figure:
    """The circles of a shaded map, which are not seen: where they would be, so that a map of amounts exchanges what they show."""
    return {**_positions(choropleth.areas_first(frame)), "visible": False}


def circle_map(frame: pd.DataFrame, classes: Sequence[Class], readings: pd.Series, *, source: str, largest: float) -> Figure:
    """A map of amounts of one source.

    ``frame``: as of a choropleth, with ``status`` and ``number`` (NaN where there is none); its class is its status; ``largest``:
    the number of the widest circle, of the whole series, so that all years have one scale, 0 for masks alone; else as of a choropleth.
    """
    land = [replace(entry, look=theme.LAND) if entry.code in CIRCLED else entry for entry in classes]
    frame = choropleth.areas_first(frame)
    with_area, small = (frame[frame["drawn_as"] != other] for other in ("point", "area"))
    circled = frame[frame["status"] != "gone"]
    # Where no place has a number, masks and zeros alone have circles, of their own widths.
    scaled = largest or 1.0
    traces = [
        choropleth.areas(with_area, land, choropleth.labels(with_area, readings, source)),
        choropleth.points(small, land, choropleth.labels(small, readings, source), STATE),
        choropleth.outline(""),
        _circles(circled, classes, choropleth.labels(circled, readings, source), scaled),
    ]
    return {"data": traces, "layout": choropleth.world_layout()}


def samples(most: float, largest: float) -> list[float]:
    """Up to four round numbers to draw beside the map, the largest first: 20,000, 5,000, 1,000, 100; none above the ``most`` drawn."""
    numbers = []
    at = most
    for share in (1, 4, 5, 10):
        at = _round_below(at / share)
        if at > 0 and width(at, largest) >= 4:
            numbers.append(at)
    return numbers


def _round_below(number: float) -> float:
    """The largest of 1, 2, 5, 10, 20 ... up to a number; 0 below one."""
    if number < 1:
        return 0
    power = 10 ** math.floor(math.log10(number))
    return float(next(digit for digit in (5, 2, 1) if digit * power <= number) * power)
