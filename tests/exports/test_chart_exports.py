"""What is taken of a chart over time is the chart: the rows of its places in all years, with their caveats, in every form."""

import csv
import io
import random
from html import escape
from urllib.parse import parse_qsl, quote

import pytest

from etl.queries import atlas, choices, place_summary
from layouts.pages.map.state import CODEC, State
from tests.callbacks.driving import client
from tests.exports import views
from tests.exports.test_rows import READERS, _get, _keys, _quoted

GERMANY = "?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&tab=chart&places=DEU.NZL"


def _links() -> list[str]:
    """Charts of series and places at random, the same in every run."""
    chance = random.Random(3)
    states = []
    for indicator in chance.sample(choices.indicators(), 4):
        source = chance.choice(choices.sources_of(indicator))
        places = chance.sample([*place_summary.names()], 4) + sorted(set(choices.series(indicator, source).rows["place"].astype("str")))[:2]
        states.append(CODEC.nearest_valid(State(indicator, source, tab="chart", places=tuple(dict.fromkeys(places)))))
    return [CODEC.encode(state) for state in states]


@pytest.mark.parametrize("link", [GERMANY, *_links()])
def test_every_format_holds_the_rows_of_the_chart(link: str) -> None:
    export = views.panel("world", link)
    for form, read in READERS.items():
        rows = read(_get("world", form, link).data)
        assert list(rows.columns) == [column.name for column in export.columns], form
        assert _keys(export, rows) == _keys(export, export.rows), form
        _quoted(rows, form)


def test_the_file_of_a_chart_has_every_year_of_its_places_with_caveats_and_what_another_edition_says() -> None:
    answer = _get("world", "csv", GERMANY)
    rows = {(row["place"], row["year_end"]): row for row in csv.DictReader(io.StringIO(answer.text))}
    table = atlas.atlas()["estimates"].query(
        "indicator == 'detected_victims' and source_id == 'unodc_glotip_2025_10' and form == 'all' and sex == 'all' and age == 'all'"
    )
    assert len(rows) == len(table[table["place"].isin(["DEU", "NZL"]) & table["quarter"].isna()]) == 31
    germany = rows["DEU", "2022"]
    assert (germany["value"], germany["edition_note"]) == (
        "1672",
        "The earlier edition (UNODC data file, April 2025) masked this cell (<5).",
    )
    assert rows["NZL", "2017"]["status"] == "masked" and rows["NZL", "2017"]["value"] == ""
    assert "Counts of detected cases and estimates of prevalence" in germany["caveats"]
    name = answer.headers["Content-Disposition"].partition('filename="')[2]
    assert name.startswith("detected_victims_DEU-NZL_unodc_glotip_2025_10_2007-2023_")


def test_a_link_to_a_chart_opens_the_chart_and_names_no_year_of_the_map() -> None:
    export = views.panel("world", f"{GERMANY}&year=2014")
    assert dict(parse_qsl(export.pinned.partition("?")[2])) == {**dict(parse_qsl(GERMANY[1:])), "dv": export.version}
    assert views.panel("world", export.link).title == export.title
    alone = views.panel("world", "?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&tab=chart&place=NPL")
    assert alone.link.endswith("&tab=chart&places=NPL") and ": Nepal, " in alone.title


def test_picture_frame_and_embed_code_of_a_chart_show_the_chart() -> None:
    title = "Detected victims of trafficking: Germany and New Zealand, 2007 to 2023"
    picture = client().get(f"/view/world.picture.json{GERMANY}").json
    assert picture is not None
    assert (picture["title"], [part["graph"] for part in picture["parts"]]) == (title, ["world-chart-figure"])
    lines = {line["lead"]: line["text"] for line in picture["lines"]}
    assert lines["Period"] == "2007 to 2023" and "2022: masked this cell (<5)" in lines["Another edition"]
    assert [legend["title"] for legend in picture["legends"]] == ["Places", "People"]
    frame = client().get(f"/embed/world{GERMANY}").text
    assert title in frame and "2022: masked this cell (&lt;5)" in frame
    address = quote(f"http://localhost/map{GERMANY}", safe="")
    assert (client().get(f"/oembed?url={address}").json or {})["title"] == title


@pytest.mark.parametrize(
    ("page", "link", "said"),
    [
        ("world", "?indicator=persons_convicted&tab=chart&places=MDA.XKX", ("Not covered by this source", "Kosovo")),
        (
            "compare",
            "?mode=places&places=MDA.XKX",
            (
                "Without a figure",
                "Kosovo (not covered by this source): Detected victims of trafficking; "
                "Persons prosecuted for trafficking; Persons convicted of trafficking",
            ),
        ),
    ],
)
def test_chosen_places_without_a_figure_are_said_first_in_every_picture_and_in_sight_in_the_frame(
    page: str, link: str, said: tuple[str, str]
) -> None:
    lead, text = said
    picture = client().get(f"/view/{page}.picture.json{link}").json
    assert picture is not None
    assert picture["lines"][0] == {"lead": lead, "text": text, "owed": True}
    shown = client().get(f"/embed/{page}{link}").text.partition("<details>")[0]
    assert f'<p class="frame-source">{lead}: {text}.</p>' in shown
    assert f"{lead}: {text}" in picture["alt"]


def test_picture_frame_and_alt_of_a_map_name_the_outlined_places_with_their_figures_or_absences() -> None:
    link = "?indicator=detected_victims&source=unodc_glotip_2025_10&year=2018&places=MDA.QAT.SAU.ZMB.XKX"
    said = ["Moldova: 365 people"]
    said += [
        "Qatar: 0 people. The earlier edition (UNODC data file, April 2025) masked this cell (<5).",
        "Saudi Arabia: covered, no figure",
    ]
    said += ["Zambia: masked (0 to 4 people)", "Kosovo: not covered by this source"]
    picture = client().get(f"/view/world.picture.json{link}").json
    assert picture is not None
    legend = picture["legends"][-1]
    assert (legend["title"], [key["label"] for key in legend["keys"]]) == ("Chosen places", said)
    assert all(key["bare"] for key in legend["keys"]) and picture["alt"].endswith(f"Chosen places: {'; '.join(said)}.")
    frame = client().get(f"/embed/world{link}").text.partition("<details>")[0]
    assert all(f"<span>{escape(text)}</span>" in frame for text in said)
    assert [legend.title for legend in views.panel("world", f"{link.partition('&places')[0]}").legends] == ["People", "No figure"]


def test_the_document_of_a_chart_has_its_title_and_its_rows_without_scripts() -> None:
    text = client().get(f"/map{GERMANY}").text
    assert "<title>Detected victims of trafficking: Germany and New Zealand, 2007 to 2023" in text
    assert text.partition("<noscript>")[2].count("<tr") >= 31


def test_an_old_link_leads_to_the_same_table_and_the_same_chart_on_the_map_page() -> None:
    for tab in ("tab=table", "tab=chart&places=DEU"):
        answer = client().get(f"/?v=1&indicator=p3_overall&source=p3_index&year=2009&{tab}")
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (308, "/map")
        assert answer.headers["Location"].endswith(tab)


def test_a_chart_without_places_has_no_row_and_no_picture_and_every_form_still_answers() -> None:
    link = "?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&tab=chart"
    export = views.panel("world", link)
    assert (len(export.rows), export.parts, export.title) == (0, (), "Detected victims of trafficking, over time")
    for form in READERS:
        _get("world", form, link)
    assert client().get(f"/embed/world{link}").status_code == 200
