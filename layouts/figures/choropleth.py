"""A world map as a plain dict of plotly's schema: areas, circles for small states, and an outline of the chosen place.

It carries codes and class numbers only; the outlines come from the basemap that the page loads once.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from layouts import theme
from layouts.scales import Class

Figure = dict[str, Any]
AREAS, POINTS, CHOSEN, CIRCLES, RINGS = range(5)
CIRCLE = 7


def colour_scale(classes: Sequence[Class]) -> list[list[float | str]]:
    """A stepped colour scale: the class with number n takes its colour between n - 0.5 and n + 0.5."""
    share = 1 / len(classes)
    colours = [entry.look.light for entry in classes]
    return [[round(place * share, 6), colour] for number, colour in enumerate(colours) for place in (number, number + 1)]


def class_numbers(frame: pd.DataFrame, classes: Sequence[Class]) -> list[int | None]:
    """The number of each row's class; None for a row that is not to be drawn."""
    number = {entry.code: place for place, entry in enumerate(classes)}
    return [number.get(code) for code in frame["class"]]


def outline(place: str, centre: tuple[float, float] | None = None) -> Figure:
    """The outline around the chosen place: a trace of its own, so that choosing a place redraws nothing else.

    ``centre``: longitude and latitude of a place too small for a visible outline, which gets a ring instead.
    """
    if centre:
        line = {"color": theme.SELECTED.light, "width": 2.5}
        ring = {"size": 2 * CIRCLE, "color": "rgba(0,0,0,0)", "line": line}
        return {"type": "scattergeo", "lon": [centre[0]], "lat": [centre[1]], "hoverinfo": "skip", "marker": ring}
    return {
        "type": "choropleth",
        "locations": [place] if place else [],
        "z": [0] if place else [],
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": theme.SELECTED.light, "width": 2.5}},
    }


# What of a trace changes with the year, and what besides with the indicator or with the class that stands out.
_STEP = ("z", "customdata", "hovertemplate", "color")
_LOOKS = ("colorscale", "zmax", "cmin", "cmax", "size")
_CIRCLES_STEP, _CIRCLES_LOOKS = ("customdata", "hovertemplate", "text"), ("visible", "meta", "textfont", "marker")


def changes(figure: Figure, *, looks: bool = True) -> Iterator[tuple[tuple[int | str, ...], dict[str, Any]]]:
    """What differs between maps of the same places and the same kind: where in the traces, and the values to exchange there.

    ``looks``: whether colours and sizes may mean something else, as they do not from year to year of a series.
    """
    names = (*_STEP, *(_LOOKS if looks else ()))
    yield (AREAS,), _among(figure["data"][AREAS], names)
    yield (POINTS,), _among(figure["data"][POINTS], names)
    yield (POINTS, "marker"), _among(figure["data"][POINTS]["marker"], names)
    circles = figure["data"][CIRCLES]
    if looks:
        yield (CIRCLES,), _among(circles, (*_CIRCLES_STEP, *_CIRCLES_LOOKS))
    elif circles["visible"]:
        yield (CIRCLES,), _among(circles, _CIRCLES_STEP)
        yield (CIRCLES, "marker"), _among(circles["marker"], ("color", "size"))
        yield (CIRCLES, "marker", "line"), _among(circles["marker"]["line"], ("color",))


def places(figure: Figure) -> list[str]:
    """The codes of what a map of the page draws, in the order in which its values come."""
    traces = (figure["data"][number] for number in (AREAS, POINTS, CIRCLES))
    return [code for trace in traces for code in trace.get("locations", trace.get("ids"))]


def _among(part: Figure, names: Sequence[str]) -> Figure:
    return {name: value for name, value in part.items() if name in names}


# The latitude with as much land above it as below, on the map: plotly's own middle would cut off the south of America.
MIDDLE = 6.75


def map_layout(name: str, *, geo: Figure, **more: Any) -> Figure:
    """The layout of a map; ``name``: of the maps that keep each other's zoom; ``geo``: which layers of the basemap it draws."""
    base = {
        "projection": {"type": "equal earth", "rotation": {"lon": 0, "lat": 0, "roll": 0}},
        "resolution": 50,
        "fitbounds": False,
        "lonaxis": {"range": [-180, 180]},
        "lataxis": {"range": [-58, 85]},
        "center": {"lon": 0, "lat": MIDDLE},
        "showframe": False,
        "showcountries": False,
        "showrivers": True,
        "rivercolor": theme.DISPUTED.light,
        "bgcolor": "rgba(0,0,0,0)",
    }
    return {
        "geo": base | geo,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.FONT},
        "hoverlabel": theme.HOVER,
        "dragmode": "pan",
        "showlegend": False,
        "uirevision": name,
        **more,
    }


def areas(frame: pd.DataFrame, classes: Sequence[Class], labels: Figure) -> Figure:
    """Places in the colours of their classes."""
    return {
        "type": "choropleth",
        "locations": frame["place"].tolist(),
        "z": class_numbers(frame, classes),
        "zmin": -0.5,
        "zmax": len(classes) - 0.5,
        "colorscale": colour_scale(classes),
        **labels,
        "showscale": False,
        "marker": {"line": {"color": theme.LINE.light, "width": 0.5}},
    }


def points(frame: pd.DataFrame, classes: Sequence[Class], labels: Figure, size: int = CIRCLE) -> Figure:
    """Small states as circles of one size, so that their class is seen."""
    return {
        "type": "scattergeo",
        "lon": frame["longitude"].tolist(),
        "lat": frame["latitude"].tolist(),
        "ids": frame["place"].tolist(),
        **labels,
        "marker": {
            "size": size,
            "color": class_numbers(frame, classes),
            "cmin": -0.5,
            "cmax": len(classes) - 0.5,
            "colorscale": colour_scale(classes),
            "line": {"color": theme.LINE.light, "width": 0.9},
        },
    }


def labels(frame: pd.DataFrame, readings: pd.Series, source: str) -> Figure:
    """What the hover says of each place; raises ValueError where the rows are of two sources."""
    if "source_id" in frame and frame["source_id"].nunique() > 1:
        raise ValueError("a map shows one source at a time")
    hover = f"<b>%{{text}}</b><br>%{{customdata}}<br><i>{source}</i><extra></extra>"
    return {"text": frame["name"].tolist(), "customdata": readings[frame.index].tolist(), "hovertemplate": hover}


def areas_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Places in the order area, area and circle, circle: what the traces repeat is one run, which takes no room when compressed."""
    return frame.sort_values("drawn_as", kind="stable")


def world_layout() -> Figure:
    """The layout of a map of the world in areas."""
    # A circle answers where the pointer is on it; plotly's 20 pixels around it would take the country beneath.
    return map_layout("world", geo={"showcoastlines": False, "showland": False, "riverwidth": 0.9}, hoverdistance=1)


def choropleth(frame: pd.DataFrame, classes: Sequence[Class], readings: pd.Series, *, source: str, chosen: str = "") -> Figure:
    """A map of one indicator of one source; small states are areas and circles.

    ``frame``: one row a place (``place, name, kind, drawn_as, longitude, latitude, class``) of one source, else ValueError;
    ``classes``: all classes in order; ``readings``: the text of each row in the hover, by the frame's index; ``source``: its
    source and period; ``chosen``: the code of the place with an outline.
    """
    frame = areas_first(frame)
    with_area, small = (frame[frame["drawn_as"] != other] for other in ("point", "area"))
    data = [trace(rows, classes, labels(rows, readings, source)) for trace, rows in ((areas, with_area), (points, small))]
    return {"data": [*data, outline(chosen)], "layout": world_layout()}
