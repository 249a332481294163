"""What a picture holds before the browser draws it: no sign of what it does not draw, and what limits it in sight."""

import re
from datetime import date
from typing import Any

import pytest

from etl.queries import answers
from layouts import theme
from layouts.exports import picture as pictures
from tests.callbacks.driving import client
from tests.exports import views

CHART = "?indicator=persons_convicted&source=unodc_glotip_2025_10&tab=chart&places=MDA.KEN.QAT.BRA.NAM.XKX"
SIDE_BY_SIDE = "?mode=places&places=THA.NPL.MDA"
CIRCLES = "?indicator=detected_victims&source=unodc_glotip_2025_10&year=2018"


def _picture(page: str, link: str = "") -> dict[str, Any]:
    answer = client().get(f"/view/{page}.picture.json{link}")
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def _legends(picture: dict[str, Any]) -> list[dict[str, Any]]:
    return [*picture["legends"], *(legend for part in picture["parts"] for legend in part["legends"])]


def _keys(picture: dict[str, Any]) -> list[dict[str, Any]]:
    return [key for legend in _legends(picture) for key in legend["keys"]]


def _owed(picture: dict[str, Any]) -> dict[str, str]:
    return {line["lead"]: line["text"] for line in picture["lines"] if line.get("owed")}


@pytest.mark.parametrize(("page", "link"), [*views.links(), ("flows", "?place=MDA"), ("world", f"{CIRCLES}&shaded=yes")])
def test_a_picture_has_no_sign_of_what_it_draws_nowhere(page: str, link: str) -> None:
    assert [key["label"] for key in _keys(_picture(page, link)) if not (key["count"] or key["wide"] or key["bare"])] == []


def _circles(picture: dict[str, Any]) -> dict[str, Any]:
    return next(trace for trace in picture["parts"][0]["figure"]["data"] if trace.get("name") == "circles")


def _samples(picture: dict[str, Any]) -> list[float]:
    """How wide the circles of round numbers in its legends are, the widest first."""
    return sorted((key["wide"] for key in _keys(picture) if key["wide"]), reverse=True)


def test_no_sample_circle_is_wider_than_the_widest_of_its_year() -> None:
    picture = _picture("world", CIRCLES)
    marker = _circles(picture)["marker"]
    widest = (max(marker["size"]) * 2 / marker["sizeref"]) ** 0.5
    assert widest / 2 < _samples(picture)[0] <= widest


def test_circles_of_one_of_several_maps_and_those_of_its_legend_are_smaller_by_one_factor() -> None:
    panel = "detected_victims~unodc_glotip_2025_10~all.all.all~2018"
    alone, beside = _picture("world", CIRCLES), _picture("compare", f"?mode=sides&panels={panel},{panel}")
    factors = [(trace["meta"] / trace["marker"]["sizeref"]) ** 0.5 for trace in map(_circles, (alone, beside))]
    assert factors == pytest.approx([1, 0.4])
    assert _samples(beside)[0] == pytest.approx(0.4 * _samples(alone)[0])


def test_the_legend_of_several_places_says_how_masks_are_printed_and_marks_of_all_places_have_no_place_s_colour() -> None:
    keys = {key["label"]: key["look"]["colour"] for key in _keys(_picture("world", CHART))}
    assert "Masked by the publisher (<5): the values that the mask can stand for" in keys
    (star,) = [label for label in keys if label.startswith("Another edition of the source differs: ")]
    assert keys["Zero, as printed"] == keys[star] == theme.INK.light


def test_a_place_has_one_mark_in_all_panels_of_a_picture_and_in_its_legend() -> None:
    picture = _picture("compare", "?mode=places&places=GAB.SGS.SCG.BIH.NGA")
    (places,) = [legend for legend in picture["legends"] if legend["title"] == "Places"]
    colours = {key["label"]: key["look"]["colour"] for key in places["keys"]}
    drawn: dict[str, set[str]] = {}
    for trace in (trace for part in picture["parts"] for trace in part["figure"]["data"] if "lines" in trace.get("mode", "")):
        drawn.setdefault(trace["hovertemplate"].partition(",")[0], set()).add(trace["line"]["color"])
    assert drawn == {name: {colour} for name, colour in colours.items()}
    assert len(set(colours.values())) == len(colours) == 3


def test_a_star_has_the_colour_of_its_place_and_stands_at_its_side_and_the_legend_names_the_place() -> None:
    picture = _picture("compare", SIDE_BY_SIDE)
    colours = {key["label"]: key["look"]["colour"] for key in _keys(picture)}
    stars = [trace for part in picture["parts"] for trace in part["figure"]["data"] if trace.get("mode") == "text"]
    marks = {star["textfont"]["color"]: zip(star["text"], star["x"], star["y"], strict=True) for star in stars[:3]}
    places = {colour: [(year, count) for text, year, count in texts if "*" in text] for colour, texts in marks.items()}
    assert {place: places[colours[place]] for place in ("Thailand", "Nepal", "Moldova")} == {
        "Thailand": [(2019, 1541), (2020, 155), (2021, 190)],
        "Nepal": [(2019, 204), (2020, 187)],
        "Moldova": [(2020, 37)],
    }
    assert {star["textposition"] for star in stars} == {"middle right"}
    assert any(label.startswith("Another edition of the source differs: ") and "Moldova" in label for label in colours)
    assert "A caveat of its own, listed with the evidence: Thailand, Nepal, Moldova" in colours


def test_a_picture_of_places_speaks_of_what_it_draws_alone() -> None:
    picture = _picture("compare", SIDE_BY_SIDE)
    drawn = sum(key["count"] for key in _keys(picture) if key["label"] in ("Thailand", "Nepal", "Moldova"))
    owed, leads = _owed(picture), [line["lead"] for line in picture["lines"]]
    assert owed["Shown"] == f"{len(picture['parts'])} of the page's charts over time; the rest are in the download"
    assert owed["Ranges"] == f"no range published ({drawn - 4}), masked by the publisher (4)"
    assert [lead.partition(" (")[0] for lead in leads if lead.endswith(")")] == [part["title"] for part in picture["parts"]]
    assert "Reported as a country" not in picture["alt"] and "Global Slavery Index" not in picture["alt"]
    assert picture["stem"] == f"thailand_nepal_moldova_{picture['version']}"
    about = client().get(f"/view/compare.json{SIDE_BY_SIDE}").get_json()
    assert "reported as a country of origin (Global Patterns 2006)" in about and about["period"] == "1969 to 2025"


def test_filters_and_the_part_of_the_world_are_owed_to_every_picture_of_corridors() -> None:
    owed = _owed(_picture("flows", "?place=NPL"))
    assert owed["Filters"] == "Nepal as origin or destination; the 100 largest corridors"
    assert owed["Map"].startswith("zoomed to Nepal")
    assert re.fullmatch(r"\d of the page's charts over time; .*", _owed(_picture("country", "?place=NPL"))["Shown"])
    assert _owed(_picture("compare", "?q=modern_slavery_now&kind=model_estimate"))["Only"] == "kinds of source Modelled estimate"
    assert _owed(_picture("compare", "?mode=sides&picture=dots"))["Dots"] == "one for each place, from above in the order of names"


def test_the_people_of_a_region_are_a_range_in_a_picture_where_counts_are_masked() -> None:
    (trace,) = _picture("flows", "?place=NPL&tab=sankey")["parts"][0]["figure"]["data"]
    assert trace["node"]["label"][0] == "Asia 868\u2013920"


@pytest.mark.parametrize("question", answers.questions()["quantity_id"])
def test_no_producer_is_cut_in_the_picture_of_a_question(question: str) -> None:
    figure = pictures.picture(views.panel("compare", f"?q={question}"), "", date(2026, 11, 27))["parts"][0]["figure"]
    texts = [text for trace in figure["data"] if trace.get("mode") == "text" and trace.get("opacity") != 0 for text in trace["text"]]
    assert [text for text in [*texts, *(note["text"] for note in figure["layout"]["annotations"])] if "\u2026" in text] == []


def test_the_words_of_an_axis_hold_for_every_logarithmic_axis() -> None:
    lines = {line["lead"]: line["text"] for line in _picture("compare", "?q=child_labour")["lines"]}
    assert lines["Axis"] == "logarithmic: equal distances are equal ratios"


def test_no_line_of_a_picture_repeats_its_subtitle() -> None:
    picture = _picture("coverage")
    assert picture["subtitle"] not in {line["text"].removesuffix(".") for line in picture["lines"]}


def test_who_only_repeats_is_cited_after_the_producers() -> None:
    works = client().get("/view/country.txt?place=NPL").text.splitlines()
    repeaters = [number for number, work in enumerate(works) if work.startswith(("Compilation", "The Full Wiki", "Soroptimist"))]
    assert repeaters and min(repeaters) > [number for number, work in enumerate(works) if work.startswith("United Nations Office")][-1]


def test_the_rows_of_a_source_name_it_and_the_data_version() -> None:
    answer = client().get("/view/source.json?source=gsi_2023")
    (row, *_) = answer.get_json()["rows"]
    assert (row["source_title"], row["data_version"]) == ("The Global Slavery Index 2023", answer.headers["Atlas-Data-Version"])


@pytest.mark.parametrize(("page", "link"), views.PANELS)
def test_a_picture_of_some_series_speaks_of_their_rows_sources_and_years_alone(page: str, link: str) -> None:
    whole, picture = views.panel(page, link), _picture(page, link)
    shown = whole.shown
    drawn = [row for part in shown.parts for trace in part.figure()["data"] for row in trace.get("hovertext", ()) if row]
    # A mask is a bar, and a gap in the line.
    assert len(drawn) == len(shown.rows) + (shown.rows["range_kind"] == "masked").sum() < len(whole.rows)
    assert set(shown.rows["source_id"]) == {source["source_id"] for source in shown.sources} < {one["source_id"] for one in whole.sources}
    assert picture["sources"] == [source["citation"] for source in shown.sources]
    assert picture["licence"] == "; ".join(dict.fromkeys(source["licence"] for source in shown.sources))
    assert shown.pinned == whole.pinned


def test_of_many_sources_the_publishers_are_named_where_there_is_room() -> None:
    lines = {line["lead"]: line for line in _picture("compare")["lines"]}
    assert lines["Source"]["owed"] and "ILO minimum estimate 2005" in lines["Source"]["text"]
    assert not lines["Publishers"].get("owed") and "International Labour Organization" in lines["Publishers"]["text"]
    assert "Publishers" not in {line["lead"] for line in _picture("world")["lines"]}
