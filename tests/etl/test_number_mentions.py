"""Figures in running text are recognised as a reader would, and what is no figure is left alone."""

import csv
import itertools
import time
from pathlib import Path

import pytest

from etl.queries.mention import Mention
from etl.queries.number_mentions import mentions

_SENTENCES = Path(__file__).parent / "number_sentences.csv"


def _rows() -> list[tuple[str, str]]:
    with _SENTENCES.open(encoding="utf-8", newline="") as file:
        return [(row["sentence"], row["figures"] or "") for row in csv.DictReader(file)]


def _number(value: float) -> str:
    return f"{round(value, 2):.15g}"


def _words(mention: Mention) -> str:
    ends = _number(mention.low) + (f"-{_number(mention.high)}" if mention.is_range else "")
    return " ".join(filter(None, (mention.hedge, ends, mention.unit)))


def test_the_figures_of_each_sentence_are_recognised() -> None:
    recognised = {sentence: "; ".join(map(_words, mentions(sentence))) for sentence, _ in _rows()}
    assert {sentence: (recognised[sentence], figures) for sentence, figures in _rows() if recognised[sentence] != figures} == {}


def test_there_are_at_least_120_sentences() -> None:
    assert len({sentence for sentence, _ in _rows()}) >= 120


def test_a_mention_is_where_it_says_it_is() -> None:
    for sentence in (sentence for sentence, figures in _rows() if figures):
        text = f"Before it. {sentence} After it."
        spans = [(mention.start, mention.end) for mention in mentions(text)]
        assert all(text[mention.start : mention.end] == mention.text for mention in mentions(text)), sentence
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans)), sentence


def test_the_words_around_a_figure_end_at_its_neighbours_and_its_sentence() -> None:
    text = "Slavery is old. Of the 49.6 million people in slavery, 27.6 million were in forced labour. It made 236 billion dollars."
    one, two, three = mentions(text)
    assert (one.before, one.after) == ("Of the", "people in slavery,")
    assert (two.before, two.after) == ("people in slavery,", "were in forced labour.")
    assert three.before == "It made"
    assert "slavery" in one.context and "forced_labour" in two.context and "forced_labour" not in one.context


@pytest.mark.parametrize(
    "text", ["9" * 20_000, "1 " * 10_000, "a " * 10_000, "1,000" * 4_000, "between 1 and " * 1_500, "one hundred and " * 1_300]
)
def test_a_hostile_text_takes_no_longer_than_a_real_one(text: str) -> None:
    start = time.process_time()
    mentions(text[:20_000])
    assert time.process_time() - start < 20


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud800", "<b>12</b>", "=1+2", "٣٤ مليون", "两千万人"])
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(mention.low <= mention.high for mention in mentions(text))
