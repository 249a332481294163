"""The evidence beside a figure: who says it, what kind of number it is, how sure it is, and with which caveats."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts.components.address import linked

Children = Sequence[Any]


def fact(term: str, *said: Any) -> html.Div:
    """A term and what is said of it, in a list of facts."""
    return html.Div([html.Dt(term), html.Dd(list(said))], className="fact")


def caveat_list(caveats: pd.DataFrame) -> html.Ul:
    """Caveats (``severity, text`` and, for single places, ``name``) with their severity in words."""
    items = []
    if "name" in caveats:
        names = caveats.drop_duplicates().groupby(["severity", "text"], sort=False)["name"]
        caveats = names.agg(", ".join).reset_index()
    for row in row_dicts(caveats):
        about = f"{row['name']}: " if "name" in row else ""
        severity = html.Span(vocabulary.label("severity", row["severity"]), className=f"severity severity-{row['severity']}")
        items.append(html.Li([severity, html.Span(f"{about}{row['text']}")]))
    return html.Ul(items, className="caveats")


def seen_in(copies: Sequence[str]) -> html.Ul:
    """The copies in which rows were seen, each an address or a name: provenance, not what is cited."""
    return html.Ul([html.Li(linked(copy)) for copy in copies], className="plain address")


def folded(title: str, caveats: pd.DataFrame) -> list[Any]:
    """A list of caveats under a title that opens it; nothing where there are none."""
    return [html.Details([html.Summary(title), caveat_list(caveats)])] if len(caveats) else []


def _citation(record: Mapping[str, Any]) -> html.Details:
    address = linked(record["url"], className="address") or "No public address known."
    terms = fact("Terms", f"{record['licence']}. {record['licence_note']}")
    seen = [fact("Seen in", seen_in(record["copies"]))] if len(record["copies"]) else []
    facts = [fact("Cite as", record["citation"]), fact("Link", address), *seen, terms]
    return html.Details([html.Summary("Citation, link and terms"), html.Dl(facts)])


def of_source(record: Mapping[str, Any], indicator: Indicator, caveats: pd.DataFrame) -> Children:
    """What holds for the whole source: publisher, kind, method, range, standing caveats, citation and terms."""
    kind = vocabulary.terms("kind")[indicator.kind]
    return [
        html.Dl(
            [
                fact("Source", html.Strong(record["title"]), html.Br(), f"{record['publisher']}. {record['edition']}."),
                fact("Kind of number", html.Strong(kind.label), f". {kind.definition}"),
                fact("What is shown", indicator.definition),
                fact("How it was made", record["method"]),
                fact("What its range means", record["range_meaning"]),
            ]
        ),
        html.H3("Caveats"),
        caveat_list(caveats),
        _citation(record),
    ]


def of_flows(
    record: Mapping[str, Any], kind: vocabulary.Term, indicator: Indicator, caveats: pd.DataFrame, single: pd.DataFrame
) -> Children:
    """What holds for a series of flows: what its lines are, who counts, how, and the caveats of all and of some (``single``) rows."""
    number = vocabulary.terms("kind")[indicator.kind]
    return [
        html.Dl(
            [
                fact("What a line is", html.Strong(kind.label), f". {kind.definition}"),
                fact("Source", html.Strong(record["title"]), html.Br(), f"{record['publisher']}. {record['edition']}."),
                fact("Kind of number", html.Strong(number.label), f". {number.definition}"),
                fact("What is counted", indicator.definition),
                fact("How it was made", record["method"]),
                fact("What its range means", record["range_meaning"]),
            ]
        ),
        html.H3("Caveats"),
        caveat_list(caveats),
        *folded(f"Caveats of some of the rows: {len(single)}", single),
        _citation(record),
    ]


def of_place(name: str, said: str, *, region: str = "", locator: str = "", copy: str = "", caveats: pd.DataFrame | None = None) -> Children:
    """What a view says of one place, by its own row or by that of the ``region`` around it, and where that stands and was seen."""
    inside = [html.P(f"It lies in {region}, which has one figure as a whole.", className="quiet")] if region else []
    lines = (("Location in source: ", locator), ("Seen in: ", copy))
    read = [html.P([term, linked(text)], className="quiet address") for term, text in lines if text]
    own = [caveat_list(caveats)] if caveats is not None and len(caveats) else []
    every = html.P(html.A("Every source on this place", href="#world-panel"))
    return [html.H3(name), html.P(html.Strong(said)), *inside, *read, *own, every]


def _tally(counts: Mapping[str, int], group: str) -> str:
    return ", ".join(f"{count} {vocabulary.label(group, code)}" for code, count in counts.items())


def of_period(
    period: tuple[int, int],
    bases: Mapping[str, int],
    range_kinds: Mapping[str, int],
    caveats: pd.DataFrame,
    row_caveats: pd.DataFrame,
    *,
    world: str = "",
    outlines: Sequence[str] = (),
    revised: Children = (),
) -> Children:
    """What changes with the year: the period, the world's own figure, on what the rows rest, and the caveats of that year."""
    facts = [fact("Period", words.period(*period))]
    facts += [fact("World, as printed", html.Strong(world))] if world else []
    facts += [fact("How figures were obtained", _tally(bases, "basis") or "no rows in this period")]
    facts += [fact("Ranges", _tally(range_kinds, "range_kind"))] if range_kinds else []
    facts += [fact("Outlines of the regions", " ".join(outlines))] if outlines else []
    shown = [caveat_list(caveats)] if len(caveats) else []
    title = f"Caveats of some of the rows: {len(row_caveats)}"
    return [html.Dl(facts), *shown, *folded(title, row_caveats), *revised]
