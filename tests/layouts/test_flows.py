"""The flow page's views and figures: the same rows in the map, the Sankey and the table, and a link that holds them."""

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.queries import choices, flows
from layouts import flow_state
from layouts.figures import flow_map, sankey, small_multiples
from layouts.flow_state import FlowView
from layouts.panels import flows as panels
from layouts.views import flows as view_parts

DETECTED = "unodc_glotip.detected_by_citizenship"
VIEWS = st.builds(
    FlowView,
    series=st.sampled_from(list(flows.series())),
    against=st.sampled_from(["", *flows.series()]),
    first=st.integers(2000, 2024),
    last=st.integers(2000, 2024),
    region=st.sampled_from(["", *flows.regions()]),
    role=st.sampled_from(flow_state.ROLES),
    place=st.sampled_from(["", "GBR", "NGA", "USA"]),
    minimum=st.integers(0, 500),
    top=st.sampled_from(flow_state.TOPS),
    masked=st.booleans(),
    across=st.booleans(),
    tab=st.sampled_from(flow_state.TABS),
    opened=st.sampled_from([(), ("Europe",), ("Africa", "Asia")]),
)


@given(VIEWS)
@settings(deadline=None, max_examples=60)
def test_a_link_holds_the_whole_view(view: FlowView) -> None:
    fitted = flow_state.fitted(view)
    assert flow_state.from_link(flow_state.encode(fitted)) == fitted


@given(st.dictionaries(st.sampled_from([*flow_state._KEYS, "x"]), st.text(max_size=9), max_size=6))
@settings(deadline=None, max_examples=60)
def test_any_link_gives_a_view_that_exists_and_says_what_gave_way(query: dict[str, str]) -> None:
    view, said = flow_state.decode(dict(query))
    assert view == flow_state.fitted(view)
    assert not any(line for line in said if not line.endswith(".") and "Shown" in line)


def test_an_unknown_series_gives_the_nearest_and_says_so() -> None:
    view, said = flow_state.decode({"series": "unodc_glotip.detected_by_citizen"})
    assert view.series == DETECTED
    assert "does not have" in said[0]


@given(VIEWS)
@settings(deadline=None, max_examples=25)
def test_map_sankey_and_table_hold_the_same_rows_and_the_same_total(view: FlowView) -> None:
    view = flow_state.fitted(view)
    shown = view_parts.selection(view, view.series).shown
    wire = view_parts.wire(view, view.series)
    assert len(wire["arcs"]) == int((shown["drawn"] & (shown["high"] != 0)).sum())
    assert sum(arc[2] for arc in wire["arcs"]) == shown.loc[shown["drawn"], "count"].sum()
    drawn = view_parts.sankey_of(view, view.series)["data"]
    assert sum(sum(diagram["link"]["value"]) for diagram in drawn) == pytest.approx(shown["count"].sum())
    rows = view_parts.table(FlowView(**{**view.__dict__, "against": ""}))["rows"]
    assert sum(row["order"][2] or 0 for row in rows) == shown["count"].sum()
    counted = f": {view_parts.total(shown)} counted" if len(shown) else "No corridor with a printed count."
    assert counted in view_parts.sums(view, view.series)


def test_the_ten_largest_corridors_across_borders_are_read_from_the_table() -> None:
    view = flow_state.fitted(FlowView(DETECTED, across=True, top=10))
    found = flows.corridors(DETECTED, choices.ALL, 2007, 2022)
    across = view_parts.selection(view, DETECTED).shown
    assert "further corridors have masked counts only" in view_parts.sums(view, DETECTED)
    assert across["drawn"].all()
    assert across.iloc[0][["origin", "destination", "count"]].tolist() == ["ALB", "GBR", 10985.0]
    assert across.iloc[1][["origin", "destination", "count"]].tolist() == ["MEX", "USA", 6952.0]
    corridors = flows.rows(DETECTED).query("kind == 'corridor'")
    assert int(found["masked"].sum()) == int(corridors["masked"].sum()) > 0


def test_a_sum_with_masked_counts_is_a_range_that_the_masks_alone_open() -> None:
    rows = flows.rows(DETECTED).query("kind == 'corridor'")
    found = flows.corridors(DETECTED, choices.ALL, 2007, 2022)
    assert found["count"].sum() == found["low"].sum() == rows["count"].sum()
    assert (found["high"] - found["low"]).sum() == 4 * found["masked"].sum() == 4 * rows["masked"].sum()
    assert rows.loc[rows["masked"], "count"].isna().all()


def test_totals_that_the_source_prints_stand_in_the_table_and_in_no_sum() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="BOL", role="destination", first=2017, last=2022))
    chosen = view_parts.selection(view, DETECTED)
    assert chosen.totals["as_printed"].tolist() == ["332", "397", "373", "305", "420", "560"]
    assert chosen.totals["count"].sum() == 2387
    assert chosen.shown.loc[chosen.shown["origin"] == "BOL", "count"].sum() == 354 + 299 + 339 + 284 + 345 + 486
    said = "6 printed totals are listed in the table and in no sum."
    assert said in view_parts.sums(view, DETECTED)
    named = [row["cells"] for row in view_parts.table(view)["rows"] if "(a total" in row["cells"][2]]
    assert ["All countries together", "Bolivia", "397 (a total, 2017)", "", "", "1"] in named


@pytest.mark.parametrize(
    ("first", "origin", "destination", "count"), [(2012, "RUS", "UKR", 628), (2016, "IDN", "MMR", 1192), (2017, "CHN", "MMR", 254)]
)
def test_people_are_repatriated_from_where_they_were_exploited_to_where_they_returned(
    first: int, origin: str, destination: str, count: int
) -> None:
    for series in ("unodc_glotip.repatriated", "unodc_glotip_2023.repatriated"):
        found = flows.corridors(series, choices.ALL, first, first).set_index(["origin", "destination"])
        assert found.loc[(origin, destination), "count"] == count
        assert found["count"].get((destination, origin), 0) < count / 50


def test_corridors_with_masked_counts_alone_are_off_until_asked_for() -> None:
    view = flow_state.default()
    found = view_parts.selection(view, view.series).found
    assert (found["masked"] < found["cells"]).all()
    asked = view_parts.selection(FlowView(**{**view.__dict__, "masked": True}), view.series).found
    assert (asked["masked"] == asked["cells"]).any()


def test_the_vintages_of_assisted_cases_disagree_most_within_ukraine() -> None:
    view = flow_state.fitted(FlowView("ctdc_2020.assisted_case", "ctdc_2021.assisted_case"))
    assert "Largest differences: Ukraine to Ukraine, 5,299 and " in view_parts.disagreement(view)


def test_two_series_are_compared_by_the_corridors_of_the_selection_alone() -> None:
    view = flow_state.fitted(FlowView("unodc_glotip.repatriated", "unodc_glotip_2023.repatriated", place="UKR", role="origin"))
    shared = {frozenset(view_parts.selection(view, code).found["origin"]) for code in view.shown}
    assert shared == {frozenset({"UKR"})}
    said = view_parts.disagreement(view)
    assert "Myanmar" not in said and "Colombia" not in said
    assert said.startswith("3 corridors have counts in both series, 3 of them the same. The series")


def test_the_filters_hold_for_totals_as_for_corridors() -> None:
    whole = view_parts.selection(flow_state.fitted(FlowView("unodc_glotip.repatriated")), "unodc_glotip.repatriated").totals
    least = flow_state.fitted(FlowView("unodc_glotip.repatriated", minimum=100))
    assert 0 < len(view_parts.selection(least, least.series).totals) < len(whole)
    assert view_parts.selection(least, least.series).totals["count"].min() >= 100
    asia = flow_state.fitted(FlowView("unodc_glotip.repatriated", region="Asia", role="destination"))
    assert set(view_parts.selection(asia, asia.series).totals["destination_region"]) == {"Asia"}
    abroad = flow_state.fitted(FlowView("unodc_glotip.repatriated", across=True))
    assert view_parts.selection(abroad, abroad.series).totals.empty


def test_the_period_is_that_of_the_corridors_and_not_of_the_totals_beside_them() -> None:
    view = flow_state.fitted(FlowView("unodc_glotip.repatriated", place="MMR"))
    assert view_parts.selection(view, view.series).totals["year_end"].min() == 2003
    assert view_parts.title(view, view.series).endswith("Myanmar (origin or destination), 2010 to 2022")
    exported = panels.panel(view)
    assert exported.period == "2010 to 2022" and "2010-2022" in exported.stem


def test_a_picture_of_two_series_names_both_sources_and_the_kind_of_their_numbers() -> None:
    exported = panels.panel(flow_state.fitted(FlowView("ctdc_2021.assisted_case", "ctdc_2020.assisted_case")))
    assert exported.parts[0].title == "1: CTDC 2021 (synthetic), 2002 to 2021" and exported.parts[1].title == "2: CTDC 2020, 2002 to 2018"
    assert exported.kind == "Case records"


def test_a_filter_by_place_and_role_keeps_only_that_end() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="NGA", role="origin"))
    assert set(view_parts.selection(view, DETECTED).found["origin"]) == {"NGA"}
    assert "GBR" in set(view_parts.selection(view, DETECTED).found["destination"])


def test_the_evidence_says_that_a_line_is_no_route() -> None:
    view = flow_state.default()
    assert "not a recorded route" in str(view_parts.evidence_of(view, view.series))


def test_every_figure_is_valid_for_plotly() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="GBR"))
    for figure in (flow_map.flow_map(), view_parts.sankey_of(view, DETECTED), view_parts.multiples(view)):
        assert figure is not None
        go.Figure(figure)


def test_an_opened_region_is_shown_by_place() -> None:
    frame = flows.corridors(DETECTED, choices.ALL, 2007, 2022).head(50)
    closed, opened = sankey.with_nodes(frame, ()), sankey.with_nodes(frame, ("Europe",))
    assert "Europe" in set(closed["destination_node"])
    assert "Europe" not in set(opened["destination_node"]) and "United Kingdom" in set(opened["destination_node"])


def test_small_multiples_have_one_panel_a_corridor_and_draw_masks_as_their_range() -> None:
    rows = flows.by_year(DETECTED, choices.ALL, "GBR")
    own = rows[(rows["way"] == "in") & (rows["origin"] == "ERI")]
    figure = small_multiples.small_multiples([("from Eritrea", own)], years=(2007, 2022))
    counted, masked, zero = figure["data"]
    assert sum(counted["y"]) == own["count"].sum()
    assert len(masked["x"]) == int((own["masked"] > 0).sum()) > 0
    assert set(zip(masked["base"], masked["y"], masked["text"], strict=True)) == {(0, 4, "0–4")}
    assert zero["x"] == []
    assert not set(masked["x"]) & set(counted["x"])
