"""The flow page's views and figures: the same rows in the map, the Sankey and the table, and a link that holds them."""

import re
from dataclasses import replace
from math import nan
from typing import Any
from unittest.mock import MagicMock

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract.row_dicts import row_dicts
from etl.queries import choices
from etl.queries import corridors as flows
from layouts import legend_symbols
from layouts.figures import flow_map, sankey, small_multiples
from layouts.pages.flows import flow_legend, layout
from layouts.pages.flows.corridor_table import table
from layouts.pages.flows.corridor_texts import total
from layouts.pages.flows.export import export
from layouts.pages.flows.scene import Scene, scene
from layouts.pages.flows.series_scene import SeriesScene, series_scene
from layouts.pages.flows.state import CODEC, ROLES, TABS, TOPS, State
from layouts.view_state import DATA_VERSION, Number
from tests.callbacks.driving import client
from tests.opening import exported

DETECTED = "unodc_glotip_2025_10.detected_by_citizenship"
STATES = st.builds(
    State,
    series=st.sampled_from(list(flows.series())),
    against=st.sampled_from(["", *flows.series()]),
    first=st.integers(2000, 2024),
    last=st.integers(2000, 2024),
    region=st.sampled_from(["", *flows.regions()]),
    role=st.sampled_from(list(ROLES)),
    place=st.sampled_from(["", "GBR", "NGA", "USA"]),
    minimum=st.integers(0, 500),
    top=st.sampled_from(list(TOPS)),
    masked=st.booleans(),
    across=st.booleans(),
    zoom=st.sampled_from(["world", "europe", "place"]),
    tab=st.sampled_from(list(TABS)),
    opened=st.sampled_from([(), ("Europe",), ("Africa", "Asia")]),
)


def _scene(series: str = DETECTED, against: str = "", **more: Any) -> Scene:
    """The scene of the valid state nearest to one."""
    return scene(CODEC.nearest_valid(State(series, against, **more)))


def _side(series: str = DETECTED, **more: Any) -> SeriesScene:
    """The first series of a scene."""
    return _scene(series, **more).sides[0]


@given(STATES)
@settings(max_examples=15)
def test_a_link_holds_the_whole_view(state: State) -> None:
    valid = CODEC.nearest_valid(state)
    assert CODEC.from_link(CODEC.encode(valid)) == valid


@given(st.dictionaries(st.sampled_from([*sorted(CODEC.names), DATA_VERSION, "x"]), st.text(max_size=9), max_size=6))
@settings(max_examples=15)
def test_any_link_gives_a_view_that_exists_and_says_what_gave_way(query: dict[str, str]) -> None:
    state, messages = CODEC.decode(dict(query))
    assert state == CODEC.nearest_valid(state)
    known = {"series": {*flows.series()}, "region": {"", *flows.regions()}, "role": {*ROLES}, "tab": {*TABS}, "x": set()}
    unknown = {key for key, value in query.items() if value not in known.get(key, {value})}
    assert {key for key in unknown if not any(f"'{key}'" in line or f"the {key} '{query[key]}'" in line for line in messages)} == set()
    assert all(line.endswith(".") for line in messages)


def test_an_unknown_series_gives_the_nearest_and_says_so() -> None:
    state, messages = CODEC.decode({"series": "unodc_glotip_2025_10.detected_by_citizen"})
    assert state.series == DETECTED
    assert "does not have" in messages[0]
    assert messages[0].endswith(f"Shown instead: '{flows.series()[DETECTED].label}'.")


@pytest.mark.parametrize(
    ("query", "message", "field", "value"),
    [
        ({"from": "1900"}, "the first year '1900', which this series does not have. Shown instead: 2007.", "first", 2007),
        ({"to": "2050"}, "the last year '2050', which this series does not have. Shown instead: 2023.", "last", 2023),
        ({"from": "2020", "to": "2010"}, "the last year '2010', which is before the first. Shown instead: 2020.", "last", 2020),
        ({"top": "99"}, "the number of corridors '99', which is not one of the choices. Shown instead: 100 largest.", "top", 100),
        ({"min": "-1"}, "the minimum count '-1', which is not a whole number. Shown instead: 0.", "minimum", 0),
        ({"zoom": "place"}, "the zoom 'place', which is not one of the choices. Shown instead: 'World'.", "zoom", "world"),
        ({"place": "xxx"}, "the place 'xxx', which the atlas does not have. Shown instead: all places.", "place", ""),
        ({"place": "XXX"}, "the place 'XXX', which the atlas does not have. Shown instead: all places.", "place", ""),
        (
            {"group": "all.male.all"},
            "the group 'all.male.all', which this series does not have. Shown instead: 'everyone'.",
            "group",
            choices.ALL,
        ),
        (
            {"open": "Nowhere.Asia"},
            "the opened regions 'Nowhere.Asia', which the atlas does not have in full. Shown instead: 'Asia'.",
            "opened",
            ("Asia",),
        ),
        ({"across": "1"}, "the setting \"Across borders only\" '1', which is neither yes nor no. Shown instead: 'no'.", "across", False),
    ],
)
def test_what_a_link_asks_for_in_vain_gives_way_to_the_nearest_with_its_title(
    query: dict[str, object], message: str, field: str, value: object
) -> None:
    state, messages = CODEC.decode({"series": DETECTED, **query})
    assert messages == [f"The link asks for {message}"]
    assert getattr(state, field) == value


@pytest.mark.parametrize("text", ["9" * 5000, "-5", "1.5", "abc"])
def test_a_number_that_is_none_gives_way_to_the_default(text: str) -> None:
    state, messages = CODEC.decode(dict.fromkeys(("from", "to", "min", "top"), text))
    assert state == CODEC.decode({})[0] and len(messages) == 4
    assert CODEC.nearest_valid(replace(state, minimum=-5)).minimum == 0


def test_a_text_is_not_looked_for_among_numbers() -> None:
    options = MagicMock(spec=range)
    number: Number[State] = Number(field="minimum", meaning="", default=lambda _: 0, options=lambda _: options)
    assert number.read(State(), "abc")[0] == 0
    options.__contains__.assert_not_called()
    options.__iter__.assert_not_called()


def test_a_series_beside_itself_is_shown_once_and_said() -> None:
    state, messages = CODEC.decode({"series": DETECTED, "against": DETECTED})
    assert (state.series, state.against) == (DETECTED, "")
    assert messages == [f"The link asks for the second series '{DETECTED}', which is already the first series. Shown instead: none."]
    assert len(_scene(DETECTED, DETECTED).sides) == 1


def test_the_tab_and_the_opened_regions_make_no_series_anew() -> None:
    assert _scene(tab="sankey", opened=("Europe",)).sides is _scene().sides


@given(STATES)
@settings(max_examples=10)
def test_map_sankey_and_table_hold_the_same_rows_and_the_same_total(state: State) -> None:
    alone = scene(CODEC.nearest_valid(replace(state, against="")))
    side = alone.sides[0]
    rows, wire = side.rows, side.wire
    arcs = [arc for own in wire["arcs"].values() for arc in own]
    assert len(arcs) == int((rows["drawn"] & (rows["high"] != 0)).sum())
    assert sum(arc[1] for arc in arcs) == rows.loc[rows["drawn"], "count"].sum()
    diagrams = alone.sankey(side)["data"]
    assert sum(sum(diagram["link"]["value"]) for diagram in diagrams) == pytest.approx(rows["count"].sum())
    assert sum(row["order"][2] or 0 for row in table(alone)["rows"]) == rows["count"].sum()
    counted = f": {total(rows, side.series.counted)} counted" if len(rows) else "No corridor."
    assert counted in side.sums


def test_the_ten_largest_corridors_across_borders_are_read_from_the_table() -> None:
    side = _side(across=True, top=10)
    sums = flows.corridors(DETECTED, choices.ALL, 2007, 2023)
    across = side.rows
    assert "more corridors have only masked counts, or masked counts and zeros" in side.sums
    assert across["drawn"].all()
    assert across.iloc[0][["origin", "destination", "count"]].tolist() == ["ALB", "GBR", 14917.0]
    assert across.iloc[1][["origin", "destination", "count"]].tolist() == ["MEX", "USA", 6952.0]
    corridors = flows.rows(DETECTED).query("kind == 'corridor'")
    assert int(sums["masked"].sum()) == int(corridors["masked"].sum()) > 0


def test_a_sum_with_masked_counts_is_a_range_that_the_masks_alone_open() -> None:
    rows = flows.rows(DETECTED).query("kind == 'corridor'")
    sums = flows.corridors(DETECTED, choices.ALL, 2007, 2023)
    assert sums["count"].sum() == sums["low"].sum() == rows["count"].sum()
    assert (sums["high"] - sums["low"]).sum() == 4 * sums["masked"].sum() == 4 * rows["masked"].sum()
    assert rows.loc[rows["masked"], "count"].isna().all()


def test_a_sum_with_a_mask_without_bounds_has_neither_a_least_nor_a_most() -> None:
    counts = pd.DataFrame({"origin": ["FRA", "FRA", "AND"], "count": [5.0, None, 7.0], "count_low": None, "count_high": None})
    counts = counts.astype({"count_low": "float64", "count_high": "float64"}).assign(masked=counts["count"].isna(), year_end=2020)
    sums = flows.summed(counts, ["origin"]).set_index("origin")
    assert sums["count"].to_dict() == {"AND": 7.0, "FRA": 5.0}
    assert sums.T["AND"][["low", "high"]].tolist() == [7.0, 7.0] and sums.T["FRA"][["low", "high"]].isna().all()


def test_people_of_two_nationalities_are_not_said_to_have_crossed_a_border() -> None:
    sums = flows.corridors("uk_nrm.referred_by_nationality", choices.ALL, 2022, 2023).set_index("origin")
    assert not sums.loc["GROUP:several", "across"] and not sums.loc["GROUP:several", "inside"]


def test_a_total_that_the_source_masks_is_masked_in_the_rows_that_are_passed_on() -> None:
    yearly = flows.rows("unodc_glotip.repatriated")
    masked = yearly[(yearly["kind"] == "total") & yearly["masked"] & ~yearly["origin"].str.startswith("GROUP:")].iloc[0]
    first = int(masked["year_end"])
    rows = export(_scene("unodc_glotip.repatriated", place=masked["origin"], first=first, last=first)).rows
    own = rows[(rows["kind"] == "total") & (rows["destination"] == masked["destination"]) & (rows["origin"] == masked["origin"])].iloc[0]
    assert (own["status"], own["low"], own["high"], own["masked_cells"]) == ("masked", 0, 4, 1)
    assert own["says"] == "a total, not included in sums: 0 to 4 people"
    assert pd.isna(own["count"])


def test_a_corridor_has_no_caveat_of_a_total_between_the_same_ends() -> None:
    oceania = _scene(tab="table", region="Oceania", role="destination", minimum=5)
    rows = export(oceania).rows
    ends = rows[(rows["origin"] == "GROUP:other") & (rows["destination"] == "AUS")].set_index("kind")["caveats"]
    of_total = "A total of other rows listed with it, or a repetition of one of them. It is left out of sums."
    corridors = flows.rows(DETECTED).query("kind == 'corridor' and origin == 'GROUP:other' and destination == 'AUS'")
    assert of_total not in ends["corridor"] and len(corridors) > 0
    assert of_total in [caveat.text for caveat in oceania.sides[0].evidence.caveats]


def test_a_corridor_of_masks_alone_is_masked_in_the_table_and_never_a_zero() -> None:
    whole = _scene(place="GBR", role="destination", masked=True, top=max(TOPS))
    rows = whole.sides[0].rows
    lines = {(row["cells"][0], row["cells"][1]): row["cells"][2:5] for row in table(whole)["rows"] if "(a total" not in row["cells"][2]}
    masks = rows[rows["masked"] == rows["cells"]]
    assert len(masks) > 5
    for origin, destination, count in zip(masks["origin_name"], masks["destination_name"], masks["masked"], strict=True):
        assert lines[origin, destination] == ["masked", f"0 to {4 * count}", str(count)]
    assert [cells for cells in lines.values() if cells[0] == "0" and cells[2]] == []


def test_a_corridor_of_exactly_the_minimum_is_shown() -> None:
    assert _side(across=True, minimum=14917).matching["count"].tolist() == [14917.0]


def test_a_corridor_of_printed_zeros_is_no_line_and_one_of_masks_is(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = flows.rows(DETECTED).query("kind == 'corridor' and origin == 'ALB' and destination in ('GBR', 'ITA')")
    cells = rows.drop_duplicates("destination").assign(masked=[False, True], count=[0.0, nan], count_low=[nan, 0.0], count_high=[nan, 4.0])
    monkeypatch.setattr(flows, "rows", lambda code: cells)
    monkeypatch.setattr(flows, "corridors", flows.corridors.__wrapped__)
    wire = series_scene(State(DETECTED, first=2003, last=2023, masked=True), DETECTED).wire
    assert wire["arcs"] == {"ALB": [["GBR", 0, 1]]}


def test_totals_that_the_source_prints_stand_in_the_table_and_in_no_sum() -> None:
    april = "unodc_glotip.detected_by_citizenship"
    bolivia = _scene(april, place="BOL", role="destination", first=2017, last=2022)
    side = bolivia.sides[0]
    assert side.totals["as_printed"].tolist() == ["332", "397", "373", "305", "420", "560"]
    assert side.totals["count"].sum() == 2387
    assert side.rows.loc[side.rows["origin"] == "BOL", "count"].sum() == 354 + 299 + 339 + 284 + 345 + 486
    assert "6 printed totals are listed in the table and not included in sums." in side.sums
    lines = [row["cells"] for row in table(bolivia)["rows"] if "(a total" in row["cells"][2]]
    assert ["All countries together", "Bolivia", "397 (a total, 2017)", "", "", "1"] in lines


@pytest.mark.parametrize(
    ("first", "origin", "destination", "count"), [(2012, "RUS", "UKR", 628), (2016, "IDN", "MMR", 1192), (2017, "CHN", "MMR", 254)]
)
def test_people_are_repatriated_from_where_they_were_exploited_to_where_they_returned(
    first: int, origin: str, destination: str, count: int
) -> None:
    for series in ("unodc_glotip.repatriated", "unodc_glotip_2023.repatriated"):
        sums = flows.corridors(series, choices.ALL, first, first).set_index(["origin", "destination"])
        assert sums.loc[(origin, destination), "count"] == count
        assert sums["count"].get((destination, origin), 0) < count / 50


def test_corridors_with_masked_counts_alone_are_off_until_asked_for() -> None:
    default = _side().matching
    assert (default["masked"] < default["cells"]).all()
    masked = _side(masked=True).matching
    assert (masked["masked"] == masked["cells"]).any()


def test_a_place_of_which_every_count_is_masked_is_never_said_to_have_none() -> None:
    """São Tomé and Príncipe, in every text of its page, its frame and what can be taken of it."""
    view, side = exported("flows", {"series": DETECTED, "place": "STP"}), _side(place="STP")
    assert view.title == "Detected victims from or in São Tomé and Príncipe, masked counts only, 2021 to 2023"
    assert (view.period, view.ranges) == ("2021 to 2023", "masked by the publisher (3)")
    assert side.sums.startswith("1 corridor: 0 to 12 people counted. 3 of 3 yearly counts are masked by the publisher")
    assert [row["status"] for row in row_dicts(view.rows)] == ["masked"] and side.sums in view.alt
    assert any("a mask that protects people" in caveat.text for caveat in view.caveats)
    frame = client().get("/embed/flows", query_string={"v": 1, "series": DETECTED, "place": "STP"}).text
    assert "no corridor" not in (frame + view.alt).lower()


def test_the_title_says_what_there_is_of_places_without_a_printed_count() -> None:
    titles = {place: _side(place=place).title for place in ("MAC", "VAT")}
    assert titles["MAC"].startswith("Detected victims from or in Macao, masked counts and printed zeros only, ")
    assert titles["VAT"].startswith("Detected victims from or in the Holy See, printed zeros only, ")
    assert _side(place="STP", minimum=5).title.endswith(", no corridor with at least 5 people counted in 2007 to 2023")


def test_a_view_without_a_caveat_has_no_heading_for_them() -> None:
    page = client().get("/flows", query_string={"v": 1, "series": DETECTED, "place": "STP", "min": 5}).text
    assert "no corridor with at least 5 people" in page and "<h2>Caveats</h2>" not in page


def test_the_vintages_of_assisted_cases_disagree_most_within_ukraine() -> None:
    vintages = _scene("ctdc_2020.assisted_case", "ctdc_2021.assisted_case")
    assert "Ukraine, own citizens: 5,299 cases against 264 cases (20.1 times)" in vintages.comparison


def test_two_series_are_compared_on_the_corridors_of_the_view_and_no_others() -> None:
    pair = _scene(DETECTED, "ctdc_2021.assisted_case", place="USA", role="destination", first=2015, last=2018)
    one, other = ({*side.matching.query("drawn and count > 0")["origin"]} for side in pair.sides)
    assert f"Both have {len(one & other)} corridors in this view from 2015 to 2018." in pair.comparison
    assert len(re.findall(r" to the United States: |United States, own citizens: ", pair.comparison)) == 3


def test_a_sum_with_masked_counts_is_compared_as_a_range_and_has_no_factor() -> None:
    text = _scene(DETECTED, "ctdc_2021.assisted_case").comparison
    assert re.search(r"United States, own citizens: [\d,]+ to [\d,]+ people against [\d,]+ cases;", text)
    assert "Australia" not in _scene(DETECTED, "ctdc_2021.assisted_case", place="DEU").comparison


def test_a_view_without_a_corridor_says_so_and_counts_no_zero() -> None:
    totals = _side("unodc_glotip.repatriated", first=2003, last=2009)
    assert totals.sums == "No corridor. 144 printed totals are listed in the table and not included in sums."
    none = _side("uk_nrm.referred_by_nationality", first=2022, last=2022, minimum=10_000)
    assert none.title.endswith(", no corridor with at least 10,000 people counted in 2022")
    assert none.sums == "No corridor."


def test_two_series_that_print_the_same_are_said_to() -> None:
    pair = _scene("unodc_glotip.repatriated", "unodc_glotip_2023.repatriated", place="UKR", role="origin")
    text = "Both have 3 corridors in this view from 2010 to 2016. The printed counts are the same in both. The series are never added up."
    assert pair.comparison == text


def test_the_filters_hold_for_totals_as_for_corridors() -> None:
    whole = _side("unodc_glotip.repatriated").totals
    least = _side("unodc_glotip.repatriated", minimum=100).totals
    assert 0 < len(least) < len(whole)
    assert least["count"].min() >= 100
    asia = _side("unodc_glotip.repatriated", region="Asia", role="destination")
    assert set(asia.totals["destination_region"]) == {"Asia"}
    assert _side("unodc_glotip.repatriated", across=True).totals.empty


def test_the_period_is_that_of_the_corridors_and_not_of_the_totals_beside_them() -> None:
    myanmar = _scene("unodc_glotip.repatriated", place="MMR")
    assert myanmar.sides[0].totals["year_end"].min() == 2003
    assert myanmar.sides[0].title.endswith("Victims repatriated from or to Myanmar, 2010 to 2022")
    exported = export(myanmar)
    assert exported.period == "2010 to 2022" and "2010-2022" in exported.stem


def test_a_picture_of_two_series_names_both_sources_and_the_kind_of_their_numbers() -> None:
    exported = export(_scene("ctdc_2021.assisted_case", "ctdc_2020.assisted_case"))
    first, second = exported.parts
    assert first.title == "1. Assisted cases, from citizenship to country of exploitation, 2002 to 2021"
    assert second.title == "2. Assisted cases, from citizenship to country of exploitation, 2002 to 2018"
    for part, edition in ((first, "Global synthetic dataset of 25 August 2021"), (second, "Global dataset of 14 April 2020, k-anonymised")):
        assert "Counter-Trafficking Data Collaborative (IOM)" in part.note and edition in part.note
    assert exported.kind == "Case records"


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ({}, "Detected victims, from citizenship to detecting country, 2007 to 2023"),
        ({"place": "NPL", "role": "origin"}, "Detected victims from Nepal, by detecting country, 2008 to 2023"),
        ({"place": "GBR", "role": "destination"}, "Victims detected in the United Kingdom, by citizenship, 2009 to 2023"),
        ({"place": "NPL"}, "Detected victims from or in Nepal, 2008 to 2023"),
        ({"place": "NPL", "region": "Europe"}, "Detected victims from or in Nepal, with Europe at one end, 2010 to 2023"),
    ],
)
def test_the_title_names_the_place_and_its_part(more: dict[str, str], title: str) -> None:
    assert _side(**more).title == title
    assert export(_scene(**more)).title == title


def test_files_are_named_by_the_place_and_never_by_its_code() -> None:
    assert export(_scene(place="CIV")).stem.startswith("flows_cote-d-ivoire_unodc_glotip_2025_10-detected_by_citizenship_")


def test_a_view_of_a_place_opens_where_its_people_are_counted_unless_its_link_says_another_zoom() -> None:
    assert [CODEC.decode(query)[0].zoom for query in ({}, {"place": "MDA"}, {"place": "MDA", "zoom": "world"})] == [
        "world",
        "place",
        "world",
    ]
    assert "zoom" not in CODEC.encode(CODEC.decode({"place": "MDA", "zoom": "place"})[0])
    moldova = export(scene(CODEC.decode({"place": "MDA"})[0]))
    assert moldova.parts[0].figure()["data"]["zoom"] == "place" and dict(moldova.in_sight)["Map"].startswith("zoomed to Moldova")


def test_what_a_picture_does_not_draw_has_no_swatch() -> None:
    absences = export(_scene(place="MDA")).legends[1]
    assert {entry.symbol for entry in absences.entries} == {legend_symbols.nothing()}


def test_a_zoomed_map_says_so_wherever_it_is_taken() -> None:
    assert dict(export(_scene(zoom="europe")).in_sight)["Map"] == "zoomed to Europe; the legend counts all corridors"
    assert dict(export(_scene(place="NPL", zoom="place")).in_sight)["Map"].startswith("zoomed to Nepal")
    assert "Map" not in dict(export(_scene()).in_sight)
    assert "Map" not in dict(export(_scene(zoom="europe", tab="sankey")).in_sight)
    assert export(_scene(zoom="europe")).parts[0].figure()["data"]["zoom"] == "europe"


def test_the_legend_counts_the_lines_of_each_class_and_offers_the_masked_ones() -> None:
    nepal = _scene(place="NPL")
    text = str(flow_legend.legend(nepal))
    drawn = nepal.sides[0].rows.query("drawn and not inside and low > 0")["low"]
    assert flow_legend.class_counts(nepal.sides[0]) == [int(drawn.between(low, 10 * low - 1).sum()) for low in (1, 10, 100, 1000, 10000)]
    assert f"Not drawn: {nepal.sides[0].omitted} corridors with masked counts only." in text
    assert "Arrows run from citizenship to detecting country" in text


def test_every_fifth_year_is_named_and_both_ends() -> None:
    marks = _scene().years["marks"]
    assert [mark["value"] for mark in marks if "label" in mark] == [2007, 2010, 2015, 2020, 2023]


def test_a_filter_by_place_and_role_keeps_only_that_end() -> None:
    matching = _side(place="NGA", role="origin").matching
    assert set(matching["origin"]) == {"NGA"}
    assert "GBR" in set(matching["destination"])


def test_a_picture_says_what_was_chosen_in_words() -> None:
    state = CODEC.from_link("?v=1&series=unodc_glotip_2025_10.detected_by_citizenship&place=GBR&role=destination&across=yes&min=1000")
    chosen = dict(export(scene(state)).in_sight)["Filters"]
    assert chosen == "The United Kingdom as destination; at least 1,000 people; across borders only; the 100 largest corridors"


def test_the_evidence_says_that_a_line_is_no_route() -> None:
    assert "not a recorded route" in str(layout.evidence(_side()))


def test_every_figure_is_valid_for_plotly() -> None:
    britain = _scene(place="GBR")
    for figure in (flow_map.flow_map(), britain.sankey(britain.sides[0]), britain.multiples):
        assert figure is not None
        go.Figure(figure)


def _corridors(*counts: tuple[float, float, float]) -> pd.DataFrame:
    """Corridors of Albania to as many places, each with ``count, low, high``."""
    rows = [("Albania", f"Place {number}", *cells) for number, cells in enumerate(counts)]
    return pd.DataFrame(rows, columns=["origin_node", "destination_node", "count", "low", "high"])


def test_a_band_of_the_sankey_says_the_range_that_masks_leave_and_masks_alone_have_no_band() -> None:
    (diagram,) = sankey.sankey(_corridors((7, 7, 7), (9, 9, 17), (0, 0, 4)), attribution="Somebody, 2020", counted="people")["data"]
    assert dict(zip(diagram["link"]["value"], diagram["link"]["customdata"], strict=True)) == {
        7: "7 people",
        9: "9 to 17 people, with masked counts",
    }
    assert diagram["node"]["label"] == ["Albania", "Place 1", "Place 0"]
    assert sankey.sankey(_corridors((0, 0, 4)), attribution="", counted="people")["data"] == []


def test_small_multiples_share_one_scale() -> None:
    few, many = (pd.DataFrame({"year": [2010], "count": [count], "low": [count], "high": [count]}) for count in (3, 400))
    layout_of_two = small_multiples.small_multiples([("from Albania", few), ("from Niger", many)], years=(2010, 2012), counted="people")[
        "layout"
    ]
    assert layout_of_two["yaxis1"]["range"] == layout_of_two["yaxis2"]["range"]
    assert layout_of_two["yaxis1"]["range"][1] > 400


def test_a_printed_zero_is_a_dot_a_mask_is_a_hollow_bar_and_a_year_without_a_row_has_no_mark() -> None:
    rows = pd.DataFrame({"year": [2010, 2011, 2013], "count": [0, 0, 6], "low": [0, 0, 6], "high": [0, 4, 14]}, dtype="int64")
    counted, open_, zero = small_multiples.small_multiples([("from Albania", rows)], years=(2010, 2013), counted="people")["data"]
    assert (zero["x"], zero["y"], zero["mode"], zero["hovertext"]) == ([2010], [0], "markers", ["2010: 0 people"])
    assert (counted["x"], counted["y"]) == ([2013], [6])
    bars = list(zip(open_["x"], open_["base"], open_["y"], open_["text"], open_["hovertext"], strict=True))
    assert bars == [(2011, 0, 4, "0–4", "2011: 0 to 4 people"), (2013, 6, 8, "", "2013: 6 to 14 people")]


def test_the_years_of_a_place_leave_out_totals_as_the_map_does() -> None:
    years = flows.by_year(DETECTED, choices.ALL, "BOL")
    sums = flows.corridors(DETECTED, choices.ALL, *flows.years(DETECTED)[:: len(flows.years(DETECTED)) - 1])
    sums = sums[(sums["origin"] == "BOL") | (sums["destination"] == "BOL")]
    assert years["low"].sum() == sums["low"].sum() > 0
    assert not {*years["origin"], *years["destination"]} & {"GROUP:abroad", "GROUP:total"}


def test_the_years_of_a_place_are_those_of_the_corridors_that_pass_the_filters() -> None:
    returned = {"series": "unodc_glotip_2025_10.repatriated", "place": "LBY"}
    panels = _scene(role="origin", **returned).multiples
    assert panels and "to Nigeria" in str(panels["layout"]["annotations"])
    assert _scene(role="destination", **returned).multiples is None
    own = [str((_scene(place="GBR", across=across).multiples or {})["layout"]["annotations"]) for across in (False, True)]
    assert ["own citizens" in titles for titles in own] == [True, False]


def test_an_opened_region_is_shown_by_place() -> None:
    frame = flows.corridors(DETECTED, choices.ALL, 2007, 2023).head(50)
    closed, opened = sankey.with_nodes(frame, ()), sankey.with_nodes(frame, ("Europe",))
    assert "Europe" in set(closed["destination_node"])
    assert "Europe" not in set(opened["destination_node"]) and "United Kingdom" in set(opened["destination_node"])


def test_small_multiples_have_one_panel_a_corridor_and_draw_masks_as_their_range() -> None:
    rows = flows.by_year(DETECTED, choices.ALL, "GBR")
    own = rows[(rows["way"] == "in") & (rows["origin"] == "ERI")]
    figure = small_multiples.small_multiples([("from Eritrea", own)], years=(2007, 2023), counted="people")
    counted, masked, zero = figure["data"]
    assert sum(counted["y"]) == own["count"].sum()
    assert len(masked["x"]) == int((own["masked"] > 0).sum()) > 0
    assert set(zip(masked["base"], masked["y"], masked["text"], strict=True)) == {(0, 4, "0–4")}
    assert zero["x"] == own.loc[(own["count"] == 0) & (own["masked"] == 0), "year"].tolist() == [2016]
    assert not set(masked["x"]) & set(counted["x"])


def test_case_records_are_cases_and_no_people() -> None:
    view = _scene("ctdc_2021.assisted_case", DETECTED, place="UKR")
    cases, people = view.sides
    assert (cases.sums.count(" cases counted"), cases.sums.count("people"), people.sums.count("people counted")) == (1, 0, 1)
    assert re.search(r": [\d,]+ cases against [\d,]+( to [\d,]+)? people", view.comparison)
    assert "Cases or people counted" in table(view)["columns"]
    alone = _scene("ctdc_2021.assisted_case", place="UKR")
    taken = export(alone)
    assert taken.legends[0].title == "Cases in a corridor"
    said = taken.alt + str(alone.multiples) + str(alone.sankey(alone.sides[0])) + " ".join(taken.rows["says"])
    assert re.search(r"\d cases", said) and not re.search(r"\d people", said)
    assert alone.sides[0].wire["counted"] == "cases"


def test_two_series_are_compared_within_the_years_that_both_have() -> None:
    text = _scene("uk_nrm.referred_by_nationality", DETECTED, place="GBR").comparison
    assert " from 2022 to 2023. They differ most in: " in text
    referred = flows.corridors("uk_nrm.referred_by_nationality", choices.ALL, 2022, 2023).set_index(["origin", "destination"])["count"]
    assert f"Albania to the United Kingdom: {referred['ALB', 'GBR']:,.0f} people against 8,661 people" in text
    apart = _scene("unodc_glotip.repatriated", "uk_nrm.referred_by_nationality", first=2010, last=2016)
    assert apart.comparison == "The two series have no year in common in this view."


def test_a_region_that_a_source_names_stands_in_the_sankey_under_its_name() -> None:
    britain = _scene(place="GBR")
    labels = britain.sankey(britain.sides[0])["data"][0]["node"]["label"]
    assert set(labels) <= {*flows.regions(), *(flows.name(end) for end in flows.corridors(DETECTED, choices.ALL, 2007, 2023)["origin"])}
    assert "M49" not in labels
