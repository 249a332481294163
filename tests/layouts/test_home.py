"""The first page: five published answers read from the tables, conflicts, where to begin, and how much is here."""

import re
from collections.abc import Iterator

import pandas as pd
import pytest

from etl.queries import answers, headline
from etl.queries.atlas import atlas
from layouts.page import Stateless
from layouts.pages.home.answer_dots import answer_dots
from layouts.pages.home.layout import DOORS, layout
from layouts.pages.home.scene import Scene, scene, ticks
from tests.callbacks.driving import client
from tests.opening import opened


@pytest.fixture
def fresh() -> Iterator[None]:
    """Queries and scene made anew, before and after."""
    made = (headline.slavery_answers, headline.profit_and_revenue, headline.across_borders, headline.totals, scene)
    for query in made:
        query.cache_clear()
    yield
    for query in made:
        query.cache_clear()


def test_the_five_answers_are_those_of_the_tables() -> None:
    dots = scene(Stateless()).dots
    assert [dot.figure for dot in dots] == ["12.3 million", "20.9 million", "27 million", "40.3 million", "49.6 million"]
    assert [dot.range_kind for dot in dots] == ["at_least", "not_seen", "at_most", "not_seen", "not_seen"]
    assert [dot.figure for dot in dots if dot.repeated] == ["27 million"]
    assert "Kevin Bales" in dots[2].source
    assert "Compilation 2014" in dots[2].source
    estimates = atlas()["estimates"]
    printed = {str(text) for text in estimates["as_printed"]}
    assert all(any(dot.figure in text for text in printed) for dot in dots)


def test_a_dot_stands_where_its_number_is_on_the_axis() -> None:
    shown = scene(Stateless())
    highest = float(shown.ticks[-1][0]) * 10**6
    assert all(dot.share == pytest.approx(dot.number / highest) for dot in shown.dots)
    assert [share for _, share in shown.ticks] == sorted(share for _, share in shown.ticks)
    assert shown.ticks[0] == ("0", 0.0)
    assert shown.ticks[-1][1] == 1.0


@pytest.mark.parametrize(
    ("highest", "end"), [(49.6e6, (10, 60)), (27e6, (5, 35)), (0, (1, 1)), (1.2e9, (200, 1400)), (70e6, (20, 80)), (6.3e6, (2, 8))]
)
def test_an_axis_has_room_for_its_numbers_and_few_steps(highest: float, end: tuple[int, int]) -> None:
    assert ticks(highest) == end
    assert end[1] * 10**6 * 0.9 >= highest


def test_a_mark_says_what_is_known_of_its_range() -> None:
    drawn = str(answer_dots(scene(Stateless())))
    assert drawn.count("dot-hollow") == 3
    assert drawn.count("dot-arrow dot-right") == 1
    assert drawn.count("dot-arrow dot-left") == 1
    assert drawn.count("dot dot-repeated") == 1
    assert drawn.count("range not checked") == 3


def test_the_conflicts_name_figures_of_the_tables_and_lead_to_their_questions() -> None:
    conflicts = scene(Stateless()).conflicts
    assert [conflict.title for conflict in conflicts] == [
        "27, 49.6 or 12.3 million people?",
        "32, 150.2 or 236 billion dollars: profit or revenue?",
        "800,000 people a year across borders: who is counted?",
    ]
    questions = set(answers.questions()["quantity_id"])
    assert [conflict.address.partition("q=")[2] in questions for conflict in conflicts] == [True, True, True]
    assert all(client().get(conflict.address).status_code == 200 for conflict in conflicts)
    reasons = " ".join(answers.questions()["why_they_differ"])
    assert all(conflict.reason.rstrip(".") in reasons for conflict in conflicts)


def test_the_counts_are_those_of_the_latest_editions_without_what_is_derived_here() -> None:
    totals, tables = headline.totals(), atlas()
    editions = {"unodc_glotip", "unodc_glotip_2023"}
    rows = pd.concat([tables[name][["source_id", "basis"]].astype("str") for name in ("estimates", "ratings", "flows")])
    assert (totals.sources, totals.editions) == (len(tables["sources"]) - 2, 2)
    assert totals.figures == int((~rows["source_id"].isin(editions) & (rows["basis"] == "printed")).sum())
    page = client().get("/").text
    assert f"{totals.sources}</" in page and "sources and 2 earlier editions" in page
    assert f"{totals.figures:,}" in page
    assert tables.version in page


@pytest.mark.usefixtures("fresh")
def test_an_answer_that_the_tables_no_longer_have_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    full = answers.answers
    monkeypatch.setattr(answers, "answers", lambda quantity: full(quantity)[lambda rows: rows["kind"] != "secondary_claim"])
    shown = scene(Stateless())
    assert [dot.figure for dot in shown.dots] == ["12.3 million", "20.9 million", "40.3 million", "49.6 million"]
    assert shown.how_many.startswith("Four published answers")
    assert "12.3" not in " ".join(conflict.title for conflict in shown.conflicts)
    assert "Why they differ" in str(layout(shown))


@pytest.mark.usefixtures("fresh")
def test_a_page_without_any_answer_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    full = answers.answers
    monkeypatch.setattr(answers, "answers", lambda quantity: full(quantity).iloc[:0])
    shown = scene(Stateless())
    assert (shown.dots, shown.conflicts) == ((), ())
    assert "No published answers" in str(layout(shown))


def test_the_page_leads_to_every_way_in_and_its_field_works_without_scripts() -> None:
    page = str(opened("/"))
    for path in ("/countries", "/check", "/map", "/flows", "/search?q=Nepal", "/search?q=%24150%20billion", "/data"):
        assert f"'{path}'" in page, path
    assert len(DOORS) == 3
    plain = client().get("/").text.partition("<noscript>")[2]
    assert re.search(r'<form [^>]*action="/search"[^>]*>', plain)
    assert "contradict each other" in plain
    assert "12.3 million" in plain
    assert "at most" in plain


def test_the_page_has_no_figure_of_plotly() -> None:
    assert "Graph(" not in str(opened("/"))


def test_the_scene_holds_no_frame_and_is_made_once() -> None:
    first, again = scene(Stateless()), scene(Stateless())
    assert first is again
    assert isinstance(first, Scene)
    assert not any(isinstance(value, pd.DataFrame) for value in vars(first).values())
