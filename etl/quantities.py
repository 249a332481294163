"""The comparable questions: which rows claim to answer which, in groups that really count the same thing.

quantities.toml says it by selectors, for primary sources and claims alike; a claim may name its question itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.errors import InputError, RuleError

_COLUMNS: Mapping[str, str] = {
    "source": "source_id",
    "year": "year_end",
    **{name: name for name in ("indicator", "place", "sex", "age", "form", "unit")},
}
_OVERLOOKED = ("place", "unit", "sex", "age", "form")
_TOLD = ("title", "question", "unit", "why_they_differ")
_KEYS = ("id", *_TOLD, "groups")
_FILE = "quantities.toml"


@dataclass(frozen=True)
class Group:
    """Answers that count the same thing: where it stands, what it counts, and the selectors of its rows."""

    quantity: str
    group: str
    label: str
    order: int
    alike: bool
    overlooks: tuple[str, ...]
    selectors: tuple[Mapping[str, Any], ...]


def _refuse(where: str, problem: str, remedy: str) -> InputError:
    return InputError("reference", f"{_FILE}, {where}", problem, remedy)


def _checked(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    where = str(entry.get("id", "?"))
    if missing := [key for key in _KEYS if not entry.get(key)]:
        raise _refuse(where, f"missing {', '.join(missing)}", f"Every question states {', '.join(_KEYS)}.")
    if entry["unit"] not in vocabulary.terms("unit"):
        raise _refuse(where, f"unknown unit '{entry['unit']}'", f"Use one of {', '.join(vocabulary.terms('unit'))}.")
    return entry


def _overlooks(entry: Mapping[str, Any], group: Mapping[str, Any]) -> tuple[str, ...]:
    found = tuple(group.get("overlooks", ()))
    if unknown := sorted(set(found) - set(_OVERLOOKED)):
        where, remedy = f"{entry['id']}/{group['id']}", f"Name of: {', '.join(_OVERLOOKED)}."
        raise _refuse(where, f"'{unknown[0]}' is nothing that a group can overlook", remedy)
    return found


def groups(entries: list[Mapping[str, Any]]) -> list[Group]:
    """The groups of all questions, in their order; raises InputError for a question or a selector that says too little."""
    found = [
        Group(
            entry["id"], group["id"], group["label"], order, bool(group.get("alike", True)), _overlooks(entry, group), tuple(group["rows"])
        )
        for entry in map(_checked, entries)
        for order, group in enumerate(entry["groups"])
    ]
    for group in found:
        for selector in group.selectors:
            if "indicator" not in selector or set(selector) - set(_COLUMNS):
                known = ", ".join(_COLUMNS)
                raise _refuse(f"{group.quantity}/{group.group}", "a selector is not understood", f"Name an indicator, and of: {known}.")
            named = selector["indicator"] if isinstance(selector["indicator"], list) else [selector["indicator"]]
            if unknown := [code for code in named if code not in vocabulary.indicators()]:
                raise _refuse(f"{group.quantity}/{group.group}", f"unknown indicator '{unknown[0]}'", "Use a code of indicators.toml.")
    return found


def _marked(estimates: pd.DataFrame, selector: Mapping[str, Any]) -> pd.Series:
    """The rows that a selector means; quarters are parts of a year and answer nothing by themselves."""
    marks = estimates["quarter"].isna() if "quarter" in estimates else pd.Series(True, estimates.index)
    for key, wanted in selector.items():
        marks &= estimates[_COLUMNS[key]].isin(wanted if isinstance(wanted, list) else [wanted])
    return marks


def _own(estimates: pd.DataFrame, known: set[str]) -> Iterator[tuple[Any, str]]:
    """The questions that claims name themselves: 'question/group', or '-' for none."""
    for row in estimates[estimates["quantity_id"].notna()].itertuples():
        if row.quantity_id not in known | {"-"}:
            remedy = f"Write QUESTION/GROUP as in data/reference/{_FILE}, '-' for none, or leave it empty."
            raise RuleError(row.source_id, str(row.where), f"unknown quantity '{row.quantity_id}'", remedy)
        yield row.Index, row.quantity_id


def assign(estimates: pd.DataFrame, entries: list[Mapping[str, Any]]) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """``estimates`` with their question, and the tables ``quantities``, ``groups`` and ``answers``.

    Raises RuleError for a claim that names an unknown question.
    """
    found = groups(entries)
    taken = pd.Series("", estimates.index, dtype="object")
    for index, named in _own(estimates, {f"{group.quantity}/{group.group}" for group in found}):
        taken[index] = named
    for group in found:
        for selector in group.selectors:
            taken = taken.mask((taken == "") & _marked(estimates, selector), f"{group.quantity}/{group.group}")
    answered = taken.where(~taken.isin(["", "-"]), None)
    parts = answered.dropna().str.split("/", expand=True).reindex(columns=[0, 1])
    tables = {
        "quantities": pd.DataFrame(
            [
                {"quantity_id": e["id"], "topic": e.get("topic", ""), **{name: e[name] for name in _TOLD}, "order": number}
                for number, e in enumerate(entries)
            ],
            columns=["quantity_id", "topic", *_TOLD, "order"],
        ),
        "groups": pd.DataFrame(
            [
                {
                    "quantity_id": g.quantity,
                    "group_id": g.group,
                    "label": g.label,
                    "alike": g.alike,
                    "overlooks": g.overlooks,
                    "order": g.order,
                }
                for g in found
            ],
            columns=["quantity_id", "group_id", "label", "alike", "overlooks", "order"],
        ),
        "answers": pd.DataFrame({"quantity_id": parts[0], "group_id": parts[1], "row_id": estimates.loc[parts.index, "estimate_id"]}),
    }
    return estimates.assign(quantity_id=answered.str.partition("/")[0].where(answered.notna(), None)), tables
