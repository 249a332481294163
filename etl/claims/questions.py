"""The comparable questions: which rows claim to answer which, in groups that really count the same thing.

quantities.toml says it by selectors, for primary sources and claims alike; a claim may name its question itself.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import Field
from pydantic.dataclasses import dataclass

from etl.contract.errors import EtlError, InputError, RuleError, gathered, raise_all
from etl.contract.forms import FORM, Text, Year, validated
from etl.contract.vocabulary import IndicatorCode, word

_COLUMNS: Mapping[str, str] = {
    **{name: name for name in ("place", "indicator", "sex", "age", "form", "unit")},
    "source": "source_id",
    "year": "year_end",
}
_TOLD = ("title", "question", "unit", "why_they_differ")
_FILE = "quantities.toml"
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
    """Answers that count the same thing; ``overlooks`` is what they may differ in and still have a factor.

    ``rows`` select them; a group without is for claims that name it.
    """

    id: Text
    label: Text
    rows: tuple[_Selector, ...] = ()
    alike: bool = True
    overlooks: tuple[Literal["place", "unit", "sex", "age", "form"], ...] = ()


@dataclass(frozen=True, config=FORM)
class _Question:
    id: Text
    title: Text
    question: Text
    unit: Annotated[str, word("unit")]
    why_they_differ: Text
    groups: Annotated[list[_Group], Field(min_length=1)]
    topic: Annotated[str, word("topic", "")] = ""


def _once(names: list[str], where: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InputError("reference", where, f"'{name}' appears twice", "Give each a name of its own.")


def questions(entries: list[Mapping[str, Any]]) -> list[_Question]:
    """The questions in their order; raises InputError for one that says too little, something unknown, or a name twice."""
    found: list[_Question] = []
    faults: list[EtlError] = []
    for number, entry in enumerate(entries, 1):
        with gathered(faults):
            found.append(validated(_Question, entry, "reference", f"{_FILE}, question {number}"))
    raise_all(faults)
    _once([question.id for question in found], _FILE)
    for question in found:
        _once([group.id for group in question.groups], f"{_FILE}, {question.id}")
    return found


def _candidates(estimates: pd.DataFrame, earlier: Collection[str]) -> pd.DataFrame:
    """The rows that may answer, in the columns that selectors name: quarters are parts of a year and answer nothing by themselves."""
    rows = estimates[estimates["quarter"].isna()] if "quarter" in estimates else estimates
    named = rows.loc[~rows["source_id"].isin(list(earlier)), [column for column in _COLUMNS.values() if column in rows]]
    return named.astype("category")


def _fitting(rows: pd.DataFrame, selector: _Selector) -> pd.Index:
    """The rows that a selector means."""
    for key, column in _COLUMNS.items():
        if (wanted := getattr(selector, key)) is not None:
            rows = rows[rows[column].isin(wanted if isinstance(wanted, list) else [wanted])]
    return rows.index


def _own(estimates: pd.DataFrame, known: set[str]) -> Iterator[tuple[Any, str]]:
    """The questions that claims name themselves: 'question/group', or '-' for none."""
    for row in estimates[estimates["quantity_id"].notna()].itertuples():
        if row.quantity_id not in known | {"-"}:
            remedy = f"Write QUESTION/GROUP as in data/reference/{_FILE}, '-' for none, or leave it empty."
            raise RuleError(row.source_id, str(row.where), f"unknown quantity '{row.quantity_id}'", remedy)
        yield row.Index, row.quantity_id


def assign(
    estimates: pd.DataFrame, entries: list[Mapping[str, Any]], *, earlier: Collection[str] = ()
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """``estimates`` with their question, and the tables ``quantities``, ``groups`` and ``answers``.

    Rows of the sources ``earlier``, earlier editions of others, answer nothing.
    Raises RuleError for a claim that names an unknown question, InputError for a selector or a group that no row answers.
    """
    asked = questions(entries)
    groups = {f"{question.id}/{group.id}": group for question in asked for group in question.groups}
    taken = pd.Series("", estimates.index, dtype="object")
    for index, named in _own(estimates, set(groups)):
        taken[index] = named
    answered, candidates = set(taken.unique()), _candidates(estimates, earlier)
    for name, group in groups.items():
        for number, selector in enumerate(group.rows, 1):
            found = _fitting(candidates, selector)
            if found.empty:
                raise InputError("reference", f"{_FILE}, {name}", f"selector {number} fits no row", "Correct it, or take it out.")
            new = found[taken[found] == ""]
            taken[new] = name
            answered |= {name} if len(new) else set()
        if name not in answered:
            raise InputError("reference", f"{_FILE}, {name}", "no row answers the group", "Take it out, or name it in a claim.")
    given = taken.where(~taken.isin(["", "-"]), None)
    parts = given.dropna().str.split("/", expand=True).reindex(columns=[0, 1])
    tables = {
        "quantities": pd.DataFrame(
            [(q.id, q.topic, *(getattr(q, name) for name in _TOLD), order) for order, q in enumerate(asked)],
            columns=["quantity_id", "topic", *_TOLD, "order"],
        ),
        "groups": pd.DataFrame(
            [(q.id, g.id, g.label, g.alike, g.overlooks, order) for q in asked for order, g in enumerate(q.groups)],
            columns=["quantity_id", "group_id", "label", "alike", "overlooks", "order"],
        ),
        "answers": pd.DataFrame({"quantity_id": parts[0], "group_id": parts[1], "row_id": estimates.loc[parts.index, "estimate_id"]}),
    }
    return estimates.assign(quantity_id=given.str.partition("/")[0].where(given.notna(), None)), tables
