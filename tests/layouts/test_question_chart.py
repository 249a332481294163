"""The chart of a question: each mark with its words at it, an axis known before it is drawn, groups that say how they differ."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from etl.queries import answers, source_comparison
from etl.queries.choices import ALL, series
from etl.queries.map_rows import by_place
from layouts import browser_contract
from layouts.figures import dot_range
from layouts.figures.mark_labels import labels
from layouts.figures.marks import Mark
from layouts.figures.number_axis import axis_of
from layouts.figures.rating_strips import strips
from layouts.mark_looks import RANGES
from layouts.pages.compare.question import layout as question
from layouts.pages.compare.question import teaching
from layouts.pages.compare.question.export import alt
from layouts.pages.compare.question.scene import scene
from layouts.pages.compare.question.state import AXES, State
from layouts.pages.compare.side_by_side import export as sides_export
from layouts.pages.compare.side_by_side import layout as sides
from layouts.pages.compare.side_by_side.state import first_selections
from tests.opening import selected, side_by_side, slot

EVERY = list(answers.questions()["quantity_id"])
PLAIN = Mark("a", "One", "A source \u00b7 2005", "5 people", "People", "model_estimate", "none_published", 5.0, None, None)


def _labels(figure: dict[str, Any]) -> list[str]:
    """The labels in sight on a broad screen."""
    return [text for trace in figure["data"] if trace["mode"] == "text" and trace["opacity"] for text in trace["text"]]


@pytest.mark.parametrize("figures", ["12.3", "20.9", "27", "40.3", "49.6"])
def test_each_of_the_five_figures_of_the_first_question_names_its_concept_its_source_and_its_years(figures: str) -> None:
    (axis,) = {trace.get("xaxis", "x") for trace in scene(State()).figure["data"]}
    assert axis == "x"
    said = [text for text in _labels(scene(State()).figure) if f"{figures} million people</b>" in text]
    assert said
    assert all("stock" in text or "no period" in text for text in said)
    assert all("forced labour" in text or "modern slavery" in text or "trafficking" in text for text in said)
    assert all(any(part.isdigit() and len(part) == 4 for part in text.replace("<br>", " ").split()) for text in said)


def test_a_repeated_figure_names_whose_it_is_in_chart_picture_and_alt_text() -> None:
    shown = scene(State(quantity="modern_slavery_now"))
    (bales,) = [mark.label for mark in shown.marks if "Bales" in mark.label]
    assert bales == "Kevin Bales, in Compilation 2014 · 2004"
    assert any(bales in text for text in _labels(shown.figure))
    assert any(f"{bales}" in note["text"].replace("<br>", " ") for note in shown.pictured()["layout"]["annotations"])
    assert "Kevin Bales, Disposable People (2004), in Compilation 2014, at most 27 million people" in alt(shown)
    labels_of = {mark.label for quantity in EVERY for mark in scene(State(quantity=quantity)).marks}
    assert {"ILO, in Soroptimist white paper 2007 · 2007", "the police, in Encyclopedia copy 2009 · 2007"} <= labels_of


@pytest.mark.parametrize("quantity", EVERY[::4])
def test_every_mark_has_its_words_at_it_within_the_picture_on_a_broad_and_on_a_narrow_screen(quantity: str) -> None:
    for axis in AXES:
        shown = scene(State(quantity=quantity, axis=axis))
        scale = dot_range.axis_of_marks(shown.marks, log=axis == "log")
        wide, _, narrow = labels([(mark, 1.0) for mark in shown.marks], scale)
        for mark, x, side in zip(shown.marks, wide["x"], wide["textposition"], strict=True):
            low, high = (scale.share(end) for end in mark.span(scale))
            at = scale.share(x)
            assert side in ("middle right", "middle left")
            assert -0.01 <= at <= 1.01
            assert at <= high + 0.05 or at >= low - 0.05
        assert all(0 <= scale.share(x) <= 1 for x in narrow["x"])
        assert narrow["opacity"] == 0 and wide["opacity"] == 1


def test_the_axis_that_stays_has_the_ticks_of_the_picture() -> None:
    for axis in AXES:
        shown = scene(State(axis=axis))
        said = str(question.scale(shown))
        assert all(f"'{text}'" in said for text in shown.figure["layout"]["xaxis"]["ticktext"])
        assert all(0 <= share <= 1 for share in shown.shares)
    assert question.scale(scene(State(search="zzz"))) == []


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (3.0, 15.0), (0.0, 49.6e6), (12.0, 12.0)])
def test_a_linear_axis_has_round_ticks(low: float, high: float) -> None:
    ticks = axis_of([low, high], log=False).ticks
    assert 2 <= len(ticks) <= 7
    assert len({text for _, text in ticks}) == len(ticks)


def test_confidence_intervals_of_each_level_are_lines_of_their_own() -> None:
    dashes = [RANGES[f"ci_{level}"].dash for level in (68, 90, 95)]
    assert len(set(dashes)) == 3
    for level, dash in zip((68, 90, 95), dashes, strict=True):
        figure = dot_range.dot_range([replace(PLAIN, range_kind=f"ci_{level}", low=3.0, high=9.0)], title="", log=True)
        assert [trace["line"]["dash"] for trace in figure["data"] if trace["mode"] == "lines" and "dash" in trace["line"]] == [dash]


@pytest.mark.parametrize("quantity", EVERY)
def test_every_group_but_the_first_says_how_it_differs_from_it(quantity: str) -> None:
    first, *others = scene(State(quantity=quantity)).groups
    assert not first[2].startswith("Unlike")
    assert all(note.startswith("Unlike the first group, it ") for _, _, note in others)
    assert not any("nothing to compare" in note for _, _, note in (first, *others))


def test_a_group_whose_first_group_is_filtered_out_names_it() -> None:
    notes = scene(State(kinds=("secondary_claim",), search="adults")).groups
    assert notes[0][2].startswith("Unlike 'Everyone in forced labour, at one time', which the filters leave out, it ")


def test_the_page_to_teach_with_says_why_in_three_sentences_and_cites_the_producers_before_the_repeaters() -> None:
    said = str(teaching.sheet(scene(State())))
    assert [said.count(f"Strong('{subject}:')") for subject in ("Stock or flow", "Concept", "Method and period")] == [1, 1, 1]
    assert said.index("International Labour Office (2005)") < said.index("Soroptimist white paper 2007")
    assert "Cite the producer, not the repeater." in said


def test_over_time_without_a_place_draws_no_empty_axis_and_says_what_to_do() -> None:
    panels = side_by_side(first_selections("series"), "series", "")
    assert "Graph(" not in str(sides.stage(panels))
    assert "Choose a place above to see its years." in str(sides.stage(panels))
    assert sides_export.export(panels).parts == ()


def test_a_place_without_a_figure_is_said_by_name_and_has_no_axis() -> None:
    assert slot(selected("nrm_referrals", "uk_nrm", ALL, None), "series", "NLD").absence == "This source has no figure for the Netherlands."


def test_a_score_is_drawn_from_the_least_that_it_can_be() -> None:
    panel = selected("p3_overall", "p3_index", ALL, None)
    years = slot(panel, "series", "THA").figure["layout"]["yaxis"]
    dots = slot(selected("p3_overall", "p3_index", ALL, 2013), "dots", "").figure["layout"]["xaxis"]
    for axis in (years, dots):
        assert (axis["tick0"], axis["dtick"]) == (3, 3)  # 3, 6, 9, 12, 15
        assert axis["range"] == [2.625, 15.375]


def test_a_rating_known_as_one_of_two_is_labelled_where_its_words_have_no_room() -> None:
    chart = slot(selected("tip_tier", "tip_tiers", ALL, None), "series", "TLS").over_time
    _, words = strips(chart.rows, chart.classes)[0]
    assert "2 or WL" in words["text"] and all(words["text"])


def test_two_rates_of_one_measure_are_compared_as_rates_and_not_refused() -> None:
    pair = [series("detected_victims_rate", "unodc_glotip_2025_10"), series("sdg_16_2_2", "unodc_sdg")]
    verdicts = source_comparison.by_place([(one.indicator, by_place(one, ALL, 2021)) for one in pair])["verdict"]
    assert {"rounding", "near", "differing"} <= set(verdicts)
    assert "both" not in set(verdicts)
    assert verdicts["DEU"] == "differing"
    panels = tuple(selected(one.indicator.code, one.source_id, ALL, 2021) for one in pair)
    assert side_by_side(panels).refusal.startswith("One measure, computed in two ways")


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("quantity", EVERY)
def test_in_a_picture_no_words_lie_on_others_nor_on_a_line(quantity: str, beside: bool) -> None:
    layout = scene(State(quantity=quantity)).pictured(beside=beside)["layout"]
    assert layout["yaxis"]["range"][0] == pytest.approx(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"], abs=1)
    columns: dict[float, list[tuple[float, float]]] = {}
    for note in layout["annotations"]:
        half = (note["text"].count("<br>") + 1) * 15.6 / 2  # a line of words, in pixels
        columns.setdefault(note["xshift"], []).append((note["y"] - half, note["y"] + half))
    rules = [shape["y0"] for shape in layout["shapes"]]
    for spans in columns.values():
        assert all(lower <= upper + 0.5 for (_, lower), (upper, _) in pairwise(sorted(spans)))
        assert not [rule for rule in rules for upper, lower in spans if upper < rule < lower]


@pytest.mark.parametrize("quantity", EVERY)
def test_in_a_picture_the_axis_has_half_of_the_width_where_words_have_one_column(quantity: str) -> None:
    layout = scene(State(quantity=quantity)).pictured()["layout"]
    margin, narrowest = layout["margin"], layout["meta"]["narrowest"]
    assert narrowest - margin["l"] - margin["r"] >= narrowest / 2 - 0.01
    assert 1080 * 0.936 / narrowest * 12 >= browser_contract.PRESETS["story"]["least"]
