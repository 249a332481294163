"""The words of a question: what is drawn of longer series, which answers have a factor, and reasons that no count contradicts."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from etl.queries import answers
from etl.queries.atlas import atlas
from layouts.exports.citations import bibtex, csl, of_export, plain, ris
from layouts.pages.compare.question.scene import scene
from layouts.pages.compare.question.state import State
from layouts.pages.map import PAGE as MAP
from tests.exports.views import panel
from tests.opening import linked_from, opened

EVERY = list(answers.questions()["quantity_id"])
SERIES = ["source_id", "indicator", "place", "form", "sex", "age", "unit"]
EXTREMES = re.compile(r"factor of|lowest number \(|lowest and the highest")


@cache
def _years() -> dict[Any, int]:
    """How many years there are of each series."""
    whole = atlas()["estimates"][atlas()["estimates"]["quarter"].isna()]
    return dict(whole.groupby(SERIES, observed=True)["year_end"].nunique())


def _longer(quantity: str) -> Iterator[tuple[Any, int, int]]:
    """The series of which a question has some of the years: the first row, how many years are drawn, and how many there are."""
    rows = answers.answers(quantity)
    for series, mine in rows[rows["kind"] != "secondary_claim"].groupby(SERIES):
        drawn, years = mine["year_end"].nunique(), _years()[series]
        if drawn < years:
            yield mine.iloc[0], drawn, years


@pytest.mark.parametrize("quantity", EVERY)
def test_selected_years_of_a_longer_series_are_said_and_lead_to_all_of_them_and_have_no_extremes(quantity: str) -> None:
    page, export, notes = opened("/compare", {"q": quantity}), panel("compare", f"?q={quantity}"), scene(State(quantity)).groups
    longer = list(_longer(quantity))
    assert ("selected years of longer series" in export.subtitle) == bool(longer)
    assert ("Not all years are drawn." in str(page)) == bool(longer)
    for row, drawn, years in longer:
        (note,) = [text for name, _, text in notes if name == row["group"]]
        assert f"{drawn} of the {years} years of {row['short_title']}" in note
        assert not EXTREMES.search(note)
        assert any(note in text for _, text in export.notes)
        said = f"{drawn}\u00a0of\u00a0{years}\u00a0years"
        assert said in export.alt
        headings = [note["text"] for note in export.parts[0].figure()["layout"]["annotations"]]
        assert any(said in text for text in headings)
        pictured = (export.parts[0].pictured or export.parts[0].figure)()
        assert said in json.dumps(pictured, ensure_ascii=False)
    links = [address for address in linked_from(page) if "tab=chart" in address]
    assert len(links) == len(longer)
    for address in links:
        state, messages = MAP.codec.decode(dict(parse_qsl(urlsplit(address).query)))
        assert not messages, address
        assert (state.indicator, state.source, ".".join(state.places)) in {
            (row["indicator"], row["source_id"], row["place"]) for row, *_ in longer
        }


def test_years_that_filters_leave_out_are_left_out_of_what_is_said_to_be_drawn() -> None:
    notes = {name: text for name, _, text in scene(State("ukraine", first=2022, last=2022)).groups}
    assert notes["Victims registered by authorities, in a year"].endswith("Drawn: 1 of the 15 years of UNODC data file, October 2025.")


@pytest.mark.parametrize("quantity", [name for name in EVERY if name != "slavery_editions"])
def test_editions_whose_caveats_say_not_to_compare_them_have_no_factor(quantity: str) -> None:
    forbidding = set(atlas()["caveats"].query("severity == 'do_not_compare'")["caveat_id"])
    rows = answers.answers(quantity)
    notes = {name: text for name, _, text in scene(State(quantity)).groups}
    for name, group in rows[rows["kind"] == "model_estimate"].groupby("group"):
        if group["source_id"].nunique() > 1 and any(forbidding & set(caveats) for caveats in group["caveat_ids"]):
            assert not EXTREMES.search(notes[str(name)]), notes[str(name)]
            assert notes[str(name)].endswith("no factor is stated.")


def test_the_question_of_how_much_editions_differ_has_its_factors_and_says_that_the_method_differs() -> None:
    for _, _, note in scene(State("slavery_editions")).groups:
        assert EXTREMES.search(note) and note.endswith(", although they are by different methods.")


@pytest.mark.parametrize("quantity", EVERY)
def test_the_citation_of_a_chart_names_the_producers_of_the_claims_that_it_draws(quantity: str) -> None:
    rows, works = answers.answers(quantity), of_export(panel("compare", f"?q={quantity}"), "https://atlas.example/", date(2026, 11, 27))
    texts = [plain(works), bibtex(works), ris(works), csl(works)]
    for work in works:
        mine = rows[(rows["source_id"] == work.key) & (rows["kind"] == "secondary_claim")]
        for producer in mine["produced_by"]:
            assert (producer or "names no producer") in work.text
            assert (producer or "names no producer") in work.note
    if quantity == "modern_slavery_now":
        assert all("Kevin Bales" in text for text in texts)
        assert "Producers whom they name: " in str(opened("/compare", {"q": quantity}))


def test_no_reason_counts_the_answers_which_the_data_can_change() -> None:
    counting = re.compile(
        r"\b(both|two|three|four|five|all four)( \w+)? (answers|figures|editions|totals|populations)\b"
        r"|(^|\. )(All|Both|Two|Three) (four )?are\b",
        re.IGNORECASE,
    )
    for question in atlas()["quantities"].to_dict("records"):
        words = " ".join([question["title"], question["question"], question["why_they_differ"], *question["brief"]])
        assert not counting.search(words), question["quantity_id"]


def test_a_question_with_one_answer_speaks_of_no_difference() -> None:
    single: pd.Series[Any] = answers.questions().query("answers == 1")["quantity_id"]
    for quantity in single:
        page = str(opened("/compare", {"q": quantity}))
        assert "What to know about it" in page and "hy they differ" not in page.replace("Read why they differ", "")
