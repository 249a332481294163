"""The callback of countries side by side, called as the browser calls it."""

from typing import Any

import pytest

from tests.callbacks.driving import post


def _choose(changed: str, **values: Any) -> dict[str, Any]:
    controls = {"places-places.value": ["THA", "VNM"], "places-families.value": []}
    answer = post("places-stage.children", controls | {f"places-{name}.value": value for name, value in values.items()}, changed)
    assert answer.status_code == 200, answer.text
    response: dict[str, Any] = answer.json["response"]
    return response


def test_another_country_brings_title_rows_table_and_link_in_one_answer() -> None:
    response = _choose("places-places.value", places=["THA", "VNM", "KHM"])
    assert "Thailand, Vietnam and Cambodia, side by side" in str(response["places-heading"])
    assert response["places-stage"]["style"] == {"--places": 3}
    assert response["places-table-data"]["data"]["columns"][2:] == ["Thailand", "Vietnam", "Cambodia"]
    assert response["places-link"]["data"] == "?v=1&mode=places&places=THA.VNM.KHM"


def test_a_family_brings_all_of_its_series() -> None:
    response = _choose("places-families.value", families=["counts"])
    assert "SDG 16.2.2" in str(response["places-stage"])
    assert response["places-link"]["data"].endswith("&families=counts")


@pytest.mark.parametrize("places", [None, [], ["THA"], ["XXX", "THA"], ["THA"] * 9])
def test_too_few_countries_and_unknown_ones_are_answered_in_words(places: list[str] | None) -> None:
    response = _choose("places-places.value", places=places)
    text = str(response["places-stage"])
    assert "Add at least one more country" in text if places else "begin with neighbours" in text
