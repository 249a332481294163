"""A view that is opened by an older link says what has changed in the rows it shows."""

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from etl.queries import atlas, changes_since
from layouts.exports.opened_page import change_lines, changes
from tests.callbacks.driving import client
from tests.opening import exported, opened

OLD = "0123456789ab"
LINK = {"v": "1", "indicator": "tip_tier", "source": "tip_tiers", "year": "2014"}


def _text(component: Any) -> str:
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A changelog in which three rows of 2014 and one of 2015 have changed since the old version."""
    rows = {
        "added": ["tip_tiers/tip_tier/FRA/2014", "tip_tiers/tip_tier/FRA/2015"],
        "revised": {"tip_tiers/tip_tier/THA/2014": {"rating": ["2W", "3"], "rank": [3.0, 4.0]}},
        "withdrawn": ["tip_tiers/tip_tier/GRL/2014"],
    }
    steps = {atlas.atlas().version: {"previous": OLD, "changed": {"tip_tiers/ratings": {"counts": {}, "rows": rows}}}}
    monkeypatch.setattr(changes_since, "_steps", lambda: steps)


@pytest.mark.usefixtures("changed")
def test_an_older_link_says_what_was_added_revised_and_withdrawn() -> None:
    said = _text(opened("/map", {**LINK, "dv": OLD}))
    assert f"The link was made with data version {OLD}; this page shows {atlas.atlas().version}" in said
    for part in ("Rows revised: 1.", "Thailand, 2014: was Tier 2 Watch List, is Tier 3.", "Rows added: 1.", "Rows withdrawn: 1."):
        assert part in said
    assert "Greenland, 2014." in said
    assert "Nothing has changed" in _text(opened("/map", {**LINK, "year": "2001", "dv": OLD}))


def test_a_link_of_the_present_version_is_not_remarked_on_and_an_unknown_one_is() -> None:
    assert "data version" not in _text(opened("/map", {**LINK, "dv": atlas.atlas().version}))
    assert "does not reach back" in _text(opened("/map", {**LINK, "dv": "ffffffffffff"}))
    assert "twelve hexadecimal digits" in _text(opened("/map", {**LINK, "dv": "<script>"}))


def test_data_is_served_for_a_pinned_link() -> None:
    pinned = {**LINK, "dv": atlas.atlas().version}
    assert client().get("/view/world.csv", query_string=pinned).data == client().get("/view/world.csv", query_string=LINK).data


def test_a_figure_is_told_before_a_basis_and_both_in_words() -> None:
    revised = {
        "tip_tiers/tip_tier/AGO/2022": {"basis": ("printed", "derived")},
        "tip_tiers/tip_tier/ARG/2022": {"rating": ("1|2", "1"), "basis": ("complement", "printed")},
    }
    said = change_lines(changes_since.Since(True, revised=revised, tables=dict.fromkeys(revised, "ratings")))
    assert said[1:] == ["Argentina, 2022: was Tier 1 or Tier 2, is Tier 1.", "Angola, 2022: basis was as published, is derived."]


@pytest.mark.usefixtures("changed")
def test_a_table_that_the_view_does_not_show_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"counts": {"added": 491, "revised": 0, "withdrawn": 0}}
    steps = {atlas.atlas().version: {"previous": OLD, "changed": {"gsi_2018/ratings": counted, "gsi_2018/estimates": counted}}}
    monkeypatch.setattr(changes_since, "_steps", lambda: steps)
    shape = "gsi_2018/modern_slavery_prevalence/.*"
    assert changes_since.since(OLD, shape, ["gsi_2018"]).counted == {"gsi_2018": counted["counts"]}


def test_the_list_of_claims_tells_of_claims_that_came_since(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"added": ["compilation_2014/@14075/people_trafficked/WORLD"], "revised": {}, "withdrawn": []}
    steps = {atlas.atlas().version: {"previous": OLD, "changed": {"compilation_2014/claims": {"counts": {}, "rows": rows}}}}
    monkeypatch.setattr(changes_since, "_steps", lambda: steps)
    panel = exported("compare", {"mode": "claims"})
    said = [line.children for line in changes(panel, OLD)[0].children]
    assert said[0] == "Rows added: 1." and said[1].startswith("World: ") and "at character 14075" in said[1]


def test_a_place_in_a_document_is_named_with_its_year_alone() -> None:
    rows = ("encyclopedia_2009/role_origin/FRA/2009/@6447", "tip_tiers/tip_tier/FRA/2014")
    said = change_lines(changes_since.Since(True, added=rows, tables=dict.fromkeys(rows, "ratings")))
    assert said[1:] == ["France, 2009.", "France, 2014."]


NEPALI_GIRLS = (
    "compilation_2014/people_trafficked_into/narrative_mention/Nepali girls/India/2011/2011/sexual_exploitation/female/child/@19636"
)


@pytest.mark.parametrize(
    ("table", "row", "text"),
    [
        ("flows", NEPALI_GIRLS, "Nepal to India, 2011."),
        ("estimates", "uk_nrm/nrm_referrals/GBR/1999/2001/all/all/all", "United Kingdom, 1999 to 2001."),
        ("left_the_schema", "a/b/c", "a/b/c."),
    ],
)
def test_a_row_is_named_by_its_columns_and_a_withdrawn_one_by_its_identifier(table: str, row: str, text: str) -> None:
    assert change_lines(changes_since.Since(True, withdrawn=(row,), tables={row: table})) == ["Rows withdrawn: 1.", text]
