"""No picture joins editions of the Global Slavery Index: each has a mark of its own, named, and no line runs to another."""

from itertools import pairwise

import pytest

from layouts.evidence.layer import layer
from layouts.pages.compare.question import scene as compare
from layouts.pages.compare.question.state import State as QuestionState
from layouts.pages.compare.side_by_side.comparisons import ready
from layouts.pages.country.scene import scene as country_scene
from layouts.pages.country.state import State as CountryState
from layouts.pages.map import layout as map_layout
from layouts.pages.map.scene import scene
from layouts.pages.map.state import State
from tests.opening import selected, side_by_side, slot

EDITIONS = {"gsi_2013": 2013, "gsi_2016": 2016, "gsi_2018": 2016, "gsi_2023": 2021}
INDICATORS = ("modern_slavery", "modern_slavery_prevalence")


@pytest.mark.parametrize("source", EDITIONS)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_over_time_an_edition_has_its_own_year_alone(source: str, indicator: str) -> None:
    panel = selected(indicator, source, "all.all.all", None)
    figure = slot(panel, "series", "IND", (2013, 2021)).figure
    points = figure["data"][0]
    assert points["x"] == [EDITIONS[source]]
    assert len([number for number in points["y"] if number is not None]) == 1


@pytest.mark.parametrize("source", EDITIONS)
def test_dots_and_maps_of_an_edition_have_no_lines(source: str) -> None:
    panel = selected("modern_slavery", source, "all.all.all", None)
    assert all("lines" not in trace.get("mode", "") for trace in slot(panel, "dots", "").figure["data"])
    assert {trace["type"] for trace in layer(panel).figure["data"]} <= {"choropleth", "scattergeo"}


def test_the_page_of_india_has_a_line_and_a_dot_for_each_edition_and_no_strip_through_them() -> None:
    drawn = country_scene(CountryState("IND")).place
    assert drawn is not None
    lines = [line.source for family in drawn.families for line in family.lines if line.indicator.code == "modern_slavery"]
    assert sorted(lines) == sorted(EDITIONS)
    (chart,) = [chart for chart in drawn.charts if chart.indicator.code in INDICATORS]
    assert (chart.kind, len(chart.parts[0][1].dots)) == ("dots", len(EDITIONS))


def test_the_question_draws_the_editions_as_marks_that_no_line_connects() -> None:
    figure = compare.scene(QuestionState("slavery_editions")).figure
    lines = [trace for trace in figure["data"] if trace.get("mode") == "lines"]
    for trace in lines:
        for before, after in pairwise(trace["y"]):
            assert None in (before, after) or before == after


def test_the_ready_made_comparison_puts_four_editions_side_by_side() -> None:
    (entry,) = [entry for entry in ready() if entry.id == "gsi-editions"]
    assert {panel.source: panel.year for panel in entry.panels} == EDITIONS
    table = side_by_side(entry.panels, "series", "IND").table
    assert [row["cells"][0] for row in table["rows"]] == ["2013", "2016", "2021"]
    assert len(table["columns"]) == 6


def test_a_bound_of_2018_is_said_as_printed() -> None:
    said = {
        place: str(map_layout.place_reading(scene(State("modern_slavery", "gsi_2018", "all.all.all", 2016, place))))
        for place in ("BRB", "ISL", "LUX")
    }
    for text in said.values():
        assert "fewer than 1,000 people" in text
        assert "None is calculated here" in text


def test_the_united_states_have_their_asterisk_on_the_map() -> None:
    shown = scene(State("gsi_response_rating", "gsi_2016", "all.all.all", 2016)).layer
    assert shown.rows.set_index("place").loc["USA", "reading"] == "BBB*"
    said = str(map_layout.place_reading(scene(State("gsi_response_rating", "gsi_2016", "all.all.all", 2016, "USA"))))
    assert "does not say what the asterisk means" in said


def test_editions_that_speak_of_one_year_stand_in_the_order_of_their_publication() -> None:
    rows = compare.scene(QuestionState("slavery_editions")).rows
    for _, group in rows.groupby("group_id", observed=True):
        assert group["source_id"].tolist() == list(EDITIONS)
