"""A citation that is taken along is read back by the programs that people keep citations in."""

import json
import re
import tomllib
from datetime import date

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from plotly.utils import PlotlyJSONEncoder

from etl.queries import atlas, evidence
from etl.store.tables import DATA
from layouts.exports import citations
from tests.callbacks.driving import client
from tests.exports import views
from tests.opening import opened

DAY = date(2026, 11, 22)
LINK = "http://localhost/?v=1&indicator=tip_tier&source=tip_tiers&year=2014&dv=0123456789ab"
WORKS = [*map(citations.of_source, evidence.all_sources()), citations.of_atlas("A & B_{c} 100 % #1", LINK, "0123456789ab", DAY)]


def _csl_name(name: str, work: citations.Work) -> dict[str, str]:
    return dict(zip(("family", "given"), name.split(", "), strict=True)) if work.authors and ", " in name else {"literal": name}


def _untex(text: str) -> str:
    return text.replace("\\", "").removeprefix("{").removesuffix("}")


def test_bibtex_comes_back_as_it_was() -> None:
    library = parse_string(citations.bibtex(WORKS))
    assert library.failed_blocks == []
    for work, entry in zip(WORKS, library.entries, strict=True):
        read = {name: field.value for name, field in entry.fields_dict.items()}
        assert entry.key == work.key
        assert _untex(read["title"]) == work.title
        assert re.sub(r"[\\{}]", "", read["author"]) == " and ".join(work.names)
        assert (read.get("note", "").replace("\\", ""), read.get("address", "")) == (work.remark, work.city)
        assert (read["year"], read.get("url", ""), read["urldate"]) == (str(work.year), work.url, work.accessed.isoformat())


def test_each_form_has_the_title_of_the_plain_text_and_no_two_sources_read_alike() -> None:
    sources = [work for work in WORKS if not work.key.startswith("atlas_")]
    assert [work.key for work in sources if f"{work.title}." not in work.text] == []
    # What the plainest of styles prints of an entry.
    assert len({(work.names, work.title, work.year, work.remark) for work in sources}) == len(sources)
    entries = {entry.key: entry.fields_dict for entry in parse_string(citations.bibtex(sources)).entries}
    april, october = (entries[key] for key in ("unodc_glotip", "unodc_glotip_2025_10"))
    assert _untex(april["title"].value) == "Global Report on Trafficking in Persons: data file of 14 April 2025"
    assert _untex(october["title"].value) == "Global Report on Trafficking in Persons: data file of 28 October 2025"
    assert october["address"].value == "Vienna"


def test_no_citation_has_the_address_that_stands_beside_it() -> None:
    assert [work.key for work in WORKS[:-1] if "http" in work.text] == []


def _tiers(form: str, more: str) -> str:
    return client().get(f"/view/world.{form}?indicator=tip_tier&source=tip_tiers&{more}").text


def test_a_tier_is_cited_with_the_report_of_its_year() -> None:
    for more in ("year=2019&places=LAO", "year=2019&places=LAO&of=mark", "year=2005"):
        report, view = rispy.loads(_tiers("ris", more))
        year = more[5:9]
        assert (report["year"], report["edition"]) == (year, f"Report of {year}")
        assert f"Report of {year}." in _tiers("txt", more)
        assert view["title"].endswith(f", {year}, with Laos outlined" if "LAO" in more else f", {year}")


def test_tiers_that_a_later_report_states_are_cited_with_all_reports_and_the_year_in_the_note() -> None:
    report, _ = rispy.loads(_tiers("ris", "year=2016"))
    assert report["year"] == "2025" and report["notes"] == ["Report of 2016, some of its tiers as later reports state them"]
    assert rispy.loads(_tiers("ris", "tab=chart&places=LAO"))[0]["year"] == "2025"


def test_ris_comes_back_as_it_was() -> None:
    for work, entry in zip(WORKS, rispy.loads(citations.ris(WORKS)), strict=True):
        assert entry["type_of_reference"] == {"report": "RPRT", "article": "JOUR", "dataset": "DATA"}[work.kind]
        assert (entry["title"], entry["authors"], entry["year"]) == (work.title, list(work.names), str(work.year))
        assert (entry.get("urls", [""]), entry["access_date"]) == ([work.url], work.accessed.strftime("%Y/%m/%d"))


def test_csl_comes_back_as_it_was() -> None:
    for work, item in zip(WORKS, json.loads(citations.csl(WORKS)), strict=True):
        assert (item["id"], item["title"], item["author"]) == (work.key, work.title, [_csl_name(name, work) for name in work.names])
        assert item["issued"]["date-parts"] == [[work.year]]
        assert item["accessed"]["date-parts"] == [[work.accessed.year, work.accessed.month, work.accessed.day]]


@pytest.mark.parametrize("form", ["txt", "bib", "ris", "csl.json"])
def test_a_view_is_cited_primary_source_first_and_atlas_second_with_version_link_and_day(form: str) -> None:
    text = client().get(f"/view/world.{form}?v=1&indicator=tip_tier&source=tip_tiers&year=2014").text
    first, second = text.index("United States Department of State"), text.index("Trafficking Statistics Atlas")
    assert first < second
    version = atlas.atlas().version
    assert f"dv={version}" in text
    assert "year=2014" in text
    assert version in text


def test_a_source_is_cited_alone_too() -> None:
    answer = client().get("/cite/gsi_2023.bib")
    assert [entry.key for entry in parse_string(answer.text).entries] == ["gsi_2023"]
    assert client().get("/cite/nothing.bib").status_code == client().get("/cite/gsi_2023.exe").status_code == 404


def test_the_page_of_a_source_offers_its_citation_as_files() -> None:
    listed = json.dumps(opened("/source/gsi_2023"), cls=PlotlyJSONEncoder)
    offered = re.findall(r'"href": "(/cite/[^"]+)"', listed)
    assert len(offered) == len(citations.FORMS)
    assert {client().get(path).status_code for path in offered} == {200}


def test_no_line_break_of_a_title_starts_a_field_of_its_own() -> None:
    work = citations.of_atlas("A title\nTY  - BOOK\nER  - ", LINK, "0123456789ab", DAY)
    assert len(rispy.loads(citations.ris([work]))) == 1


def test_every_view_cites_its_sources() -> None:
    for page, link in views.links():
        panel = views.panel(page, link)
        text = client().get(views.STRICT.format(page=page, form="txt", link=link)).text
        # What a rate is divided by is cited too; the test below says when.
        cited = [line for line in text.splitlines() if line and "SP.POP.TOTL" not in line]
        texts = zip(cited[:-1], (source["citation"] for source in panel.sources), strict=True)
        # Of yearly reports it is added which of them is meant.
        assert all(line == text or line.startswith(f"{text} Report of ") for line, text in texts)


def test_a_rate_that_is_computed_here_cites_what_it_is_divided_by_and_a_count_does_not() -> None:
    said = tomllib.loads((DATA / "reference" / "population.toml").read_text(encoding="utf-8"))
    work = citations.POPULATION
    assert (work.title, work.publisher, work.url, work.accessed) == (said["title"], said["publisher"], said["url"], said["accessed"])
    link = "?indicator={}&source=unodc_glotip&year=2020"
    for form in citations.FORMS:
        assert "SP.POP.TOTL" in client().get(f"/view/world.{form}{link.format('detected_victims_rate')}").text.replace("\\", "")
        assert "World Bank" not in client().get(f"/view/world.{form}{link.format('detected_victims')}").text
    assert "World Bank" in json.loads(client().get(f"/view/world.json{link.format('detected_victims_rate')}").text)["denominator"]


def test_a_question_cites_who_produced_its_figures_before_who_repeats_them() -> None:
    told = client().get("/view/compare.txt?v=1&q=money_year").text.splitlines()
    repeaters = [line.startswith(("Compilation on human", "Soroptimist", "The Full Wiki")) for line in told[:-1]]
    assert repeaters == [False] * 3 + [True] * 3
    assert told[-1].startswith("How much money does trafficking make in a year? In: Trafficking Statistics Atlas.")


def test_a_study_by_people_cites_the_people_as_authors() -> None:
    assert "author = {Belser, Patrick}" in client().get("/cite/ilo_profits_2005.bib").text
    assert "institution = {International Labour" in client().get("/cite/ilo_profits_2005.bib").text
    index = client().get("/cite/p3_index.ris").text
    assert [line for line in index.splitlines() if line.startswith("AU")] == [
        "AU  - Cho, Seo-Young", "AU  - Dreher, Axel", "AU  - Neumayer, Eric"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (
            "q=modern_slavery_now&mark=soroptimist_2007/forced_labour/WORLD/2007/2007/all/all/all/@3005",
            ["ilo_forced_labour_2005", "soroptimist_2007"],
        ),
        ("q=modern_slavery_now&mark=ilo_forced_labour_2022/forced_labour/WORLD/2021/2021/all/all/all", ["ilo_forced_labour_2022"]),
        ("mode=claims&claim=compilation_2014/@10174/trafficking_victims/WORLD", ["compilation_2014"]),
    ],
)
def test_a_chosen_mark_is_cited_by_itself_its_producer_first(question: str, keys: list[str]) -> None:
    answer = client().get(f"/view/compare.bib?{question}&of=mark")
    entries = parse_string(answer.text).entries
    assert [entry.key for entry in entries] == [*keys, f"atlas_{atlas.atlas().version}"]
    assert all("printed as '" in _untex(entry.fields_dict["note"].value) for entry in entries[:-1])
    assert "_mark.bib" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("form", citations.FORMS)
def test_the_chosen_places_of_a_map_are_cited_by_themselves_in_every_form(form: str) -> None:
    answer = client().get(f"/view/world.{form}?indicator=tip_tier&source=tip_tiers&year=2006&places=NPL.THA&of=mark")
    assert answer.status_code == 200
    assert all(f"{name}, " in _untex(answer.text) for name in ("Nepal", "Thailand"))
    assert answer.text.count("printed as '") == 2


@pytest.mark.parametrize("path", ["/view/compare.txt?q=modern_slavery_now&of=mark", "/view/world.txt?of=mark", "/view/world.txt?of=map"])
def test_a_view_without_a_chosen_mark_says_so(path: str) -> None:
    answer = client().get(path)
    assert (answer.status_code, "there is none in this view" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("source", "year", "journal"),
    [("p3_index", "2014", "Scandinavian Journal of Economics"), ("criminalization", "2015", "American Journal of Political Science")],
)
def test_an_article_is_cited_as_one_in_every_form(source: str, year: str, journal: str) -> None:
    text, bib, ris, csl = (client().get(f"/cite/{source}.{form}").text for form in ("txt", "bib", "ris", "csl.json"))
    (entry,) = parse_string(bib).entries
    (reference,), (item,) = rispy.loads(ris), json.loads(csl)
    assert (entry.entry_type, reference["type_of_reference"], item["type"]) == ("article", "JOUR", "article-journal")
    assert entry.fields_dict["journal"].value == reference["journal_name"] == item["container-title"] == journal
    assert entry.fields_dict["year"].value == reference["year"] == str(item["issued"]["date-parts"][0][0]) == year
    assert "institution" not in entry.fields_dict
    for part in (entry.fields_dict["volume"].value, journal, year, _untex(entry.fields_dict["title"].value)):
        assert part in text
    if source == "p3_index":
        assert (entry.fields_dict["pages"].value, reference["doi"], item["page"]) == ("429-454", "10.1111/sjoe.12055", "429-454")


def test_one_author_stands_in_every_form_and_an_edition_that_is_only_the_year_in_none() -> None:
    for record in (one for one in evidence.all_sources() if one["source_id"] != "compilation_2014"):
        work = citations.of_source(record)
        first = work.names[0].partition(", ")[0] if work.authors else work.names[0]
        assert work.text.startswith(first), record["source_id"]
        (item,) = json.loads(citations.csl([work]))
        assert item["author"][0] in ({"literal": work.names[0]}, {"family": first, "given": work.names[0].partition(", ")[2]})
        assert f"AU  - {work.names[0]}" in citations.ris([work])
        assert item.get("edition") != str(work.year) and f"ET  - {work.year}\n" not in citations.ris([work])
    assert "author = {{International Labour Office}}" in client().get("/cite/ilo_forced_labour_2005.bib").text


def test_several_organisations_are_several_authors() -> None:
    bib = client().get("/cite/ilo_forced_labour_2022.bib").text
    assert "{{International Labour Organization} and {Walk Free} and {International Organization for Migration}}" in bib
    assert "compiler not named" not in client().get("/cite/compilation_2014.ris").text.partition("PB")[0].partition("ET")[0]


def test_a_compiler_that_is_not_named_is_no_author_of_another_name() -> None:
    entry = client().get("/view/compare.bib?v=1&q=nepal_india").text.partition("compilation_2014")[2].partition("\n}")[0]
    assert "author = {{Compiler not named}}" in entry and "service club" not in entry
