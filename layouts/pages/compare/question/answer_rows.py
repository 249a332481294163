"""The answers to a question as rows, one a mark, with who took it from whom; and how far the answers of each group are apart."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import masked
from etl.queries import answers
from layouts import format as words
from layouts.evidence.source_columns import EDITION, SOURCE, with_source
from layouts.export import Column, table_columns
from layouts.pages.compare.question.state import State

_HEADS = (
    ("estimate_id", "text", "Identifier of the row."),
    ("answer_group", "text", "What the answer really counts; only answers of one group may be compared."),
    ("says", "text", "What the source says, in words."),
    ("counted", "text", "What the figure counts, in words: as a document says it, or the label of the indicator."),
    ("source_short", "text", "Short title of the source."),
    ("source_kind", "text", "Kind of source, which is the shape of the mark."),
    ("place_name", "text", "Short English name of the place."),
    ("year_stated", "flag", "Whether the source says which year the figure refers to; if not, its own year is given."),
)
_TAILS = (
    ("produced_by", "text", "The producer that a document names; empty where it names none, missing for a source that is not a document."),
    ("agrees", "text", "Whether a repeated figure agrees with the primary source: yes, no, unknown; missing where nothing is repeated."),
    ("agreement", "text", "What is the same and what is not."),
    ("lineage", "text", "Where the number came from, the producer first; missing where no chain is known."),
)
_OWN = table_columns("estimates", without={"estimate_id"})
COLUMNS = (*(Column(*head) for head in _HEADS), *_OWN, *(Column(*tail) for tail in _TAILS), *SOURCE, EDITION)
_NAMES = {"row_id": "estimate_id", "group": "answer_group", "short_title": "source_short"}
# What the rows of a group may differ in where a factor is stated all the same.
_PLURALS = {"place": "places", "sex": "sexes", "age": "ages", "form": "forms of exploitation"}
# What the figures of one series of a source have in common.
_SERIES = ["source_id", "indicator", "form", "sex", "age"]

# The fewest letters of the name of a producer; a name, or a title in quotes; and producers whom readers know by a shorter one.
_LEAST = 25
_NAME = re.compile(r"'[^']+'|(?:(?! - )[^,;])+")
_KNOWN = {
    "International Labor Organization": "ILO",
    "U.S. Federal Bureau of Investigation": "FBI",
    "United States State Department": "US State Department",
}


def _period(row: Any) -> str:
    return words.period(int(row.year_start), int(row.year_end)) if row.year_stated else f"{row.published_year}, year not stated"


def _producer(row: Any) -> str:
    """The producer whom a document names; '' where it names none."""
    return row.produced_by if isinstance(row.produced_by, str) else ""


def who(row: Any) -> str:
    """Who says so: the source, after the producer whom it names where it repeats another."""
    return f"{_producer(row)}, in {row.source_short}" if _producer(row) else str(row.source_short)


def who_in_short(row: Any, room: int = 0) -> str:
    """The same without the work: of the producer the first name; in about as many letters as there is ``room`` for its abbreviation."""
    work = re.sub(r"^notes? [\d-]+: ", "", _producer(row))
    abbreviation = re.search(r"^[^,;(]+\(([A-Z]{3,})\)", work)
    named = _NAME.match(re.sub(r" *\([^)]*\)", "", work))
    name, tail = abbreviation[1] if abbreviation else named[0].strip() if named else "", f", in {row.source_short}"
    name = _KNOWN.get(name, name)
    most = max(_LEAST, room - len(tail)) if room else len(name)
    short = name if len(name) <= most else f"{name[:most].rpartition(' ')[0]}…"
    return short + tail if name else str(row.source_short)


def producers(rows: pd.DataFrame) -> list[str]:
    """The producers whom the documents among rows name, each once."""
    return [name for name in dict.fromkeys(rows["produced_by"]) if isinstance(name, str) and name]


def with_producers(record: Mapping[str, Any], rows: pd.DataFrame) -> Mapping[str, Any]:
    """The record of a source as it is cited for rows: of a document that repeats figures after whom it attributes them to."""
    mine = rows[rows["source_id"] == record["source_id"]]
    if record["kind"] != "secondary_claim" or mine.empty:
        return record
    named, nameless = producers(mine), bool((mine["produced_by"].fillna("") == "").any())
    texts = [f"Figures drawn are attributed there to: {'; '.join(named)}."] if named else []
    texts += [f"For {'others' if named else 'the figures drawn'} it names no producer."] if nameless else []
    note = " ".join(texts)
    return {**record, "citation": f"{record['citation']} {note}", "note": note}


def answer_rows(state: State) -> pd.DataFrame:
    """The answers of a state in the order in which they are drawn, with ``says`` and ``period`` in words."""
    rows = answers.filtered(
        state.quantity,
        kinds=state.kinds,
        place=state.place,
        form=state.form,
        years=state.period,
        search=state.search,
        by_value=state.order == "value",
    ).rename(columns=_NAMES)
    indicators = vocabulary.indicators()
    says = [words.figure(indicators[row["indicator"]], row) for row in row_dicts(rows)]
    kinds = [vocabulary.label("kind", kind) for kind in rows["kind"]]
    return rows.assign(says=says, period=[_period(row) for row in rows.itertuples()], source_kind=kinds)


def _step(step: Mapping[str, Any]) -> str:
    producer: str = step["document"] or step["produced_by"] or "an unnamed producer"
    return producer + (f" says '{step['says']}'" if step["says"] else " (not seen)")


def export_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Answers with the ``COLUMNS`` of an export; their chains in one line."""
    lines = ["; then ".join(map(_step, row_dicts(answers.chain(row_id)))) or None for row_id in rows["estimate_id"]]
    lineage = pd.Series(lines, rows.index)
    return with_source(rows).assign(lineage=lineage, **{name: rows[name].replace("", None) for name in ("agrees", "agreement")})


def _extremes(group: pd.DataFrame) -> str:
    """The lowest and the highest number of a group, with their years where both are stated and differ: they are no rival answers."""
    ends = group[["value", "value_low", "value_high"]].astype("float")
    low, high = group.iloc[int(ends.min(axis=1).argmin())], group.iloc[int(ends.max(axis=1).argmax())]
    years = [words.period(int(row["year_start"]), int(row["year_end"])) for row in (low, high)]
    if years[0] == years[1] or not (low["year_stated"] and high["year_stated"]):
        return "The lowest and the highest number"
    return f"The lowest number ({years[0]}) and the highest ({years[1]})"


def _aside(group: pd.DataFrame) -> str:
    """In what answers differ that are nevertheless held against one another."""
    names = answers.differ_in(group)
    whom = words.listed(text for name, text in _PLURALS.items() if name in names)
    units = words.listed(dict.fromkeys(vocabulary.label("unit", code) for code in group["unit"]))
    texts = [f"for different {whom}"] if whom else []
    texts += [f"in different units, {units}"] if "unit" in names else []
    texts += ["by different methods"] if "method" in names else []
    return f", although they are {words.listed(texts)}" if texts else ""


def heading(group: pd.DataFrame) -> str:
    """The label of a group, with how many of the years of a longer series are drawn."""
    parts = answers.selections(group)
    alone = len(parts) == 1 and (group[_SERIES] == group[_SERIES].iloc[0]).all(axis=None)
    years = [f"{part.drawn}\u00a0of\u00a0{part.printed}\u00a0years" for part in parts]  # no line breaks amid them
    texts = years if alone else [f"{part.series['source_short']}: {text}" for part, text in zip(parts, years, strict=True)]
    return " · ".join([str(group["answer_group"].iloc[0]), *texts])


def _selected(group: pd.DataFrame) -> str:
    """How many of the years of longer series are drawn; '' where all are."""
    texts = [f"{part.drawn} of the {part.printed} years of {part.series['source_short']}" for part in answers.selections(group)]
    refused = " No lowest or highest number and no factor is stated of a selection." if len(group) > 1 else ""
    return f"Drawn: {' and '.join(texts)}.{refused}" if texts else ""


def _no_factor(group: pd.DataFrame) -> str:
    """Why a group of several answers has no factor."""
    if selected := _selected(group):
        return selected
    if group["alike"].all() and "method" in answers.differ_in(group):
        return "The editions differ in method, and their caveats say not to compare them; no factor is stated."
    return "These answers do not count the same thing; no factor is stated."


def _difference(group: pd.DataFrame, size: int) -> str:
    """How far the answers with a number are apart; ``size``: how many answers the group has with those that are masked."""
    if len(group) < 2:
        return _selected(group) or ("One answer." if size == 1 else "One answer with a number.")
    factor = answers.factor(group)
    if factor is None:
        return _no_factor(group)
    if factor < 1.005:
        return f"{'Both' if len(group) == 2 else 'All'} answers give the same number{_aside(group)}."
    if factor < 1.05:
        return f"The answers differ by less than 5 per cent{_aside(group)}."
    return f"{_extremes(group)} differ by a factor of {words.plain(factor, 2)}{_aside(group)}."


def comparison(group: pd.DataFrame) -> str:
    """How far the answers of a group are apart, and how many are masked."""
    counted = group[~masked(group)]
    masks = len(group) - len(counted)
    return _difference(counted, len(group)) + (f" Answers masked by the publisher: {masks}." if masks else "")


def _note(group: pd.DataFrame, first: str) -> str:
    """How a group differs from the ``first`` of its question, and how far its own answers are apart."""
    differs = group["differs"].iloc[0]
    unlike = f"Unlike {first}, it {differs}." if differs else ""
    alone = unlike and len(group) == 1 and not answers.selections(group)
    return unlike if alone else f"{unlike} {comparison(group)}".strip()


def group_notes(rows: pd.DataFrame, answered: pd.DataFrame) -> tuple[tuple[str, int, str], ...]:
    """The groups of rows in their order: what each counts, how many answers it has, and how it differs.

    ``answered``: all answers to the question, whose first group may be filtered out of the rows.
    """
    by_year = rows.sort_values(["year_end", "published_year", "number", "estimate_id"])
    groups = [group for _, group in by_year.groupby("group_order", sort=True)]
    label = answered.sort_values("group_order")["group"].iloc[0]
    first = "the first group" if groups and groups[0]["answer_group"].iloc[0] == label else f"'{label}', which the filters leave out"
    return tuple((group["answer_group"].iloc[0], len(group), _note(group, first)) for group in groups)
