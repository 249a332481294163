"""One question of the Compare page: binds its answers to the figure, the table, the texts and the chain of a mark.

All parts are made from the same rows, so that a mark never stands beside the evidence of another view.
"""

import math
from functools import lru_cache
from typing import Any

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.queries import answers, evidence
from layouts import format as words
from layouts.components import lineage_chain, rows_table
from layouts.components.evidence_list import caveat_list, fact, seen_in
from layouts.components.rows_table import Line
from layouts.figures import dot_range
from layouts.figures.marks import Mark
from layouts.mark_looks import RANGES
from layouts.pages.compare.state import View

COLUMNS = ("Source", "Says", "Range", "What is counted", "Whom", "Place", "Period", "Kind of source", "Location in source")


def rows(view: View) -> pd.DataFrame:
    """The answers of a view, in the order in which they are drawn."""
    return answers.shown(view.quantity, view.filters, by_value=view.order == "value")


def _year(row: Any) -> str:
    if not row.year_stated:
        return f"{row.published_year}, year not stated"
    return words.period(int(row.year_start), int(row.year_end))


def reading(row: Any) -> str:
    """What an answer says, in words."""
    return words.figure(vocabulary.indicators()[row.indicator], row._asdict())


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _mark(row: Any, places: int) -> Mark:
    where = f" · {row.place_name}" if places > 1 else ""
    return Mark(
        row.row_id,
        row.group,
        f"{row.short_title}{where} · {_year(row) if row.year_stated else 'year not stated'}",
        reading(row),
        words.sentence(row.counted),
        row.kind,
        row.range_kind,
        *(_number(getattr(row, name)) for name in ("value", "value_low", "value_high")),
    )


@lru_cache(maxsize=256)
def _marks(quantity: str, filters: answers.Filters, by_value: bool) -> tuple[Mark, ...]:
    places = answers.answers(quantity)["place"].nunique()
    return tuple(_mark(row, places) for row in answers.shown(quantity, filters, by_value=by_value).itertuples())


def marks(view: View) -> tuple[Mark, ...]:
    """The marks of a view; a place is named where the question has several."""
    return _marks(view.quantity, view.filters, view.order == "value")


def _units(view: View) -> str:
    """The unit on the axis; every one of them where the groups of a question have several."""
    own = answers.question(view.quantity)["unit"]
    held = dict.fromkeys([own, *rows(view)["unit"]])
    labels = list(dict.fromkeys(vocabulary.label("unit", code) for code in held))
    return labels[0] if len(labels) == 1 else f"{' or '.join(labels)}, as each row says"


def figure(view: View) -> dict[str, Any]:
    """The dots and ranges of a view."""
    unit = _units(view)
    return dot_range.dot_range(marks(view), title=f"{unit} ({view.axis} axis)", log=view.axis == "log", chosen=view.mark)


def options(view: View) -> list[dict[str, str]]:
    """The marks to choose from by keyboard."""
    return [{"value": mark.row_id, "label": f"{mark.said} · {mark.label} · {mark.counted}"} for mark in marks(view)]


def _whom(row: Any) -> str:
    parts = [vocabulary.label(group, getattr(row, group)) for group in ("sex", "age", "form") if getattr(row, group) != "all"]
    return ", ".join(parts) or "everyone"


def _line(row: Any) -> Line:
    indicator = vocabulary.indicators()[row.indicator]
    cells = (
        row.short_title,
        reading(row),
        words.span(indicator, row._asdict()),
        f"{words.sentence(row.counted)}. Group: {row.group}",
        _whom(row),
        row.place_name,
        _year(row),
        vocabulary.label("kind", row.kind),
        row.locator,
    )
    return Line(cells, {1: _number(row.number), 6: float(row.year_end)})


@lru_cache(maxsize=256)
def _table(quantity: str, filters: answers.Filters, by_value: bool) -> dict[str, Any]:
    shown = answers.shown(quantity, filters, by_value=by_value)
    masked = "" if shown["number"].notna().all() else " Masked answers have no number to sort by and come last."
    return rows_table.data(answers.question(quantity)["question"] + masked, [_line(row) for row in shown.itertuples()], COLUMNS)


def table(view: View) -> dict[str, Any]:
    """The table twin: the rows of the figure in words."""
    return _table(view.quantity, view.filters, view.order == "value")


def _factor(group: pd.DataFrame) -> str:
    counted = group[group["range_kind"] != "masked"]
    masks = len(group) - len(counted)
    beside = f" Masked answers, which have no number: {masks}." if masks else ""
    if len(counted) < 2:
        return f"{'One answer' if len(group) == 1 else 'One answer with a number'}; nothing to compare it with.{beside}"
    found = answers.factor(counted)
    if found is None:
        return f"These answers do not count the same thing; no factor is stated.{beside}"
    if found < 1.005:
        return f"All answers give the same number.{beside}"
    if found < 1.05:
        return f"The answers differ by less than 5 per cent{_aside(counted)}.{beside}"
    return f"{_extremes(counted)} differ by a factor of {words.plain(found, 2)}{_aside(counted)}.{beside}"


def _extremes(group: pd.DataFrame) -> str:
    """The lowest and the highest number of a group, with their years where both are stated and differ: they are no rival answers."""
    ends = group[["value", "value_low", "value_high"]].astype("float")
    low, high = (group.loc[end] for end in (ends.min(axis=1).idxmin(), ends.max(axis=1).idxmax()))
    years = [words.period(int(row["year_start"]), int(row["year_end"])) for row in (low, high)]
    if years[0] == years[1] or not (low["year_stated"] and high["year_stated"]):
        return "The lowest and the highest number"
    return f"The lowest number ({years[0]}) and the highest ({years[1]})"


def _aside(group: pd.DataFrame) -> str:
    differ = answers.differ_in(group)
    return f", leaving aside differences in {' and '.join(differ)}" if differ else ""


@lru_cache(maxsize=256)
def _groups(quantity: str, filters: answers.Filters) -> tuple[tuple[str, int, str], ...]:
    found = answers.shown(quantity, filters, by_value=False).groupby("group_order", sort=True)
    return tuple((group["group"].iloc[0], len(group), _factor(group)) for _, group in found)


def group_notes(view: View) -> tuple[tuple[str, int, str], ...]:
    """What each group counts, how many answers it has, and the factor between its extremes."""
    return _groups(view.quantity, view.filters)


def groups(view: View) -> list[Any]:
    """The notes on the groups as a list."""
    return [html.Li([html.Strong(name), f" ({count}). {said}"], className="group-note") for name, count, said in group_notes(view)]


def kinds_legend(view: View) -> list[Any]:
    """The shapes and signs that occur, each with its words."""
    drawn = rows(view)
    terms, ranges = vocabulary.terms("kind"), vocabulary.terms("range_kind")
    known = set(drawn["range_kind"])
    shapes = [
        html.Li(terms[code].label, className=f"shape shape-{code}", title=terms[code].definition)
        for code in terms
        if code in set(drawn["kind"])
    ]
    signs = [html.Li(ranges[code].label, className=f"sign sign-{code}", title=ranges[code].definition) for code in RANGES if code in known]
    return [
        html.Div([html.H3("Kind of source, by shape", className="legend-title"), html.Ul(shapes, className="plain")]),
        html.Div([html.H3("What is known of its range", className="legend-title"), html.Ul(signs, className="plain signs")]),
    ]


@lru_cache
def repeated(quantity: str) -> list[Any]:
    """Which answers repeat a primary source that the atlas holds, and whether they agree with it."""
    held = answers.answers(quantity)
    told = held[held["agrees"].fillna("") != ""]
    items = [
        html.Li(
            [
                html.Strong(f"{row.short_title}: '{row.as_printed}'"),
                f" (what is counted: {row.counted}). {row.agreement}",
            ]
        )
        for row in told.itertuples()
    ]
    return [html.H3("Checked against the original"), html.Ul(items, className="plain repeaters")] if items else []


CITATION = "cite-as"


def cite(record: Any, where: str, claim: Any = None) -> html.Div:
    """How to cite a row, with a button that copies it; a claim says whom the document names."""
    named = "" if claim is None else f" ('{claim['as_printed']}', {_attribution(claim)})"
    text = f"{record['citation']} {words.sentence(where)}{named}."
    button = html.Button("Copy", type="button", className="copy", **{"data-copy": CITATION, "aria-label": "Copy the citation"})
    return fact("Cite as", html.Span(text, id=CITATION), " ", button)


def _attribution(claim: Any) -> str:
    return f"there attributed to {claim['produced_by']}" if claim["produced_by"] else "attributed to nobody there"


def _counted(indicator: vocabulary.Indicator, claim: Any) -> str:
    """What a row counts: in the words of its document, else the label of the indicator and what it means."""
    if claim is not None and claim["counted"] != indicator.label:
        return f"{words.sentence(claim['counted'])}."
    return f"{indicator.label}. {indicator.definition}"


def _facts(row: dict[str, Any], claim: Any) -> html.Dl:
    indicator = vocabulary.indicators()[row["indicator"]]
    record = evidence.source(row["source_id"])
    facts = [
        fact("What is counted", _counted(indicator, claim)),
        *([fact("Range", vocabulary.terms("range_kind")[row["range_kind"]].definition)] if "range_kind" in row else []),
        fact("Location in source", row["locator"]),
        cite(record, row["locator"], claim),
        *([fact("Seen in", seen_in([row["copy"]]))] if row["copy"] else []),
    ]
    if claim is not None and len(claim["issues"]):
        facts.append(fact("What is shaky", ", ".join(vocabulary.label("issue", code) for code in claim["issues"])))
    return html.Dl(facts)


def detail(row_id: str) -> list[Any]:
    """Everything on one mark: what it says, its chain or who repeats it, and its caveats."""
    row = answers.row(row_id) if row_id else None
    if row is None:
        return [html.P("Choose a mark in the figure, or in the list above, to see who took the number from whom.", className="quiet")]
    claim, steps = answers.claim(row_id), answers.chain(row_id)
    said: list[Any] = [html.H3([f"'{row['as_printed']}'", html.Small(f" {evidence.source(row['source_id'])['short_title']}")])]
    if claim is None:
        repeats = answers.repeated_by(row_id)
        said.append(html.P("This is the producer's own figure, as far as the atlas has seen it."))
        said += [html.H4("Documents that repeat it"), lineage_chain.repeaters(repeats)] if len(repeats) else []
    else:
        said.append(lineage_chain.chain(steps))
    return [*said, _facts(dict(row), claim), html.H4("Caveats"), caveat_list(answers.caveats(row_id))]
