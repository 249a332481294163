"""The map's figure: valid in plotly's schema, one source at a time, every place in its class."""

import colorsys
import itertools
import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from etl.contract import vocabulary
from etl.contract.row_figures import Bounds
from etl.contract.vocabulary import Indicator
from layouts import scales, stylesheet, theme
from layouts.figures.choropleth import AREAS, CHOSEN, POINTS, choropleth
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State

TIER = vocabulary.indicators()["tip_tier"]
CLASSES = scales.classes(TIER, Bounds())
COLUMNS = ["place", "name", "kind", "drawn_as", "longitude", "latitude", "class", "source_id"]


def _frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


FRAME = _frame(
    ("FRA", "France", "country", "area", 2.0, 46.0, "1", "tiers"),
    ("MLT", "Malta", "country", "both", 14.0, 36.0, "2W", "tiers"),
    ("TUV", "Tuvalu", "country", "point", 179.0, -8.0, "not_covered", None),
)
READINGS = pd.Series(["Tier 1", "Tier 2 Watch List", "Not covered"])


def test_areas_circles_and_the_chosen_place_are_three_traces() -> None:
    figure = choropleth(FRAME, CLASSES, READINGS, source="A report, 2014", chosen="MLT")
    areas, points, chosen = (figure["data"][number] for number in (AREAS, POINTS, CHOSEN))
    codes = [entry.code for entry in CLASSES]
    assert areas["locations"] == ["FRA", "MLT"]
    assert [codes[number] for number in areas["z"]] == ["1", "2W"]
    assert points["ids"] == ["MLT", "TUV"]
    assert [codes[number] for number in points["marker"]["color"]] == ["2W", "not_covered"]
    assert areas["customdata"] == ["Tier 1", "Tier 2 Watch List"]
    assert "A report, 2014" in areas["hovertemplate"]
    assert chosen["locations"] == ["MLT"]


def test_a_map_refuses_two_sources() -> None:
    mixed = FRAME.assign(source_id=pd.Series(["tiers", "scores", None], FRAME.index, dtype="object"))
    with pytest.raises(ValueError, match="one source at a time"):
        choropleth(mixed, CLASSES, READINGS, source="")


def test_a_class_takes_its_own_colour() -> None:
    figure = choropleth(FRAME, CLASSES, READINGS, source="")
    trace = figure["data"][AREAS]
    share = (trace["z"][1] - trace["zmin"]) / (trace["zmax"] - trace["zmin"])
    below = [colour for at, colour in trace["colorscale"] if at < share]
    assert below[-1] == CLASSES[trace["z"][1]].look.light


def test_a_dissolved_state_without_a_row_is_not_drawn() -> None:
    figure = choropleth(FRAME.assign(**{"class": ["gone", "1", "1"]}), CLASSES, READINGS, source="")
    assert figure["data"][AREAS]["z"][0] is None


def test_the_map_stays_where_it_is() -> None:
    geo = choropleth(FRAME, CLASSES, READINGS, source="")["layout"]["geo"]
    assert geo["fitbounds"] is False
    assert geo["projection"] == {"type": "equal earth", "rotation": {"lon": 0, "lat": 0, "roll": 0}}
    assert geo["lataxis"]["range"] == [-58, 85]


@pytest.mark.parametrize(
    "indicator", ["tip_tier", "p3_overall", "forced_labour", "modern_slavery", "palermo_consent", "illegal_profits", "unodc_origin"]
)
def test_a_real_map_is_valid_in_the_schema_of_plotly(indicator: str) -> None:
    view = CODEC.nearest_valid(State(indicator, "", "", None))
    figure = scene(view).figure
    assert len(go.Figure(figure).data) == 5
    assert json.loads(json.dumps(figure)) == figure


def _lightness(luminance: float) -> float:
    return float(116 * luminance ** (1 / 3) - 16)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


SCALES = [(family, count) for family, counts in theme.CLASS_COUNTS.items() for count in counts]


@pytest.mark.parametrize(("family", "count"), SCALES)
def test_an_ordered_scale_runs_one_way_in_even_steps_in_both_schemes(family: str, count: int) -> None:
    looks = theme.ordered(count, family)
    light, dark = [_luminance(look.light) for look in looks], [_luminance(look.dark) for look in looks]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)
    for shades in (light, dark):
        steps = [abs(_lightness(a) - _lightness(b)) for a, b in itertools.pairwise(shades)]
        assert all(step > 4 for step in steps)
        assert not steps or max(steps) < 2.2 * min(steps)


@pytest.mark.parametrize("family", theme.CLASS_COUNTS)
def test_no_class_is_taken_for_land(family: str) -> None:
    for look in theme.ordered(max(theme.CLASS_COUNTS[family]), family):
        for own, land in ((look.light, theme.LAND.light), (look.dark, theme.LAND.dark)):
            apart = sum((a - b) ** 2 for a, b in zip(bytes.fromhex(own[1:]), bytes.fromhex(land[1:]), strict=True)) ** 0.5
            assert apart > 25, (own, land)


def test_what_governments_do_has_a_hue_that_counts_and_estimates_never_use() -> None:
    def hues(family: str) -> set[float]:
        colours = [colour for look in theme.ordered(5, family) for colour in (look.light, look.dark)]
        return {colorsys.rgb_to_hls(*(part / 255 for part in bytes.fromhex(colour[1:])))[0] * 360 for colour in colours}

    own = hues("efforts")
    others = set().union(*(hues(family) for family in ("people", "counts", "money", "roles")))
    assert min(abs(a - b) for a in own for b in others) > 25


RATED = [code for code, one in vocabulary.indicators().items() if one.family == "efforts" and one.table == "ratings"]


@pytest.mark.parametrize("code", RATED)
def test_darker_is_the_stronger_response_on_light_paper_and_lighter_on_dark_whichever_way_the_scale_runs(code: str) -> None:
    indicator = vocabulary.indicators()[code]
    bounds = Bounds() if indicator.scale and indicator.unit != "date" else Bounds((1.0, 2.0, 3.0, 4.0, 5.0))
    ordered = [entry for entry in scales.classes(indicator, bounds) if _is_ordered(indicator, entry.code)]
    # From the weakest response to the strongest: a better tier, a higher score, a party, an earlier date.
    rising = ordered[::-1] if indicator.polarity == "less_effort" or indicator.unit == "date" else ordered
    assert [_luminance(entry.look.light) for entry in rising] == sorted((_luminance(one.look.light) for one in rising), reverse=True)
    assert [_luminance(entry.look.dark) for entry in rising] == sorted(_luminance(one.look.dark) for one in rising)
    assert {entry.look for entry in rising} == set(theme.ordered(len(rising), "efforts"))


def _is_ordered(indicator: Indicator, code: str) -> bool:
    step = indicator.step(code)
    return code.isdecimal() if not indicator.scale or indicator.unit == "date" else step is not None and step.rank is not None


def test_tier_one_the_full_score_and_the_best_letter_are_the_same_end() -> None:
    def end(code: str, bounds: Bounds, best: str) -> theme.Look:
        return next(entry.look for entry in scales.classes(vocabulary.indicators()[code], bounds) if entry.code == best)

    ends = {end("tip_tier", Bounds(), "1"), end("p3_overall", Bounds((5, 8, 11, 14, 15)), "4"), end("gsi_response_rating", Bounds(), "A")}
    assert ends == {theme.ordered(5, "efforts")[-1]}


def test_every_class_of_a_map_has_a_look_of_its_own() -> None:
    for code, indicator in vocabulary.indicators().items():
        if indicator.family == "claims":
            continue  # the claims of documents are never drawn on a map
        bounds = Bounds() if indicator.scale else Bounds((1.0, 2.0, 3.0, 4.0, 5.0))
        looks = [entry.look.light for entry in scales.classes(indicator, bounds)]
        assert len(looks) == len(set(looks)), code
    assert len({look.light for look in theme.ABSENCES.values()}) == len({look.dark for look in theme.ABSENCES.values()}) == 4


def test_a_colour_on_light_paper_has_one_colour_on_dark_paper_and_one_pattern() -> None:
    looks = set(theme.looks())
    assert len({look.light for look in looks}) == len(looks)


def test_the_style_sheet_draws_every_pattern_it_names() -> None:
    for look in (*theme.ABSENCES.values(), theme.between(*theme.ordered(4, "efforts")[:2])):
        if look.pattern:
            assert f'id="{stylesheet.pattern_id(look)}"' in stylesheet.patterns()
            assert f"url(#{stylesheet.pattern_id(look)})" in stylesheet.style()
        assert f".edge-{look.light[1:]}::before" in stylesheet.style()
