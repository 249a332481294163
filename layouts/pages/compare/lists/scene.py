"""What the documents say, as tables that the browser draws: every claim, and the lists of countries."""

from functools import cache
from typing import Any

import pandas as pd
from dash import dcc, html

from etl.contract import vocabulary
from etl.queries import answers, claim_list, evidence
from layouts import format as words
from layouts.components import rows_table
from layouts.components.evidence_list import caveat_list, fact
from layouts.components.rows_table import Line
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.question import scene as views
from layouts.pages.compare.state import View

_COLUMNS = (
    *("As printed", "What it is about", "Place", "Year", "Document"),
    *("Produced by", "Agrees with what it repeats", "Location in source"),
)

# What is said of a claim besides what it counts; a claim of the scope 'core' is on trafficking itself.
_SCOPES = {"core": "", "story": "only in a story or example"}


def _about(row: Any) -> str:
    beside = _SCOPES.get(row.scope, "quoted beside trafficking")
    aside = [*([beside] if beside else []), *([] if row.row_table else ["no figure to compare"])]
    return words.sentence(row.counted) + (f" ({'; '.join(aside)})" if aside else "")


def _year(row: Any) -> str:
    return words.period(int(row.year_start), int(row.year_end)) if row.year_stated else f"none printed ({row.published_year})"


def _line(row: Any) -> Line:
    agrees = vocabulary.label("agreement", row.agrees).capitalize() if row.agrees else ""
    where = f"{row.section}, at character {row.offset}"
    year = float(row.year_end if row.year_stated else row.published_year)
    cells = (row.as_printed, _about(row), row.place_name, _year(row), row.short_title, row.produced_by or "Nobody named", agrees, where)
    return Line(
        cells,
        {0: row.Index, 3: year, 4: row.position, 7: row.position},
        (0, "/compare" + compare_state.encode(View("claims", claim=row.claim_id))),
    )


@cache
def _lines() -> list[Line]:
    return [_line(row) for row in claim_list.every().itertuples()]


def every(wanted: str = "") -> dict[str, Any]:
    """Every claim of every document; ``wanted`` is what the reader searches for."""
    return rows_table.data(
        "Figures and classifications first, then statements without a figure, then stories", _lines(), _COLUMNS, search=wanted
    )


def _beside(row_id: str | None) -> list[Any]:
    quantity = answers.question_of(row_id) if row_id else ""
    if not quantity:
        return []
    link = "/compare" + compare_state.encode(View(quantity=quantity, axis=compare_state.usual_axis(quantity), mark=str(row_id)))
    question, others = answers.question(quantity)["question"], len(answers.answers(quantity)) - 1
    beside = f"See it beside {others} other {'answer' if others == 1 else 'answers'}: {question}"
    said = beside if others else f"See it as the answer to: {question}"
    return [html.P(dcc.Link(said, href=link))]


def _words_only(claim: Any) -> list[Any]:
    record = evidence.source(claim["source_id"])
    where = f"{claim['section']}, at character {claim['offset']}"
    facts = [
        fact("Document", record["title"]),
        fact("Attributed to", claim["produced_by"] or "Nobody is named."),
        fact("Location in source", where),
        views.cite(record, where, claim),
    ]
    return [
        html.H3([f"'{claim['as_printed']}'", html.Small(f" {claim['short_title']}")]),
        html.P("A statement without a figure to compare. It is listed, but kept out of the numbers."),
        html.Dl(facts),
        caveat_list(evidence.row_caveats_of(claim["caveat_ids"])),
    ]


def claim(claim_id: str) -> list[Any]:
    """One claim: what it says, how it came there, how to cite it, and which answers stand beside it."""
    found = claim_list.of(claim_id) if claim_id else None
    if found is None:
        return []
    about = html.P(f"{_about(found)} · {found['place_name'] or found['place_printed']} · year: {_year(found)}", className="subtitle")
    body = views.detail(found["row_id"]) if found["row_table"] else _words_only(found)
    parts = [html.H2("The chosen claim"), body[0], about, *_beside(found["row_id"]), *body[1:]]
    return [html.Section(parts, className="chosen-mark claim", **{"aria-label": "The chosen claim"})]


def counted() -> str:
    """How many claims there are, and how many of them give no figure to compare."""
    rows = claim_list.every()
    parts = rows["row_table"].value_counts()
    return (
        f"{len(rows):,} claims in {rows['source_id'].nunique()} documents: {parts['estimates']} figures, {parts['ratings']} "
        f"classifications of places, and {parts['']} statements without a figure "
        "to compare, such as ranks in words and dates, which are listed but kept out of the numbers."
    )


def lists(role: str) -> dict[str, Any]:
    """The lists of countries in a role, a column each."""
    table = claim_list.lists(role)
    names = [str(name) for name in table.columns if name != "name"]
    lines = [Line((row["name"], *_named(row, names)), {1: float(row[names[0]])}) for row in table.to_dict("records")]
    return rows_table.data(f"Countries named as countries of {role}, those of the highest class first", lines, ("Country", *names), by=1)


def _named(row: dict[str, Any], names: list[str]) -> list[str]:
    """For each list whether it names a country; left out is what stands in the highest class and not in the list."""
    highest, *others = names
    missing = {True: "left out", False: ""}[bool(row[highest])]
    return ["named" if row[highest] else "", *("named" if row[name] else missing * (not name.startswith("UNODC")) for name in others)]


def dropped(role: str) -> list[Any]:
    """For each list what it leaves out of the class that it was taken from."""
    found: list[tuple[str, list[str]]] = claim_list.dropped(role)
    items = [
        html.Li([html.Strong(name), f" leaves out {', '.join(missing)}." if missing else " names all of them."])
        for name, missing in found
        if len(missing) < _most(role)
    ]
    return [html.P("Checked against the countries that UNODC puts in its highest class:"), html.Ul(items)] if items else []


def _most(role: str) -> int:
    """The size of the highest class: a list that leaves out all of it was not taken from it."""
    return int(pd.Series(claim_list.lists(role)["UNODC 2006: very high"]).sum())
