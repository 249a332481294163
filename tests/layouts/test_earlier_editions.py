"""An earlier edition is in no list and no default; a link that names it still shows it, and says which edition is the latest."""

import csv
import io
import zipfile

import pytest

from callbacks import map as answers
from etl.queries import answers as compare
from etl.queries import choices, corridors, evidence, map_rows, place_summary, revisions
from etl.queries.atlas import superseded
from layouts.components.layer_parts import period_evidence
from layouts.pages.compare.side_by_side.comparisons import introduction
from layouts.pages.compare.side_by_side.layout import stage
from layouts.pages.compare.side_by_side.scene import scene as sides_scene
from layouts.pages.compare.side_by_side.scene import series_options
from layouts.pages.compare.side_by_side.state import CODEC as SIDES
from layouts.pages.compare.side_by_side.state import first_selections
from layouts.pages.flows import layout as flow_page
from layouts.pages.flows.scene import scene as flow_scene
from layouts.pages.flows.state import CODEC as FLOWS
from layouts.pages.map import layout as page
from layouts.pages.map import map_column
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, State
from tests.callbacks.driving import client
from tests.opening import country, opened

NEW, APRIL, MAY = "unodc_glotip_2025_10", "unodc_glotip", "unodc_glotip_2023"
LATEST = "UNODC data file, October 2025"
OLD_LINK = {"indicator": "detected_victims", "source": MAY, "year": "2020"}
OLD_FLOWS = {"series": f"{MAY}.detected_by_citizenship"}


def test_an_earlier_edition_is_offered_in_no_list_and_is_no_default() -> None:
    assert superseded() == {APRIL, MAY}
    for code in choices.indicators():
        assert not superseded() & set(choices.sources_of(code))
    assert not superseded() & {corridors.series()[code].source for code in corridors.current_series()}
    assert CODEC.decode({"indicator": "detected_victims"})[0].source == NEW
    assert FLOWS.decode({})[0].series == f"{NEW}.detected_by_citizenship"
    listed = str(
        [
            scene(CODEC.decode({"indicator": "detected_victims"})[0]).sources,
            flow_scene(FLOWS.decode({})[0]).series_options,
            series_options(first_selections()[0]),
        ]
    )
    assert LATEST in listed
    assert not [source for source in superseded() if evidence.source(source)["short_title"] in listed]


def test_the_latest_publication_is_the_first_choice_and_earlier_editions_come_last_for_links_alone() -> None:
    indices = [source for source in choices.sources_of("modern_slavery") if source.startswith("gsi_")]
    assert indices == ["gsi_2023", "gsi_2018", "gsi_2016", "gsi_2013"]
    for code in choices.indicators():
        held = choices.held_by(code)
        assert held[: len(choices.sources_of(code))] == choices.sources_of(code), code


def test_an_earlier_edition_stands_in_no_place_panel_and_answers_no_question() -> None:
    for chosen in ("DEU", "GBR", "NPL"):
        assert not superseded() & {source for rows in place_summary.families(chosen).values() for source in rows["source_id"]}
    assert not superseded() & {source for code in compare.questions()["quantity_id"] for source in compare.answers(code)["source_id"]}


@pytest.mark.parametrize("source", [APRIL, MAY])
def test_an_old_link_shows_its_edition_as_chosen_and_leads_to_the_same_view_in_the_latest(source: str) -> None:
    view, said = CODEC.decode({**OLD_LINK, "source": source})
    assert (view.source, view.year, said) == (source, 2020, [])
    short = evidence.source(source)["short_title"]
    assert [option["label"] for option in scene(view).sources][1:] == [f"{short} · {scene(view).layer.source['publisher']}"]
    heading = str(page.heading(scene(view)))
    assert "This is an earlier edition. The latest is " in heading
    assert f"source={NEW}&year=2020" in heading
    assert "earlier edition" not in str(page.heading(scene(CODEC.decode({"indicator": "detected_victims"})[0])))


def test_a_step_from_an_earlier_edition_stays_in_it() -> None:
    view = CODEC.decode(OLD_LINK)[0]
    assert answers.chosen(scene(view))["source"] == MAY
    assert MAY in [option["value"] for option in answers.chosen(scene(view))["sources"]]


def test_an_old_link_to_flows_keeps_its_series_and_leads_to_the_latest() -> None:
    state, messages = FLOWS.decode(OLD_FLOWS)
    assert (state.series, messages) == (OLD_FLOWS["series"], [])
    assert OLD_FLOWS["series"] in str(flow_scene(state).series_options)
    assert f"series={NEW}.detected_by_citizenship" in str(flow_page.heading(flow_scene(state)))
    assert "earlier edition" not in str(flow_page.heading(flow_scene(FLOWS.decode({})[0])))


def test_an_old_link_to_panels_keeps_its_edition_its_introduction_and_leads_to_the_latest() -> None:
    panels = f"detected_victims~{APRIL}~all.all.all~2020,nrm_referrals~uk_nrm~all.all.all~2020"
    view, said = SIDES.decode({"mode": "sides", "panels": panels, "place": "GBR"})
    assert ([panel.source for panel in view.selections], said) == ([APRIL, "uk_nrm"], [])
    assert introduction(view.selections).startswith("Detected victims in UNODC's file")
    drawn = [str(figure) for figure in stage(sides_scene(view))]
    assert f"detected_victims%7E{NEW}%7E" in drawn[0] or f"detected_victims~{NEW}~" in drawn[0]
    assert "earlier edition" not in drawn[1]
    assert f"detected_victims~{APRIL}" in str(series_options(view.selections[0]))


def test_the_sources_page_lists_earlier_editions_under_the_latest_with_their_old_anchors() -> None:
    assert revisions.earlier(NEW) == [APRIL, MAY]
    drawn = str(opened("/sources"))
    assert drawn.index(f"href='/source/{NEW}'") < drawn.index(f"id='{APRIL}'") < drawn.index(f"id='{MAY}'")
    assert drawn.count("'Earlier editions: '") == 1
    assert "and 2 earlier editions, each kept apart" in drawn


def test_germany_2022_is_1672_beside_what_april_2025_printed() -> None:
    view = CODEC.nearest_valid(State("detected_victims", NEW, choices.ALL, 2022, ("DEU",)))
    said = str(map_column.chosen_places(scene(view)))
    assert "1,672 people" in said
    assert "The earlier edition (UNODC data file, April 2025) masked this cell (<5)." in said
    assert "Masked in the previous edition, now printed: Germany (1,672)." in str(period_evidence(scene(view).layer))
    page = country("DEU")
    assert "2022: 1,672 people; no range published. The earlier edition (UNODC data file, April 2025) masked this cell (<5)." in page
    assert "The earlier edition (UNODC data file, April 2025) differs: 2021: printed 564; 2022: masked this cell (<5)." in page


def test_years_of_which_another_edition_says_the_same_are_told_together() -> None:
    said = country("NZL")
    assert "differs: 2007 to 2010, 2014, 2020 to 2022: masked this cell (<5)." in said


def test_what_a_later_edition_prints_is_said_once_beside_the_figure_of_an_old_link() -> None:
    said = str(map_column.chosen_places(scene(State("detected_victims", APRIL, choices.ALL, 2022, ("DEU",)))))
    assert said.count("prints 1,672") == 1
    assert "most likely an error in the file" in said


def test_the_sources_page_is_in_order() -> None:
    said = str(opened("/sources"))
    assert said.index("Global Slavery Index 2013") < said.index("Global Slavery Index 2016") < said.index("Global Slavery Index 2023")


def test_a_printed_zero_is_a_zero_on_map_and_table_with_what_its_parts_say() -> None:
    shown = map_rows.by_place(choices.series("detected_victims", NEW), choices.ALL, 2022).set_index("place")
    assert (shown.loc["NZL", "status"], shown.loc["NZL", "class"]) == ("zero", "zero")
    assert "add up to more than the figure itself" in str(
        map_column.chosen_places(scene(State("detected_victims", NEW, choices.ALL, 2022, ("NZL",))))
    )
    rate = map_rows.by_place(choices.series("detected_victims_rate", NEW), choices.ALL, 2022).set_index("place")
    assert (rate.loc["NZL", "status"], rate.loc["NZL", "value"]) == ("zero", 0)


def test_every_export_of_an_earlier_edition_says_so_first_and_what_the_latest_prints_stands_at_the_chosen_place() -> None:
    link = f"?v=1&indicator=detected_victims&source={MAY}&year=2015&places=PER"
    text = f"UNODC data file, May 2023. The latest is {LATEST}"
    picture = client().get(f"/view/world.picture.json{link}").get_json()
    assert picture["lines"][0] == {"lead": "Earlier edition", "text": text, "owed": True}
    (chosen,) = [legend for legend in picture["legends"] if legend["title"] == "Chosen places"]
    assert chosen["keys"][0]["label"] == f"Peru: 411 people. The later edition ({LATEST}) prints 476."
    assert client().get(f"/view/world.json{link}").get_json()["earlier edition"] == text
    archive = zipfile.ZipFile(io.BytesIO(client().get(f"/view/world.zip{link}").data))
    (readme,) = [archive.read(name).decode() for name in archive.namelist() if name.endswith("README.txt")]
    assert f"Earlier edition: {text}\n" in readme
    assert f"Earlier edition: {text}." in client().get(f"/embed/world{link}").text
    rows = csv.DictReader(io.StringIO(client().get(f"/view/world.csv{link}").text))
    assert {row["edition_note"].partition(". The later edition (")[0] for row in rows if row["as_printed"]} == {
        f"Earlier edition. The latest is {LATEST}",
        f"Earlier edition. The latest is {LATEST}.",
    }


OLD_PICTURES = [
    f"flows{{}}?series={MAY}.detected_by_citizenship",
    f"world{{}}?indicator=detected_victims&source={APRIL}&tab=chart&places=PER",
]


@pytest.mark.parametrize("link", OLD_PICTURES)
def test_a_picture_of_an_earlier_edition_says_so_whatever_it_draws(link: str) -> None:
    assert client().get(f"/view/{link.format('.picture.json')}").get_json()["lines"][0]["lead"] == "Earlier edition"
    assert "Earlier edition" not in client().get("/view/country.picture.json?place=PER").text
