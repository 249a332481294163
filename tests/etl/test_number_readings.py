"""A figure is read with the place and the subject that its text gives it, from the words before it where its own are silent."""

import pytest

from etl.queries.number_mentions import mentions
from etl.queries.number_readings import Reading, readings


def _readings(text: str) -> list[tuple[Reading, ...]]:
    return list(readings(text, mentions(text)))


def test_a_figure_in_a_part_of_its_own_has_the_place_and_the_words_of_that_part() -> None:
    text = "Germany counted 1,672 victims in 2022, France prosecuted 2,021 people in 2023, and in Poland 1,043 were detected."
    first = [ways[0] for ways in _readings(text)]
    assert [reading.places for reading in first] == [("DEU",), ("FRA",), ("POL",)]
    assert first[0].mention.after == "victims in 2022" and first[1].mention.before.endswith("France prosecuted")
    assert "prosecuted" not in first[0].mention.context


@pytest.mark.parametrize("text", ["402 victims in Germany, France and Poland and 343 in Togo", "402 victims in 2021, in Türkiye"])
def test_a_list_of_places_is_no_new_part(text: str) -> None:
    assert set(_readings(text)[0][0].places) >= ({"TUR"} if "Türkiye" in text else {"DEU", "FRA", "POL"})


def test_a_figure_without_a_subject_takes_that_of_the_figure_before() -> None:
    first, second = _readings("Detected victims in Türkiye rose to 343 in 2022 from 402 in 2021.")
    assert len(first) == 1
    assert ["detected" in way.mention.context for way in second] == [False, True]


def test_a_clause_ends_before_the_verb_of_the_next_and_has_its_year() -> None:
    one, two, three = (
        ways[0].mention for ways in _readings("Moldova detected 365 victims in 2018, prosecuted 39 people and convicted 41.")
    )
    assert (one.after, two.before, two.after, three.before) == ("victims in 2018", ", prosecuted", "people", "and convicted")
    assert one.years == two.years == three.years == ("2018",)
    assert [ways[0].mention.years for ways in _readings("It convicted 41 in 2018 and prosecuted 39 in 2019.")] == [("2018",), ("2019",)]


@pytest.mark.parametrize(
    ("text", "borrowed"),
    [
        ("Moldova is poor. Some 38,000 people live there.", "MDA"),
        ("Moldova and Togo are poor. Some 38,000 people live there.", ""),
        ("Moldova is poor. Elsewhere, 38,000 people live.", ""),
        ("Moldova is poor.\n38,000 people live there.", ""),
        ("Victims from Moldova are many. It was 38,000.", ""),
    ],
)
def test_only_the_one_place_of_the_sentence_before_is_taken(text: str, borrowed: str) -> None:
    assert {way.borrowed for way in _readings(text)[-1]} - {""} == ({borrowed} - {""})
