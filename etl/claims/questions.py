"""The comparable questions: which rows answer which, in groups of rows that count the same thing.

quantities.toml selects them, for primary sources and claims alike; a claim may name its question itself.
"""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import Field
from pydantic.dataclasses import dataclass

from etl.contract.errors import EtlError, InputError, RuleError, gathered, raise_all
from etl.contract.forms import FORM, Text, Year, validated
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import IndicatorCode, word

_COLUMNS: Mapping[str, str] = {
    **{name: name for name in ("place", "indicator", "sex", "age", "form", "unit")},
    "source": "source_id",
    "year": "year_end",
}
_DESCRIBED = ("title", "question", "unit", "why_they_differ", "brief")
_OF_GROUP = ("label", "differs", "concept", "alike", "overlooks")
_FILE, _NONE = "quantities.toml", "-"
_Words = Text | list[Text] | None


@dataclass(frozen=True, config=FORM)
class _Selector:
    """What the rows of a group have in common."""

    indicator: IndicatorCode | list[IndicatorCode]
    source: _Words = None
    place: _Words = None
    sex: _Words = None
    age: _Words = None
    form: _Words = None
    unit: _Words = None
    year: Year | list[Year] | None = None


@dataclass(frozen=True, config=FORM)
class _Group:
    """Answers that count the same thing; ``overlooks`` is what they may differ in and still be compared by a factor.

    ``rows`` select them; a group without selectors is for claims that name it. ``differs`` says how it differs from the first
    group of its question, which has none; ``concept`` stands beside each of its marks where the question mixes concepts.
    """

    id: Text
    label: Text
    differs: str = ""
    concept: str = ""
    rows: tuple[_Selector, ...] = ()
    alike: bool = True
    overlooks: tuple[Literal["place", "unit", "sex", "age", "form", "method"], ...] = ()


@dataclass(frozen=True, config=FORM)
class _Question:
    id: Text
    title: Text
    question: Text
    unit: Annotated[str, word("unit")]
    why_they_differ: Text
    groups: Annotated[list[_Group], Field(min_length=1)]
    brief: tuple[Text, ...] = ()
    topic: Annotated[str, word("topic", "")] = ""


def _check_unique(names: list[str], where: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InputError("reference", where, f"'{name}' appears twice", "Give each a name of its own.")


def _check_differences(question: _Question) -> None:
    first, *others = question.groups
    unclear = [group.id for group in others if not group.differs] + ([first.id] if first.differs else [])
    if unclear:
        remedy = "Give 'differs' to every group but the first: how it differs from the first one."
        raise InputError("reference", f"{_FILE}, {question.id}", f"'differs' of the group '{unclear[0]}'", remedy)


def questions(entries: list[Mapping[str, Any]]) -> list[_Question]:
    """The questions in their order; raises InputError for missing and unknown keys, unknown words and duplicate names."""
    checked: list[_Question] = []
    faults: list[EtlError] = []
    for number, entry in enumerate(entries, 1):
        with gathered(faults):
            checked.append(validated(_Question, entry, "reference", f"{_FILE}, question {number}"))
    raise_all(faults)
    _check_unique([question.id for question in checked], _FILE)
    for question in checked:
        _check_unique([group.id for group in question.groups], f"{_FILE}, {question.id}")
        _check_differences(question)
    return checked


def _candidates(estimates: pd.DataFrame, earlier: Collection[str]) -> pd.DataFrame:
    """The rows that may answer, in the columns that selectors use: no quarters, which are parts of a year."""
    rows = estimates[estimates["quarter"].isna()] if "quarter" in estimates else estimates
    candidates = rows.loc[~rows["source_id"].isin(list(earlier)), [column for column in _COLUMNS.values() if column in rows]]
    return candidates.astype("category")


def _selected(rows: pd.DataFrame, selector: _Selector) -> pd.Index:
    for key, column in _COLUMNS.items():
        if (limit := getattr(selector, key)) is not None:
            rows = rows[rows[column].isin(limit if isinstance(limit, list) else [limit])]
    return rows.index


def _named_groups(estimates: pd.DataFrame, known: Collection[str]) -> pd.Series:
    """The group that each claim names itself: 'question/group', '-' for none; '' where it names nothing."""
    named = estimates["quantity_id"]
    for row in row_dicts(estimates[named.notna() & ~named.isin([*known, _NONE])]):
        remedy = f"Write QUESTION/GROUP as in data/reference/{_FILE}, '{_NONE}' for none, or leave it empty."
        raise RuleError(row["source_id"], str(row["where"]), f"unknown quantity '{row['quantity_id']}'", remedy)
    return named.astype("object").where(named.notna(), "")


def _answered_groups(estimates: pd.DataFrame, groups: Mapping[str, _Group], earlier: Collection[str]) -> pd.Series:
    """The group that each row answers: the one it names, else the first whose selectors fit; '' where there is none."""
    assigned, candidates = _named_groups(estimates, groups), _candidates(estimates, earlier)
    answered = set(assigned)
    for name, group in groups.items():
        for number, selector in enumerate(group.rows, 1):
            rows = _selected(candidates, selector)
            if rows.empty:
                raise InputError("reference", f"{_FILE}, {name}", f"selector {number} fits no row", "Correct it, or remove it.")
            unanswering = rows[assigned[rows] == ""]
            assigned[unanswering] = name
            answered |= {name} if len(unanswering) else set()
        if name not in answered:
            raise InputError("reference", f"{_FILE}, {name}", "no row answers the group", "Remove it, or name it in a claim.")
    return assigned.where(~assigned.isin(["", _NONE]), None)


def _question_tables(listed: list[_Question]) -> dict[str, pd.DataFrame]:
    """The tables ``quantities`` and ``groups``."""
    return {
        "quantities": pd.DataFrame(
            [(q.id, q.topic, *(getattr(q, name) for name in _DESCRIBED), order) for order, q in enumerate(listed)],
            columns=["quantity_id", "topic", *_DESCRIBED, "order"],
        ),
        "groups": pd.DataFrame(
            [(q.id, g.id, *(getattr(g, name) for name in _OF_GROUP), order) for q in listed for order, g in enumerate(q.groups)],
            columns=["quantity_id", "group_id", *_OF_GROUP, "order"],
        ),
    }


def assign(
    estimates: pd.DataFrame, entries: list[Mapping[str, Any]], *, earlier: Collection[str] = ()
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """``estimates`` with their question, and the tables ``quantities``, ``groups`` and ``answers``.

    Rows of the sources ``earlier``, the editions that another one revises, answer nothing. Raises RuleError for a claim
    that names an unknown question, InputError for a selector that fits no row and a group that no row answers.
    """
    checked = questions(entries)
    groups = {f"{question.id}/{group.id}": group for question in checked for group in question.groups}
    answered = _answered_groups(estimates, groups, earlier)
    parts = answered.dropna().str.split("/", expand=True).reindex(columns=[0, 1])
    answers = {"quantity_id": parts[0], "group_id": parts[1], "row_id": estimates.loc[parts.index, "estimate_id"]}
    question = answered.map({name: name.partition("/")[0] for name in groups})
    return estimates.assign(quantity_id=question), {**_question_tables(checked), "answers": pd.DataFrame(answers)}
