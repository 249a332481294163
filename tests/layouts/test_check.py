"""A pasted text comes back with its numbers marked, and each has a card that says who produced it and what was lost."""

import re
import time
from urllib.parse import parse_qsl

import pytest
from dash import html

from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.queries.later_figures import later_figures
from layouts.exports import registry
from layouts.exports.plain_html import plain_html
from layouts.pages.check import layout, scene
from layouts.pages.check.number_card import NumberCard
from layouts.pages.check.scene import EXAMPLES, LIMIT, checked
from tests.callbacks.driving import client
from tests.opening import opened

LEAFLET = EXAMPLES[0][1]


def _card(text: str) -> NumberCard:
    (card,) = checked(text).cards
    return card


def _notes(card: NumberCard) -> str:
    return " ".join(f"{title} {text}" for title, text in card.notes)


def test_four_numbers_of_a_leaflet_have_four_verdicts() -> None:
    cards = checked(LEAFLET).cards
    assert [card.number for card in cards] == ["$32 billion", "27 million", "800,000", "75,000"]
    assert [card.verdict for card in cards] == [
        "rounded; renamed on the way",
        "one author; at most, no lower bound",
        "sources disagree on who is counted",
        "not in the atlas",
    ]


def test_a_renamed_number_shows_its_producer_before_who_repeats_it() -> None:
    card = checked(LEAFLET).cards[0]
    assert [(box.role, box.figure) for box in card.boxes] == [("Producer", "US$ 31.6 billion"), ("Repeats it", "“32 billion USD”")]
    assert "Changed on the way" in _notes(card)
    assert [line.text for line in card.later][-1].startswith("US$ 236 billion")
    assert card.citation is not None and card.citation.download == "/cite/ilo_profits_2005.txt"


def test_27_million_leads_to_its_one_author_and_to_what_replaced_it() -> None:
    card = _card("27 million slaves")
    assert "Kevin Bales, Disposable People (2004)" in _notes(card)
    assert "49.6 million people" in card.later[-1].text
    assert "/compare?v=1&mode=claims" in card.links[0].link


@pytest.mark.parametrize(
    ("text", "verdict", "begins"),
    [
        ("2.5 million people are being trafficked", "one source named; no range", "United Nations, 2008, as repeated in"),
        ("27 million slaves", "one author; at most, no lower bound", "Kevin Bales, Disposable People (2004)"),
        ("a 42.5 billion dollar market", "one source named; no range", "Council of Europe, as repeated in"),
        ("$9.5 billion in annual revenue", "one source named; no range", "Federal Bureau of Investigation, as repeated in"),
    ],
)
def test_whom_a_document_names_stands_without_brackets(text: str, verdict: str, begins: str) -> None:
    card = _card(text)
    assert card.verdict == verdict
    assert card.notes[0][1].startswith(begins)


def test_a_150_billion_industry_is_profit_and_not_revenue() -> None:
    card = _card("Human trafficking is a $150 billion industry.")
    assert card.verdict == "rounded; profit, not revenue"
    assert card.boxes[0].figure == "US$ 150.2 billion"
    assert "ILO profits 2014" in card.boxes[0].counts
    assert [line.text.partition(" in ")[0] for line in card.later] == ["US$ 236 billion"]


def test_800000_across_borders_says_of_whom_each_document_prints_it() -> None:
    text = _notes(_card("800,000 a year across borders"))
    assert "women and children" in text
    assert "men, women and children" in text
    assert "US Department of State" in text


@pytest.mark.parametrize("text", ["75,000 of them pass through airports.", "£32 billion", "A child is sold every 30 seconds."])
def test_a_number_that_the_atlas_lacks_is_not_called_wrong(text: str) -> None:
    card = _card(text)
    assert card.verdict == "not in the atlas"
    assert "That does not mean the number is wrong" in _notes(card)
    assert card.boxes == () and card.citation is None


@pytest.mark.parametrize(
    ("number", "last"), [("12.3 million", "27.6 million"), ("20.9 million", "27.6 million"), ("24.9 million", "27.6 million")]
)
def test_an_older_figure_leads_to_the_latest_of_its_producer(number: str, last: str) -> None:
    card = _card(number)
    assert card.verdict == "as published; later figures exist"
    assert card.later[-1].text.startswith(last)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("12.3 million", "The method differs from that of 2005. The higher total does not show that"),
        ("20.9 million", "The method differs from that of 2012. The two totals are not points on one series. (Global estimates 2017)"),
        ("4.5 million people are victims of sexual exploitation", "The method differs from that of 2012."),
        ("5.5 million children are in forced labour", "The surveys and the model have changed since the 2017 edition;"),
        ("24.9 million", "The surveys and the model have changed since the 2017 edition;"),
        ("40.3 million", "The surveys and the model have changed since the 2017 edition;"),
        ("403,000 people in the United States live in modern slavery", "Editions of the index are not comparable over time"),
        ("49.6 million people in modern slavery", ""),
    ],
)  # fmt: skip
def test_the_warning_beside_later_figures_is_that_of_the_next_edition_about_those_before(text: str, warning: str) -> None:
    card = _card(text)
    assert card.warning.startswith(warning) and bool(card.warning) == bool(warning)
    assert not warning or card.later


def test_no_warning_speaks_of_a_higher_total_beside_a_lower_one() -> None:
    rows = atlas()["estimates"].query("source_id == 'ilo_forced_labour_2005'")
    for row in row_dicts(rows):
        higher = [later["value"] > row["value"] for later in later_figures(row["estimate_id"])[:1]]
        assert all(higher), row["estimate_id"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("1 in 4 victims are children", "near, not the same; one source named; no range"),
        ("a quarter of victims are children", "near, not the same; one source named; no range"),
        ("nearly 30 per cent of victims are children", "rounded; one source named; no range"),
        ("27% of victims are children", "one source named; no range"),
        ("Two-thirds of trafficked children are girls", "one source named; no range"),
    ],
)
def test_a_figure_that_a_document_prints_otherwise_is_marked(text: str, verdict: str) -> None:
    card = _card(text)
    assert card.verdict == verdict
    assert ("rounded" in verdict) == ("Rounding" in _notes(card))


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("One in five victims is a child", "girls among"),
        ("10% of victims are children", "boys among"),
        ("two thirds of victims are children", "girls among"),
        ("half of victims are men", "children among"),
        ("more than half of trafficking is for forced labour", "within the same region"),
    ],
)
def test_the_share_of_another_group_is_no_match(text: str, elsewhere: str) -> None:
    card = _card(text)
    assert card.verdict == "not in the atlas"
    assert any(elsewhere in line.text for line in card.elsewhere)


@pytest.mark.parametrize("text", ["90% of victims are women", "Nine out of ten victims are women"])
def test_a_round_share_stands_for_none_that_is_far_from_it(text: str) -> None:
    assert "98%" not in " ".join(line.text for line in (*_card(text).others, *_card(text).elsewhere))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("7,000 children are sold to India every year.", "girls"),
        ("35,000 people are trafficked out of Colombia every year.", "women"),
        ("5.5 million people are in forced labour", "children"),
    ],
)
def test_a_number_of_a_group_says_so_where_the_text_speaks_of_others_too(text: str, group: str) -> None:
    assert _card(text).verdict.endswith(f"; counts {group} only")


@pytest.mark.parametrize("text", ["Nearly 7,000 Nepali girls are sold to India every year.", "5.5 million", "80% of victims are women"])
def test_a_number_of_the_group_in_the_text_says_nothing_of_it(text: str) -> None:
    assert "counts" not in _card(text).verdict


def test_the_latest_figure_has_no_later_one() -> None:
    assert _card("49.6 million people in modern slavery").later == ()


def test_the_pieces_of_the_text_are_the_text() -> None:
    for text in (LEAFLET, "x", "12 victims", "  27 million\n\nslaves ", "<b>12</b> victims"):
        assert "".join(piece.text for piece in checked(text).pieces) == text


def test_a_number_in_the_text_leads_to_its_card() -> None:
    answer = checked(LEAFLET)
    anchors = [getattr(part, "href", "") for part in html.Div(layout.marked(answer))._traverse() if isinstance(part, html.A)]
    cards = [f"#{section.id}" for section in layout.cards(answer)]
    assert anchors == cards


def test_a_number_that_comes_twice_has_one_card() -> None:
    answer = checked("27 million slaves. 27 million slaves.")
    assert len(answer.cards) == 1
    assert [piece.card for piece in answer.pieces if piece.card] == [1, 1]


def test_at_most_twenty_numbers_are_shown_and_the_rest_is_counted() -> None:
    answer = checked(" ".join(f"{number} million people were counted." for number in range(101, 141)))
    assert len(answer.cards) == scene.MOST_CARDS
    assert "40 numbers recognised" in answer.status and "The first 20 are shown." in answer.status


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_text_is_told_what_to_paste(text: str) -> None:
    assert checked(text).status.startswith("Paste a figure or a sentence first")


def test_a_text_beyond_the_limit_is_told_the_limit() -> None:
    answer = checked("1" * 100_000)
    assert answer.status == "This text has 100,000 characters; the limit is 20,000. Paste a shorter part of it."
    assert answer.cards == ()
    assert checked("x" * LIMIT).status.startswith("No figure was recognised")


@pytest.mark.parametrize("gap", [" " * (LIMIT - 100), "\n" * (LIMIT - 100), " \t\u00a0" * 6_000])
def test_long_runs_of_blanks_are_read_at_once(gap: str) -> None:
    begun = time.process_time()
    answer = checked(f"First 27 million{gap}people are slaves, 5{gap[:50]}000")
    assert time.process_time() - begun < 2
    assert answer.cards[0].number == "27 million"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> 27 million slaves", "=HYPERLINK(1) 27 million", "{{7*7}} 27 million", "[a](b) 27 million"]
)
def test_markup_and_formulas_are_shown_as_text(text: str) -> None:
    parts = html.Div([*layout.marked(checked(text)), *layout.cards(checked(text))])
    assert not [part for part in parts._traverse() if type(part).__name__ in ("Markdown", "Script", "Iframe")]
    assert "<script" not in plain_html(parts)
    assert "".join(piece.text for piece in checked(text).pieces) == text


def test_places_in_the_text_lead_to_their_countries() -> None:
    assert [(line.text, line.link) for line in checked("Nearly 7,000 Nepali girls are sold to India every year.").places] == [
        ("Nepal", "/country/NPL"),
        ("India", "/country/IND"),
    ]


def test_a_place_in_the_sentence_decides_which_row_is_meant() -> None:
    assert "Lesotho" in _card("4,000 people live in modern slavery in Lesotho.").boxes[0].counts
    assert "Denmark" in _card("4,000 people live in modern slavery in Denmark.").boxes[0].counts


def test_every_link_of_a_card_is_one_that_its_page_understands() -> None:
    texts = (
        LEAFLET,
        "12.3 million",
        "4,000 people in modern slavery in Lesotho",
        "17,004 referrals in the United Kingdom",
        "1 in 200",
        "80% women",
        "In 2023 Moldova convicted 3 traffickers",
    )
    cards = [card for text in texts for card in checked(text).cards]
    lines = [line for card in cards for line in (*card.later, *card.links, *card.others, *card.elsewhere)]
    links = {*(line.link for line in lines), *(box.link for card in cards for box in card.boxes)}
    assert len(links) > 20
    for link in links:
        path, _, query = link.partition("?")
        place = registry.place_at(path, dict(parse_qsl(query)))
        assert place.known, link
        assert place.page.codec.decode(dict(parse_qsl(query)))[1] == [], link


def test_without_scripts_the_page_points_to_the_search() -> None:
    text = plain_html(opened("/check"))
    assert "needs JavaScript" in text and 'href="/search"' in text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("In 2010 the United Kingdom detected 19 victims from Ghana.", "19"),
        ("In 2010 the United Kingdom detected 19 Ghanaian victims.", "19"),
        ("In 2010 the United Kingdom detected 19 victims.", "19"),
        ("In 2010 the United Kingdom detected 297 victims from Ghana.", "297"),
        ("In 2010 Hungary detected 19 victims from the United Kingdom.", "19"),
    ],
)
def test_no_figure_of_people_of_another_origin_is_a_match(text: str, number: str) -> None:
    card = _card(text)
    assert (card.number, card.verdict) == (number, "not in the atlas")
    assert any("United Kingdom, 2010" in line.text for line in card.elsewhere)


@pytest.mark.parametrize(
    "text",
    [
        "In 2010 the United Kingdom detected 19 victims from Hungary.",
        "In 2010 the United Kingdom detected 19 Hungarian victims.",
        "In 2010, 19 citizens of Hungary were detected in the United Kingdom.",
    ],
)
def test_a_corridor_is_a_match_where_the_text_names_both_of_its_ends(text: str) -> None:
    card = _card(text)
    assert card.verdict == "as published"
    assert "citizens of Hungary, United Kingdom, 2010" in _notes(card)
    assert "from=2010&to=2010" in card.links[0].link
    assert card.citation is not None and "Sheet data_glotip_1, row" in card.citation.text
    assert card.caveats


def test_no_total_of_a_country_is_a_match_for_its_people_elsewhere() -> None:
    _, card = checked("In 2010 the United Kingdom detected 19 victims from Ghana, and 19 from Hungary.").cards
    assert "Hungary, 2017" not in str(card.boxes)
    assert "citizens of Hungary, United Kingdom" in _notes(card)


def test_every_corridor_that_is_listed_says_where_its_people_are_from() -> None:
    cards = [_card(text) for text in ("19 victims in the United Kingdom", "31 victims were repatriated from Ghana to Nigeria in 2022")]
    lines = [line.text for card in cards for line in (*card.others, *card.elsewhere) if line.link.startswith("/flows")]
    assert lines and all(re.search(r"citizens of |citizenship printed as |returned from ", text) for text in lines)
    assert len(set(lines)) == len(lines)
    assert "returned from Ghana, Nigeria, 2022" in _notes(cards[1])


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("In 2015 the United Kingdom detected 297 victims.", "for 2010"),
        ("775 victims were detected in Germany in 2006", "counts sexual exploitation only"),
        ("In Moldova, one in four victims are children", "worldwide"),
    ],
)
def test_a_match_for_another_year_form_or_place_says_so(text: str, scope: str) -> None:
    card = _card(text)
    assert card.verdict.endswith(f"; {scope}") and card.tone == "care"


@pytest.mark.parametrize("text", ["In 2010 the United Kingdom detected 297 victims.", "$150 billion worldwide, in the United States too"])
def test_a_match_for_the_year_and_the_place_of_the_text_says_nothing_of_them(text: str) -> None:
    assert "; for " not in _card(text).verdict and "; worldwide" not in _card(text).verdict


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("900,000 people in modern slavery in Mexico", "850,000, rounded to 900,000."),
        ("800,000 people in modern slavery in Mexico", "850,000, rounded down to 800,000."),
        ("800,000 people in modern slavery in the Philippines", "784,000, rounded to 800,000."),
        ("one in four victims are children", "27 per cent, near one in four."),
    ],
)
def test_a_rounding_is_named_for_what_it_is(text: str, note: str) -> None:
    assert note in _notes(_card(text))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("between 5,000 and 10,000 people in Ireland", "People in modern slavery, Ireland, 2021"),
        ("between 5,000 and 10,000 people live in modern slavery in Ireland", "People in modern slavery, Ireland, 2021"),
        ("between 20 and 30 million slaves", "as many as 27 million people; the text has 20 and 30 million"),
        ("Two to four million people are trafficked annually.", "700,000–2 million; the text has Two to four million"),
    ],
)
def test_a_row_with_one_end_of_a_range_heads_no_card(text: str, first: str) -> None:
    card = _card(text)
    assert (card.verdict, card.boxes, card.citation) == ("not in the atlas", (), None)
    assert first in card.elsewhere[0].text and card.elsewhere_title == "Figures with one end of the range"
    assert "no figure with both ends of this range" in _notes(card) and "Sums" not in _notes(card)


def test_a_row_with_one_end_stands_beside_one_with_both() -> None:
    card = _card("600,000 to 800,000 people are trafficked across international borders each year")
    assert card.verdict == "not the same figure; sources disagree on who is counted"


@pytest.mark.parametrize("text", ["1 in 150 people are in modern slavery", "1 in 4"])
def test_a_share_that_only_others_have_is_said_to_be_theirs(text: str) -> None:
    card = _card(text)
    assert (card.verdict, bool(card.elsewhere)) == ("not in the atlas", True)
    assert "has this number, or one near it, only for other places, people or things" in _notes(card)
    assert card.elsewhere_title == "A number near it, on something else"
    assert "No published figure" not in _notes(card) and "Sums" not in _notes(card)


def test_the_producer_that_a_document_names_is_cited_before_it() -> None:
    citation = _card("27 million people live in slavery.").citation
    assert citation is not None
    assert citation.whom.startswith("Kevin Bales, Disposable People") and citation.whom.endswith(", as quoted in Compilation 2014")
    assert citation.text.startswith("Kevin Bales, Disposable People (2004), as quoted in: Compilation on human trafficking")
    assert "Kevin Bales" in client().get(citation.download).get_data(as_text=True)


def test_researchers_without_a_name_are_no_source() -> None:
    card = _card("80% are women and girls")
    assert card.verdict == "no source named"
    assert card.citation is not None and "researchers" not in card.citation.text


@pytest.mark.parametrize("text", ["6,952 victims were trafficked from Mexico to the United States", "99,859"])
def test_a_number_that_is_not_found_may_be_a_sum_over_years(text: str) -> None:
    card = _card(text)
    assert card.verdict == "not in the atlas"
    assert "Sums over several years, such as those of corridors on the page Flows, are not searched." in _notes(card)
    assert "no source" not in _notes(card)


def test_a_remnant_of_links_is_in_no_figure() -> None:
    lines = [line.text for line in _card("200,000 Nepali girls have been trafficked to India").others]
    assert "200,000 Nepali girls: Nepali girls sold into sex slavery in India, year not stated (Encyclopedia copy 2009)" in lines


def test_what_changed_on_the_way_is_a_phrase() -> None:
    text = _notes(_card("7,000 Nepali girls are sold to India every year."))
    assert "Changed on the way who is named." in text or "Changed on the way who is counted and who is named." in text


def _verdicts(text: str) -> list[str]:
    return [card.verdict for card in checked(text).cards]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Detected victims in Türkiye rose to 343 in 2022 from 402 in 2021.", ["as published", "as published"]),
        ("Moldova is poor. Some 38,000 people live in modern slavery there.", ["as published"]),
        ("Germany's police counted 1,672 victims in 2022, France prosecuted 2,021 people in 2023, and in Poland 41 victims were detected.",
         ["as published", "as published; counts adults only"]),
        ("Türkiye detected 402 victims in 2022 and 343 in 2021.", ["as published; for 2021", "as published; for 2022"]),
    ],
)  # fmt: skip
def test_a_figure_takes_from_the_words_before_it_what_its_own_leave_out(text: str, verdicts: list[str]) -> None:
    assert _verdicts(text)[: len(verdicts)] == verdicts


def test_a_place_of_the_sentence_before_is_named_as_such() -> None:
    card = _card("Moldova is poor. Some 38,000 people live in modern slavery there.")
    assert ("Place", "Moldova, from the sentence before.") in card.notes
    assert "Moldova" in card.boxes[0].counts


@pytest.mark.parametrize(
    "text",
    [
        "France is rich. Some 38,000 people live in modern slavery there.",
        "Moldova is poor. Some 38,000 trees were planted.",
        "Moldova is poor. In neighbouring countries, 38,000 people live in modern slavery.",
        "France detected 343 victims in 2022, Türkiye detected 402 in 2021.",
        "The United Kingdom detected 297 victims from Ghana in 2010, 19 in 2009 and 297 in 2010.",
        "Togo detected victims from Ghana. The police of the United Kingdom detected 297 Ghanaian victims in 2010.",
    ],
)
def test_what_is_taken_from_the_words_before_confirms_no_other_country_and_no_other_people(text: str) -> None:
    assert not any("as published" in verdict for verdict in _verdicts(text)[:1])
    assert not any("Kingdom" in box.counts for card in checked(text).cards for box in card.boxes)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Detected victims in Türkiye rose to 343 in 2022, of which 402 were women.", "Türkiye"),
        ("Moldova is poor. Its people leave. Some 38,000 people live in modern slavery there.", "Moldova"),
        ("In Türkiye the number of victims fell. It was 402 in 2021.", "Türkiye"),
    ],
)
def test_a_number_of_a_place_in_the_text_is_never_said_to_match_nothing(text: str, place: str) -> None:
    card = checked(text).cards[-1]
    assert (card.verdict, card.tone) == ("same number and place; not clearly the same count", "care")
    assert f"The atlas has this number for {place}, as listed below." in _notes(card)
    assert card.elsewhere_title == "Figures with this number" and place in card.elsewhere[0].text


@pytest.mark.parametrize("text", ["two-thirds", "27 million, two-thirds", "66.7%", "1 in 200", "38,000", "about 38,000", "402", "17,004"])
def test_a_number_without_a_word_of_place_or_people_is_of_no_country_and_no_group(text: str) -> None:
    card = checked(text).cards[-1]
    assert (card.verdict, card.boxes, card.citation) == ("only the number matches", (), None)
    assert "does not say of which place and of whom" in _notes(card)
    assert card.elsewhere


@pytest.mark.parametrize("text", ["71% of victims are women and girls", "66.67% of victims", "Australia: 66.7%"])
def test_a_share_is_not_confirmed_for_others_than_the_text_names(text: str) -> None:
    assert _card(text).boxes == () and _card(text).citation is None


def test_a_share_of_some_who_is_a_match_where_the_text_says_which() -> None:
    assert _card("Over 71% of trafficked children show suicidal tendencies").verdict == "no source named"


def test_a_number_of_the_year_in_the_text_leads_to_the_edition_that_prints_it() -> None:
    card = _card("In Moldova, 139 victims were detected in 2020.")
    assert card.verdict == "from an earlier edition"
    assert card.boxes[0].counts == "UNODC data file, May 2023: detected victims of trafficking, Moldova, 2020"
    assert ("Editions", "The later edition (UNODC data file, October 2025) prints 37.") in card.notes
    assert _card("In Moldova, 139 victims were detected in 2015.").verdict == "as published"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2,015 victims were detected in Mexico in 2015.", "The figure looks like a year"),
        ("1,043 victims were detected in Poland in 2023.", "The total of 1,043 is doubtful."),
        (
            "Britain convicted 5,134 people for forced labour in 2022.",
            "The source prints the same number as its count of detected victims by this form",
        ),
    ],
)
def test_a_doubt_of_the_very_figure_stands_in_the_open(text: str, doubt: str) -> None:
    card = _card(text)
    assert (card.verdict, card.tone) == ("as published; doubtful", "care")
    assert f"Caveat {doubt}" in _notes(card)


def test_a_number_that_is_only_an_end_of_a_range_is_said_to_be_one() -> None:
    lines = [line.text for line in _card("38,000").elsewhere]
    assert "35,763 (range 34,000 to 38,000): People in modern slavery, Hungary, 2013 (Global Slavery Index 2013)" in lines
    assert _card("In Hungary 38,000 people were in modern slavery in 2013.").verdict == "an end of its range"


def test_rates_are_written_as_everywhere() -> None:
    lines = [line.text for line in _card("0.14% of people").elsewhere]
    assert any(text.startswith("1.4 per 1,000: Prevalence of modern slavery, Israel") for text in lines)
    assert not any(re.search(r"\d{5}| %", text) for text in lines)


@pytest.mark.parametrize(
    "text", ["25%", "79%", "1 in 4", "a quarter", "Australia: 66.7%", "25% of people are vulnerable", "3 people in Moldova"]
)
def test_a_score_is_no_share_and_no_number_of_people(text: str) -> None:
    assert not any("score" in line.text or "3P" in line.text for line in (*_card(text).others, *_card(text).elsewhere))


def test_scores_with_the_number_are_listed_where_the_text_speaks_of_scores() -> None:
    card = _card("66.67% government response score")
    assert any("Government response score (Walk Free), Australia" in line.text for line in card.elsewhere)
    assert not any("rounded to 66.67%" in line.text for line in card.elsewhere)
    assert "Government response score (Walk Free), Australia".casefold() in _card("Australia scored 66.7%").boxes[0].counts.casefold()


@pytest.mark.parametrize(
    ("text", "cell", "locator"),
    [
        ("2 people were convicted of trafficking in Moldova in 2023", "persons convicted of trafficking, Moldova, 2023", "row 30347"),
        ("In 2017 Kenya convicted 3 people of trafficking", "persons convicted of trafficking, Kenya, 2017", "row 26900"),
        ("In 2023 Moldova convicted 3 traffickers", "persons convicted of trafficking, Moldova, 2023", "row 30347"),
        ("In 2023 Moldova detected 10 victims and convicted 1 to 3 people", "persons convicted of trafficking, Moldova, 2023", "row 30347"),
        ("Kenya secured no more than 3 convictions in 2017", "persons convicted of trafficking, Kenya, 2017", "row 26900"),
    ],
)
def test_a_number_that_a_masked_cell_may_stand_for_is_neither_confirmed_nor_refuted(text: str, cell: str, locator: str) -> None:
    card = checked(text).cards[-1]
    assert (card.verdict, card.tone, card.others, card.elsewhere, card.later) == ("masked by the publisher", "care", (), (), ())
    assert [(box.figure, box.counts) for box in card.boxes] == [("“<5”", f"UNODC data file, October 2025: {cell}")]
    assert f"prints “<5” for 0 to 4 (Sheet data_glotip_1, {locator}). So {card.number} can be neither confirmed" in _notes(card)
    assert card.citation is not None and locator in card.citation.text


def test_the_mask_itself_is_as_published() -> None:
    card = _card("Fewer than 5 people were convicted of trafficking in Moldova in 2023")
    assert (card.verdict, card.boxes[0].figure) == ("as published; masked", "“<5”")


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 Moldova convicted 12 people",
        "Moldova convicted 3 people",
        "In 2023 Moldova and Kenya convicted 3 people",
        "In 2018 Moldova convicted 3 people",
        "In 2023 Moldova opened 3 shelters",
        "In 2020, 2 traffickers were convicted in Latvia",
    ],
)
def test_no_mask_answers_another_number_place_year_or_kind(text: str) -> None:
    assert "masked" not in _card(text).verdict


def test_a_number_between_commas_stands_without_words() -> None:
    assert [card.clause for card in checked("two-thirds, 38,000, 17,004").cards] == ["", "", ""]
