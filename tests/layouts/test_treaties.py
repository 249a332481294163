"""A party whose date was not seen has a look and words of its own wherever it is drawn; a window of years is never a point."""

import csv
import io
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from etl.contract import vocabulary
from etl.queries import map_rows as query
from etl.queries.choices import ALL
from layouts import format as words
from layouts import scales, stylesheet, theme
from layouts.components.layer_parts import layer_legend, period_evidence
from layouts.evidence.layer_rows import legends
from layouts.evidence.selection import Selection
from layouts.figures import dated
from layouts.pages.map.map_column import chosen_places
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State
from tests.callbacks.driving import client
from tests.opening import country, slot, table_of

UNDATED = "Party, date not seen"
STATUS = State("cets_197_status", "coe_cets_197", ALL, 2021)
JOINED = State("cets_197_consent", "coe_cets_197", ALL, None)
WINDOWS = State("palermo_joined_later", "palermo_findings", ALL, None)
COUNTS = {
    STATUS: 15,
    JOINED: 22,
    State("cets_201_status", "coe_cets_201", ALL, 2021): 27,
    State("cets_201_consent", "coe_cets_201", ALL, None): 29,
}


def _text(node: Any) -> str:
    if isinstance(node, (list, tuple)):
        return " ".join(map(_text, node))
    return _text(node.children) if hasattr(node, "children") else "" if node is None else str(node)


def _csv(view: State) -> list[dict[str, str]]:
    year = "" if view.year is None else f"&year={view.year}"
    answer = client().get(f"/view/world.csv?v=1&indicator={view.indicator}&source={view.source}{year}")
    lines = [line for line in answer.text.lstrip("\ufeff").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


@pytest.mark.parametrize(("view", "count"), COUNTS.items())
def test_a_party_without_a_date_is_a_class_of_its_own_in_map_legend_table_and_export(view: State, count: int) -> None:
    shown = scene(view).layer
    assert (shown.rows["class"] == "party_undated").sum() == count
    pressed = (row.children for row in layer_legend(scene(view).layer)[0].children[1].children)
    entries = {button.children: button.to_plotly_json()["props"]["data-count"] for button in pressed}
    assert entries[UNDATED] == str(count)
    assert sum(line["cells"][1] == UNDATED for line in table_of(view)["rows"]) == count
    assert {key.label: key.count for key in legends(scene(view).layer)[0].entries}[UNDATED] == count
    rows = _csv(view)
    assert sum(row["map_class"] == row["says"] == UNDATED for row in rows) == count


@pytest.mark.parametrize("view", [STATUS, JOINED])
def test_the_look_of_a_party_without_a_date_is_that_of_no_other_class(view: State) -> None:
    looks = [entry.look for entry in scene(view).layer.classes]
    assert looks.count(theme.UNDATED) == 1
    assert len({look.light for look in looks}) == len(looks)
    number = looks.index(theme.UNDATED)
    areas, *_ = scene(view).figure["data"]
    assert number in areas["z"]
    assert stylesheet.style().count(f"edge-{theme.UNDATED.light[1:]}::before") == 1


def test_the_page_of_estonia_says_that_it_is_a_party_and_how_far_its_date_is_known() -> None:
    said = _text(chosen_places(scene(replace(JOINED, places=("EST",)))))
    assert UNDATED in said
    assert "in notice III 186/2015, and not in the notice before (III 19/2015)" in said
    assert UNDATED in country("EST")


def test_the_page_of_tunisia_has_one_convention_with_its_month_and_the_other_as_no_figure() -> None:
    view = State("cets_201_consent", "coe_cets_201", ALL, None, ("TUN",))
    assert "October 2019" in _text(chosen_places(scene(view)))
    other = _text(chosen_places(scene(replace(STATUS, places=("TUN",)))))
    assert "Covered, no figure" in other and "not a party" not in other.lower()
    assert "whether it has signed, or has joined since, is not known" in other


@pytest.mark.parametrize(
    ("indicator", "source", "why"),
    [
        ("palermo_consent", "palermo_protocol", "This copy of the register ends in December 2013"),
        ("palermo_findings", "palermo_findings", "A country that is not in this copy may still be a party"),
        ("palermo_joined_later", "palermo_later_dates", "The atlas has only nine dates"),
        ("palermo_entry_into_force", "palermo_entry_into_force", "Only an excerpt was seen"),
        ("ilo_c105_ratification", "ilo_conventions", "A state without a date does not appear in this copy"),
    ],
)
def test_a_state_that_a_copy_of_a_register_lacks_is_shown_with_the_reason(indicator: str, source: str, why: str) -> None:
    said = _text(chosen_places(scene(CODEC.nearest_valid(State(indicator, source, ALL, None, ("JPN",))))))
    assert ("Not covered by this source" if source == "palermo_findings" else "Covered, no figure") in said
    assert why in said


def test_years_of_the_same_status_are_one_run_on_the_page_of_a_place_and_tiers_stand_by_year() -> None:
    page = country("JPN")
    assert "Signed on 9 December 2002. 2000 to 2001: no act by then; 2002 to 2013: signed, not a party" in page
    assert "2018: Tier 1" in page and "2019: Tier 1" in page


def test_the_number_of_parties_stands_in_the_evidence_of_a_map_of_the_world_alone() -> None:
    said = _text(period_evidence(scene(CODEC.nearest_valid(State("palermo_parties", "palermo_protocol", ALL, 2024))).layer))
    assert "World, as printed" in said and "182 states and organisations; no range published" in said


def test_dates_are_drawn_in_classes_of_years_and_windows_over_several_apart() -> None:
    entry = vocabulary.indicators()["palermo_joined_later"]
    labels = [one.label for one in scene(WINDOWS).layer.classes]
    assert labels[:3] == ["up to 2019", "2020 to 2023", "A span of years across several classes"]
    classes = scene(WINDOWS).layer.rows.set_index("place")["class"]
    assert (classes["BGD"], classes["ERI"], classes["PAK"]) == ("low|high", "0", "1")
    assert scales.classes(entry, query.classes("ilo_c29_ratification", "ilo_conventions", ALL))[0].label == "up to 1939"


@pytest.mark.parametrize(
    ("rating", "said"),
    [("2018/2020", "between 2018 and 2020"), ("../2017", "by 2017"), ("2019-10", "October 2019"), ("2002-08-21", "21 August 2002")],
)
def test_a_date_a_month_and_a_window_in_words(rating: str, said: str) -> None:
    assert words.rating(vocabulary.indicators()["palermo_joined_later"], {"rating": rating}) == said


def test_a_window_is_said_to_be_one_in_hover_table_and_evidence() -> None:
    shown = scene(WINDOWS).layer
    at = "BGD"
    assert shown.rows.set_index("place").loc[at, "reading"] == "between 2018 and 2020; exact date not seen, only a span of years (derived)"
    assert shown.evidence.ranges_text == "date known only as a span of years (13)"
    (row,) = [row for row in _csv(WINDOWS) if row["place"] == "BGD"]
    assert (row["rating"], row["basis"], row["status"]) == ("2018/2020", "derived", "range")


def test_over_time_a_window_is_a_bar_between_its_years_and_an_open_one_a_triangle() -> None:
    bar = slot(Selection("palermo_joined_later", "palermo_findings", ALL, None), "series", "BGD").figure["data"][-1]
    ends = [str(pd.Timestamp(day, unit="ms").date()) for day in (bar["base"][0], bar["base"][0] + bar["x"][0])]
    assert (bar["type"], bar["orientation"], ends) == ("bar", "h", ["2018-01-01", "2020-12-31"])
    mark, text = slot(Selection("palermo_joined_later", "palermo_findings", ALL, None), "series", "ERI").figure["data"][-2:]
    assert (mark["marker"]["symbol"], text["text"]) == (["triangle-left-open"], ["by 2017"])


def test_as_dots_a_party_without_a_date_is_words_beside_the_dates() -> None:
    panel = Selection("cets_197_consent", "coe_cets_197", ALL, None)
    figure = slot(panel, "dots", "").figure
    points, beside = figure["data"][0], figure["data"][-1]
    assert sum(x is not None for x in points["x"]) == 26
    assert beside["xaxis"] == "x2" and len(beside["y"]) == 22
    assert set(beside["text"]) == {f"{dated.BOX} {UNDATED}"}
    assert {key.label: key.count for key in slot(panel, "dots", "").marks.values()} == {"A date": 26, "A party whose date was not seen": 22}


@pytest.mark.parametrize(
    ("indicator", "source", "where"), [("cets_197_consent", "coe_cets_197", "EST"), ("palermo_joined_later", "palermo_findings", "BGD")]
)
@pytest.mark.parametrize("picture", ["series", "dots", "map"])
def test_a_picture_of_dates_is_valid_in_the_schema_of_plotly(indicator: str, source: str, where: str, picture: str) -> None:
    assert len(go.Figure(slot(Selection(indicator, source, ALL, None), picture, where).figure).data)
