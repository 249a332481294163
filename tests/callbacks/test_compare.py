"""The Compare page's callbacks, called as the browser calls them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from etl.queries import answers
from layouts.pages.compare import MODES
from layouts.pages.compare.side_by_side.comparisons import ready
from layouts.pages.compare.side_by_side.state import first_selections
from tests.callbacks.driving import dependencies, post
from tests.opening import opened

CONTROLS: dict[str, Any] = {
    "compare-question.value": "across_borders",
    "compare-axis.value": "log",
    "compare-order.value": "year",
    "compare-kind.value": [],
    "compare-place.value": None,
    "compare-form.value": None,
    "compare-years.value": list(answers.years()),
    "compare-search.value": "",
    "compare-mark.value": None,
    "compare-tab.value": "marks",
}


def _choose(changed: str, *, before: str = "across_borders", **values: Any) -> dict[str, Any]:
    link = {"compare-link.data": f"?v=1&q={before}"}
    answer = post("compare-legend.children", CONTROLS | link | {f"compare-{name}.value": value for name, value in values.items()}, changed)
    assert answer.status_code == 200, answer.text
    response: dict[str, Any] = answer.json["response"]
    return response


def test_another_question_brings_marks_texts_table_and_filters_in_one_answer() -> None:
    response = _choose("compare-question.value", question="money_year", kind=["model_estimate"])
    assert {"compare-figure", "compare-figure-frame", "compare-heading", "compare-groups", "compare-table-data"} <= set(response)
    assert response["compare-kind"]["value"] == []
    assert "31.6" in str(response["compare-reasons"])
    assert response["compare-link"]["data"] == "?v=1&q=money_year"


def test_a_question_that_the_page_never_showed_comes_with_the_choice_after_it() -> None:
    response = _choose("compare-order.value", question="share_women", order="value")
    assert response["compare-axis"]["value"] == "linear" and {"compare-reasons", "compare-checked"} <= set(response)


def test_a_mark_goes_with_the_question_that_had_it() -> None:
    mark = answers.answers("modern_slavery_now").query("source_id == 'soroptimist_2007'")["row_id"].iloc[0]
    first = _choose("compare-mark.value", question="modern_slavery_now", mark=mark, before="modern_slavery_now")
    before = first["compare-link"]["data"].removeprefix("?v=1&q=")
    response = _choose("compare-question.value", question="money_year", mark=mark, before=before)
    assert response["compare-mark"]["value"] is None and "A Global Alliance" not in str(response["compare-details"])


def test_a_share_opens_on_a_linear_axis() -> None:
    response = _choose("compare-question.value", question="share_women")
    assert response["compare-axis"]["value"] == "linear"
    assert response["compare-figure"]["figure"]["layout"]["xaxis"]["type"] == "linear"


def test_a_filter_changes_marks_and_link_and_leaves_the_other_controls_alone() -> None:
    response = _choose("compare-kind.value", question="money_year", kind=["model_estimate"], before="money_year")
    assert "compare-axis" not in response
    marks = response["compare-figure"]["figure"]["data"][0]["x"]
    assert len(marks) == len(response["compare-table-data"]["data"]["rows"]) < len(answers.answers("money_year"))
    assert "kind=model_estimate" in response["compare-link"]["data"]


def test_no_answer_is_said_and_not_an_error() -> None:
    response = _choose("compare-search.value", question="money_year", search="zzz", before="money_year")
    assert "0 of" in str(response["compare-heading"])
    assert response["compare-figure"]["figure"]["data"][0]["x"] == []


def test_choosing_a_mark_brings_its_chain_a_band_and_the_link() -> None:
    mark = answers.answers("modern_slavery_now").query("source_id == 'soroptimist_2007'")["row_id"].iloc[0]
    response = _choose("compare-mark.value", question="modern_slavery_now", mark=mark, before="modern_slavery_now")
    assert set(response) == {"compare-details", "compare-figure", "compare-link"}
    assert "A Global Alliance" in str(response["compare-details"])
    assert response["compare-figure"]["figure"]["operations"][0]["location"] == ["layout", "shapes", 0]


def test_a_hostile_value_is_fitted_and_not_obeyed() -> None:
    response = _choose("compare-place.value", question="../etc", axis="<script>", place="<b>", form="x")
    assert "script" not in response["compare-link"]["data"]
    assert response["compare-link"]["data"].startswith("?v=1&q=modern_slavery_now")


def _put(changed: str, more: Mapping[str, Any] | None = None, **values: Any) -> dict[str, Any]:
    first = first_selections()
    panels = [*first, *first]
    body: dict[str, Any] = {f"sides-pair-{n}.value": f"{p.indicator}~{p.source}" for n, p in enumerate(panels, 1)}
    body |= {f"sides-year-{n}.value": str(p.year) for n, p in enumerate(panels, 1)}
    body |= {f"sides-legend-{n}-shaded.data": False for n in (1, 2, 3, 4)} | {f"sides-legend-{n}-only.data": "" for n in (1, 2, 3, 4)}
    body |= {
        "sides-link.data": "?v=1&mode=sides",
        "sides-count.value": "2",
        "sides-picture.value": "map",
        "sides-place.value": None,
        "sides-ready.value": None,
    }
    body |= more or {}
    answer = post("sides-stage.children", body | {key.replace("__", "-") + ".value": value for key, value in values.items()}, changed)
    assert answer.status_code == 200, answer.text
    response: dict[str, Any] = answer.json["response"]
    return response


def test_a_class_of_a_panel_stands_out_and_its_counts_are_shaded_until_it_has_another_series() -> None:
    counts: dict[str, Any] = {"sides__pair-1": "detected_victims~unodc_glotip_2025_10", "sides__year-1": "2021"}
    looks = {"sides-legend-1-shaded.data": True, "sides-legend-1-only.data": "masked"}
    before = {"sides-link.data": _put("sides-pair-1.value", **counts)["sides-link"]["data"]}
    response = _put("sides-legend-1-only.data", more=looks | before, **counts)
    assert "~2021~shaded~masked,p3_overall~p3_index~all.all.all~2013" in unquote(response["sides-link"]["data"])
    stage = str(response["sides-stage"]["children"])
    assert "Highlighted: " in stage and "Show as circles" in stage
    other = _put("sides-pair-1.value", more=looks | before)
    assert "masked" not in other["sides-link"]["data"] and other["sides-legend-1-only"]["data"] == ""


def test_a_ready_made_comparison_fills_all_its_panels_and_says_what_to_know() -> None:
    response = _put("sides-ready.value", sides__ready="gsi-editions")
    assert len(response["sides-stage"]["children"]) == 4
    assert response["sides-count"]["value"] == "4"
    assert "four editions" in response["sides-introduction"]["children"]


def test_a_comparison_over_time_brings_its_place_and_its_picture() -> None:
    response = _put("sides-ready.value", sides__ready="glotip-nrm")
    assert (response["sides-picture"]["value"], response["sides-place"]["value"]) == ("series", "GBR")
    assert "picture=series&place=GBR" in response["sides-link"]["data"]
    assert response["sides-table-data"]["data"]["columns"][0] == "Year"


def test_each_panel_brings_its_own_evidence_and_the_differences_come_along() -> None:
    response = _put("sides-year-1.value", {"sides-year-1.value": "2010"})
    assert "panels=tip_tier~tip_tiers~all.all.all~2010" in response["sides-link"]["data"].replace("%7E", "~").replace("%2C", ",")
    assert str(response["sides-stage"]["children"]).count("Kind of figure") == 2
    assert len(response["sides-table-data"]["data"]["rows"]) > 150
    assert "No shared scale" in response["sides-refusal"]["children"]


def test_over_time_has_no_year_to_choose_and_none_in_its_link() -> None:
    response = _put("sides-picture.value", sides__picture="series", sides__place="THA")
    assert response["sides-year-1-box"]["style"] == {"display": "none"}
    assert "2013" not in response["sides-link"]["data"]
    assert "value" not in response.get("sides-year-1", {})
    assert "Thailand, 2001 to 2025" in str(response["sides-stage"]["children"])
    back = _put("sides-picture.value", sides__picture="map")
    assert back["sides-year-1-box"]["style"] == {}
    assert "2013" in back["sides-link"]["data"]


def test_lists_answer_by_role() -> None:
    answer = post("lists-left-out.children", {"lists-role.value": "destination"}, "lists-role.value")
    assert "UNODC 2006: very high" in answer.json["response"]["lists-table-data"]["data"]["columns"]


def test_no_server_callback_runs_when_the_page_opens() -> None:
    own = [entry for entry in dependencies() if any(name in entry["output"] for name in ("compare-", "sides-", "lists-"))]
    assert own
    assert all(entry["prevent_initial_call"] for entry in own if not entry["clientside_function"])


def test_every_ready_made_comparison_can_be_put() -> None:
    for entry in ready():
        assert len(_put("sides-ready.value", sides__ready=entry.id)["sides-stage"]["children"]) == len(entry.panels)


def test_every_mode_of_the_page_is_laid_out() -> None:
    for mode in MODES:
        assert opened("/compare", {"mode": mode})
