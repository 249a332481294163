"""A mask without bounds is said and drawn as a mask: no number in a table or a file, no bar and no zero in a chart."""

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, evidence
from layouts import format as words
from layouts.evidence.selection import Selection
from layouts.figures import marks, number_axis, series
from layouts.pages.country.place_figures import line_of
from layouts.pages.map.scene import scene
from layouts.pages.map.state import State
from tests.callbacks.driving import client
from tests.opening import country, selected, slot, table_of

RATES = State("sdg_16_2_2", "unodc_sdg", choices.ALL, 2021)
SAID = "masked (no bounds printed)"


def test_the_table_and_the_map_say_that_no_bounds_are_printed() -> None:
    rows = {row["cells"][0]: row for row in table_of(RATES)["rows"]}
    assert rows["Andorra"]["cells"][1] == SAID and rows["Andorra"]["order"] == {1: None}
    assert scene(RATES).layer.subtitle.endswith("5 masked")


def test_the_file_has_a_mask_without_numbers() -> None:
    answer = client().get("/view/world.csv?indicator=sdg_16_2_2&source=unodc_sdg&year=2021").text
    (line,) = [line for line in answer.splitlines() if line.startswith("AND,")]
    assert "masked" in line and SAID in line and "Omitted value for confidentiality reasons" in line
    assert "0 to" not in line


def _panel() -> Selection:
    return selected("sdg_16_2_2", "unodc_sdg", choices.ALL, 2021)


def test_in_a_chart_it_stands_in_a_lane_without_numbers_beside_the_scale_and_never_at_zero() -> None:
    for picture, place, axis in (("series", "AND", "y"), ("dots", "", "x")):
        figure = slot(_panel(), picture, place, None).figure
        apart = [trace for trace in figure["data"] if trace.get(f"{axis}axis") == f"{axis}2"]
        masked = slot(_panel(), picture, place).rows.query("status == 'masked'")
        assert len(apart) == 1 and len(apart[0][axis]) == len(masked) > 0
        scale, lane = figure["layout"][f"{axis}axis"], figure["layout"][f"{axis}axis2"]
        assert lane["ticktext"] == ["masked"] and lane["domain"][1] < scale["domain"][0]
        assert not [trace for trace in figure["data"] if trace["type"] == "bar"]
        assert any(key.label.startswith("Masked by the publisher, no bounds") for key in slot(_panel(), picture, place).marks.values())


def test_a_mask_with_bounds_keeps_its_bar_and_has_no_other_axis() -> None:
    row = {"name": "Andorra", "place": "AND", "stop": 2020, "status": "masked", "says": "", "range_kind": "masked", "as_printed": "<5"}
    rows = pd.DataFrame([row | {"value": None, "value_low": 0.0, "value_high": 4.0}])
    figure = series.series(rows, vocabulary.indicators()["detected_victims"])
    assert [trace["type"] for trace in figure["data"]] == ["scatter", "bar"]
    assert "yaxis2" not in figure["layout"]


def test_an_answer_without_any_number_is_drawn_without_a_line() -> None:
    mark = marks.Mark("a", "g", "UNODC", SAID, "rates", "administrative_count", "masked", None, None, None)
    for log in (True, False):
        lines = [trace for trace in marks.traces([(mark, 1.0)], number_axis.Axis(0.0, 2.0, log)) if trace["mode"] == "lines"]
        assert lines == []


def test_a_chip_of_such_a_year_is_one_word() -> None:
    row = {"range_kind": "masked", "value": None, "value_low": None, "value_high": None, "as_printed": "Omitted", "unit": "per_100k"}
    assert words.short(vocabulary.indicators()["sdg_16_2_2"], row) == "masked"


def test_a_line_of_a_place_says_of_a_mask_that_it_is_one_and_not_that_a_range_does_not_apply() -> None:
    indicator = vocabulary.indicators()["sdg_16_2_2"]
    row = {
        "indicator": "sdg_16_2_2",
        "place": "DEU",
        "place_name": "Germany",
        "year_start": 2022,
        "year_end": 2022,
        "source_id": "unodc_sdg",
    }
    mask = {"range_kind": "masked", "value": None, "value_low": None, "value_high": None, "as_printed": "Omitted", "unit": "per_100k"}
    line = line_of(indicator.code, [{**row, **mask, "basis": "printed"}], evidence.source("unodc_sdg"), "DEU")
    assert (line.figure, line.range) == ("masked (no bounds printed)", "masked by the publisher")


def test_the_page_of_the_kingdom_has_both_rates_and_opens_to_its_quarters() -> None:
    opened = country("GBR")
    assert "18.77 per 100,000" in opened and "24.8 per 100,000" in opened
    for part in ("by quarter, 2009 to 2025", "4,524*", "prints 4,521", "Eritrea 843", "59 derived, 7 as published"):
        assert part in opened
    link = "/data/estimates.csv?place=GBR&indicator=nrm_referrals&source_id=uk_nrm"
    assert link in opened
    assert ",4524," in client().get(link).text or ",4524.0," in client().get(link).text
