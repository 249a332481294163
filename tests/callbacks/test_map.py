"""The map page's callbacks, called as the browser calls them."""

import gzip
import json
from typing import Any

import pytest

from layouts.pages.map import ids as page
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State
from tests.callbacks.driving import dependencies, post
from tests.opening import table_of

FIRST = CODEC.decode({})[0]
CONTROLS: dict[str, Any] = {
    "world-indicator.value": FIRST.indicator,
    "world-source.value": FIRST.source,
    "world-group.value": FIRST.group,
    "world-year.value": FIRST.year,
    "world-inferred.checked": False,
    "world-legend-shaded.data": False,
    "world-legend-only.data": "",
    "world-tab.value": "map",
    "world-places.data": [],
}


AMOUNTS = CODEC.decode({"indicator": "detected_victims", "source": "unodc_glotip_2025_10", "year": "2021"})[0]
OF_AMOUNTS = {"world_indicator__value": AMOUNTS.indicator, "world_source__value": AMOUNTS.source, "world_year__value": 2020}


def _on_page(view: State) -> dict[str, Any]:
    """What the page that shows a view says that it shows."""
    return {"world-link.data": CODEC.encode(view), "world-outlines.data": scene(view).outlines}


def _choose(changed: str, *, before: State = FIRST, **values: Any) -> dict[str, Any]:
    chosen = {key.replace("__", ".").replace("_", "-"): value for key, value in values.items()}
    answer = post("world-legend.children", {**CONTROLS, **_on_page(before), **chosen}, changed)
    assert answer.status_code == 200, answer.text
    response: dict[str, Any] = answer.json["response"]
    return response


def test_a_step_of_the_slider_brings_map_legend_and_evidence_in_one_answer() -> None:
    response = _choose("world-year.value", world_year__value=2014)
    assert {"world-figure", "world-legend", "world-heading", "world-period-evidence", "world-hole", "world-link"} <= set(response)
    assert "world-source" not in response
    assert "world-source-evidence" not in response
    assert response["world-link"]["data"] == "?v=1&indicator=tip_tier&source=tip_tiers&year=2014"
    changed = {tuple(step["location"]) for step in response["world-figure"]["figure"]["operations"]}
    assert changed == {("data", 0), ("data", 1), ("data", 1, "marker")}


def test_another_indicator_brings_its_source_its_years_and_all_its_evidence() -> None:
    response = _choose("world-indicator.value", world_indicator__value="p3_overall")
    assert response["world-source"]["value"] == "p3_index"
    assert (response["world-year"]["min"], response["world-year"]["max"], response["world-year"]["value"]) == (2000, 2013, 2013)
    assert "operations" in response["world-figure"]["figure"]
    assert response["world-inferred-box"]["style"] == {"display": "none"}
    assert "Cho, Dreher" in str(response["world-source-evidence"])


def test_regions_replace_the_whole_figure() -> None:
    response = _choose("world-indicator.value", world_indicator__value="forced_labour")
    figure = response["world-figure"]["figure"]
    assert all(place.startswith("ILO:") for place in figure["data"][0]["locations"][:3])
    assert response["world-outlines"]["data"] != scene(FIRST).outlines


def test_a_step_of_a_map_of_amounts_exchanges_the_sizes_of_its_circles_and_stays_small() -> None:
    response = _choose("world-year.value", **OF_AMOUNTS, before=AMOUNTS)
    changed = {tuple(step["location"]): step["params"] for step in response["world-figure"]["figure"]["operations"]}
    assert set(changed) == {
        ("data", 0),
        ("data", 1),
        ("data", 1, "marker"),
        ("data", 3),
        ("data", 3, "marker"),
        ("data", 3, "marker", "line"),
    }
    assert len(gzip.compress(json.dumps(response).encode())) < 4_000


def test_a_year_of_other_places_brings_the_whole_map_and_so_does_the_way_back() -> None:
    source = {"world_indicator__value": "registered_victims", "world_source__value": "eurostat_thb"}
    before, latest = FIRST, None
    for year, is_whole in ((2024, True), (2020, True), (2021, True), (2022, False)):
        answer = _choose("world-year.value", **source, world_year__value=year, before=before)
        figure, before = answer["world-figure"]["figure"], CODEC.from_link(answer["world-link"]["data"])
        assert ("data" in figure) is is_whole, year
        latest = figure["data"] if is_whole else latest
    changed = {tuple(step["location"]): step["params"]["value"] for step in figure["operations"]}
    for number in (0, 1, 3):
        assert latest and len(changed["data", number]["customdata"]) == len(latest[number]["customdata"])


@pytest.mark.parametrize("changed", ["world-year.value", "world-places.data"])
def test_what_the_page_never_showed_comes_with_the_choice_after_it(changed: str) -> None:
    of_both: dict[str, Any] = {"world_indicator__value": "p3_overall", "world_year__value": 2009}
    response = _choose(changed, **of_both, world_places__data=["THA"])
    view = CODEC.from_link(response["world-link"]["data"])
    assert response["world-source"]["value"] == "p3_index" and "Cho, Dreher" in str(response["world-source-evidence"])
    steps = {tuple(step["location"]): step["params"]["value"] for step in response["world-figure"]["figure"]["operations"]}
    assert steps["data", 0]["colorscale"] == scene(view).figure["data"][0]["colorscale"]
    assert steps["data", 2]["locations"] == ["THA"] and "Thailand" in str(response["world-chosen"])
    back = _choose(changed, before=view, **of_both, world_source__value="p3_index")
    assert set(back) == {"world-chosen", "world-figure", "world-link"} and "Thailand" not in str(back["world-chosen"])


def test_a_class_that_is_pressed_stands_out_in_map_words_and_link_and_another_indicator_lets_it_go() -> None:
    pressed = _choose("world-legend-only.data", world_legend_only__data="3")
    assert pressed["world-link"]["data"].endswith("&only=3")
    assert "Highlighted: Tier 3" in str(pressed["world-heading"])
    assert "operations" in pressed["world-figure"]["figure"] and "world-source" not in pressed
    assert "only" not in _choose("world-year.value", world_legend_only__data="9", world_year__value=2014)["world-link"]["data"]
    other = _choose("world-indicator.value", world_indicator__value="p3_overall", world_legend_only__data="3")
    assert "only" not in other["world-link"]["data"] and other["world-legend-only"]["data"] == ""


def test_shades_in_place_of_circles_are_a_choice_that_the_link_names() -> None:
    answer = _choose("world-legend-shaded.data", **OF_AMOUNTS, world_legend_shaded__data=True, before=AMOUNTS)
    assert answer["world-link"]["data"].endswith("&shaded=yes")
    *_, circles = answer["world-figure"]["figure"]["operations"]
    assert (circles["location"], circles["params"]["value"]) == (["data", 3], {"visible": False})
    tiers = _choose("world-legend-shaded.data", world_legend_shaded__data=True)
    assert "shaded" not in tiers["world-link"]["data"] and tiers["world-legend-shaded"]["data"] is False


def test_a_chosen_place_travels_with_the_year() -> None:
    response = _choose("world-year.value", world_year__value=2014, world_places__data=["THA"])
    assert "Thailand" in str(response["world-chosen"])
    assert response["world-link"]["data"].endswith("&places=THA")


def test_choosing_places_reads_and_outlines_them_changes_the_link_and_leads_to_their_pages() -> None:
    response = _choose("world-places.data", world_places__data=["THA", "LUX"])
    assert set(response) == {"world-chosen", "world-figure", "world-link"}
    readings = str(response["world-chosen"])
    assert all(text in readings for text in ("Thailand", "/country/THA", "/country/LUX"))
    outlines, rings = (step["params"]["value"] for step in response["world-figure"]["figure"]["operations"])
    assert (outlines["locations"], len(rings["lon"])) == (["THA"], 1)


def test_a_chart_that_is_open_answers_with_its_own_heading_and_evidence_and_the_map_leaves_them_alone() -> None:
    response = _choose(
        "world-indicator.value", world_indicator__value="p3_overall", world_tab__value="chart", world_places__data=["THA", "NPL"]
    )
    assert not {"world-heading", "world-period-evidence", "world-source-evidence"} & set(response)
    link = response["world-link"]["data"]
    assert link.endswith("&tab=chart&places=THA.NPL")
    chart = post("world-chart.children", {"world-chart-link.data": link}, "world-chart-link.data").json["response"]
    assert chart["world"]["className"] == "world charting"
    assert "3P index: overall score: Thailand and Nepal, 2000 to 2013" in str(chart["world-heading"])
    assert "Cho, Dreher" in str(chart["world-source-evidence"]) and "2000 to 2013" in str(chart["world-period-evidence"])
    assert len(chart["world-chart-table-data"]["data"]["rows"]) == 27


def test_closing_the_chart_brings_the_heading_and_the_evidence_of_the_map_and_draws_nothing() -> None:
    link = CODEC.encode(CODEC.decode({"indicator": "tip_tier", "year": "2014", "places": "THA"})[0])
    response = post("world-chart.children", {"world-chart-link.data": link}, "world-chart-link.data").json["response"]
    assert set(response) == {"world", "world-heading", "world-period-evidence", "world-source-evidence", "world-chosen", "world-gist"}
    assert "Tier in the Trafficking in Persons Report, 2014" in str(response["world-heading"])


def test_a_step_of_the_slider_brings_nothing_of_the_chart() -> None:
    response = _choose("world-year.value", world_year__value=2014, world_places__data=["THA", "NPL"])
    assert not [name for name in response if "chart" in name or name == "world"]
    assert len(gzip.compress(json.dumps(response).encode())) < 3_100


def test_the_table_answers_with_the_rows_of_the_view() -> None:
    answer = post("world-table-data.data", {"world-table-link.data": CODEC.encode(FIRST)}, "world-table-link.data")
    table = answer.json["response"]["world-table-data"]["data"]
    assert [row["cells"] for row in table["rows"]] == [line["cells"] for line in table_of(FIRST)["rows"]]


def test_a_hostile_value_is_fitted_and_not_obeyed() -> None:
    response = _choose("world-source.value", world_source__value="../../etc", world_year__value=10**9, world_group__value="<script>")
    assert response["world-source"]["value"] == "tip_tiers"
    assert "script" not in response["world-link"]["data"]


def test_no_callback_runs_when_the_page_opens() -> None:
    own = [entry for entry in dependencies() if "world-" in entry["output"]]
    assert all(entry["prevent_initial_call"] for entry in own if not entry["clientside_function"])


def test_every_control_of_the_page_is_an_input() -> None:
    inputs = {part["id"] for entry in dependencies() for part in entry["inputs"]}
    assert {
        page.INDICATOR,
        page.SOURCE,
        page.GROUP,
        page.YEAR,
        page.INFERRED,
        page.PLACE,
        page.PLACES,
        page.TAB,
        f"{page.YEAR}-play",
    } <= inputs
