"""The server's drawing of a map: every place and circle of the figure, few bytes, and on the pages whose first sight is a map."""

import re

import numpy as np
import pytest

from layouts import stylesheet
from layouts.exports.map_drawing import map_drawing
from layouts.exports.map_outlines import coarse, outline
from layouts.pages.map import PAGE
from tests.callbacks.driving import client

VIEWS = ["", "?indicator=detected_victims", "?indicator=detected_victims&shaded=yes", "?indicator=tip_tier&year=2014&places=NPL.SGP"]


def _figure(**query: str) -> dict:  # type: ignore[type-arg]
    figure = PAGE.scene(PAGE.codec.decode(query)[0]).figure
    assert isinstance(figure, dict)
    return figure


def test_a_circle_of_the_figure_is_a_circle_of_the_drawing_and_the_smaller_lie_above() -> None:
    figure = _figure(indicator="detected_victims")
    sizes = figure["data"][3]["marker"]["size"]
    radii = [float(radius) for radius in re.findall(r'r="([0-9.]+)" class="drawing-amount"', map_drawing(figure))]
    assert len(radii) == sum(size > 0 for size in sizes)
    assert radii == sorted(radii, reverse=True)


def test_every_place_with_a_class_has_its_outline_once() -> None:
    figure = _figure(indicator="tip_tier", year="2014")
    drawing, areas = map_drawing(figure), figure["data"][0]
    with_outline = [place for place, number in zip(areas["locations"], areas["z"], strict=True) if number is not None and outline(place)]
    assert len(with_outline) > 150
    assert all(drawing.count(outline(place)) == 1 for place in with_outline)


def test_a_pattern_of_the_drawing_is_one_of_the_document() -> None:
    named = set(re.findall(r"url\(#([\w-]+)\)", map_drawing(_figure(indicator="detected_victims"))))
    assert named
    assert named <= set(re.findall(r'<pattern id="([\w-]+)"', stylesheet.patterns()))


def test_a_coarse_line_keeps_its_ends_and_stays_near() -> None:
    line = np.column_stack([np.linspace(0, 100, 400), 6 * np.sin(np.linspace(0, 12, 400))])
    few = coarse(line, 1.0)
    assert (few[0] == line[0]).all()
    assert (few[-1] == line[-1]).all()
    assert len(few) < 40
    assert np.abs(np.interp(line[:, 0], few[:, 0], few[:, 1]) - line[:, 1]).max() < 2.0


@pytest.mark.parametrize("view", VIEWS)
def test_the_document_of_a_map_has_one_drawing_of_few_bytes(view: str) -> None:
    (drawing,) = re.findall(r'<div class="map drawing".*?</svg></div>', client().get(f"/map{view}").text)
    assert len(drawing) < 90_000
    assert " id=" not in drawing


@pytest.mark.parametrize("path", ["/", "/map?tab=table", "/map?tab=chart", "/flows", "/compare", "/compare?mode=sides", "/country/NPL"])
def test_a_page_that_does_not_open_on_one_map_has_no_drawing(path: str) -> None:
    assert 'class="map drawing"' not in client().get(path).text
