"""Doubts of single figures: they stand before what holds in general, in pictures, frames and lists, and name their figures."""

import re

import pytest

from etl.transform.suspect_counts import YEAR_LIKE
from tests.callbacks.driving import client
from tests.opening import country, exported, opened

SOURCE = "indicator=detected_victims&source=unodc_glotip_2025_10"
CHART = f"?{SOURCE}&tab=chart&places=MEX.GHA"
MASKED = "?indicator=persons_convicted&source=unodc_glotip_2025_10&tab=chart&places=MDA.KEN"
MASK = "Do not recover masked counts"


def _lines(link: str) -> list[dict[str, str]]:
    return list(client().get(f"/view/world.picture.json{link}").get_json()["lines"])


def test_a_doubtful_figure_is_owed_to_a_picture_before_every_general_caveat() -> None:
    lines = _lines(CHART)
    (place,) = [number for number, line in enumerate(lines) if YEAR_LIKE in line["text"]]
    assert lines[place]["text"].startswith("Mexico, 2015: ") and lines[place]["owed"]
    (general,) = [number for number, line in enumerate(lines) if "never shown on one scale" in line["text"]]
    assert place < general


def test_a_doubtful_figure_is_named_in_a_frame_without_opening_anything() -> None:
    page = client().get(f"/embed/world{CHART}").get_data(as_text=True)
    in_sight = re.findall('<p class="frame-source">([^<]*)</p>', page)
    assert f"Mexico, 2015: {YEAR_LIKE}" in in_sight


@pytest.mark.parametrize(("link", "is_masked"), [(CHART, False), (MASKED, True), (f"?{SOURCE}&year=2018", True)])
def test_masks_are_spoken_of_where_one_is_drawn(link: str, is_masked: bool) -> None:
    page = client().get(f"/embed/world{link}").get_data(as_text=True)
    assert (MASK in page) is is_masked
    assert ("most likely means 1 to 4, in earlier editions" in page.replace("&#39;", "'")) is is_masked


def test_the_list_of_a_whole_page_names_the_figure_of_a_doubt() -> None:
    page = country("MEX")
    assert f"UNODC data file, October 2025: Detected victims of trafficking, 2015: {YEAR_LIKE}" in page
    assert page.index(YEAR_LIKE) < page.rindex("never shown on one scale")


def test_people_convicted_who_are_counted_as_victims_are_said_so_beside_the_map_and_first_of_its_kind_in_the_evidence() -> None:
    query = {"indicator": "persons_convicted", "source": "unodc_glotip_2025_10", "year": "2022", "group": "labour_exploitation.all.all"}
    text = "The source prints the same number as its count of detected victims by this form in this year"
    for tab in ({"tab": "map"}, {"tab": "chart", "places": "GBR"}):
        page = opened("/map", query | tab)
        (gist,) = [part for part in page._traverse() if getattr(part, "id", "") == "world-gist"]
        assert text in str(gist)
    export = exported("world", query | {"tab": "chart", "places": "GBR"})
    assert next(caveat for caveat in export.caveats if caveat.severity == "do_not_compare").text.startswith(text)
