"""The map's figure: valid in plotly's schema, one source at a time, every place in its class."""

import itertools
import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from etl.contract import vocabulary
from etl.contract.row_figures import Bounds
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
    assert len(go.Figure(figure).data) == 3
    assert json.loads(json.dumps(figure)) == figure


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("count", [*range(1, 7), 9])
def test_an_ordered_scale_runs_one_way_in_both_schemes(count: int) -> None:
    looks = theme.ordered(count)
    light, dark = [_luminance(look.light) for look in looks], [_luminance(look.dark) for look in looks]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)
    steps = [abs(a - b) for shades in (light, dark) for a, b in itertools.pairwise(shades)]
    assert all(step > 0.01 for step in steps)


def test_every_class_of_a_map_has_a_look_of_its_own() -> None:
    for code, indicator in vocabulary.indicators().items():
        if indicator.family == "claims":
            continue  # the claims of documents are never drawn on a map
        bounds = Bounds() if indicator.scale else Bounds((1.0, 2.0, 3.0, 4.0, 5.0))
        looks = [entry.look.light for entry in scales.classes(indicator, bounds)]
        assert len(looks) == len(set(looks)), code
    assert len({look.light for look in theme.ABSENCES.values()}) == len({look.dark for look in theme.ABSENCES.values()}) == 4


def test_the_style_sheet_draws_every_pattern_it_names() -> None:
    for look in (*theme.ABSENCES.values(), theme.between(*theme.ordered(4)[:2])):
        if look.pattern:
            assert f'id="{stylesheet.pattern_id(look, False)}"' in stylesheet.patterns()
            assert f"url(#{stylesheet.pattern_id(look, True)})" in stylesheet.style()
        assert f".edge-{look.light[1:]}::before" in stylesheet.style()
