"""A question with the answers that are drawn: figure, table, notes and export are made of the same rows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import answers, atlas
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.row_evidence import RowEvidence, evidence_of
from layouts.evidence.row_record import RowRecord, row_record
from layouts.figures import dot_range
from layouts.figures.marks import Mark
from layouts.mark_looks import RANGES
from layouts.pages.compare.question.answer_rows import answer_rows, export_rows
from layouts.pages.compare.question.group_notes import GroupNote, group_notes
from layouts.pages.compare.question.question_options import Options, options
from layouts.pages.compare.question.state import State

_COLUMNS = ("Source", "Says", "Range", "What is counted", "Whom", "Place", "Period", "Kind of source", "Location in source")


@dataclass(frozen=True)
class Scene:
    """What a state of the question shows.

    ``question``: its record; ``answers``: all answers to it; ``rows``: those drawn, in their order; ``years``: the first and
    the last year of all answers to all questions.
    """

    state: State
    question: Mapping[str, Any]
    answers: pd.DataFrame
    rows: pd.DataFrame
    years: tuple[int, int]
    version: str

    @property
    def subtitle(self) -> str:
        """How many of the answers are drawn."""
        count = len(self.answers)
        return f"{len(self.rows)} of {count} published {'answer' if count == 1 else 'answers, side by side and never merged'}"

    @cached_property
    def options(self) -> Options:
        """What the controls offer."""
        return options(answers.questions(), self.answers)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The answers as marks; a place is named where the question has several."""
        places = self.answers["place"].nunique()
        return tuple(_mark(row, places) for row in self.rows.itertuples())

    @cached_property
    def figure(self) -> dict[str, Any]:
        """The dots and ranges."""
        title = f"{self._unit} ({self.state.axis} axis)"
        return dot_range.dot_range(self.marks, title=title, log=self.state.axis == "log", chosen=self.state.mark)

    @property
    def _unit(self) -> str:
        """The unit on the axis; each of them where the groups of a question have several."""
        codes = dict.fromkeys([self.question["unit"], *self.rows["unit"]])
        labels = list(dict.fromkeys(vocabulary.label("unit", code) for code in codes))
        return labels[0] if len(labels) == 1 else f"{' or '.join(labels)}, as each row says"

    @property
    def kinds(self) -> dict[str, int]:
        """The kinds of source that occur, with the number of their marks."""
        counts = self.rows["kind"].value_counts()
        return {code: int(counts[code]) for code in vocabulary.terms("kind") if code in counts}

    @property
    def range_kinds(self) -> dict[str, int]:
        """The kinds of range that occur, with the number of their marks."""
        counts = self.rows["range_kind"].value_counts()
        return {code: int(counts[code]) for code in RANGES if code in counts}

    @cached_property
    def groups(self) -> tuple[GroupNote, ...]:
        """What each group counts, how many answers it has, and the factor between its extremes."""
        return group_notes(self.rows)

    @cached_property
    def evidence(self) -> RowEvidence:
        """What the rows say of themselves."""
        return evidence_of(self.rows)

    @property
    def checked(self) -> pd.DataFrame:
        """The answers that repeat a primary source of the atlas, with what agrees."""
        return self.answers[self.answers["agrees"].fillna("") != ""]

    @cached_property
    def chosen(self) -> RowRecord | None:
        """All that is known of the chosen answer."""
        return row_record(self.state.mark)

    @cached_property
    def table(self) -> dict[str, Any]:
        """The table twin: the rows of the figure in words."""
        masked = "" if self.rows["number"].notna().all() else " Masked answers have no number to sort by and come last."
        return rows_table.data(self.question["question"] + masked, [_line(row) for row in self.rows.itertuples()], _COLUMNS)

    @cached_property
    def export_rows(self) -> pd.DataFrame:
        """The rows with the columns of an export."""
        return export_rows(self.rows)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _mark(row: Any, places: int) -> Mark:
    where = f" · {row.place_name}" if places > 1 else ""
    return Mark(
        row.estimate_id,
        row.answer_group,
        f"{row.source_short}{where} · {row.period if row.year_stated else 'year not stated'}",
        row.says,
        words.sentence(row.counted),
        row.kind,
        row.range_kind,
        *(_number(getattr(row, name)) for name in ("value", "value_low", "value_high")),
    )


def _whom(row: Any) -> str:
    labels = [vocabulary.label(group, getattr(row, group)) for group in ("sex", "age", "form") if getattr(row, group) != "all"]
    return ", ".join(labels) or "everyone"


def _line(row: Any) -> Line:
    cells = (
        row.source_short,
        row.says,
        words.span(vocabulary.indicators()[row.indicator], row._asdict()),
        f"{words.sentence(row.counted)}. Group: {row.answer_group}",
        _whom(row),
        row.place_name,
        row.period,
        row.source_kind,
        row.locator,
    )
    return Line(cells, {1: _number(row.number), 6: float(row.year_end)})


@lru_cache(maxsize=256)
def scene(state: State) -> Scene:
    """The scene of a state."""
    question = answers.question(state.quantity)
    return Scene(state, question, answers.answers(state.quantity), answer_rows(state), answers.years(), atlas.atlas().version)
