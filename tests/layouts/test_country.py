"""The page of a place says everything that sources say of it, and its downloads hold every row that names it."""

import io
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import brotli
import pandas as pd
import pyarrow.parquet as pq
import pytest
from plotly.io.json import to_json_plotly

from etl.queries import atlas, evidence, place_rows, place_summary, revisions, source_scope
from layouts import theme
from layouts.evidence.small_chart import SmallChart
from layouts.evidence.year_marks import MASKED
from layouts.exports import registry
from layouts.page import STATELESS
from layouts.pages.countries import layout as countries_layout
from layouts.pages.countries.scene import scene as countries
from layouts.pages.country.dissolved import _by_name
from layouts.pages.country.export import export as country_export
from layouts.pages.country.export import head as page_head
from layouts.pages.country.layout import layout
from layouts.pages.country.place_caveats import _revised_cells
from layouts.pages.country.place_corridors import corridor_lists
from layouts.pages.country.scene import PlaceScene, scene
from layouts.pages.country.state import CODEC, State
from tests.callbacks.driving import client
from tests.opening import country

# Countries, a territory, a place whose code reads as a missing value, a dissolved state, regions of three kinds, the world.
PLACES = (*("NPL", "GBR", "NAM", "TWN", "SCG", "WORLD", "ORG:EU", "M49:142", "DOC:ASIA"),)
LARGEST = 60_000


def place(code: str) -> PlaceScene:
    opened = scene(State(code)).place
    assert opened is not None
    return opened


def chart_of(code: str, indicator: str) -> SmallChart:
    """The first small chart of an indicator on the page of a place."""
    return next(chart.parts[0][1] for chart in place(code).charts if chart.indicator.code == indicator)


def _naming(table: str, code: str) -> int:
    """How many rows of a table name a place, counted anew."""
    rows = atlas.atlas()[table]
    columns = ("origin", "destination") if table == "flows" else ("place",)
    return int(pd.concat([rows[column].astype("str") == code for column in columns], axis=1).any(axis=1).sum())


@pytest.mark.parametrize("code", PLACES)
def test_a_download_holds_every_row_of_every_table_that_names_the_place(code: str) -> None:
    answer = client().get("/view/country.parquet", query_string={"v": "1", "place": code})
    rows = pq.read_table(io.BytesIO(answer.data)).to_pandas()
    counts = rows["table"].value_counts()
    for table in ("estimates", "ratings", "flows", "population"):
        assert counts.get(table, 0) == _naming(table, code), table
    claims, lineage = atlas.atlas()["claims"], atlas.atlas()["lineage"]
    names_it = set(rows.loc[rows["table"] == "claims", "claim_id"])
    assert set(claims.loc[claims["place"] == code, "claim_id"]) <= names_it
    mentions = atlas.atlas()["flows"].query("evidence == 'narrative_mention' and (origin == @code or destination == @code)")
    offsets = {int(flow.rpartition("@")[2]) for flow in mentions["flow_id"]}
    assert offsets <= set(claims.loc[claims["claim_id"].isin(names_it), "offset"])
    travelled = set(claims.loc[claims["claim_id"].isin(names_it), "row_id"].dropna())
    assert counts.get("lineage", 0) == lineage["estimate_id"].isin(travelled).sum()
    assert counts.to_dict() == {table: count for table, count in place(code).rows.items() if count}
    assert f"{len(rows) - counts.get('population', 0):,} rows from" in place(code).extent


def test_a_place_that_no_source_names_says_so_without_a_count_of_nothing() -> None:
    page = country("PCN")
    assert place("PCN").extent == "no rows from any source"
    assert "No source has a separate figure for it." in page and "0 years" not in page


@pytest.mark.parametrize("code", ["PCN", "M49:057", "DOC:LKA_AND_ETH_AND_PHL"])
def test_a_place_without_rows_offers_no_downloads_of_nothing(code: str) -> None:
    page = country(code)
    assert place(code).is_empty and "/view/country." not in page and "No rows" not in page
    assert "data-files='false'" in page.replace('"', "'") and "'data-files'" not in country("NPL")
    assert "0 sources" not in (told := page_head(scene(State(code))).description) and told.startswith("No source")
    assert "DataDownload" not in str(page_head(scene(State(code))).thing)


@pytest.mark.parametrize("code", ["BMU", "AIA", "DOC:AFRICA_AND_ASIA"])
def test_one_row_is_one_row(code: str) -> None:
    assert place(code).extent.startswith("1 row from 1 source")
    assert "What 1 source says about" in page_head(scene(State(code))).description
    assert not re.search(r"\b1 (more )?(rows|sources|claims|figures|caveats)\b", country(code))


def test_a_country_and_a_region_of_one_name_are_told_apart() -> None:
    assert "the region Micronesia" in country("FSM").partition("Did you mean")[2][:200]
    assert "Micronesia · " not in country("FSM") and "Oceania · Lower middle income" in country("FSM")
    assert "the country Micronesia" in country("M49:057") and "the country Nepal" not in country("M49:034")


def test_no_row_of_a_download_is_without_its_source_and_its_caveats() -> None:
    rows = place("NPL").download
    assert rows[["source_title", "source_citation", "data_version"]].notna().all(axis=None)
    texts = atlas.atlas()["caveats"].set_index("caveat_id")["text"]
    row = rows[rows["table"] == "flows"].iloc[0]
    assert set(row["caveats"]) == {texts[identifier] for identifier in row["caveat_ids"]}
    cited = client().get("/view/country.txt?v=1&place=NPL").text
    assert all(source["citation"] in cited for source in place("NPL").sources)
    assert "World Bank. Population" in cited


def test_quarters_and_all_editions_are_in_the_download() -> None:
    rows = place("GBR").download
    assert rows["quarter"].notna().any()
    assert {"unodc_glotip", "unodc_glotip_2023", "unodc_glotip_2025_10"} <= set(rows["source_id"])


def _described(code: str) -> dict[str, Any]:
    """What the head of a page says to machines."""
    page = client().get(f"/country/{code}").text
    return dict(json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]))  # type: ignore[index]


def test_every_form_of_a_download_is_served_with_those_that_the_head_names_and_an_unknown_place_is_refused() -> None:
    files = [f"/view/country.{form}?v=1&place=SCG" for form in ("csv", "excel.csv", "xlsx", "parquet", "json", "zip", "bib", "ris")]
    assert {file["contentUrl"].removeprefix("http://localhost") for file in _described("SCG")["distribution"]} <= {*files}
    assert {path: client().get(path).status_code for path in files} == dict.fromkeys(files, 200)
    assert client().get("/view/country.csv?v=1&place=Nigera").status_code == 400


def test_two_editions_of_one_file_are_one_line_with_its_revision() -> None:
    nepal = place("NPL")
    lines = [line for family in nepal.families for line in family.lines if line.indicator.code == "detected_victims"]
    assert [line.source for line in lines] == ["unodc_glotip_2025_10"]
    assert "for 2019, 615 in the May 2023 edition and 204 now" in nepal.remarks[0].text


def test_a_rate_that_the_atlas_computes_says_so_in_the_line_of_its_count_and_at_its_dot() -> None:
    def obtained(code: str) -> dict[tuple[str, str], str]:
        return {(line.indicator.code, line.source): line.obtained for family in place(code).families for line in family.lines}

    kenya, latest = obtained("KEN"), "unodc_glotip_2025_10"
    rated = [("modern_slavery", "gsi_2013"), ("modern_slavery", "gsi_2016"), ("detected_victims", latest)]
    assert {kenya[key] for key in rated} == {"as published; rate derived"}
    assert kenya["modern_slavery", "gsi_2023"] == kenya["persons_formal_contact", latest] == "as published"
    assert obtained("BLZ")["persons_convicted", latest] == "as published; rate derived; revised"
    assert "0.865 (derived); " in country("KEN") and "6.94 (derived)" not in country("KEN")


@pytest.mark.parametrize("link", ["country.picture.json?place=KEN", "compare.picture.json?v=1&mode=places&places=KEN.PER"])
def test_a_picture_of_places_says_what_no_figure_shows_and_which_years_are_not_as_published(link: str) -> None:
    picture = client().get(f"/view/{link}").get_json()
    assert picture["subtitle"].endswith(
        "A tier rates the efforts of a government, not how much trafficking there is; counts reflect the effort to detect"
    )
    notes = {part["title"]: part["note"] for part in picture["parts"]}
    tiers = notes["Tier in the Trafficking in Persons Report"]
    assert ("Derived: 2016, 2022. By complement: 2024." if "place=" in link else "Derived: Kenya, 2016, 2022; Peru, 2016.") in tiers
    assert notes["Detected victims of trafficking"].endswith("2018." if "place=" in link else "2023.")


def test_a_step_whose_number_is_not_in_its_name_is_never_drawn_as_a_number() -> None:
    parts = client().get("/view/country.picture.json?place=KEN").get_json()["parts"]
    (law,) = (part["figure"]["data"][1]["text"] for part in parts if part["title"].startswith("Trafficking as a crime"))
    assert law == ["Not a crime", "Partly a crime", ""]


def test_files_say_what_tells_absences_apart_in_them_and_which_figures_of_the_page_they_lack() -> None:
    about = client().get("/view/country.json?v=1&place=KEN").get_json()
    names = {column["name"] for column in about["columns"]}
    assert "status" not in names and {"range_kind", "value"} <= names
    assert "the column status" not in about["absences"] and "said to be masked" in about["absences"]
    assert "the column status" in client().get("/view/world.json").get_json()["absences"]
    assert all(name == name[:1].lower() + name[1:] for name in about)
    around = [name for _, name in place("KEN").around]
    assert around and about["not included"].endswith(f": {'; '.join(around)}")
    assert "Not in it, but in the downloads of these regions: their figures. " in country("KEN")
    assert all(f"/country/{code}'" in country("KEN") for code, _ in place("KEN").around)


def test_a_year_of_an_inferred_value_alone_is_not_said_to_have_none() -> None:
    tiers = "Tier in the Trafficking in Persons Report: for 2024 only an inferred value, which is not shown."
    assert tiers in place("PHL").gaps and tiers in country("PHL")
    assert not any("inferred" in gap for gap in place("KEN").gaps)


def test_a_figure_that_an_edition_before_the_last_has_otherwise_is_named_and_marked() -> None:
    for code, before in (("PHL", "for 2019, 2,041 in the May 2023 edition and 1,233 now"), ("MDA", "for 2020, 139 in the May 2023")):
        (chart,) = (one for one in place(code).charts if one.indicator.code == "detected_victims")
        starred = [mark for mark in chart.parts[0][1].marks if "The earlier edition (UNODC data file, May 2023) printed" in mark.text]
        assert before in place(code).remarks[0].text and len(starred) == 1
        assert chart.revised.startswith(f"The earlier edition (UNODC data file, May 2023) differs: {starred[0].year}: printed ")


def test_the_remark_and_the_chart_name_the_same_edition() -> None:
    """The latest that differs: where two editions before the last print the same, it is the later of them."""
    known = revisions.disagreements()
    for cells in _revised_cells().values():
        assert all(known[row["estimate_id"]] is other and not other.later for row, other in cells)
    assert "38 in the April 2025 edition" not in place("MDA").remarks[0].text
    assert known["unodc_glotip_2025_10/detected_victims/DEU/2021/2021/all/all/all"].source == "unodc_glotip"


@pytest.mark.parametrize(
    ("codes", "what"),
    [
        (("STP", "PRK", "SOM"), "its citizens in other countries"),
        (("XKX", "LBY", "SSD", "HKG", "WSM"), "its citizens in other countries and people repatriated"),
        (("ABW", "CUW", "FSM", "GRD", "KIR", "NIU", "PYF", "TUV"), "people repatriated"),
    ],
)
def test_a_source_that_counts_citizens_abroad_or_returns_is_not_said_to_leave_a_place_out(codes: tuple[str, ...], what: str) -> None:
    for code in codes:
        counted, *others = [text for text in place(code).gaps if "UNODC data file, October 2025" in text]
        assert counted.startswith(f"Counts only {what}, and has no count for the place itself: ") and not others


def test_zeros_and_masks_of_forms_alone_are_not_called_no_figure_and_lead_to_a_view_that_has_them() -> None:
    (data_file, _), (_, rate) = place("NRU").grouped
    assert data_file == "No total, only zeros for some forms of exploitation: UNODC data file, October 2025 (2017 to 2022)."
    rows = client().get(rate.replace("/map?", "/view/world.json?")).json["rows"]  # type: ignore[index]
    assert [row["as_printed"] for row in rows if row["place"] == "NRU"] == ["0"]
    assert next(text for text, _ in place("CAF").grouped).startswith("No total, only zeros by age: UNODC data file")
    (ethiopia,) = place("ETH").grouped
    assert ethiopia[0] == "No total, only zeros and masked values for some forms of exploitation: UNODC, SDG 16.2.2 (2009, 2017 to 2020)."
    estimates = atlas.atlas()["estimates"]
    for code in source_scope.areas():
        shown = estimates.loc[(estimates["place"] == code) & (estimates["basis"] != "inferred"), "source_id"]
        silent = [text for text in place(code).gaps if text.startswith("Covers this place")]
        assert not [source for source in set(shown) for text in silent if f"{evidence.source(source)['short_title']} (" in text], code


def test_a_total_without_the_other_country_is_shown_where_a_series_has_nothing_else() -> None:
    (returned,) = corridor_lists("NRU", "Nauru")
    assert (returned.title, returned.bars[0].text) == ("Repatriated from Nauru or to it, 2003", "0 to 4")
    assert "the other country is not named" in returned.note and "Repatriated from Nauru or to it, 2003" in country("NRU")
    assert not [bar for made in corridor_lists("ALB", "Albania") for bar in made.bars if "not named" in made.note]


def test_a_region_has_no_citizens() -> None:
    titles = [made.title for code in ("M49:002", "M49:150", "M49:019") for made in place(code).corridors]
    assert "People from the Americas detected, by country, 2017 to 2019" in titles
    assert not any("Citizens" in title for title in titles)


def test_the_missing_years_of_an_index_are_those_of_its_overall_score() -> None:
    gaps = {code: [text for text in place(code).gaps if text.startswith("3P index")] for code in ("XKX", "COG", "ALB", "BRN", "SOM")}
    assert {code: text[0].rpartition("none for ")[2] for code, text in gaps.items() if text} == {
        "XKX": "2006.",
        "ALB": "2001.",
        "BRN": "2003 or 2004.",
        "SOM": "2005 or 2008.",
    }


def _named_in(gap: str, code: str) -> set[str]:
    """The sources with a row that names a place among those of a sentence on what is missing of it."""
    return {source for source in place_rows.sources(code) if f"{evidence.source(source)['short_title']} (" in gap}


def test_a_source_of_regions_is_not_said_to_be_silent_on_a_country() -> None:
    for code in ("GHA", "MEX", "STP", "BVT", "MDA", "XKX"):
        assert not [text for text in place(code).gaps if "Illegal profits" in text or "ILO profits" in text or "Belser" in text]
    regional = [record["source_id"] for record in evidence.all_sources() if not source_scope._areas_of(record["source_id"])]
    assert "ilo_profits_2005" in regional
    assert not [code for code in source_scope.areas() for source in regional if source_scope.could_cover(source, code)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("M49:150", "No source has a figure for this grouping of Europe. What sources say stands in the corridors below."),
        ("BMU", "No source has a figure for Bermuda itself. What sources say stands in the corridors below."),
        ("BVT", ""),
    ],
)
def test_a_place_without_a_table_of_which_sources_speak_leads_to_what_they_say(code: str, text: str) -> None:
    page = country(code)
    assert text in page and ("No source has a separate figure for it" in page) == (not place(code).sources)


@pytest.mark.parametrize(
    ("code", "figure"),
    [("M49:002", "3.8 million people"), ("DOC:AFRICA", "US$ 20 billion"), ("ORG:EU", "9,678 people"), ("DOC:EUROPEAN_UNION", "9,678")],
)
def test_a_region_leads_to_those_of_its_name_that_have_figures(code: str, figure: str) -> None:
    assert f"{place(code).name} as a whole." not in country(code)
    assert any(figure in country(other) and title in country(code) for other, title in place(code).groupings)


def test_a_region_is_headed_with_who_delimits_it_so() -> None:
    page = client().get("/country/ILO:AFRICA_2024").text
    assert "<h1>Africa (ILO 2024)</h1>" in page and "<title>Africa (ILO 2024)" in page
    assert place("M49:019").groupings[0] == ("ILO:AMERICAS_2024", "Americas (ILO 2024)")
    assert place("NPL").title == "Nepal" and place("WORLD").title == "World" and not place("NPL").groupings
    assert "The 27 countries and territories of the European Union'" in country("EU:EU27_2020")


def test_a_caveat_names_the_years_of_its_figure_as_the_table_does() -> None:
    titles = [caveat.about for code in ("WORLD", "NRU") for caveat in place(code).caveats]
    for figure in (
        "ILO minimum estimate 2005: People in forced labour, 1995 to 2004",
        "ILO global estimate 2012: People in forced labour, 2002 to 2011",
        "ILO profits 2005 (Belser): Illegal profits from trafficked forced labour, 2003 to 2004",
    ):
        assert figure in titles
        lines = [line for code in ("WORLD", "NRU") for family in place(code).families for line in (*family.lines, *family.further)]
        assert figure in {f"{line.source_title}: {line.title}, {line.years}" for line in lines}


def test_years_without_a_figure_are_named_as_none_of_them() -> None:
    gaps = [text for code in ("MEX", "MDA", "GHA") for text in place(code).gaps]
    assert "Persons convicted of trafficking: none for 2010, 2019 or 2020." in gaps
    assert any(": none for 2010 or 2012, and none after 2022; the source runs to 2023" in text for text in gaps)
    assert any(": none for 2011 to 2016, and none after 2021;" in text for text in gaps)


def test_the_table_has_the_latest_figure_of_each_source_and_merges_none() -> None:
    nepal = place("NPL")
    lines = {(line.indicator.code, line.source): line for family in nepal.families for line in (*family.lines, *family.further)}
    assert lines["tip_tier", "tip_tiers"].figure == "Tier 2 Watch List"
    assert {source for code, source in lines if code == "modern_slavery"} >= {"gsi_2013", "gsi_2016", "gsi_2018", "gsi_2023"}
    assert (lines["p3_overall", "p3_index"].figure, lines["p3_overall", "p3_index"].years) == ("10 of 15", "2013")
    titles = [line.title for family in nepal.families for line in family.lines]
    assert titles.count("Trafficking Protocol") == 1
    own = place_summary.on_place("NPL")
    own = own[(own["place"] == "NPL") & (own["basis"] != "inferred")]
    assert {source for _, source in lines} | {one.source for treaty in nepal.treaties for one in treaty.registers} >= set(own["source_id"])


def test_a_region_around_a_place_is_named_as_a_whole_and_stands_apart() -> None:
    further = [line for family in place("THA").families for line in family.further]
    assert any(line.figure == "Asia and the Pacific as a whole: 11.7 million people" for line in further)
    first = [line for family in place("THA").families for line in family.lines]
    assert all(line.rows[0]["place"] == "THA" for line in first)


def test_a_mask_is_drawn_over_its_range_a_gap_is_empty_and_a_zero_is_printed() -> None:
    masks = [mark for mark in chart_of("FJI", "detected_victims").marks if mark.look == MASKED]
    assert masks and all((mark.low, mark.high) == (0, 4) and mark.word.rstrip("*†") in ("<5", "") for mark in masks)
    assert any(mark.word.startswith("<5") for mark in masks)
    nepal = chart_of("NPL", "detected_victims")
    by_year = {mark.year: mark for mark in nepal.marks}
    assert (by_year[2015].look, by_year[2015].text) == (None, "no figure")
    assert list(by_year) == list(range(2007, 2024))
    zero = next(mark for mark in chart_of("NZL", "detected_victims").marks if mark.year == 2022)
    assert (zero.high, zero.word, zero.always) == (0, "0*†", True)


def test_a_tier_that_is_one_of_two_has_stripes_of_both_and_an_inferred_one_is_not_drawn() -> None:
    looks = {mark.year: mark.look for mark in chart_of("SCG", "tip_tier").marks}
    assert looks[2006] is not None and looks[2006].pattern == "stripes"
    inferred = next(mark for mark in chart_of("DEU", "tip_tier").marks if mark.year == 2024)
    assert (inferred.look, inferred.text) == (None, "an inferred value is not shown")


@pytest.mark.parametrize("code", ["NPL", "THA", "WORLD", "M49:145", "SCG"])
def test_every_chart_opens_the_chart_of_its_indicator_and_source_for_the_place(code: str) -> None:
    for chart in place(code).charts:
        for _, part in chart.parts:
            for link in (part.link,) if part.marks else (dot.link for dot in part.dots):
                state, messages = registry.pages()["map"].codec.decode(dict(parse_qsl(link.partition("?")[2])))
                assert (state.tab, state.places, messages) == ("chart", (code,), [])
                assert state.source == chart.source or not chart.source


def test_a_figure_that_is_doubted_has_a_dagger_in_small_charts_which_lead_to_its_caveat() -> None:
    mexico = {mark.year: mark for mark in chart_of("MEX", "detected_victims").marks}
    assert (mexico[2015].text, mexico[2015].word[-1]) == ("2,015 people; no range published. It has a caveat of its own.", "†")
    assert not any("†" in mark.word for mark in mexico.values() if "caveat" not in mark.text)
    assert "† A figure with a caveat of its own, which the full chart lists." in country("MEX")
    assert "†" not in country("TUV")


def test_the_last_figure_of_a_chart_has_its_number_and_a_strip_its_legend() -> None:
    last = [mark for mark in chart_of("NPL", "detected_victims").marks if mark.look][-1]
    assert (last.year, last.word) == (2021, "211†")
    (tiers,) = [chart for chart in place("NPL").charts if chart.indicator.code == "tip_tier"]
    assert {entry.label for entry in tiers.legend} == {"Tier 1", "Tier 2", "Tier 2 Watch List (WL)"}


@pytest.mark.parametrize(
    ("code", "meant"),
    [("COG", ("COD",)), ("GIN", ("GNB", "GNQ", "PNG")), ("SDN", ("SSD",)), ("NER", ("NGA",)), ("FSM", ("M49:057",)), ("NPL", ())],
)
def test_a_name_that_others_contain_asks_which_was_meant(code: str, meant: tuple[str, ...]) -> None:
    assert {other for other, _ in place(code).namesakes} == set(meant)
    assert all(f"href='/country/{other}'" in country(code).partition("Did you mean")[2][:900] for other in meant)


def test_what_stands_before_quoting_starts_with_whole_sentences() -> None:
    remarks = [remark for code in ("SWZ", "DEU", "NPL") for remark in place(code).remarks]
    assert any(remark.title.startswith("UNODC revised its counts for Eswatini.") for remark in remarks)
    assert [remark.title for remark in remarks if not remark.title.endswith((".", "?", "!"))] == []


def test_a_dissolved_state_ends_with_itself_and_names_what_came_after() -> None:
    assert place("SCG").successors == (("MNE", "Montenegro"), ("SRB", "Serbia"))
    assert max(mark.year for chart in place("SCG").charts for _, part in chart.parts for mark in part.marks) == 2006
    assert "into its two parts, Serbia and Montenegro" in country("SCG")
    assert "/country/SRB" in country("SCG") and not any("none after" in text for text in place("SCG").gaps)
    assert "Cura\u00e7ao" in country("ANT")


def test_what_is_missing_names_only_sources_that_could_cover_the_place() -> None:
    thailand = " ".join(place("THA").gaps)
    for source in ("UK National Referral", "Eurostat", "Dutch", "Statistics Canada", "Council of Europe", "Australian", "US "):
        assert source not in thailand
    assert any(text.startswith("Detected victims of trafficking: none for 2015, and none after 2021") for text in place("NPL").gaps)
    greenland = " ".join(place("GRL").gaps)
    assert "Trafficking in Persons Report (2001 to 2025)" in greenland and "UN treaty register" not in greenland
    assert "3P index" not in " ".join(place("WORLD").gaps)
    assert "Global Slavery Index" not in " ".join(place("SCG").gaps)


def test_corridors_are_the_ten_largest_with_masks_as_ranges_and_no_route_is_claimed() -> None:
    (abroad, *_) = corridor_lists("NPL", "Nepal")
    assert abroad.title == "Citizens of Nepal detected in other countries, 2007 to 2023"
    assert (abroad.bars[0].name, abroad.bars[0].text) == ("India", "241")
    assert (abroad.bars[1].name, abroad.bars[1].text) == ("Portugal", "119 to 123")
    assert len(abroad.bars) == 10
    assert "not a recorded route" in abroad.note and "counts are masked" in abroad.note
    flows = place_rows.rows("NPL", "flows")
    own = flows[
        (flows["source_id"] == "unodc_glotip_2025_10") & (flows["evidence"] == "detected_by_citizenship") & (flows["origin"] == "NPL")
    ]
    (home,) = (made for made in corridor_lists("KEN", "Kenya") if made.title.startswith("Persons convicted in Kenya"))
    assert (home.bars[0].name, home.bars[0].text) == ("Kenya, own citizens", "25 to 29")
    assert not any("own citizens" in bar.name for bar in abroad.bars)
    india = own[(own["destination"] == "IND") & (own["form"] == "all") & (own["sex"] == "all") & (own["age"] == "all")]
    assert india["count"].sum() == 241


def test_a_claim_names_its_producer_before_the_document_that_repeats_it() -> None:
    page = country("NPL")
    claim = next(line for line in place("NPL").claims if line.printed == "Nearly 7,000 Nepali girls")
    assert page.index(f"Producer: {claim.producer}") < page.index(f"Repeated in: {claim.document}")


def test_the_picture_of_a_place_has_at_most_six_panels_each_with_its_source_and_period() -> None:
    made = country_export(scene(State("NPL")))
    titles = [part.title for part in made.parts]
    assert titles[:2] == ["Tier in the Trafficking in Persons Report", "3P index: overall score"]
    note = "United States Department of State, Trafficking in Persons Report. Government rating. Period: 2001 to 2025. Derived: 2016, 2022."
    assert made.parts[0].note == note
    assert len(titles) == 6 and all(part.figure()["data"] for part in made.parts)
    assert (made.stem.partition("_")[0], made.title.partition(":")[0]) == ("nepal", "Nepal")
    pictured = {caveat.source_id for caveat in made.caveats if not caveat.listed_only}
    assert pictured <= {panel.selection.source for panel in place("NPL").panels}
    assert country_export(scene(State("M49:145"))).parts == ()


def test_a_name_leads_to_the_address_of_its_place() -> None:
    for name in ("Nepal", "nepal", "np", "npl", "Federal Democratic Republic of Nepal"):
        answer = client().get(f"/country/{name}")
        assert (answer.status_code, answer.headers["Location"].removeprefix("http://localhost")) == (308, "/country/NPL"), name
    assert client().get("/country/NPL").status_code == 200


def test_the_acts_of_a_place_under_a_treaty_stand_together_with_their_dates_and_sources() -> None:
    (protocol, *_) = place("THA").treaties
    assert [one.source for one in protocol.registers] == ["palermo_protocol"]
    assert protocol.registers[0].text.startswith("Signed on 18 December 2001; joined on 17 October 2013.")
    (protocol, *_) = place("NPL").treaties
    assert protocol.registers[0].text.startswith("Joined between 2019 and 2021. 2016 to 2019: reported as not a party")
    assert {one.text for treaty in place("EST").treaties for one in treaty.registers if "CETS" in treaty.title} == {"Party, date not seen"}


def test_what_is_missing_names_no_source_that_has_a_figure_and_no_register_as_without_a_figure() -> None:
    world, nepal = " ".join(place("WORLD").gaps), " ".join(place("NPL").gaps)
    assert "ILO profits 2024" not in world + nepal
    assert "Not listed in our copies of these treaty registers, which may be incomplete: UN treaty register" in nepal


def test_a_region_without_a_figure_leads_to_its_countries() -> None:
    page = country("M49:145")
    assert "The 18 countries and territories of Western Asia" in page and "href='/country/YEM'" in page


def test_what_is_missing_leads_to_who_covers_the_place() -> None:
    assert "href='/coverage?v=1&place=ERI'" in country("ERI")
    assert registry.pages()["coverage"].codec.decode({"v": "1", "place": "ERI"})[1] == []
    assert "Who covers" not in country("WORLD")


@pytest.mark.parametrize("text", ["USSR", "sun", "Former Yugoslavia", "CSK", "East Germany"])
def test_a_state_that_no_longer_exists_leads_to_what_came_after(text: str) -> None:
    answer = client().get(f"/country/{text}")
    assert answer.status_code == 404
    assert "no longer exists" in answer.text
    assert {"USSR": "/country/MDA", "CSK": "/country/SVK"}.get(text, "/country/") in answer.text.partition("Successors")[2]


def test_what_came_after_a_state_are_places() -> None:
    assert {code for state in _by_name().values() for code in state.after} <= set(place_summary.names())


def test_a_name_that_only_others_contain_offers_those() -> None:
    for text, codes in (("Korea", ("PRK", "KOR")), ("Virgin Islands", ("VGB", "VIR"))):
        answer = client().get(f"/country/{text}")
        assert answer.status_code == 404
        assert all(f'href="/country/{code}"' in answer.text.partition("Did you mean")[2][:300] for code in codes), text


def test_an_unknown_name_is_not_found_and_offers_the_nearest() -> None:
    answer = client().get("/country/Nigera")
    assert answer.status_code == 404
    words = re.sub(r"<[^>]+>", "", unescape(answer.text.partition("<noscript>")[2]))
    assert "No place has the name “Nigera”" in words
    assert "Did you mean Nigeria or Niger?" in words or "Did you mean Niger or Nigeria?" in words
    assert client().get("/country/<script>alert(1)<%2Fscript>").text.count("<script>alert(1)") == 0
    assert client().get(f"/country/{'x' * 3000}").status_code == 404


def test_the_head_of_a_page_is_a_data_set_with_its_sources() -> None:
    described = _described("NPL")
    assert (described["@type"], described["name"], described["version"]) == ("Dataset", "Nepal", atlas.atlas().version)
    assert described["citation"] == [source["citation"] for source in place("NPL").sources]
    card = registry.exporting()["country"].head(scene(State("NPL"))).card  # type: ignore[misc]
    assert card is not None and card.areas == {"NPL": theme.PRODUCER.light}


def test_without_scripts_the_page_says_the_same() -> None:
    words = unescape(client().get("/country/NPL").text.partition("<noscript>")[2])
    for part in ("Tier 2 Watch List", "2019: 204 people", "Before you quote", "What is missing", "Nearly 7,000 Nepali girls"):
        assert part in words


@pytest.mark.parametrize("code", ["GBR", "USA", "WORLD"])
def test_the_data_of_a_page_are_small(code: str) -> None:
    assert len(brotli.compress(to_json_plotly(layout(scene(State(code)))).encode(), quality=5)) <= LARGEST


def test_every_place_has_a_page_and_a_link_and_no_source_of_it_is_said_to_leave_it_out() -> None:
    listed = str(countries_layout.layout(countries(STATELESS.blank)))
    for code in {*place_rows.spoken_of(), *source_scope.areas()}:
        assert f"/country/{code}'" in listed, code
        assert CODEC.decode({"place": code}) == (State(code), [])
        shown = scene(State(code)).place
        assert shown is not None
        assert not [text for text in shown.gaps if text.startswith("Not covered") and _named_in(text, code)]
    entries = {entry.code: entry for group in countries(STATELESS.blank).areas.values() for entry in group}
    assert len(entries) == 251
    assert entries["NPL"].sources == len(place("NPL").sources)
    assert entries["GRL"].sources == 0
