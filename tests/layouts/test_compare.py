"""The Compare page's figure, texts and links: what is drawn is what is said, and a link restores it."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import plotly.graph_objects as go
import pytest

from etl.claims import claim_rules
from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import answers, claim_list
from etl.queries.atlas import atlas
from layouts import format as words
from layouts import theme
from layouts.export import Caveat
from layouts.exports import picture
from layouts.figures import dot_range
from layouts.figures.marks import Mark
from layouts.mark_looks import RANGES
from layouts.pages.compare import PAGE
from layouts.pages.compare.documents import export as documents_export
from layouts.pages.compare.documents import layout as documents
from layouts.pages.compare.documents.scene import claims_scene, lists_scene
from layouts.pages.compare.documents.state import ClaimsState, ListsState
from layouts.pages.compare.question import export as question_export
from layouts.pages.compare.question import layout as question
from layouts.pages.compare.question.answer_rows import export_rows
from layouts.pages.compare.question.scene import scene
from layouts.pages.compare.question.state import AXES, State
from layouts.pages.compare.side_by_side.comparisons import corridor_comparisons, introduction, ready
from layouts.pages.compare.side_by_side.state import CODEC as SIDES
from layouts.pages.compare.side_by_side.state import MOST, PICTURES, first_selections
from layouts.pages.compare.side_by_side.state import State as SidesState
from layouts.pages.flows.state import CODEC as FLOWS
from tests.exports import views
from tests.opening import exported, selected, side_by_side, slot

MONEY = State(quantity="money_year")
EVERY = list(answers.questions()["quantity_id"])


def _claims() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = claims_scene(ClaimsState()).table["rows"]
    return rows


def _claim(claim_id: str) -> list[Any]:
    return documents.open_claim(claims_scene(ClaimsState(claim=claim_id)).open)


def _details(row_id: str) -> str:
    return str(question.chosen_mark(scene(State(mark=row_id))))


def _mark(**changes: Any) -> Mark:
    plain = {"row_id": "a", "group": "One", "label": "A source", "reading": "5", "kind": "model_estimate", "range_kind": "none_published"}
    return Mark(**(plain | {"counted": "People", "value": 5.0, "low": None, "high": None} | changes))


def _symbols(figure: dict[str, Any]) -> list[str]:
    return [symbol for trace in figure["data"] if trace["mode"] == "markers" for symbol in trace["marker"]["symbol"]]


@pytest.mark.parametrize("quantity", EVERY)
def test_every_question_draws_what_its_table_says_and_exports_each_answer_with_what_it_counts_and_its_caveats(quantity: str) -> None:
    shown = scene(State(quantity=quantity))
    assert len(shown.figure["data"][0]["x"]) == len(shown.table["rows"]) == len(answers.answers(quantity))
    rows = views.panel("compare", f"?q={quantity}").rows
    assert (rows["counted"].str.strip() != "").all() and rows["counted"].notna().all()
    assert rows["caveats"].map(len).tolist() == rows["caveat_ids"].map(len).tolist()
    assert rows["caveats"].map(len).sum() > 0


@pytest.mark.parametrize("axis", AXES)
def test_the_figures_of_questions_are_valid_in_the_schema_of_plotly_on_both_axes(axis: str) -> None:
    for quantity in EVERY[::12]:
        figure = go.Figure(scene(State(quantity=quantity, axis=axis)).figure)
        assert figure.layout.xaxis.type == axis
        assert len(figure.data[0].x) == len(answers.answers(quantity))


def test_groups_that_count_different_things_are_divided_by_a_line() -> None:
    figure = scene(MONEY).figure
    groups = answers.answers("money_year")["group"].nunique()
    lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"]
    assert len(lines) == groups - 1
    assert len(figure["layout"]["annotations"]) == groups


def test_an_open_side_ends_in_an_arrow_and_a_bound_in_a_stop() -> None:
    least = dot_range.dot_range([_mark(range_kind="at_least", value=None, low=5.0), _mark(row_id="b", value=50.0)], title="", log=True)
    assert _symbols(least) == ["triangle-right"]
    most = dot_range.dot_range([_mark(range_kind="at_most", value=None, high=5.0), _mark(row_id="b", value=50.0)], title="", log=False)
    assert _symbols(most) == ["triangle-left"]
    both = dot_range.dot_range([_mark(range_kind="producer_range", value=None, low=5.0, high=9.0)], title="", log=True)
    assert [(trace["x"], trace["marker"]["symbol"]) for trace in both["data"][:2]] == [([5.0], ["square-open"]), ([9.0], ["square-open"])]
    interval = dot_range.dot_range([_mark(range_kind="ci_95", value=7.0, low=5.0, high=9.0)], title="", log=True)
    assert _symbols(interval) == ["line-ns", "line-ns"]


def test_a_zero_leaves_a_log_axis_by_an_arrow() -> None:
    figure = dot_range.dot_range([_mark(value=0.0), _mark(row_id="b", value=50.0)], title="", log=True)
    assert "triangle-left" in _symbols(figure)
    assert figure["data"][0]["x"][0] > 0
    plain = dot_range.dot_range([_mark(value=0.0), _mark(row_id="b", value=50.0)], title="", log=False)
    assert plain["data"][0]["x"][0] == 0


def test_a_range_not_seen_never_looks_like_one_that_was_not_published() -> None:
    figure = dot_range.dot_range([_mark(), _mark(row_id="b", range_kind="not_seen")], title="", log=True)
    marks = figure["data"][0]
    assert marks["marker"]["symbol"] == ["square", "square-open"]
    assert marks["text"] == ["", "<b>?</b>"]


def test_every_kind_of_range_and_of_source_has_a_look_of_its_own() -> None:
    assert set(vocabulary.terms("kind")) == set(theme.SYMBOLS)
    assert len(set(theme.SYMBOLS.values())) == len(theme.SYMBOLS)
    assert set(RANGES) >= {"none_published", "not_seen", "at_least", "at_most", "approximate", "producer_range", "masked", "ci_95"}


def test_a_chosen_mark_lies_on_a_band() -> None:
    mark = scene(MONEY).marks[2]
    band = scene(State(quantity="money_year", mark=mark.row_id)).figure["layout"]["shapes"][dot_range.BAND]
    assert band["y0"] < (dot_range.height_of(scene(MONEY).marks, mark.row_id) or 0) < band["y1"]


def test_ticks_of_a_log_axis_are_never_fewer_than_three() -> None:
    for low, high in ((10.0, 30.0), (1.2e6, 2.5e6), (1.0, 1e12)):
        figure = dot_range.dot_range([_mark(value=low), _mark(row_id="b", value=high)], title="", log=True)
        assert 3 <= len(figure["layout"]["xaxis"]["tickvals"]) <= 16


def test_the_page_says_what_31_6_billion_counts_and_who_misnames_it() -> None:
    said = str(question.checked(scene(MONEY)))
    assert "what is counted changed" in said
    assert "profit" in answers.question("money_year")["why_they_differ"]


ASKED = {
    "across_borders": ("women and girls", "women and children", "men, women and children", "None of the documents says how"),
    "money_year": ("annual profit made from people who were trafficked", "compilation", "2009 encyclopedia copy"),
}


@pytest.mark.parametrize("quantity", ASKED)
def test_the_page_answers_what_is_asked_most(quantity: str) -> None:
    said = str(question.reasons(scene(State(quantity=quantity))))
    assert all(part in said for part in ASKED[quantity])


def test_the_lists_say_in_the_table_too_what_was_left_out() -> None:
    rows = {row["cells"][0]: row["cells"] for row in lists_scene(ListsState("origin")).table["rows"]}
    assert rows["Moldova"][3] == "left out"
    assert "left out" not in rows["Albania"]
    assert "left out" not in rows["Armenia"]


def test_countries_are_found_by_their_other_names_in_lists_and_claims() -> None:
    (listed,) = [row for row in lists_scene(ListsState("destination")).table["rows"] if row["cells"][0] == "Türkiye"]
    claimed = [row for row in claims_scene(ClaimsState()).table["rows"] if row["cells"][2] == "Türkiye"]
    assert claimed and all("Turkey" in row["also"] for row in (listed, *claimed))


def test_a_place_that_only_a_story_names_is_marked_so_in_the_list_of_claims() -> None:
    rows = {row["cells"][7]: row["cells"][1] for row in _claims()}
    assert rows["In popular culture, at character 46675"].endswith("(only in a story or example; no figure to compare)")
    assert "story" not in rows["introduction, at character 604"]


def test_the_axis_names_every_unit_and_a_factor_says_what_it_sets_aside() -> None:
    title = scene(State(quantity="across_borders")).figure["layout"]["xaxis"]["title"]["text"]
    assert title.startswith("people, in some answers a year (")
    assert "(2003 to 2004) differ by a factor of 3.5, although they are in different units, US dollars a year and US dollars." in str(
        question.groups(scene(MONEY))
    )


def test_a_repeated_figure_that_is_printed_with_fewer_digits_is_said_to_be_rounded() -> None:
    lines = str(question.checked(scene(MONEY)))
    assert "The figure is that of the primary source, rounded ('31.6 billion US dollars a year')" in lines
    assert "The figure is that of the primary source ('31.6 billion US dollars a year')." in lines


def test_a_factor_names_the_years_of_its_two_ends_where_both_are_stated_and_differ() -> None:
    told = {name: said for name, _, said in scene(State(quantity="slavery_editions")).groups}
    assert (
        "it concerns Haiti. The lowest number (2016) and the highest (2013) differ"
        in told["Haiti: in modern slavery, modelled, at one time"]
    )
    said = {name: note for name, _, note in scene(State(quantity="uk")).groups}
    assert said["Women, for sexual exploitation, in a year"].startswith("The lowest and the highest number differ")


def test_a_count_of_parties_names_its_unit() -> None:
    told = [row["cells"][1] for row in scene(State(quantity="parties_protocol")).table["rows"]]
    assert any(said.startswith("185 states and organisations") for said in told)


def test_a_search_without_an_answer_is_said_in_the_figure() -> None:
    layout = scene(State(quantity="money_year", search="zzz")).figure["layout"]
    assert [note["text"] for note in layout["annotations"]] == ["No answer passes the filters."]
    assert layout["xaxis"]["visible"] is False


EVERY_CLAIM = claim_list.claims()


@pytest.mark.parametrize("table", ["estimates", "ratings", ""])
def test_any_claim_is_read_and_cited(table: str) -> None:
    for claim in row_dicts(EVERY_CLAIM[EVERY_CLAIM["row_table"] == table].iloc[::24]):
        said = str(_claim(claim["claim_id"]))
        assert "Cite as" in said
        assert f"at character {claim['offset']}" in said
        assert ("; the document names no producer)" in said) == (not claim["produced_by"])


def test_a_claim_leads_to_the_answers_beside_it() -> None:
    claim = EVERY_CLAIM.query("source_id == 'compilation_2014' and offset == 10174").iloc[0]
    assert "next to 13 other answers: How many people are in modern slavery or forced labour" in str(_claim(claim["claim_id"]))
    assert _claim("no such claim") == []


def test_questions_are_offered_under_headings() -> None:
    offered = scene(State()).options["questions"]
    assert [group["group"] for group in offered] == [term.label for term in vocabulary.terms("topic").values()]
    assert sum(len(group["items"]) for group in offered) == len(answers.questions())


def test_a_mark_of_a_producer_lists_the_documents_that_repeat_it() -> None:
    said = _details("ilo_forced_labour_2005/forced_labour/WORLD/1995/2004/all/all/all")
    assert "Documents that repeat it" in said
    assert "Soroptimist" in said


def test_a_mark_of_a_document_shows_its_chain_and_its_caveats() -> None:
    claim = answers.answers("modern_slavery_now").query("source_id == 'soroptimist_2007'").iloc[0]
    said = _details(claim["row_id"])
    assert all(word in said for word in ("Producer", "This document", "Caveats", "Cite as"))


STATES = [
    State(),
    State(quantity="share_women", axis="linear"),
    State("money_year", "linear", "value", ("secondary_claim",), "WORLD", "all", 2000, 2010, "ilo"),
    State(quantity="money_year", mark=answers.answers("money_year")["row_id"].iloc[0], tab="table"),
    ListsState("destination"),
    ClaimsState(),
    ClaimsState("27 million", EVERY_CLAIM["claim_id"].iloc[5]),
    SidesState(selections=first_selections(), picture="dots"),
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.mode)
def test_a_link_restores_the_view(state: Any) -> None:
    assert PAGE.codec.decode(dict(parse_qsl(PAGE.codec.encode(state).removeprefix("?")))) == (state, [])


def test_a_link_that_asks_for_what_is_not_there_is_answered_in_words() -> None:
    view, said = PAGE.codec.decode({"v": "9", "q": "moon", "axis": "polar", "kind": "gossip", "from": "x", "mark": "no", "colour": "red"})
    assert view.quantity == "modern_slavery_now"
    assert len(said) == 7
    panels, told = PAGE.codec.decode({"mode": "sides", "panels": "a~b~c~1,tip_tier~tip_tiers~all.all.all~2014,x,y,z"})
    assert len(panels.selections) == MOST
    assert any("5 panels" in line for line in told)


def test_a_link_to_a_question_that_became_part_of_another_leads_there() -> None:
    assert PAGE.codec.decode({"q": "forced_labour_now"}) == (State(quantity="modern_slavery_now"), [])


def test_messages_name_titles_and_not_codes() -> None:
    _, messages = PAGE.codec.decode({"mode": "shares", "q": "moon", "kind": "gossip", "from": "2010", "to": "2000"})
    assert [message.partition("Shown instead: ")[2] for message in messages] == [
        "'One question'.",
        "'How many people are in modern slavery or forced labour?'.",
        "all.",
        "2010.",
    ]


def test_a_key_given_twice_is_said_and_a_long_search_is_cut() -> None:
    state, messages = PAGE.codec.decode({"q": ["uk", "money_year"], "search": "x" * 3000})
    assert (state.quantity, state.search) == ("modern_slavery_now", "x" * 80)
    assert ["'q' more than once" in messages[0], "which is too long" in messages[1]] == [True, True]
    assert len(messages[1]) < 400


def test_keys_of_another_way_to_compare_are_passed_over_where_they_could_be_meant() -> None:
    assert PAGE.codec.decode({"mode": "lists", "role": "transit", "axis": "log", "panels": "a~b~c~2013"})[1] == []
    assert len(PAGE.codec.decode({"mode": "lists", "axis": "round", "panels": "a", "families": "ratings.of everything"})[1]) == 3


def test_answers_of_several_kinds_of_source_can_be_taken() -> None:
    export = exported("compare", {"q": "money_year", "kind": "model_estimate.secondary_claim"})
    assert set(export.rows["kind"]) == {"model_estimate", "secondary_claim"}


def test_one_shared_scale_is_refused_in_words() -> None:
    assert "No shared scale: these are different kinds of evidence" in side_by_side(first_selections()).refusal


def test_the_table_of_two_editions_names_both_counts_their_years_and_leaves_no_cell_empty() -> None:
    panels = tuple(selected("detected_victims", source, "all.all.child", None) for source in ("unodc_glotip", "unodc_glotip_2023"))
    table = side_by_side(panels, "series", "DEU").table
    assert table["columns"][2:] == [
        "1: Detected victims of trafficking, children (UNODC data file, April 2025)",
        "2: Detected victims of trafficking, children (UNODC data file, May 2023)",
    ]
    assert all(all(row["cells"]) for row in table["rows"])
    whole = side_by_side([panel.__class__(panel.indicator, panel.source, "all.all.all", None) for panel in panels], "series", "DEU").table
    assert whole["caption"].endswith("year by year. Agree: 9; differ: 5; only one has a figure or a mask: 2.")
    later = "The later edition (UNODC data file, October 2025) prints 1,672."
    assert whole["rows"][-1]["cells"] == ["2022", "only one has a figure or a mask", f"masked (0 to 4 people). {later}", "no figure"]


def test_counts_on_an_axis_are_written_as_in_the_text() -> None:
    panel = selected("nrm_referrals", "uk_nrm", "all.all.child", None)
    assert slot(panel, "series", "GBR").figure["layout"]["yaxis"]["separatethousands"] is True


def test_ready_made_comparisons_name_only_sources_that_are_held() -> None:
    found = {entry.id: entry for entry in ready()}
    assert {"tiers-3p", "gsi-editions", "glotip-nrm", "detections-prevalence"} <= set(found)
    assert [panel.source for panel in found["gsi-editions"].panels] == ["gsi_2013", "gsi_2016", "gsi_2018", "gsi_2023"]
    for entry in found.values():
        assert introduction(entry.panels) == entry.introduction


@pytest.mark.parametrize("picture", PICTURES)
def test_a_panel_draws_in_every_picture(picture: str) -> None:
    for panel in first_selections():
        go.Figure(slot(panel, picture, "THA").figure)


def test_detections_and_prevalence_are_refused_one_scale_in_words() -> None:
    (unlike,) = [entry for entry in ready() if entry.id == "detections-prevalence"]
    said = side_by_side(unlike.panels).refusal
    assert "No shared scale" in said
    assert "Dividing detections by a modelled number" in said


def test_panels_over_time_share_their_years_and_a_table_of_years() -> None:
    (kingdom,) = [entry for entry in ready() if entry.id == "glotip-nrm"]
    assert (kingdom.picture, kingdom.place) == ("series", "GBR")
    axes = [one.figure["layout"]["xaxis"]["range"] for one in side_by_side(kingdom.panels, "series", "GBR").slots]
    assert axes[0] == axes[1] == [2009 - 0.6, 2025 + 0.6]
    table = side_by_side(kingdom.panels, "series", "GBR").table
    assert table["places"][0] == "2009"
    (year,) = [row["cells"] for row in table["rows"] if row["cells"][0] == "2020"]
    before = "The earlier edition (UNODC data file, May 2023) printed 10,613."
    assert year == ["2020", "same number, but of different things", f"10,582 people. {before}", "10,582 people (derived)"]
    (last,) = [row["cells"] for row in table["rows"] if row["cells"][0] == "2023"]
    assert last == ["2023", "same number, but of different things", "17,004 people", "17,004 people (derived)"]


def test_corridors_are_compared_on_the_flow_page() -> None:
    links = [entry.link for entry in corridor_comparisons()]
    assert "/flows?v=1&series=ctdc_2021.assisted_case&against=unodc_glotip_2025_10.detected_by_citizenship" in links
    assert all(FLOWS.decode(dict(parse_qsl(link.partition("?")[2])))[1] == [] for link in links)


def test_dots_stand_in_the_order_of_names_and_not_of_figures() -> None:
    panel = first_selections()[1]
    figure = slot(panel, "dots", "").figure
    assert figure["data"][0]["y"] == figure["layout"]["yaxis"]["categoryarray"] == sorted(figure["data"][0]["y"])


def test_a_series_leaves_gaps_and_never_shows_inferred_rows() -> None:
    panel = selected("tip_tier", "tip_tiers", "all.all.all", 2014)
    years, words = slot(panel, "series", "TLS").figure["data"]
    held = atlas()["ratings"].query("source_id == 'tip_tiers' and place == 'TLS' and basis != 'inferred'")
    assert years["customdata"] == held.sort_values("year")["year"].astype("str").tolist()
    either = words["text"].index("2 or WL")
    assert (words["base"][either], words["x"][either]) == (2004.5, 3)  # of 2005 to 2007 it is not known which


def test_words_are_counted_and_kept_out_of_the_numbers() -> None:
    assert re.match(r"\d,\d{3} claims in 5 documents", claims_scene(ClaimsState()).claims.counts)
    assert "without a figure to compare" in claims_scene(ClaimsState()).claims.counts
    assert any("no figure to compare" in row["cells"][1] for row in _claims())


def test_claims_stand_by_kind_and_can_be_sorted_into_the_order_of_the_documents() -> None:
    table = claims_scene(ClaimsState()).table
    stories = ["(only in a story" in row["cells"][1] for row in table["rows"]]
    assert stories == sorted(stories) and any(stories)
    located = sorted(table["rows"], key=lambda row: row["order"][7])
    offsets: dict[str, list[int]] = {}
    for row in located:
        offsets.setdefault(row["cells"][4], []).append(int(row["cells"][7].rpartition(" ")[2]))
    assert len(offsets) == 5 and all(own == sorted(own) for own in offsets.values())
    assert [row["cells"][4] for row in located] == [name for name, own in offsets.items() for _ in own]


def test_what_a_story_tells_is_shown_as_a_single_story() -> None:
    said = {row["cells"][0]: row["cells"][1] for row in _claims()}
    assert said["Odessa, Ukraine"].endswith("(only in a story or example; no figure to compare)")
    assert said["second most frequently downloaded"].endswith("(quoted in connection with trafficking; no figure to compare)")


def _about(offset: int) -> dict[str, str]:
    rows = [row["cells"] for row in _claims() if row["cells"][-1].endswith(f"at character {offset}")]
    return dict(zip(("printed", "about", "place", "year"), rows[0], strict=False))


def test_a_share_is_never_shown_without_what_it_is_a_share_of() -> None:
    claim = EVERY_CLAIM.query("source_id == 'compilation_2014' and offset == 10638").iloc[0]
    assert _about(10638)["about"] == "Women among North Koreans who escape to China (quoted in connection with trafficking)"
    assert "'Women among North Koreans who escape to China.'" in str(_claim(claim["claim_id"]))
    open_labels = {vocabulary.indicators()[code].label for code in claim_rules.UNSPECIFIC_INDICATORS if code in vocabulary.indicators()}
    assert not open_labels & {row["cells"][1].partition(" (")[0] for row in _claims()}


def test_the_table_of_claims_says_the_year_that_is_printed_or_that_none_is() -> None:
    assert _about(10638)["year"] == "2011"
    assert _about(84326)["year"] == "not stated (2014)"


def test_answers_say_what_they_count_in_figure_list_table_and_export() -> None:
    shown = scene(State(quantity="countries_laws"))
    said = "Countries in which trafficking for organ removal was detected"
    tips = [tip.replace("<br>", " ") for tip in shown.figure["data"][0]["hovertext"]]
    assert any(said in tip for tip in tips)
    assert any(said in option["label"] for option in question.mark_options(shown))
    assert any(said in row["cells"][3] for row in shown.table["rows"])
    assert said.lower() in {text.lower() for text in export_rows(shown.rows)["counted"]}
    assert "(countries in which a committee of the American Bureau" in question_export.alt(shown)


def test_the_export_of_all_claims_says_what_each_counts() -> None:
    panel = documents_export.claims_export(claims_scene(ClaimsState()))
    assert "counted" in {column.name for column in panel.columns} & set(panel.plain_columns)
    assert (panel.rows["counted"].astype("str").str.strip() != "").all()


@pytest.mark.parametrize(
    ("number", "unit", "said"), [(1, "years_of_age", "1 year old"), (1, "countries", "1 country"), (2, "countries", "2 countries")]
)
def test_one_is_singular(number: float, unit: str, said: str) -> None:
    assert words.quantity(number, unit) == said


def test_a_citation_begins_its_sentences_with_a_capital() -> None:
    claim = EVERY_CLAIM.query("source_id == 'soroptimist_2007' and offset == 17515").iloc[0]
    assert "White paper on sex trafficking. Footnote 24, at character 17515" in str(_claim(claim["claim_id"]))


def test_one_answer_is_said_as_one_and_a_list_that_drops_nobody_says_nothing_of_it() -> None:
    one = exported("compare", {"q": "child_soldiers"})
    assert (one.subtitle, "1 published answer." in one.alt) == ("1 published answer", True)
    transit = exported("compare", {"mode": "lists", "role": "transit"})
    assert transit.alt.endswith("(called major), 6 countries.")
    assert "(called most common) leaves out Greece." in exported("compare", {"mode": "lists", "role": "destination"}).alt


def test_the_rates_of_one_publisher_name_it_once_beside_them() -> None:
    entry = next(entry for entry in ready() if entry.id == "sdg-rates")
    panel = exported("compare", dict(parse_qsl(SIDES.encode(SidesState(selections=entry.panels)).removeprefix("?"))))
    facts = {fact["term"]: fact["said"] for fact in picture.facts(panel)}
    assert facts["Publisher"] == "United Nations Office on Drugs and Crime (UNODC)"
    assert facts["About this comparison"] == entry.introduction
    assert facts["Source"].startswith("Global Report on Trafficking in Persons: data file. File of 28 October 2025")


def test_a_caveat_that_every_edition_carries_names_no_panel() -> None:
    entry = next(entry for entry in ready() if entry.id == "gsi-editions")
    panel = exported("compare", dict(parse_qsl(SIDES.encode(SidesState(selections=entry.panels)).removeprefix("?"))))
    told = {caveat["text"]: caveat["about"] for caveat in picture.caveats(panel)}
    not_comparable = "Editions of the index are not comparable over time: definitions and methods changed with each."
    assert told[f"{not_comparable} The atlas does not join them with a line."] == ""
    assert "panel 4" in told.values()


def test_a_picture_tells_the_caveats_of_what_it_draws_the_gravest_first_and_of_them_those_of_all_rows_first() -> None:
    panel = exported("compare", {"q": "child_soldiers"})
    said = [("note", "B", "France"), ("caution", "A", "France"), ("note", "D", ""), ("caution", "C", ""), ("caution", "A", "Italy")]
    drawn = tuple(Caveat("s", severity, text, about) for severity, text, about in said)
    told = picture.caveats(replace(panel, caveats=(Caveat("s", "caution", "of the table alone", listed_only=True), *drawn)))
    assert [(caveat["text"], caveat["about"]) for caveat in told] == [("C", ""), ("A", "France; Italy"), ("D", ""), ("B", "France")]


def test_a_mark_of_an_earlier_edition_is_found_again_in_the_latest() -> None:
    cell = "persons_convicted/DEU/2006/2006/all/all/all"
    view, said = PAGE.codec.decode({"q": "courts_germany", "mark": f"unodc_glotip/{cell}"})
    assert (view.mark, said) == (f"unodc_glotip_2025_10/{cell}", [])
    view, said = PAGE.codec.decode({"q": "australia", "mark": "unodc_glotip/detected_victims/AUS/2010/2010/all/all/all"})
    assert view.mark == "" and "no longer answers this question" in said[0]
