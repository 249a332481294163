"""A link holds the whole view, and an unknown value gives a plain message and the nearest valid view."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.queries import choices, place_summary
from layouts.pages.map.state import CODEC, TABS, State


@st.composite
def views(draw: st.DrawFn) -> State:
    indicator = draw(st.sampled_from(choices.indicators()))
    source = draw(st.sampled_from(choices.sources_of(indicator)))
    group = draw(st.sampled_from(choices.series(indicator, source).groups))
    years = [stop.year for stop in choices.series(indicator, source).stops[group]]
    year = draw(st.sampled_from(years)) if years else None
    places = draw(st.lists(st.sampled_from([*place_summary.names()]), max_size=6, unique=True))
    return State(indicator, source, group, year, tuple(places), draw(st.sampled_from(TABS)), draw(st.booleans()))


@given(views())
def test_a_link_gives_back_the_view_it_was_made_from(view: State) -> None:
    assert CODEC.decode(dict(parse_qsl(CODEC.encode(view)[1:]))) == (view, [])
    assert CODEC.from_link(CODEC.encode(view)) == view


TEXT = st.text(max_size=12)
QUERIES = st.dictionaries(
    st.one_of(st.sampled_from(["v", "indicator", "source", "group", "year", "place", "tab", "inferred", "places"]), TEXT),
    st.one_of(TEXT, st.lists(TEXT, max_size=3)),
    max_size=6,
)


@given(QUERIES)
def test_whatever_a_link_says_the_view_is_valid_and_every_loss_is_said(query: dict[str, object]) -> None:
    view, said = CODEC.decode(query)
    assert CODEC.nearest_valid(view) == view
    kept = dict(parse_qsl(CODEC.encode(view)[1:]))
    lost = [
        key
        for key, value in query.items()
        if value not in ("", kept.get(key)) and not (key in ("group", "tab", "inferred", "place", "places") and key not in kept)
    ]
    assert len(said) >= len([key for key in lost if key in kept])
    assert all(line.endswith(".") for line in said)


@given(
    views(),
    st.text(min_size=1, max_size=8),
    st.sampled_from(["indicator", "source", "group", "year", "place", "tab", "inferred", "places", "colour"]),
)
def test_an_unknown_value_is_named(view: State, wrong: str, key: str) -> None:
    query: dict[str, object] = {**dict(parse_qsl(CODEC.encode(view)[1:])), key: f"~{wrong}"}
    _, said = CODEC.decode(query)
    assert any((f"~{wrong}" in line) or (f"'{key}'" in line) for line in said)


def test_a_slip_of_the_pen_leads_to_the_nearest() -> None:
    view, said = CODEC.decode({"v": "1", "indicator": "tip_teir", "year": "1999"})
    assert (view.indicator, view.year) == ("tip_tier", 2001)
    assert said == [
        "The link asks for the indicator 'tip_teir', which the atlas does not have. "
        "Shown instead: 'Tier in the Trafficking in Persons Report'.",
        "The link asks for the year '1999', which this source does not have. Shown instead: 2001.",
    ]


def test_a_source_of_other_figures_is_not_called_unknown() -> None:
    view, said = CODEC.decode({"v": "1", "indicator": "tip_tier", "source": "gsi_2023"})
    assert view.source == "tip_tiers"
    assert said == ["The link asks for the source 'gsi_2023', which has no such figures. Shown instead: 'Trafficking in Persons Report'."]


def test_a_link_of_another_version_is_read_as_far_as_possible() -> None:
    view, said = CODEC.decode({"v": "7", "indicator": "p3_overall", "source": "p3_index", "year": "2009"})
    assert (view.indicator, view.year) == ("p3_overall", 2009)
    assert said == ["The link was made by another version of this page ('7'). Shown as far as it can be read."]


@pytest.mark.parametrize(("year", "nearest"), [(None, 2025), (2030, 2025), (1900, 2001), (2019, 2019)])
def test_the_nearest_year(year: int | None, nearest: int) -> None:
    assert CODEC.nearest_valid(State("tip_tier", "tip_tiers", choices.ALL, year)).year == nearest


def test_a_view_that_does_not_fit_is_fitted_from_the_indicator_down() -> None:
    view = CODEC.nearest_valid(replace(CODEC.decode({})[0], indicator="illegal_profits"))
    assert (view.source, view.year) == ("ilo_profits_2024", 2021)


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("NPL.IND", "NPL.IND"),
        ("IND.NPL.IND", "IND.NPL"),
        ("NPL.Atlantis", "NPL"),
        ("DEU.FRA.NLD.BEL.AUT.CHE.POL", "DEU.FRA.NLD.BEL.AUT.CHE"),
    ],
)
def test_the_places_of_a_chart_keep_their_order_and_are_six_different_ones_at_most(asked: str, used: str) -> None:
    view, messages = CODEC.decode({"tab": "chart", "places": asked})
    assert view.places == tuple(used.split("."))
    assert len(messages) == (asked != used)
    assert all("1 to 6 different places" in message and "Shown instead: '" in message for message in messages)


@pytest.mark.parametrize(
    ("link", "places"),
    [
        ({"place": "NPL"}, ("NPL",)),
        ({"place": "NPL", "places": "DEU.IND"}, ("DEU", "IND", "NPL")),
        ({"place": "DEU", "places": "DEU.IND"}, ("DEU", "IND")),
        ({"place": "DEU", "places": "DEU,IND"}, ("DEU", "IND")),
        ({"place": "", "places": "DEU"}, ("DEU",)),
    ],
)
def test_a_link_that_names_the_place_of_the_map_by_its_former_key_chooses_it_among_the_places(
    link: dict[str, object], places: tuple[str, ...]
) -> None:
    view, messages = CODEC.decode(link)
    assert (view.places, messages) == (places, [])
    assert "place=" not in CODEC.encode(view)


def test_a_place_of_a_former_link_that_the_atlas_lacks_is_named() -> None:
    view, (message,) = CODEC.decode({"place": "Atlantis"})
    assert view.places == () and "'Atlantis'" in message
