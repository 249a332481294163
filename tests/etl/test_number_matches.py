"""A number that somebody read leads to who produced it, rounding tolerated and stated, and a number that the atlas lacks to none."""

import csv
from pathlib import Path

import pytest

from etl.contract.table_contract import quotations
from etl.queries import number_index
from etl.queries.atlas import atlas
from etl.queries.number_matches import Match, matches
from etl.queries.number_mentions import mentions
from etl.queries.place_mentions import origins, place_mentions, region_codes

_ANSWERS = Path(__file__).parent / "number_answers.csv"


def _answers() -> list[dict[str, str]]:
    with _ANSWERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of(text: str, most: int = 10) -> tuple[Match, ...]:
    places = (*(place.place for place in place_mentions(text)), *region_codes(text))
    return matches(mentions(text)[0], places=places, most=most)


def _is(match: Match, answer: dict[str, str]) -> bool:
    return match.source_id == answer["source"] and answer["figure"].replace(",", "") in match.figure.replace(",", "")


def test_numbers_with_known_answers_lead_there_within_three_results() -> None:
    answers = _answers()
    assert len({answer["text"] for answer in answers}) >= 60
    missed = [answer["text"] for answer in answers if not any(_is(match, answer) for match in _of(answer["text"], 3))]
    assert len(missed) <= 0.05 * len(answers), missed


def test_a_known_answer_fits_its_text() -> None:
    answered = {
        answer["text"]: any(_is(match, answer) and (match.fits or "range" in match.rounded) for match in _of(answer["text"]))
        for answer in _answers()
    }
    assert [text for text, fits in answered.items() if not fits] == []


@pytest.mark.parametrize(
    "text",
    [
        "75,000 of them pass through airports",
        "45.8 million",
        "$777 million",
        "£32 billion",
        "150 billion euros",
        "29.8 million slaves",
        "21 are on Tier 3",
        "30,000 children are trafficked a day",
        "2 million girls are sold every week",
    ],
)
def test_a_number_that_the_atlas_lacks_fits_nothing(text: str) -> None:
    assert [match for match in _of(text) if match.fits] == []


def test_the_producer_stands_before_those_who_repeat_it() -> None:
    first, second, *_ = _of("Human trafficking generates 32 billion USD")
    assert (first.source_id, first.is_repeated) == ("ilo_profits_2005", False)
    assert (second.source_id, second.is_repeated) == ("compilation_2014", True)
    assert first.rounded == "31.6 billion US dollars a year, rounded to 32 billion USD"
    assert second.rounded == ""


def test_the_one_author_of_a_number_is_named() -> None:
    assert _of("27 million slaves")[0].producer.startswith("Kevin Bales")


def test_dollars_people_and_shares_are_never_compared() -> None:
    assert {match.source_id for match in _of("50 million")} == {"ilo_forced_labour_2022"}
    assert all("per cent" in match.figure or "%" in match.figure or "per" in match.figure for match in _of("0.5 per cent"))
    assert all("dollar" in match.figure.lower() or "$" in match.figure or "USD" in match.figure for match in _of("$10,000"))


def test_a_named_place_comes_first() -> None:
    assert _of("4,000 people in modern slavery in Lesotho")[0].place == "LSO"
    assert _of("775 victims in Germany")[0].place == "DEU"


def _indexed(table: str) -> set[str]:
    """The identifiers of the rows of a table that are in the catalogue."""
    catalogue = number_index.index().catalogue
    positions = catalogue.loc[catalogue["table"] == table, "position"]
    return set(atlas()[table][quotations()[table].row_id].iloc[positions])


def test_a_masked_row_is_never_a_match() -> None:
    catalogue = number_index.index().catalogue
    assert catalogue["value"].notna().sum() > 100_000
    masked = {"estimates": "range_kind", "flows": "masked"}
    for table, column in masked.items():
        rows = atlas()[table]
        hidden = rows[rows[column] == ("masked" if column == "range_kind" else True)]
        assert set(hidden[f"{table[:-1]}_id"]).isdisjoint(_indexed(table))


def test_no_estimate_with_a_figure_is_left_out() -> None:
    rows = atlas()["estimates"]
    with_figure = rows[(rows["range_kind"] != "masked") & rows[["value", "value_low", "value_high"]].notna().any(axis=1)]
    assert set(with_figure["estimate_id"]) <= _indexed("estimates")
    assert set(atlas()["claims"]["row_id"].dropna()) & set(rows["estimate_id"]) <= _indexed("estimates")


def test_earlier_editions_come_last() -> None:
    editions = [match.is_superseded for match in _of("17,004 detected victims in the United Kingdom in 2023")]
    assert editions == sorted(editions)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nepali girls in India and Burma", ["NPL", "IND", "MMR"]),
        ("Niger and Nigeria, Guinea and Equatorial Guinea", ["NER", "NGA", "GIN", "GNQ"]),
        ("US$ 5, 5 US dollars, the US Department of State", []),
        ("in the US and the U.K., but not in us or nepal", ["USA", "GBR"]),
    ],
)
def test_places_are_recognised_by_exact_words(text: str, codes: list[str]) -> None:
    assert [place.place for place in place_mentions(text)] == codes


@pytest.mark.parametrize(
    ("several", "code"),
    [
        *(
            ("Ukrainians", "UKR"),
            ("Russians", "RUS"),
            ("Romanians", "ROU"),
            ("Bulgarians", "BGR"),
            ("Moldovans", "MDA"),
            ("Indians", "IND"),
        ),
        *(("Brazilians", "BRA"), ("Mexicans", "MEX"), ("Americans", "USA"), ("Filipinos", "PHL"), ("Ghanaians", "GHA"), ("Greeks", "GRC")),
        *(("Eritreans", "ERI"), ("North Koreans", "PRK"), ("Nigerians", "NGA"), ("Nepalis", "NPL"), ("Iraqis", "IRQ"), ("Czechs", "CZE")),
    ],
)
def test_several_citizens_are_known_by_what_one_is_called(several: str, code: str) -> None:
    (mention,) = place_mentions(f"In 2020, 12 {several} were found")
    assert mention.place == code and origins(f"12 {several} were found") == {code}


@pytest.mark.parametrize("text", ["in Laos and the Philippines", "an American sample"])
def test_a_country_and_a_continent_are_no_people(text: str) -> None:
    assert origins(text) == frozenset()
