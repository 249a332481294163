"""The producer is what is cited; the copy in which a row was seen stands apart, and neither is put in the other's words."""

import csv
import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pandas as pd
import pytest

from etl.contract import source_config, vocabulary
from etl.contract.source_module import module_of
from etl.queries import choices, evidence
from etl.queries.atlas import atlas
from etl.read import tip_tier_lists
from etl.sources import p3_index
from etl.store.tables import DATA
from etl.transform import records
from layouts.components import evidence_list as parts
from layouts.components.layer_parts import source_evidence
from layouts.exports import citations
from layouts.pages.map.scene import scene
from layouts.pages.map.state import State
from tests.callbacks.driving import client

# The hosts of those who published a source; the only ones that its address and its citation may name.
PRODUCERS = {
    "coe_cets_197": "coe.int",
    "coe_cets_201": "coe.int",
    "afp_reports": "afp.gov.au",
    "bjs_trafficking": "ojp.gov",
    "ctdc_2020": "ctdatacollaborative.org",
    "ctdc_2021": "ctdatacollaborative.org",
    "dutch_rapporteur": "dutchrapporteur.nl",
    "eurostat_thb": "ec.europa.eu",
    "gsi_2018": "globalslaveryindex.org",
    "gsi_2023": "walkfree.org",
    "ilo_forced_labour_2017": "walkfreefoundation.org",
    "ilo_profits_2005": "ilo.org",
    "p3_index": "doi.org",
    "palermo_entry_into_force": "verdragenbank.overheid.nl",
    "palermo_protocol": "treaties.un.org",
    "tip_tiers": "state.gov",
    "uk_nrm": "gov.uk",
    "unodc_2006": "unodc.org",
    "unodc_glotip": "dataunodc.un.org",
    "unodc_glotip_2023": "dataunodc.un.org",
    "unodc_glotip_2025_10": "dataunodc.un.org",
}
# Words of press pages, data sets of others and encyclopedias in which figures were seen.
COPIES = ("pravda", "livrozilla", "statista", "gtn24", "Sustainable Development Report", "heiss", "kelley", "inview", "livrozilla")
SOURCES = [record["source_id"] for record in evidence.all_sources()]
ILO = [name for name in SOURCES if name.startswith(("ilo_forced_labour", "ilo_profits"))]
FORMS = ("forced_commercial_sexual_exploitation", "forced_labour_exploitation")
ROWS = ("estimates", "ratings", "flows")


def _hosts(text: str) -> set[str]:
    found = {urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s\"{}<>\\]+", text)}
    return {host.removeprefix("www.") for host in found}


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_cited_names_no_page_but_the_producers(source: str) -> None:
    record = evidence.source(source)
    cited = [
        record["url"],
        record["citation"],
        record["title"],
        *(write([citations.of_source(record)]) for _, write in citations.FORMS.values()),
    ]
    allowed = {PRODUCERS[source]} if source in PRODUCERS else set()
    assert _hosts(" ".join(cited)) <= allowed
    assert not [word for word in COPIES for text in cited if word in text]
    assert bool(record["url"]) == bool(allowed)


def _transcribed(source: str) -> Counter[tuple[str, str]]:
    with (DATA / "sources" / source / "figures.csv").open(encoding="utf-8", newline="") as file:
        return Counter((f"{row['figure']} {row['unit_printed']}", row["seen_at"]) for row in csv.DictReader(file))


@pytest.mark.parametrize("source", ILO)
def test_each_figure_of_the_ilo_names_the_copy_that_the_transcription_names(source: str) -> None:
    rows = atlas()["estimates"].query("source_id == @source")
    assert Counter(zip(rows["as_printed"], rows["copy"], strict=True)) == _transcribed(source)
    assert (rows["copy"] != "").all()


def test_every_row_of_a_source_that_was_seen_in_one_copy_names_it() -> None:
    seen = {record.source_id for record in source_config.discover(DATA / "sources") if record.copy}
    assert {"ctdc_2020", "ctdc_2021", "uk_nrm", "gsi_2013"} <= seen
    for table in ROWS:
        rows = atlas()[table]
        assert (rows.loc[rows["source_id"].astype("str").isin(seen), "copy"].astype("str") != "").all(), table


@pytest.mark.parametrize("link", ["world", "compare?mode=lists", "compare?q=money_year", "compare?mode=sides", "flows"])
def test_rows_that_are_passed_on_keep_the_column_of_their_copies(link: str) -> None:
    page, _, query = link.partition("?")
    form = "behind.csv" if page == "flows" else "csv"
    head = client().get(f"/view/{page}.{form}?{query}").text.partition("\r\n")[0].split(",")
    assert "copy" in head


def test_a_locator_leads_into_the_publication_and_names_no_copy() -> None:
    for table in ROWS:
        rows = atlas()[table]
        texts = rows["locator"].astype("str")
        assert not texts.str.contains(r"https?://|seen in|; copy |Development Report").any(), table


def test_the_copies_of_a_source_are_those_of_its_rows() -> None:
    for source in SOURCES:
        tables = (atlas()[table] for table in ROWS)
        named = {copy for rows in tables for copy in rows.loc[rows["source_id"] == source, "copy"].astype("str")} - {""}
        assert list(evidence.source(source)["copies"]) == records.copies(named)


def test_many_pages_of_one_site_are_counted_and_few_are_listed() -> None:
    few = ["https://a.org/1", "https://a.org/2", "a list", ""]
    assert records.copies(few) == ["a list", "https://a.org/1", "https://a.org/2"]
    many = [*few, *(f"https://b.org/{page}" for page in range(10)), "http://c.org/1", "http://d.org/1"]
    assert records.copies([*many, *many]) == ["a list", "b.org (10 pages)", "a.org (2 pages)", "single pages of 2 other sites"]


def test_tiers_and_scores_keep_the_copy_of_each_row() -> None:
    for source, file in (("tip_tiers", "lists.csv"), ("p3_index", "scores.csv")):
        with (DATA / "sources" / source / file).open(encoding="utf-8", newline="") as handle:
            written = {row["copy"] for row in csv.DictReader(handle)}
        held = set(atlas()["ratings"].query("source_id == @source")["copy"])
        named = {(tip_tier_lists.COPIES | p3_index.COPIES)[copy] for copy in written}
        assert {copy for copy in held if not copy.startswith("http")} <= {*named, "the lists of 2021 and the moves of 2022"}
        assert "" not in held


def test_the_screen_says_where_a_figure_was_seen_apart_from_what_is_cited() -> None:
    said = _text(source_evidence(scene(State("forced_labour", "ilo_forced_labour_2005", choices.ALL, 2004)).layer))
    cited, seen = said.split("Seen in")
    assert "Cite as International Labour Office (2005)" in cited
    assert "pravda" in seen
    assert "pravda" not in cited


def _text(node: object) -> str:
    if isinstance(node, list | tuple):
        return " ".join(map(_text, node))
    return _text(node.children) if hasattr(node, "children") else "" if node is None else str(node)


def test_a_place_says_where_its_figure_stands_and_where_it_was_seen() -> None:
    said = _text(parts.of_place("Kenya", locator="'Africa', page not seen", copy="https://example.org/"))
    assert "Location in source:  'Africa', page not seen" in said
    assert "Seen in:  https://example.org/" in said


def test_an_export_has_the_copy_as_a_column_and_cites_the_producer() -> None:
    link = "/view/world.json?v=1&indicator=forced_labour&source=ilo_forced_labour_2005&year=2004"
    answer = json.loads(client().get(link).text)
    rows, (source,) = answer["rows"], answer["sources"]
    assert "pravda" in source["copies"] and "pravda" not in source["citation"] + source["url"]
    held = [row for row in rows if row["copy"]]
    assert held
    assert all("pravda" in row["copy"] and "pravda" not in row["source_citation"] + row["source_url"] + row["locator"] for row in held)


PUBLISHED = {
    "gsi_2016": 2016,
    "gsi_2018": 2018,
    "gsi_2023": 2023,
    "ilo_profits_2024": 2024,
    "unodc_glotip_2023": 2023,
    "unodc_glotip_2025_10": 2025,
}


@pytest.mark.parametrize(("source", "year"), PUBLISHED.items())
def test_the_year_of_publication_is_that_of_the_edition_that_is_quoted(source: str, year: int) -> None:
    rows = atlas()["estimates"].query("source_id == @source")
    assert set(rows["published_year"]) == {year}


def test_no_bound_is_given_where_none_is_known() -> None:
    names = {"estimates": ("value", "value_low", "value_high"), "flows": ("count", "count_low", "count_high")}
    for table, (value, low, high) in names.items():
        rows = atlas()[table]
        bare = rows[rows["range_kind"].isin(["none_published", "not_seen", "approximate"])]
        assert len(bare)
        assert bare[[low, high]].isna().all(axis=None)
        alone = rows[rows["range_kind"].isin(["at_least", "at_most"])]
        assert not (alone[low].notna() & alone[high].notna()).any()
        zero = rows[(rows[low] == 0) & rows[value].isna()]
        assert zero["as_printed"].astype("str").str.contains(r"<|\b0\b").all()


def test_the_172_billion_say_no_more_than_was_seen() -> None:
    record = next(source for source in source_config.discover(DATA / "sources") if source.source_id == "ilo_profits_2024")
    said = next(caveat.text for caveat in record.caveats if caveat.id == "172-billion")
    assert said.endswith("How the 172 billion was derived was not seen; the ILO's release speaks of inflation.")
    told = [
        *atlas()["caveats"]["text"],
        *atlas()["quantities"]["why_they_differ"],
        *(pin.locator for pin in record.pins),
        str(module_of(record).__doc__),
        *atlas()["estimates"].query("source_id == 'ilo_profits_2024'")["locator"],
    ]
    assert not [text for text in told if re.search(r"re-?based|recomput", text, re.IGNORECASE)]


def test_the_terms_of_the_ilo_stand_in_its_rows_alone() -> None:
    for table in ("estimates", "flows"):
        rows = atlas()[table]
        ilo = rows["source_id"].isin(ILO)
        assert not rows.loc[ilo, "form"].isin(["sexual_exploitation", "labour_exploitation"]).any()
        assert not rows.loc[~ilo, "form"].isin(FORMS).any()
    assert not [
        term.label for group in ("form", "sex", "age") for term in vocabulary.terms(group).values() if "forced sexual" in term.label
    ]


WORDS = {
    ("detected_victims", "unodc_glotip_2025_10", "sexual_exploitation.all.all", 2019): "sexual exploitation",
    ("detected_victims", "unodc_glotip_2025_10", "labour_exploitation.all.all", 2019): "forced labour",
    ("illegal_profits", "ilo_profits_2024", "forced_commercial_sexual_exploitation.all.all", 2021): "forced commercial sexual exploitation",
}


@pytest.mark.parametrize(("of", "said"), WORDS.items())
def test_title_alt_text_and_export_name_the_form_in_the_words_of_the_source(of: tuple[str, str, str, int], said: str) -> None:
    indicator, source, group, year = of
    link = f"/view/world.json?v=1&indicator={indicator}&source={source}&group={group}&year={year}"
    answer = json.loads(client().get(link).text)
    for text in (scene(State(indicator, source, group, year)).layer.title, answer["title"], answer["alt"], choices.group_label(group)):
        assert re.search(rf"(^|, ){said}(, |\.|$)", text), text


def _tier_1_of_2024() -> pd.DataFrame:
    return atlas()["ratings"].query("source_id == 'tip_tiers' and year == 2024 and rating == '1'").set_index("place")


def test_a_placement_of_2024_is_printed_only_where_a_narrative_states_it() -> None:
    rows = _tier_1_of_2024()
    assert rows["basis"].astype("str").value_counts().to_dict() == {"inferred": 29, "printed": 3, "derived": 1}
    assert set(rows.index[rows["basis"] == "printed"]) == {"EST", "LUX", "SUR"}
    assert rows.loc["GUY", "basis"] == "derived"
    assert rows.loc[["EST", "LUX", "SUR", "GUY"], "copy"].str.startswith("https://").all()
    assert set(rows.loc[rows["basis"] == "inferred", "copy"]) == {"the KnowYourCountry list of 2024"}


def test_what_leans_on_the_inferred_list_says_so_and_nothing_else_does() -> None:
    tiers = atlas()["ratings"].query("source_id == 'tip_tiers'")
    for caveat, basis, rating in (("tip_tiers/complement-2024", "complement", "2"), ("tip_tiers/tier-1-2024", "inferred", "1")):
        held = tiers["caveat_ids"].map(lambda ids, named=caveat: named in ids)
        assert (held == ((tiers["year"] == 2024) & (tiers["basis"] == basis) & (tiers["rating"] == rating))).all()
