"""The flow page through the server: what the browser sends, and what comes back together."""

import gzip
import json
from typing import Any

from layouts.pages.flows import ids
from tests.callbacks.driving import client, post

VALUES: dict[str, Any] = {
    f"{ids.SERIES}.value": "unodc_glotip.detected_by_citizenship",
    f"{ids.AGAINST}.value": None,
    f"{ids.YEARS}.value": [2007, 2022],
    f"{ids.GROUP}.value": "all.all.all",
    f"{ids.REGION}.value": "any",
    f"{ids.ROLE}.value": "both",
    f"{ids.MINIMUM}.value": 0,
    f"{ids.TOP}.value": "100",
    f"{ids.ACROSS}.checked": False,
    f"{ids.HIDDEN}.checked": False,
    f"{ids.PLACE}.value": None,
    f"{ids.ZOOM}.value": "world",
    f"{ids.YEARS}.min": 2007,
    f"{ids.YEARS}.max": 2022,
}
BUDGET = 14_000


def _chosen(**changes: Any) -> Any:
    values = {**VALUES, **{f"{getattr(ids, name)}.{'checked' if name == 'HIDDEN' else 'value'}": value for name, value in changes.items()}}
    return post(f"{ids.part('data', 0)}.data", values, f"{ids.SERIES}.value")


def test_a_choice_answers_with_the_map_its_sums_and_its_evidence_together() -> None:
    answer = _chosen(SERIES="uk_nrm.referred_by_nationality", YEARS=[2022, 2023]).json["response"]
    assert "Home Office" in str(answer[ids.part("evidence", 0)])
    assert "UK National Referral Mechanism" in str(answer[ids.HEADING])
    assert "2022 to 2023" in str(answer[ids.HEADING])
    assert "GBR" in [arc[0] for arc in answer[ids.part("data", 0)]["data"]["arcs"]["ALB"]]
    assert "series=uk_nrm" in answer[ids.CHOICES]["data"]


def test_a_second_series_stands_beside_the_first_with_its_own_evidence() -> None:
    answer = _chosen(SERIES="ctdc_2020.assisted_case", AGAINST="ctdc_2021.assisted_case", YEARS=[2002, 2018]).json["response"]
    assert "synthetic" in str(answer[ids.part("evidence", 1)])
    assert "never added up" in str(answer[ids.NOTE])


def test_a_thousand_corridors_stay_within_the_budget_of_a_response() -> None:
    answer = _chosen(TOP="1000", HIDDEN=True)
    assert sum(map(len, answer.json["response"][ids.part("data", 0)]["data"]["arcs"].values())) > 900
    assert len(gzip.compress(answer.data)) < BUDGET


def test_years_and_group_follow_the_series() -> None:
    answer = _chosen(SERIES="ctdc_2021.assisted_case", GROUP="all.female.all", YEARS=[1990, 2050]).json["response"]
    assert answer[ids.YEARS]["value"] == [2002, 2021]
    assert answer[ids.GROUP]["value"] == "all.female.all"


def test_all_years_of_a_series_become_all_years_of_another_and_some_stay_as_they_are() -> None:
    every, some = _chosen(SERIES="ctdc_2021.assisted_case"), _chosen(SERIES="ctdc_2021.assisted_case", YEARS=[2007, 2020])
    assert [answer.json["response"][ids.YEARS]["value"] for answer in (every, some)] == [[2002, 2021], [2007, 2020]]
    assert "from=" not in every.json["response"][ids.CHOICES]["data"]


def test_filters_in_use_are_chips_that_name_what_takes_them_back() -> None:
    answer = _chosen(PLACE="NPL", YEARS=[2010, 2015], ROLE="origin", MINIMUM=20).json["response"]
    chips = [chip["props"] for chip in answer[ids.CHIPS]["children"]]
    assert [chip["children"] for chip in chips] == ["Nepal", "2010 to 2015", "Origin only", "At least 20 counted", "Reset"]
    settings = [json.loads(chip["data-settings"]) for chip in chips]
    assert settings[:2] == [{ids.PLACE: {"value": None}}, {ids.YEARS: {"value": [2007, 2022]}}]
    assert {*settings[-1]} == {ids.PLACE, ids.YEARS, ids.ROLE, ids.MINIMUM}
    assert (answer[ids.MORE]["children"], answer[f"{ids.FILTERS}-label"]["children"]) == ("More filters (2)", "Filters (3)")
    assert _chosen().json["response"][ids.CHIPS]["children"] == []


def test_a_zoom_to_the_chosen_place_ends_with_the_choice() -> None:
    zoomed = _chosen(PLACE="NPL", ZOOM="place").json["response"]
    assert zoomed[ids.ZOOM]["value"] == "place" and "zoom" not in zoomed[ids.CHOICES]["data"]
    assert zoomed[ids.ZOOM]["data"][0] == {"value": "place", "label": "Nepal"}
    assert _chosen(ZOOM="place").json["response"][ids.ZOOM]["value"] == "world"
    assert _chosen(ZOOM="europe").json["response"][ids.ZOOM]["value"] == "europe"


def test_the_lists_of_years_on_a_phone_follow_the_slider() -> None:
    answer = _chosen(YEARS=[2012, 2019]).json["response"]
    assert (answer[ids.FIRST]["value"], answer[ids.LAST]["value"], answer[ids.LAST]["data"][0]) == ("2012", "2019", "2012")


def test_hostile_values_give_the_nearest_view_and_no_error() -> None:
    answer = _chosen(SERIES="'; drop", REGION="<script>", ROLE="up", MINIMUM="-5", PLACE="XXX", TOP="7", ZOOM="moon")
    assert answer.status_code == 200
    assert "detected_by_citizenship" in answer.json["response"][ids.CHOICES]["data"]


def test_the_table_and_the_sankey_are_made_when_they_are_asked_for() -> None:
    link = "?v=1&series=unodc_glotip.detected_by_citizenship&tab=table"
    answer = post(f"{ids.TABLE}-data.data", {f"{ids.REQUEST}.data": link}, f"{ids.REQUEST}.data").json["response"]
    rows = answer[f"{ids.TABLE}-data"]["data"]["rows"]
    assert sum("(a total" not in row["cells"][2] for row in rows) == 100
    sankey = post(f"{ids.TABLE}-data.data", {f"{ids.REQUEST}.data": link.replace("table", "sankey")}, f"{ids.REQUEST}.data").json[
        "response"
    ]
    assert sankey[ids.part("sankey", 0)]["figure"]["data"][0]["type"] == "sankey"


def test_the_page_answers_and_an_unknown_one_does_not() -> None:
    assert client().get("/flows").status_code == 200
    assert client().get("/flowss").status_code == 404
