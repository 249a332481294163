"""The list of sources by kind, then an article on each."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from etl.contract import vocabulary
from layouts import format as words
from layouts.components.evidence_list import caveat_list, fact, folded, link_and_terms
from layouts.exports.citations import LABELS
from layouts.pages.sources.scene import Scene, Source


def _citations(source_id: str) -> list[Any]:
    links = [html.A(label, href=f"/cite/{source_id}.{form}") for form, label in LABELS.items()]
    return [part for link in links for part in (link, " ")]


def _facts(record: Mapping[str, Any]) -> html.Dl:
    return html.Dl(
        [
            fact("Kind of number", vocabulary.label("kind", record["kind"])),
            fact("Years", words.period(record["first_year"], record["last_year"])),
            fact("Places", str(record["places_covered"] or "Regions or the world, no single country")),
            fact("How it was made", record["method"]),
            fact("What its range means", record["range_meaning"]),
            fact("Cite as", record["citation"]),
            fact("Download the citation", *_citations(record["source_id"])),
            *link_and_terms(record),
            fact("Transcribed", record["accessed"]),
        ]
    )


def _article(source: Source, *, earlier: bool = False) -> html.Article:
    record, heading = source.record, html.H3 if earlier else html.H2
    return html.Article(
        [
            heading(record["title"], id=record["source_id"]),
            html.P(f"{record['publisher']}. {record['edition']}.", className="subtitle"),
            _facts(record),
            caveat_list(source.caveats),
            *folded(f"Caveats of single rows ({len(source.row_caveats)})", source.row_caveats),
            *(_article(edition, earlier=True) for edition in source.earlier),
        ],
        className="earlier-edition" if earlier else "",
    )


def _line(record: Mapping[str, Any]) -> list[Any]:
    years = words.period(record["first_year"], record["last_year"])
    return [html.A(record["short_title"], href=f"#{record['source_id']}"), f" · {record['publisher']} · {years}"]


def _item(source: Source) -> html.Li:
    """A source in the contents, its earlier editions under it."""
    editions = [html.Li(["Earlier edition: ", *_line(edition.record)]) for edition in source.earlier]
    return html.Li([*_line(source.record), *([html.Ul(editions, className="plain")] if editions else [])])


def _contents(kind: str, sources: Sequence[Source]) -> list[Any]:
    return [html.H2(kind, className="contents-kind"), html.Ul([_item(source) for source in sources], className="plain contents")]


def layout(scene: Scene) -> html.Div:
    """The contents, then all articles."""
    opening = (
        f"{len(scene.sources)} sources and {scene.earlier} earlier editions, each kept apart. "
        "Figures of different sources are never added or averaged."
    )
    contents = [part for kind, sources in scene.kinds.items() for part in _contents(kind, sources)]
    articles = map(_article, scene.sources)
    return html.Div([html.H1("Sources"), html.P(opening), *contents, *articles], className="prose sources")
