"""The flow page's views and figures: the same rows in the map, the Sankey and the table, and a link that holds them."""

import re
from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.queries import choices
from etl.queries import corridors as flows
from layouts.figures import flow_map, sankey, small_multiples
from layouts.pages.flows import corridor_rows, selection, texts
from layouts.pages.flows import export as panels
from layouts.pages.flows import scene as view_parts
from layouts.pages.flows import state as flow_state
from layouts.pages.flows.state import FlowView

DETECTED = "unodc_glotip_2025_10.detected_by_citizenship"
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
    known = {
        "series": {*flows.series()},
        "region": {"", *flows.regions()},
        "role": {*flow_state.ROLES},
        "tab": {*flow_state.TABS},
        "x": set(),
    }
    unknown = {key for key, value in query.items() if value not in known.get(key, {value})}
    assert {key for key in unknown if not any(f"'{key}'" in line or f"the {key} '{query[key]}'" in line for line in said)} == set()
    assert all(line.endswith(".") for line in said)


def test_an_unknown_series_gives_the_nearest_and_says_so() -> None:
    view, said = flow_state.decode({"series": "unodc_glotip_2025_10.detected_by_citizen"})
    assert view.series == DETECTED
    assert "does not have" in said[0]


@given(VIEWS)
@settings(deadline=None, max_examples=25)
def test_map_sankey_and_table_hold_the_same_rows_and_the_same_total(view: FlowView) -> None:
    view = flow_state.fitted(view)
    shown = selection.selection(view, view.series).shown
    wire = view_parts.wire(view, view.series)
    assert len(wire["arcs"]) == int((shown["drawn"] & (shown["high"] != 0)).sum())
    assert sum(arc[2] for arc in wire["arcs"]) == shown.loc[shown["drawn"], "count"].sum()
    drawn = view_parts.sankey_of(view, view.series)["data"]
    assert sum(sum(diagram["link"]["value"]) for diagram in drawn) == pytest.approx(shown["count"].sum())
    rows = view_parts.table(FlowView(**{**view.__dict__, "against": ""}))["rows"]
    assert sum(row["order"][2] or 0 for row in rows) == shown["count"].sum()
    counted = f": {texts.total(shown)} counted" if len(shown) else "No corridor."
    assert counted in texts.sums(view, view.series)


def test_the_ten_largest_corridors_across_borders_are_read_from_the_table() -> None:
    view = flow_state.fitted(FlowView(DETECTED, across=True, top=10))
    found = flows.corridors(DETECTED, choices.ALL, 2007, 2023)
    across = selection.selection(view, DETECTED).shown
    assert "further corridors have only masked counts, or masked counts and zeros" in texts.sums(view, DETECTED)
    assert across["drawn"].all()
    assert across.iloc[0][["origin", "destination", "count"]].tolist() == ["ALB", "GBR", 14917.0]
    assert across.iloc[1][["origin", "destination", "count"]].tolist() == ["MEX", "USA", 6952.0]
    corridors = flows.rows(DETECTED).query("kind == 'corridor'")
    assert int(found["masked"].sum()) == int(corridors["masked"].sum()) > 0


def test_a_sum_with_masked_counts_is_a_range_that_the_masks_alone_open() -> None:
    rows = flows.rows(DETECTED).query("kind == 'corridor'")
    found = flows.corridors(DETECTED, choices.ALL, 2007, 2023)
    assert found["count"].sum() == found["low"].sum() == rows["count"].sum()
    assert (found["high"] - found["low"]).sum() == 4 * found["masked"].sum() == 4 * rows["masked"].sum()
    assert rows.loc[rows["masked"], "count"].isna().all()


def test_a_sum_with_a_mask_without_bounds_has_neither_a_least_nor_a_most() -> None:
    held = pd.DataFrame({"origin": ["FRA", "FRA", "AND"], "count": [5.0, None, 7.0], "count_low": None, "count_high": None})
    held = held.astype({"count_low": "float64", "count_high": "float64"}).assign(masked=held["count"].isna(), year_end=2020)
    added = flows._summed(held, ["origin"]).set_index("origin")
    assert added["count"].to_dict() == {"AND": 7.0, "FRA": 5.0}
    assert added.loc["AND", ["low", "high"]].tolist() == [7.0, 7.0] and added.loc["FRA", ["low", "high"]].isna().all()


def test_people_of_two_nationalities_are_not_said_to_have_crossed_a_border() -> None:
    found = flows.corridors("uk_nrm.referred_by_nationality", choices.ALL, 2022, 2023).set_index("origin")
    assert not found.loc["GROUP:several", "across"] and not found.loc["GROUP:several", "inside"]


def test_a_total_that_the_source_masks_is_masked_in_the_rows_that_are_passed_on() -> None:
    table = flows.rows("unodc_glotip.repatriated")
    masked = table[(table["kind"] == "total") & table["masked"] & ~table["origin"].str.startswith("GROUP:")].iloc[0]
    first = int(masked["year_end"])
    view = flow_state.fitted(FlowView("unodc_glotip.repatriated", place=masked["origin"], first=first, last=first))
    rows = corridor_rows.rows(view)
    own = rows[(rows["kind"] == "total") & (rows["destination"] == masked["destination"]) & (rows["origin"] == masked["origin"])].iloc[0]
    assert (own["status"], own["low"], own["high"], own["masked_cells"]) == ("masked", 0, 4, 1)
    assert own["says"] == "a total, left out of sums: 0 to 4 people"
    assert pd.isna(own["count"])


def test_a_corridor_of_masks_alone_is_masked_in_the_table_and_never_a_zero() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="GBR", role="destination", masked=True, top=flow_state.TOPS[-1]))
    shown = selection.selection(view, DETECTED).shown
    table = {
        (row["cells"][0], row["cells"][1]): row["cells"][2:5] for row in view_parts.table(view)["rows"] if "(a total" not in row["cells"][2]
    }
    masks = shown[shown["masked"] == shown["cells"]]
    assert len(masks) > 5
    for row in masks.itertuples():
        assert table[row.origin_name, row.destination_name] == ["masked", f"0 to {4 * row.masked}", str(row.masked)]
    assert [cells for cells in table.values() if cells[0] == "0" and cells[2]] == []


def test_a_corridor_of_exactly_the_minimum_is_shown() -> None:
    view = flow_state.fitted(FlowView(DETECTED, across=True, minimum=14917))
    assert selection.selection(view, DETECTED).found["count"].tolist() == [14917.0]


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing that is kept of the corridors stays from before, or after."""
    kept = (flows.corridors, selection._selected, selection._described)
    for function in kept:
        function.cache_clear()
    yield
    for function in kept:
        function.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_corridor_of_printed_zeros_is_no_line_and_one_of_masks_is(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = flows.rows(DETECTED).query("kind == 'corridor' and origin == 'ALB' and destination in ('GBR', 'ITA')")
    cells = rows.drop_duplicates("destination").assign(
        masked=[False, True], count=[0.0, None], count_low=[None, 0.0], count_high=[None, 4.0]
    )
    monkeypatch.setattr(flows, "rows", lambda code: cells)
    wire = view_parts.wire(FlowView(DETECTED, first=2003, last=2023, masked=True), DETECTED)
    assert [arc[3:] for arc in wire["arcs"]] == [[1, 0, 4]]


def test_totals_that_the_source_prints_stand_in_the_table_and_in_no_sum() -> None:
    april = "unodc_glotip.detected_by_citizenship"
    view = flow_state.fitted(FlowView(april, place="BOL", role="destination", first=2017, last=2022))
    chosen = selection.selection(view, april)
    assert chosen.totals["as_printed"].tolist() == ["332", "397", "373", "305", "420", "560"]
    assert chosen.totals["count"].sum() == 2387
    assert chosen.shown.loc[chosen.shown["origin"] == "BOL", "count"].sum() == 354 + 299 + 339 + 284 + 345 + 486
    said = "6 printed totals are listed in the table and left out of sums."
    assert said in texts.sums(view, april)
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
    found = selection.selection(view, view.series).found
    assert (found["masked"] < found["cells"]).all()
    asked = selection.selection(FlowView(**{**view.__dict__, "masked": True}), view.series).found
    assert (asked["masked"] == asked["cells"]).any()


def test_the_vintages_of_assisted_cases_disagree_most_within_ukraine() -> None:
    view = flow_state.fitted(FlowView("ctdc_2020.assisted_case", "ctdc_2021.assisted_case"))
    assert "Ukraine to Ukraine: 5,299 people against 264 people (20.1 times)" in texts.disagreement(view)


def test_two_series_are_compared_on_the_corridors_of_the_view_and_no_others() -> None:
    view = flow_state.fitted(FlowView(DETECTED, "ctdc_2021.assisted_case", place="USA", role="destination", first=2015, last=2018))
    said = texts.disagreement(view)
    shown = [selection.selection(view, code).found for code in view.shown]
    both = set(shown[0].query("drawn and count > 0")["origin"]) & set(shown[1].query("drawn and count > 0")["origin"])
    assert f"Both count {len(both)} corridors of this view in 2015 to 2018." in said
    assert said.count(" to United States: ") == 3


def test_a_sum_with_masked_counts_is_compared_as_a_range_and_has_no_factor() -> None:
    view = flow_state.fitted(FlowView(DETECTED, "ctdc_2021.assisted_case"))
    said = texts.disagreement(view)
    assert re.search(r"United States to United States: [\d,]+ to [\d,]+ people against [\d,]+ people;", said)
    assert "Australia" not in texts.disagreement(flow_state.fitted(FlowView(**{**view.__dict__, "place": "DEU"})))


def test_a_view_without_a_corridor_says_so_and_counts_no_zero() -> None:
    totals = flow_state.fitted(FlowView("unodc_glotip.repatriated", first=2003, last=2009))
    assert texts.sums(totals, totals.series) == "No corridor. 144 printed totals are listed in the table and left out of sums."
    none = flow_state.fitted(FlowView("uk_nrm.referred_by_nationality", first=2022, last=2022, minimum=10_000))
    assert texts.title(none, none.series).endswith(", no corridor in 2022")
    assert texts.sums(none, none.series) == "No corridor."


def test_two_series_that_print_the_same_are_said_to() -> None:
    view = flow_state.fitted(FlowView("unodc_glotip.repatriated", "unodc_glotip_2023.repatriated", place="UKR", role="origin"))
    said = "Both count 3 corridors of this view in 2010 to 2016. The printed counts are the same in both. The series are never added up."
    assert texts.disagreement(view) == said


def test_the_filters_hold_for_totals_as_for_corridors() -> None:
    whole = selection.selection(flow_state.fitted(FlowView("unodc_glotip.repatriated")), "unodc_glotip.repatriated").totals
    least = flow_state.fitted(FlowView("unodc_glotip.repatriated", minimum=100))
    assert 0 < len(selection.selection(least, least.series).totals) < len(whole)
    assert selection.selection(least, least.series).totals["count"].min() >= 100
    asia = flow_state.fitted(FlowView("unodc_glotip.repatriated", region="Asia", role="destination"))
    assert set(selection.selection(asia, asia.series).totals["destination_region"]) == {"Asia"}
    abroad = flow_state.fitted(FlowView("unodc_glotip.repatriated", across=True))
    assert selection.selection(abroad, abroad.series).totals.empty


def test_the_period_is_that_of_the_corridors_and_not_of_the_totals_beside_them() -> None:
    view = flow_state.fitted(FlowView("unodc_glotip.repatriated", place="MMR"))
    assert selection.selection(view, view.series).totals["year_end"].min() == 2003
    assert texts.title(view, view.series).endswith("Myanmar (origin or destination), 2010 to 2022")
    exported = panels.panel(view)
    assert exported.period == "2010 to 2022" and "2010-2022" in exported.stem


def test_a_picture_of_two_series_names_both_sources_and_the_kind_of_their_numbers() -> None:
    exported = panels.panel(flow_state.fitted(FlowView("ctdc_2021.assisted_case", "ctdc_2020.assisted_case")))
    assert exported.parts[0].title == "1: CTDC 2021 (synthetic), 2002 to 2021" and exported.parts[1].title == "2: CTDC 2020, 2002 to 2018"
    assert exported.kind == "Case records"


def test_a_filter_by_place_and_role_keeps_only_that_end() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="NGA", role="origin"))
    assert set(selection.selection(view, DETECTED).found["origin"]) == {"NGA"}
    assert "GBR" in set(selection.selection(view, DETECTED).found["destination"])


def test_a_picture_says_what_was_chosen_in_words() -> None:
    view = flow_state.from_link("?v=1&series=unodc_glotip_2025_10.detected_by_citizenship&place=GBR&role=destination&across=yes&min=1000")
    chosen = dict(panels.panel(view).notes)["Chosen"]
    assert chosen == "United Kingdom as destination; at least 1,000 people; across borders only; the 100 largest corridors"


def test_the_evidence_says_that_a_line_is_no_route() -> None:
    view = flow_state.default()
    assert "not a recorded route" in str(view_parts.evidence_of(view, view.series))


def test_every_figure_is_valid_for_plotly() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="GBR"))
    for figure in (flow_map.flow_map(), view_parts.sankey_of(view, DETECTED), view_parts.multiples(view)):
        assert figure is not None
        go.Figure(figure)


def _corridors(*counts: tuple[float, float, float]) -> pd.DataFrame:
    """Corridors of Albania to as many places, each with ``count, low, high``."""
    rows = [("Albania", f"Place {number}", *cells) for number, cells in enumerate(counts)]
    return pd.DataFrame(rows, columns=["origin_node", "destination_node", "count", "low", "high"])


def test_a_band_of_the_sankey_says_the_range_that_masks_leave_and_masks_alone_have_no_band() -> None:
    (drawn,) = sankey.sankey(_corridors((7, 7, 7), (9, 9, 17), (0, 0, 4)), said="Somebody, 2020")["data"]
    assert dict(zip(drawn["link"]["value"], drawn["link"]["customdata"], strict=True)) == {
        7: "7 people",
        9: "9 to 17 people, with masked counts",
    }
    assert drawn["node"]["label"] == ["Albania", "Place 1", "Place 0"]
    assert sankey.sankey(_corridors((0, 0, 4)), said="")["data"] == []


def test_a_printed_zero_is_a_dot_a_mask_is_a_hollow_bar_and_a_year_without_a_row_has_no_mark() -> None:
    rows = pd.DataFrame({"year": [2010, 2011, 2013], "count": [0, 0, 6], "low": [0, 0, 6], "high": [0, 4, 14]}, dtype="int64")
    counted, open_, zero = small_multiples.small_multiples([("from Albania", rows)], years=(2010, 2013))["data"]
    assert (zero["x"], zero["y"], zero["mode"], zero["hovertext"]) == ([2010], [0], "markers", ["2010: 0 people"])
    assert (counted["x"], counted["y"]) == ([2013], [6])
    bars = list(zip(open_["x"], open_["base"], open_["y"], open_["text"], open_["hovertext"], strict=True))
    assert bars == [(2011, 0, 4, "0–4", "2011: 0 to 4 people"), (2013, 6, 8, "", "2013: 6 to 14 people")]


def test_the_years_of_a_place_leave_out_totals_as_the_map_does() -> None:
    years = flows.by_year(DETECTED, choices.ALL, "BOL")
    found = flows.corridors(DETECTED, choices.ALL, *flows.years(DETECTED)[:: len(flows.years(DETECTED)) - 1])
    found = found[(found["origin"] == "BOL") | (found["destination"] == "BOL")]
    assert years["low"].sum() == found["low"].sum() > 0
    assert not {*years["origin"], *years["destination"]} & {"GROUP:abroad", "GROUP:total"}


def test_an_opened_region_is_shown_by_place() -> None:
    frame = flows.corridors(DETECTED, choices.ALL, 2007, 2023).head(50)
    closed, opened = sankey.with_nodes(frame, ()), sankey.with_nodes(frame, ("Europe",))
    assert "Europe" in set(closed["destination_node"])
    assert "Europe" not in set(opened["destination_node"]) and "United Kingdom" in set(opened["destination_node"])


def test_small_multiples_have_one_panel_a_corridor_and_draw_masks_as_their_range() -> None:
    rows = flows.by_year(DETECTED, choices.ALL, "GBR")
    own = rows[(rows["way"] == "in") & (rows["origin"] == "ERI")]
    figure = small_multiples.small_multiples([("from Eritrea", own)], years=(2007, 2023))
    counted, masked, zero = figure["data"]
    assert sum(counted["y"]) == own["count"].sum()
    assert len(masked["x"]) == int((own["masked"] > 0).sum()) > 0
    assert set(zip(masked["base"], masked["y"], masked["text"], strict=True)) == {(0, 4, "0–4")}
    assert zero["x"] == own.loc[(own["count"] == 0) & (own["masked"] == 0), "year"].tolist() == [2016]
    assert not set(masked["x"]) & set(counted["x"])


def test_two_series_are_compared_within_the_years_that_both_have() -> None:
    view = flow_state.fitted(FlowView("uk_nrm.referred_by_nationality", DETECTED, place="GBR"))
    said = texts.disagreement(view)
    assert " in 2022 to 2023. They differ most in: " in said
    referred = flows.corridors(view.series, choices.ALL, 2022, 2023).set_index(["origin", "destination"])["count"]
    assert f"Albania to United Kingdom: {referred['ALB', 'GBR']:,.0f} people against 8,661 people" in said
    apart = flow_state.fitted(FlowView("unodc_glotip.repatriated", "uk_nrm.referred_by_nationality", first=2010, last=2016))
    assert texts.disagreement(apart) == "The two series have no year of this view in common."


def test_a_region_that_a_source_names_stands_in_the_sankey_under_its_name() -> None:
    view = flow_state.fitted(FlowView(DETECTED, place="GBR"))
    labels = view_parts.sankey_of(view, DETECTED)["data"][0]["node"]["label"]
    assert set(labels) <= {*flows.regions(), *(flows.name(end) for end in flows.corridors(DETECTED, choices.ALL, 2007, 2023)["origin"])}
    assert "M49" not in labels
