"""Maps of amounts: circles with an area to the count, one scale for all years, and a look for all that is no figure."""

import json
import math
from collections import Counter
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from etl.contract import vocabulary
from etl.queries import choices
from layouts import theme
from layouts.components.layer_parts import layer_legend
from layouts.evidence.layer_rows import alt, legends
from layouts.exports.plain_html import plain_html
from layouts.figures import circle_map
from layouts.figures.choropleth import AREAS, CIRCLES
from layouts.pages.map.scene import Scene, scene
from layouts.pages.map.state import CODEC, State
from layouts.scales import CIRCLED

DETECTED = State("detected_victims", "unodc_glotip_2025_10", choices.ALL, 2021)
BEFORE = State("detected_victims", "unodc_glotip", choices.ALL, 2020)
RANGES = State("modern_slavery", "gsi_2018", choices.ALL, 2016)
PROFITS = CODEC.nearest_valid(State("illegal_profits", "ilo_profits_2024", choices.ALL, 2021))


def _circles(view: State) -> dict[str, Any]:
    trace: dict[str, Any] = scene(view).figure["data"][CIRCLES]
    return trace


def _sizes(view: State) -> dict[str, float]:
    trace = _circles(view)
    return dict(zip(trace["ids"], trace["marker"]["size"], strict=True))


def test_counts_and_amounts_are_circles_and_rates_ratings_and_the_world_alone_are_shaded() -> None:
    of_each_unit = {vocabulary.indicators()[code].unit: code for code in choices.indicators()}
    for code in {*of_each_unit.values(), "forced_labour", "palermo_parties"}:
        view = CODEC.decode({"indicator": code})[0]
        unit = vocabulary.unit(vocabulary.indicators()[code].unit)
        world_alone = scene(view).layer.rows["kind"].eq("world").all()
        assert scene(view).layer.selection.is_circled == (unit.amount and not world_alone), code
        assert _circles(view)["visible"] == scene(view).layer.selection.is_circled, code


@pytest.mark.parametrize("view", [DETECTED, BEFORE, RANGES, PROFITS], ids=lambda view: f"{view.indicator}-{view.source}")
def test_the_area_of_a_circle_is_to_its_count_on_one_scale_for_all_years(view: State) -> None:
    layer, trace = scene(view).layer, _circles(view)
    assert trace["marker"]["sizemode"] == "area"
    assert trace["marker"]["sizeref"] == 2 * layer.largest / circle_map.WIDEST**2
    rows = layer.rows.set_index("place")
    for place, size in _sizes(view).items():
        if rows["status"][place] in ("figure", "range"):
            assert size == rows["number"][place]
            wide = math.sqrt(size / trace["marker"]["sizeref"] * 2)
            assert wide == pytest.approx(circle_map.width(size, layer.largest)) and wide <= circle_map.WIDEST + 1e-6
    stops = layer.series.stops[choices.ALL]
    assert {scene(replace(view, year=stop.year)).layer.largest for stop in (stops[0], stops[-1])} == {layer.largest}


def test_a_figure_a_range_a_mask_a_zero_and_two_absences_have_six_looks_and_six_words() -> None:
    drawn: Counter[str] = Counter()
    for view in (DETECTED, RANGES):
        layer, trace = scene(view).layer, _circles(view)
        codes, statuses = [entry.code for entry in layer.classes], layer.rows.set_index("place")["status"]
        for place, number, size in zip(trace["ids"], trace["marker"]["color"], trace["marker"]["size"], strict=True):
            assert codes[number] == statuses[place]
            assert (size == 0) == (statuses[place] not in CIRCLED)
            drawn[codes[number]] += 1
    assert set(drawn) >= {"figure", "range", "masked", "zero", "no_figure", "not_covered"}
    looks = {entry.code: entry.look for entry in scene(DETECTED).layer.classes}
    assert len({look.light for look in looks.values()}) == len({look.dark for look in looks.values()}) == len(looks) == 6
    assert looks["masked"].dash and not looks["zero"].dash
    assert len({entry.label for entry in scene(DETECTED).layer.classes}) == 6


def test_no_circle_stands_where_there_is_no_figure_and_the_land_says_why() -> None:
    layer, areas = scene(DETECTED).layer, scene(DETECTED).figure["data"][AREAS]
    statuses, codes = layer.rows.set_index("place")["status"], [entry.code for entry in layer.classes]
    colours = dict(zip(codes, [colour for _, colour in areas["colorscale"][::2]], strict=True))
    assert {colours[status] for status in CIRCLED} == {theme.LAND.light}
    assert len({colours["no_figure"], colours["not_covered"], theme.LAND.light}) == 3
    assert all(codes[number] == statuses[place] for place, number in zip(areas["locations"], areas["z"], strict=True) if number is not None)
    assert "No circle: no figure, not zero." in plain_html(layer_legend(layer))


def test_the_few_largest_circles_say_their_figure() -> None:
    texts = dict(zip(_circles(DETECTED)["ids"], _circles(DETECTED)["text"], strict=True))
    assert {place: text for place, text in texts.items() if text} == {"PAK": "21,253", "GBR": "12,700", "USA": "10,070", "IND": "6,213"}
    # Pakistan's would lie on that of India.
    assert [text for text in _circles(RANGES)["text"] if text] == ["3.864<br>million", "7.989<br>million"]


def test_the_legend_draws_round_circles_as_wide_as_the_map_does() -> None:
    layer = scene(DETECTED).layer
    entries = {entry.label: entry.wide for entry in legends(layer)[0].entries if entry.wide}
    assert list(entries) == ["20,000", "5,000", "1,000", "100"]
    assert entries["5,000"] == pytest.approx(circle_map.width(5000, layer.largest))
    assert circle_map.samples(21_253, 21_253) == [20_000, 5_000, 1_000, 100]
    assert circle_map.samples(1, 1) == [1]


def test_every_figure_is_valid_in_the_schema_of_plotly_and_is_plain() -> None:
    for view in (DETECTED, RANGES, PROFITS):
        assert json.loads(json.dumps(scene(view).figure)) == scene(view).figure
        assert len(go.Figure(scene(view).figure).data) == 5


def test_years_of_one_series_differ_in_values_alone() -> None:
    of_views = (DETECTED, replace(DETECTED, year=2015), replace(DETECTED, shaded=True))
    assert len({scene(view).outlines for view in of_views}) == 1
    one, *others = map(_circles, of_views)
    assert all(one[name] == other[name] for other in others for name in ("ids", "lon", "lat", "hovertext"))


def _texts(view: Scene) -> tuple[str, str, str]:
    return view.layer.subtitle, alt(view.layer), plain_html(layer_legend(view.layer))


def test_a_class_that_stands_out_is_said_in_words_and_all_others_step_back() -> None:
    view = State("tip_tier", "tip_tiers", choices.ALL, 2014, only="3")
    layer = scene(view).layer
    subtitle, words, legend = _texts(scene(view))
    assert subtitle.endswith("188 places rated · Highlighted: Tier 3") and words.endswith("Highlighted: Tier 3.")
    assert 'aria-pressed="true"' in legend and "Show all classes" in legend
    assert [entry.code for entry in layer.drawn_classes if entry.look != theme.FADED] == ["3"]
    colours = {colour for _, colour in scene(view).figure["data"][AREAS]["colorscale"]}
    assert colours == {theme.FADED.light, theme.ordered(4, "efforts")[0].light}


def test_a_circle_class_stands_out_and_its_figures_are_not_written_on_circles_that_step_back() -> None:
    view = replace(DETECTED, only="masked")
    assert not any(_circles(view)["text"])
    assert scene(view).layer.subtitle.endswith("Highlighted: Masked by the publisher")


@pytest.mark.parametrize(
    ("link", "only", "message"),
    [
        ({"indicator": "tip_tier", "only": "3"}, "3", ""),
        ({"indicator": "tip_tier", "only": "figure"}, "", "'figure', which this map does not have. Shown instead: all classes."),
        ({"indicator": "detected_victims", "only": "masked"}, "masked", ""),
        ({"indicator": "detected_victims", "shaded": "yes", "only": "2"}, "2", ""),
        ({"indicator": "detected_victims", "only": "<script>"}, "", "'<script>', which this map does not have"),
    ],
)
def test_a_link_names_the_class_that_stands_out(link: dict[str, str], only: str, message: str) -> None:
    state, messages = CODEC.decode(link)
    assert state.only == only
    assert message in " ".join(messages) if message else messages == []
    assert CODEC.decode(dict(pair.split("=") for pair in CODEC.encode(state)[1:].split("&")))[0] == state


def test_old_links_open_counts_as_circles_and_a_map_that_has_none_does_not_take_shades() -> None:
    assert scene(CODEC.decode({"indicator": "detected_victims", "source": "unodc_glotip", "year": "2019"})[0]).layer.selection.is_circled
    state, messages = CODEC.decode({"indicator": "tip_tier", "shaded": "yes"})
    assert state.shaded is False and len(messages) == 1 and "shaded" in messages[0]


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (State("palermo_status", "palermo_protocol", choices.ALL, 2010), "Treaty register · 142 parties"),
        (State("cets_197_consent", "coe_cets_197", choices.ALL, None), "26 places with a date, 22 parties whose date was not seen"),
        (CODEC.decode({"indicator": "palermo_parties"})[0], "Treaty register"),
        (DETECTED, "128 places with a figure, 6 masked"),
        (replace(DETECTED, group="all.female.all", year=2018), "98 places with a figure, 5 with a range alone, 9 masked"),
    ],
    ids=lambda value: value.indicator if isinstance(value, State) else "",
)
def test_the_subtitle_counts_what_the_map_is_of(view: State, words: str) -> None:
    assert scene(view).layer.subtitle.endswith(words)


def test_classes_read_naturally() -> None:
    def labels(**link: str) -> list[str]:
        return [entry.label for entry in scene(CODEC.decode(link)[0]).layer.classes]

    shaded = labels(indicator="detected_victims", source="unodc_glotip_2025_10", shaded="yes")
    assert shaded[:5] == ["1 to 9", "10 to 99", "100 to 999", "1,000 to 9,999", "10,000 or more"]
    assert labels(indicator="sdg_16_2_2")[:2] == ["up to 0.03", "over 0.03 to 0.1"]
    assert labels(indicator="p3_overall")[:2] == ["3 to 5", "6 to 8"]
    assert "1 million to under 10 million" in labels(indicator="modern_slavery", source="gsi_2023", shaded="yes")
    assert "63%" in labels(indicator="registered_victims_share")
