"""A question with the answers that are drawn: figure, table, notes and export are made of the same rows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import answers, atlas, headline, row_links
from etl.queries.answers import Selection, selections
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.row_evidence import RowEvidence, evidence_of
from layouts.evidence.row_record import RowRecord, row_record
from layouts.figures import dot_range
from layouts.figures.answer_lines import answer_lines
from layouts.figures.marks import Mark
from layouts.mark_looks import RANGES
from layouts.pages.compare.question.answer_rows import answer_rows, group_notes, heading, who_in_short
from layouts.pages.compare.question.state import State

Option = dict[str, Any]
# About how many letters who says so and when have at a mark of a narrow figure.
_LABEL = 56
_COLUMNS = ("Source", "Figure", "Range", "What is counted", "Who is counted", "Place", "Period", "Kind of source", "Location in source")


@dataclass(frozen=True)
class Scene:
    """``answers``: all to the ``question``; ``rows``: those drawn, in their order; ``years``: first and last of all questions."""

    state: State
    question: Mapping[str, Any]
    answers: pd.DataFrame
    rows: pd.DataFrame
    years: tuple[int, int]
    version: str

    @property
    def subtitle(self) -> str:
        count, total = len(self.rows), len(self.answers)
        some = f"{count} of {total}" if count < total else f"{count}"
        selected = "; some are selected years of longer series" if self.selections else ""
        return f"{some} published {'answer' if total == 1 else 'answers, side by side and never merged'}{selected}"

    @cached_property
    def selections(self) -> dict[str, list[Selection]]:
        """By group the series of which not all years are drawn."""
        parts = {str(name): selections(group) for name, group in self.rows.groupby("answer_group", sort=False)}
        return {name: series for name, series in parts.items() if series}

    def all_years(self, group: str) -> list[tuple[str, str]]:
        """The words and the address of the chart of each series of which a group has selected years."""
        parts = self.selections.get(group, [])
        names = [f": {part.series['source_short']}" if len(parts) > 1 else "" for part in parts]
        return [
            (f"Chart of all {part.printed} years{name}", row_links.of_series(part.series)) for part, name in zip(parts, names, strict=True)
        ]

    @cached_property
    def headings(self) -> dict[str, str]:
        """What stands above the marks of each group."""
        return {str(name): heading(group) for name, group in self.rows.groupby("answer_group", sort=False)}

    @cached_property
    def options(self) -> dict[str, list[Option]]:
        """What the controls offer: the questions under their headings, and by what the answers to this one can be filtered."""
        places = row_dicts(self.answers.drop_duplicates("place").sort_values("place_name"))
        kinds, forms = set(self.answers["kind"]), set(self.answers["form"])
        return {
            "questions": _questions(),
            "kinds": [{"value": code, "label": term.label} for code, term in vocabulary.terms("kind").items() if code in kinds],
            "places": [{"value": row["place"], "label": row["place_name"]} for row in places],
            "forms": [
                {"value": code, "label": term.label.capitalize()} for code, term in vocabulary.terms("form").items() if code in forms
            ],
        }

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The answers as marks; a place is named where the question has several."""
        several = self.answers["place"].nunique() > 1
        return tuple(
            _mark(row, self.headings[str(row.answer_group)], f" · {row.place_name}" if several else "") for row in self.rows.itertuples()
        )

    @property
    def unit(self) -> str:
        """The unit of the axis, and which kind of axis it is."""
        codes = dict.fromkeys([self.question["unit"], *self.rows["unit"]])
        labels = list(dict.fromkeys(vocabulary.label("unit", code) for code in codes))
        first = next((label for label in labels if all(other.startswith(label) for other in labels)), labels[0])
        others = [label.removeprefix(first).lstrip() for label in labels if label != first]
        unit = f"{first}, in some answers {' or '.join(others)}" if others else first
        return f"{unit} ({self.state.axis}\N{NO-BREAK SPACE}axis)"

    @cached_property
    def figure(self) -> dict[str, Any]:
        return dot_range.dot_range(self.marks, title=self.unit, log=self.state.axis == "log", chosen=self.state.mark)

    def pictured(self, *, beside: bool = False) -> dict[str, Any]:
        """The figure of a picture; ``beside``: who says so stands beside what is said, which is lower and leaves less to the axis."""
        return answer_lines(self.marks, title=self.unit, log=self.state.axis == "log", beside=beside) if self.marks else self.figure

    @property
    def shares(self) -> list[float]:
        """Where the ticks of the axis stand, as shares of its length."""
        axis = dot_range.axis_of_marks(self.marks, log=self.state.axis == "log")
        return [axis.share(number) for number, _ in axis.ticks]

    def counts(self, column: str) -> dict[str, int]:
        """The codes that occur in ``kind`` or ``range_kind``, in their order, with the number of their marks."""
        counts = self.rows[column].value_counts()
        return {code: int(counts[code]) for code in (RANGES if column == "range_kind" else vocabulary.terms(column)) if code in counts}

    @cached_property
    def groups(self) -> tuple[tuple[str, int, str], ...]:
        return group_notes(self.rows, self.answers)

    @property
    def reasons(self) -> list[str]:
        """Why the answers differ, a sentence each."""
        return headline.why_they_differ(self.state.quantity)

    @cached_property
    def evidence(self) -> RowEvidence:
        return evidence_of(self.rows)

    @cached_property
    def chosen(self) -> RowRecord | None:
        return row_record(self.state.mark)

    @cached_property
    def table(self) -> dict[str, Any]:
        """The table twin: the rows of the figure in words."""
        masked = "" if self.rows["number"].notna().all() else " Masked answers cannot be sorted by number and come last."
        return rows_table.data(self.question["question"] + masked, [_line(row) for row in self.rows.itertuples()], _COLUMNS)


def _questions() -> list[Option]:
    """The questions with the number of their answers, under the headings of the vocabulary."""
    items: dict[str, list[Option]] = {code: [] for code in vocabulary.terms("topic")}
    for row in row_dicts(answers.questions()):
        items[row["topic"]].append({"value": row["quantity_id"], "label": f"{row['question']} ({int(row['answers'])})"})
    return [{"group": vocabulary.label("topic", code), "items": questions} for code, questions in items.items() if questions]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _mark(row: Any, group: str, where: str) -> Mark:
    when = f"{where} · {row.period if row.year_stated else 'year not stated'}"
    return Mark(
        row.estimate_id,
        group,
        who_in_short(row) + when,
        row.says,
        words.sentence(row.counted),
        row.kind,
        row.range_kind,
        _number(row.value),
        _number(row.value_low),
        _number(row.value_high),
        row.concept,
        who_in_short(row, _LABEL - len(when)) + when,
    )


def _line(row: Any) -> Line:
    group = [vocabulary.label(name, getattr(row, name)) for name in ("sex", "age", "form") if getattr(row, name) != "all"]
    cells = (
        row.source_short,
        row.says,
        words.span(vocabulary.indicators()[row.indicator], row._asdict()),
        f"{words.sentence(row.counted)}. Group: {row.answer_group}",
        ", ".join(group) or "everyone",
        row.place_name,
        row.period,
        row.source_kind,
        row.locator,
    )
    return Line(cells, {1: _number(row.number), 6: float(row.year_end)})


@lru_cache(maxsize=16)
def scene(state: State) -> Scene:
    """The scene of a state."""
    question = answers.question(state.quantity)
    return Scene(state, question, answers.answers(state.quantity), answer_rows(state), answers.years(), atlas.atlas().version)
