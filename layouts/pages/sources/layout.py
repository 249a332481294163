"""The page that lists every source: what it counts, how it was made, its terms and all of its caveats."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from dash import html

from etl.contract import vocabulary
from etl.queries import evidence, place_summary, revisions
from etl.queries.atlas import superseded
from layouts import format as words
from layouts.components.address import linked
from layouts.components.evidence_list import caveat_list, fact, seen_in
from layouts.exports.citations import LABELS

# Of how many countries the names stand before a caveat.
_FEW = 3


def _citations(source: str) -> list[Any]:
    """The citation of a source as files, each at an address of its own."""
    links = [html.A(label, href=f"/cite/{source}.{form}") for form, label in LABELS.items()]
    return [part for link in links for part in (link, " ")]


def _article(record: Mapping[str, Any], level: Any = html.H2) -> html.Article:
    address = linked(record["url"], className="address") or "No public address known."
    facts = [
        fact("Kind of number", vocabulary.label("kind", record["kind"])),
        fact("Years", words.period(record["first_year"], record["last_year"])),
        fact("Places", str(record["places_covered"] or "Regions or the world, no single country")),
        fact("How it was made", record["method"]),
        fact("What its range means", record["range_meaning"]),
        fact("Cite as", record["citation"]),
        fact("Download the citation", *_citations(record["source_id"])),
        fact("Link", address),
        *([fact("Seen in", seen_in(record["copies"]))] if len(record["copies"]) else []),
        fact("Terms", f"{record['licence']}. {record['licence_note']}"),
        fact("Transcribed", record["accessed"]),
    ]
    title = level(record["title"], id=record["source_id"])
    return html.Article(
        [
            title,
            html.P(f"{record['publisher']}. {record['edition']}.", className="subtitle"),
            html.Dl(facts),
            *_caveats(record["source_id"]),
            *(_article(before, html.H3) for before in _earlier(record)),
        ],
        className="" if level is html.H2 else "earlier-edition",
    )


def _earlier(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The earlier editions of a source that is not one itself, the latest of them first."""
    current = record["source_id"] not in superseded()
    return [evidence.source(source) for source in revisions.earlier(record["source_id"])] if current else []


def _caveats(source: str) -> list[Any]:
    """What holds for the source, and folded away what is said of single rows."""
    every = evidence.all_caveats(source)
    every = every.assign(text=[_placed(row) for row in every.to_dict("records")])
    general, single = every[~every["single_rows"]], every[every["single_rows"]]
    heading = html.Summary(f"Caveats of single rows ({len(single)})")
    folded = [html.Details([heading, caveat_list(single)])] if len(single) else []
    return [caveat_list(general), *folded]


def _placed(caveat: Mapping[str, Any]) -> str:
    """The text of a caveat, with the few countries and the years that it is limited to where it does not name them itself."""
    codes = [code for limit in (caveat["places"], caveat["destinations"]) if limit is not None for code in limit]
    names = [place_summary.names()[code] for code in codes if place_summary.kinds()[code] in ("country", "territory")]
    if not 0 < len(names) <= _FEW or any(name in caveat["text"] for name in names):
        return str(caveat["text"])
    years = [] if pd.isna(caveat["first_year"]) else [words.period(caveat["first_year"], caveat["last_year"])]
    return f"{', '.join([*names, *years])}: {caveat['text']}"


def _contents(kind: str, records: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The sources of a kind, each with its years."""
    lines = [html.Li([*_line(record), *_editions(record)]) for record in records]
    return [html.H2(vocabulary.label("kind", kind), className="contents-kind"), html.Ul(lines, className="plain contents")]


def _line(record: Mapping[str, Any]) -> list[Any]:
    years = words.period(record["first_year"], record["last_year"])
    return [html.A(record["short_title"], href=f"#{record['source_id']}"), f" · {record['publisher']} · {years}"]


def _editions(record: Mapping[str, Any]) -> list[Any]:
    """The earlier editions of a source, under it."""
    held = _earlier(record)
    return [html.Ul([html.Li(["Earlier edition: ", *_line(before)]) for before in held], className="plain")] if held else []


def layout(_scene: object) -> html.Div:
    """All sources by the kind of their numbers: what was published first hand, then what repeats it."""
    order = list(vocabulary.terms("kind"))
    every = sorted(evidence.all_sources(), key=lambda record: (order.index(record["kind"]), record["short_title"].casefold()))
    records = [record for record in every if record["source_id"] not in superseded()]
    contents = [part for kind, group in groupby(records, key=lambda record: record["kind"]) for part in _contents(kind, list(group))]
    opening = [
        html.H1("Sources"),
        html.P(
            f"{len(records)} sources and {len(every) - len(records)} earlier editions, each kept apart. "
            "Figures of different sources are never added or averaged."
        ),
    ]
    return html.Div([*opening, *contents, *map(_article, records)], className="prose sources")
