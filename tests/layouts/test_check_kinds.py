"""A figure that a text uses for something else is not confirmed, and what it is of is said; one that the text uses rightly is."""

import pytest

from layouts.pages.check.number_card import NumberCard
from layouts.pages.check.scene import checked

_ELSE = "a figure for something else"


def _first(text: str) -> NumberCard:
    return checked(text).cards[0]


@pytest.mark.parametrize(
    ("text", "of", "named"),
    [
        # A stage of proceedings.
        ("In 2020, 10,582 people were convicted of trafficking in the UK", "detected victims", "people convicted"),
        ("In 2020, 10,582 people were prosecuted for trafficking in the UK", "detected victims", "people prosecuted"),
        ("The UK recorded 10,582 convictions in 2020", "detected victims", "people convicted"),
        ("In 2020, 10,582 traffickers were convicted in the UK", "detected victims", "people convicted"),
        ("16,390 people were convicted of trafficking in the United States", "detected victims", "people convicted"),
        ("the United States prosecuted 297 people for trafficking", "persons convicted", "people prosecuted"),
        ("Eurostat says that 2,599 people were prosecuted", "convicted traffickers", "people prosecuted"),
        ("Sweden convicted 12 women for trafficking in 2020", "detected victims", "people convicted"),
        ("In Germany 1,672 people were prosecuted in 2022.", "detected victims", "people prosecuted"),
        ("German courts convicted 1,672 people in 2022", "detected victims", "people convicted"),
        ("Germany arrested 1,672 people for trafficking in 2022", "detected victims", "people suspected or arrested"),
        ("In 2022, 1,672 traffickers were detected in Germany", "detected victims", "“traffickers”"),
        # A part of the people or of the forms.
        ("Germany detected 1,672 child victims in 2022", "detected victims", "“child victims”"),
        ("Germany detected 1,672 men in 2022", "detected victims", "“men”"),
        ("Germany detected 1,672 girls trafficked for sexual exploitation", "detected victims", "“girls”"),
        ("Germany detected 1,672 victims of forced labour", "detected victims", "forced labour"),
        ("Germany detected 1,672 people trafficked for sexual exploitation", "detected victims", "sexual exploitation"),
        ("UNODC found 290 children trafficked in Russia in 2020", "detected victims", "“children”"),
        ("Child victims in Germany numbered 1,672 in 2022", "detected victims", "“Child victims”"),
        ("12,700 women were referred in the UK", "referrals", "“women”"),
        ("23,411 children were referred in the UK", "referrals", "“children”"),
        ("49.6 million children live in modern slavery", "people in modern slavery", "“children”"),
        ("20.9 million children in forced labour", "people in forced labour", "“children”"),
        ("24.9 million women and girls in forced labour", "people in forced labour", "“women and girls”"),
        ("22 million children live in forced marriage", "people in forced marriage", "“children”"),
        ("15.4 million men in forced marriage", "people in forced marriage", "“men”"),
        ("4.8 million children are in commercial sexual exploitation", "people in forced labour, forced commercial", "“children”"),
        ("China had 5.8 million children in modern slavery", "people in modern slavery, China", "“children”"),
        ("Profits are $9,995 per woman", "illegal profit per person", "“woman”"),
        ("profits from sexual exploitation were US$ 236 billion", "illegal profits", "sexual exploitation"),
        # Another concept.
        ("In 2021, 3.3 million children were in forced marriage", "people in forced labour, children", "forced marriage"),
        ("3.3 million children in child labour", "people in forced labour, children", "child labour"),
        ("40.3 million victims of human trafficking", "people in modern slavery", "trafficking"),
        ("49.6 million people were trafficked", "people in modern slavery", "trafficking"),
        ("27.6 million people are victims of human trafficking", "people in forced labour", "trafficking"),
        ("4.5 million people are trafficked for sexual exploitation", "people in forced labour, forced commercial", "trafficking"),
        ("About 21 million people were trafficked", "people in forced labour", "trafficking"),
        ("9.1 million people were trafficked", "people in forced labour who had moved", "trafficking"),
        ("Every year, 12.3 million people become victims", "people in forced labour", "a number a year"),
    ],
)
def test_a_figure_used_for_something_else_is_no_confirmation(text: str, of: str, named: str) -> None:
    card = _first(text)
    assert (card.verdict, card.tone, card.boxes, card.citation) == (_ELSE, "care", (), None)
    ((_, note),) = card.notes
    assert f" is for {of}" in note and note.endswith(f"Your text speaks of {named}.")
    assert card.elsewhere


@pytest.mark.parametrize("text", ["$9,995 per woman", "Sweden convicted 12 traffickers in 2017", "63% of victims are men"])
def test_what_was_refused_already_still_is(text: str) -> None:
    assert _first(text).boxes == ()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("49.6 million people live in modern slavery", "as published"),
        ("49.6 million men, women and children live in modern slavery", "as published"),
        ("49.6 million people in forced labour and forced marriage", "as published"),
        ("Few traffickers are convicted, although 49.6 million people live in modern slavery", "as published"),
        ("Of the 49.6 million people living in modern slavery, 27.6 million were in forced labour", "as published"),
        ("forced labour (27.6 million) and forced marriage (22 million)", "as published"),
        ("11,494 suspected cases were reported to the US hotline in 2019", "as published"),
        ("809 victims were registered in the Netherlands", "no source named"),
        ("763 women were registered in the Netherlands", "no source named"),
        ("In 2021, 27.6 million people were in forced labour", "as published"),
        ("27.6 million people were in forced labour, generating billions each year", "as published"),
        ("28 million people are in forced labour, most of them women", "rounded"),
        ("The Global Slavery Index says that 27.6 million people were in forced labour", "as published"),
        ("3.3 million children were in forced labour in 2021", "as published"),
        ("11.8 million women and girls were in forced labour", "as published"),
        ("6.3 million people are in forced commercial sexual exploitation", "as published"),
        ("22 million people were living in forced marriage", "as published"),
        ("12.3 million people", "as published; later figures exist"),
        ("20.9 million victims of forced labour", "as published; later figures exist"),
        ("4.5 million people are victims of forced sexual exploitation", "as published; later figures exist"),
        ("5.5 million children in forced labour", "as published; later figures exist"),
        ("2.4 million people are victims of human trafficking", "as published; later figures exist"),
        ("15.4 million people were in forced marriages", "as published; later figures exist"),
        ("27 million slaves", "one author; at most, no lower bound"),
        ("27 million people are enslaved today", "one author; at most, no lower bound"),
        ("2.5 million people are being trafficked", "one source named; no range"),
        ("800,000 people are trafficked across borders each year", "sources disagree on who is counted"),
        ("700,000 to 2 million women and girls are trafficked annually", "one source named; a range"),
        ("Nearly 7,000 Nepali girls are sold to India every year", "no source named"),
        ("80% of victims are women", "no source named"),
        ("1 in 200 people in the Americas", "as published"),
        ("Human trafficking is a $150 billion industry", "rounded; profit, not revenue"),
        ("profits of $236 billion a year", "as published"),
        ("$172.6 billion in profits from sexual exploitation", "as published"),
        ("$9,995 per victim", "as published"),
        ("Germany detected 1,672 victims in 2022", "as published"),
        ("In Germany 1,672 victims were detected in 2022, mostly women", "as published"),
        ("Police in Germany identified 1,672 trafficking victims in 2022 and prosecuted many traffickers", "as published"),
        ("The United States convicted 297 people", "as published"),
        ("Eurostat: 2,599 traffickers were convicted", "as published"),
        ("17,004 potential victims were referred in the UK in 2023, including many children", "as published"),
        ("5.8 million people in China were in modern slavery in 2021", "rounded"),
        ("In 2010 the United Kingdom detected 19 victims from Hungary.", "as published"),
        ("31 victims were repatriated from Ghana to Nigeria in 2022", "as published"),
    ],
)
def test_a_figure_used_for_what_it_is_of_stays_confirmed(text: str, verdict: str) -> None:
    assert _first(text).verdict == verdict


@pytest.mark.parametrize(
    "text", ["71% of the 49.6 million victims are women", "Half of the 49.6 million people in slavery are in forced labour"]
)
def test_what_is_said_of_some_is_not_said_of_the_whole(text: str) -> None:
    assert checked(text).cards[1].verdict == "as published"


@pytest.mark.parametrize(
    "text",
    [
        "Global Slavery Index 2018: 104.6 per 1,000 in North Korea",
        "The 2018 Global Slavery Index gives 104.6 per 1,000 for North Korea",
        "GSI 2018: 104.6 per 1,000 in North Korea",
    ],
)
def test_the_edition_that_a_text_names_comes_first(text: str) -> None:
    card = _first(text)
    assert card.verdict == "as published; later figures exist"
    assert card.boxes[0].counts == "Global Slavery Index 2018: prevalence of modern slavery, North Korea, 2016"


@pytest.mark.parametrize("text", ["104.6 per 1,000 in North Korea", "104.6 per 1,000 in North Korea in 2021"])
def test_without_an_edition_the_latest_comes_first(text: str) -> None:
    assert _first(text).boxes[0].counts.startswith("Global Slavery Index 2023")


@pytest.mark.parametrize(
    ("text", "counts", "figure"),
    [
        ("Haiti scored 4 of 15 on the 3P index in 2009", "3P index: overall score, Haiti, 2009", "4 of 15"),
        ("Haiti scored 4 out of 15 on the 3P index in 2009", "overall score, Haiti, 2009", "4 of 15"),
        ("Germany has a 3P score of 12", "overall score, Germany", "12 of 15"),
        ("Belgium has a vulnerability score of 25", "vulnerability score (Walk Free), Belgium, 2016", "25.14 of 100"),
        ("Belgium has a vulnerability score of 25.14 of 100", "vulnerability score (Walk Free), Belgium, 2016", "25.14 of 100"),
        ("Iran had a government response score of 6.8 in 2018", "government response score (Walk Free), Iran, 2018", "6.79 of 100"),
    ],
)
def test_a_score_is_read_as_one_and_written_on_its_scale(text: str, counts: str, figure: str) -> None:
    (card,) = checked(text).cards
    assert counts in card.boxes[0].counts and card.boxes[0].figure == figure
    assert "3P index: 3P index" not in card.boxes[0].counts
    assert not any("%" in line for _, line in card.notes)


@pytest.mark.parametrize("text", ["Germany has a score of 14", "Belgium has a government response score of 25", "Germany scored 1,672"])
def test_a_score_is_no_share_and_no_count(text: str) -> None:
    card = _first(text)
    assert card.boxes == () and "per cent" not in str(card)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Libya repatriated 198 Nigerian victims in 2016", "returned from Libya, Nigeria, 2016"),
        ("In Libya, 198 Nigerians were repatriated in 2016", "returned from Libya, Nigeria, 2016"),
        ("In 2012, 628 Ukrainians were returned from Russia", "returned from Russia, Ukraine, 2012"),
        ("China repatriated 254 victims to Myanmar in 2017", "returned from China, Myanmar, 2017"),
        ("254 victims from Myanmar were returned by China in 2017", "returned from China, Myanmar, 2017"),
        ("1,192 victims were returned from Indonesia to Myanmar in 2016", "returned from Indonesia, Myanmar, 2016"),
    ],
)
def test_people_are_returned_from_one_country_to_their_own(text: str, counts: str) -> None:
    card = _first(text)
    assert card.verdict == "as published" and counts in card.notes[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "Myanmar repatriated 254 victims to China in 2017",
        "1,192 victims were returned from Myanmar to Indonesia in 2016",
        "31 victims were repatriated from Nigeria to Ghana in 2022",
    ],
)
def test_people_returned_the_other_way_are_others(text: str) -> None:
    card = _first(text)
    assert card.verdict == _ELSE and card.notes[0][1].endswith("Your text speaks of the opposite direction.")


@pytest.mark.parametrize("text", ["Libya detected 198 Nigerian victims in 2016", "In 2012, 628 Moldovans were returned from Russia"])
def test_people_returned_are_neither_detected_there_nor_of_another_country(text: str) -> None:
    assert _first(text).boxes == () and "as published" not in _first(text).verdict


def test_a_number_of_one_people_is_none_of_another() -> None:
    cards = checked("628 Nepalis, 198 Ghanaians and 254 Brazilians").cards
    assert [card.number for card in cards] == ["628", "198", "254"]
    assert not any("for Nepal" in _text for card in cards for _, _text in card.notes)


@pytest.mark.parametrize("text", ["1.1 million Americans live in modern slavery", "171,000 Nepalis live in modern slavery"])
def test_people_at_home_are_those_of_their_country(text: str) -> None:
    assert _first(text).boxes


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "In 2018 Moldova prosecuted 39 people and convicted 41.",
            ("prosecuted for trafficking, Moldova, 2018", "convicted of trafficking, Moldova, 2018"),
        ),
        (
            "Moldova convicted 41 people and prosecuted 39 in 2018",
            ("convicted of trafficking, Moldova, 2018", "prosecuted for trafficking, Moldova, 2018"),
        ),
        (
            "In 2018, 39 people were prosecuted in Moldova and 41 convicted",
            ("prosecuted for trafficking, Moldova, 2018", "convicted of trafficking, Moldova, 2018"),
        ),
        (
            "In 2018 Moldova prosecuted 39 people and detected 365 victims",
            ("prosecuted for trafficking, Moldova, 2018", "victims of trafficking, Moldova, 2018"),
        ),
        (
            "Moldova detected 365 victims in 2018, prosecuted 39 and convicted 41",
            (
                "victims of trafficking, Moldova, 2018",
                "prosecuted for trafficking, Moldova, 2018",
                "convicted of trafficking, Moldova, 2018",
            ),
        ),
        (
            "The Philippines prosecuted 383 people for trafficking in 2023 and convicted 95",
            ("prosecuted for trafficking, Philippines, 2023", "convicted of trafficking, Philippines, 2023"),
        ),
        (
            "In 2020 Kenya prosecuted 46 people and convicted 5",
            ("prosecuted for trafficking, Kenya, 2020", "convicted of trafficking, Kenya, 2020"),
        ),
        (
            "Kenya prosecuted 46 suspects in 2020 and its courts convicted 5",
            ("prosecuted for trafficking, Kenya, 2020", "convicted of trafficking, Kenya, 2020"),
        ),
        ("383 people were prosecuted in the Philippines in 2023", ("prosecuted for trafficking, Philippines, 2023",)),
    ],
)
def test_each_count_of_a_sentence_has_the_verb_of_its_clause_and_their_year_and_place(text: str, counts: tuple[str, ...]) -> None:
    cards = checked(text).cards
    assert [card.verdict for card in cards] == ["as published"] * len(counts)
    assert [card.boxes[0].counts.partition(": ")[2].removeprefix("persons ").removeprefix("detected ") for card in cards] == [*counts]


def test_a_stage_with_a_number_that_is_not_its_own_is_still_refused() -> None:
    card = _first("In 2023 the Philippines convicted 383 people for trafficking and prosecuted 95.")
    assert (card.verdict, card.boxes) == (_ELSE, ()) and card.notes[0][1].endswith("Your text speaks of people convicted.")


@pytest.mark.parametrize(
    "text",
    [
        "One million children are exploited by the sex trade each year",
        "a market of 32 billion people",
        "2 people were convicted of trafficking in Togo",
        "Togo convicted 3 traffickers",
        "Of those prosecuted, 7 were convicted",
    ],
)
def test_people_are_never_answered_with_money_or_with_other_things(text: str) -> None:
    lines = [line.text for card in checked(text).cards for line in (*card.others, *card.elsewhere)]
    assert not any(
        word in text for text in (*lines, str(checked(text).cards)) for word in ("money", "$", "committee", "element", "score", "3P")
    )


@pytest.mark.parametrize("text", ["127 countries of origin of victims", "Human trafficking makes 32 billion"])
def test_what_is_no_number_of_people_is_still_found(text: str) -> None:
    assert _first(text).boxes or _first(text).citation


@pytest.mark.parametrize(
    "text",
    [
        "Forced labour generates US$ 236 billion a year",
        "Forced labour yields US$ 236 billion a year",
        "Forced labour is worth US$ 236 billion a year",
        "Traffickers earn US$ 236 billion a year",
    ],
)
def test_a_text_that_names_neither_profit_nor_revenue_is_not_told_that_it_does(text: str) -> None:
    card = _first(text)
    assert (card.verdict, card.tone) == ("as published", "agreed")
    assert card.notes[0] == ("", "The text does not say whether it means profit or revenue. The figure is an estimate of profit.")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The annual revenue of forced labour is US$ 236 billion", "revenue"),
        ("Forced labour is a 236 billion dollar business", "business"),
        ("an industry that generates US$ 236 billion a year", "industry"),
    ],
)
def test_takings_are_named_in_the_word_of_the_text(text: str, named: str) -> None:
    card = _first(text)
    assert card.verdict == "profit, not revenue" and card.notes[0][1].startswith(f"Your text speaks of “{named}”. The figure is")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("11.8 million women are in forced labour", "as published; counts women and girls"),
        ("11.8 million women and girls are in forced labour", "as published"),
        ("11.8 million females are in forced labour", "as published"),
    ],
)
def test_a_figure_of_women_and_girls_is_no_figure_of_women_alone(text: str, verdict: str) -> None:
    assert _first(text).verdict == verdict


def test_some_of_those_who_are_counted_are_not_all() -> None:
    assert _first("17,004 people were referred in the UK in 2023, most of them Albanians").verdict == "as published"
