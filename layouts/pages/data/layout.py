"""The data page: everything in one file, each table, how to read them, what the columns mean, versions, terms."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from layouts.components import rows_table
from layouts.components.aria import aria, data
from layouts.components.term import term
from layouts.exports.whole_tables import ARCHIVE
from layouts.pages.data.changes import changes
from layouts.pages.data.scene import Scene, Table, Way

_TYPES = {
    "text": "text",
    "int": "whole number",
    "float": "number",
    "flag": "true or false",
    "texts": "list of texts",
    "floats": "list of numbers",
}
_SECTIONS = {"tables": "Tables", "reading": "How to read them", "dictionary": "Columns", "changes": "Versions", "terms": "Terms"}


def _size(size: int) -> str:
    """A size in bytes with two digits: 100 MB, 1.6 MB, 380 KB."""
    rounded = float(f"{size:.2g}")
    return f"{rounded / 10**6:.3g} MB" if rounded >= 10**6 else f"{max(1, round(rounded / 1000))} KB"


def _file(name: str, form: str, label: str, size: str) -> html.A:
    return html.A([label, html.Small(f" {size}")], href=f"/data/{name}.{form}", className="file")


def _table(table: Table) -> html.Li:
    name, size = table.size.name, table.size
    files = [
        _file(name, "parquet", "Parquet", _size(size.size)),
        _file(name, "csv", "CSV", _size(table.as_csv)),
        _file(name, "json", "JSON", _size(table.as_json)),
    ]
    counted = html.P(f"{size.rows:,} rows, {size.columns} columns", className="quiet")
    return html.Li([html.Div([html.H3(name.replace("_", " ").capitalize()), html.P(size.meaning)]), counted, html.Div(files)])


def _everything(scene: Scene) -> html.P:
    size = sum(table.size.size for table in scene.tables)
    link = html.A(["Download everything", html.Small(f" zip, about {_size(size)}")], href=f"/data/{ARCHIVE}", className="download-all")
    text = f"All {len(scene.tables)} tables as Parquet, with the meaning of every column, the terms and the citations of all sources."
    return html.P([link, html.Span(text, className="quiet")], className="everything")


def _way(number: int, way: Way) -> html.Div:
    identifier = f"data-way-{number}"
    copy = html.Button("Copy", type="button", className="copy", **data(copy=identifier), **aria(label=f"Copy the code for: {way.title}"))
    lines = html.Pre(html.Code(way.code, id=identifier), tabIndex=0, **aria(label=f"Code for: {way.title}"))
    return html.Div([html.H3([way.title, " ", copy]), lines, html.P(way.note, className="quiet")], className="way")


def _columns(table: Table) -> html.Details:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in ("Column", "Type", "Meaning")]))
    rows = [
        html.Tr([html.Th(html.Code(column.name), scope="row"), html.Td(_TYPES[column.type]), html.Td(column.meaning)])
        for column in table.columns
    ]
    name = table.size.name.replace("_", " ").capitalize()
    columns = rows_table.scrolling(html.Table([head, html.Tbody(rows)], className="rows"), f"Columns of {name}")
    return html.Details([html.Summary(f"{name} ({len(rows)} columns)"), columns])


def _terms(terms: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Any]:
    facts = []
    for licence, records in terms.items():
        links = [part for record in records for part in ("; ", dcc.Link(record["short_title"], href=f"/source/{record['source_id']}"))][1:]
        facts.append(html.Div([html.Dt(licence), html.Dd(links)], className="fact"))
    return [html.Dl(facts)]


def _closed(scene: Scene) -> list[Any]:
    names = "; ".join(str(source["short_title"]) for source in scene.closed)
    return (
        [html.P(f"The terms of these sources do not allow their rows to be republished, so the files do not contain them: {names}.")]
        if names
        else []
    )


def _section(code: str, *parts: Any) -> html.Section:
    return html.Section([html.H2(_SECTIONS[code], id=code), *parts])


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    contents = html.Ul([html.Li(html.A(title, href=f"#{code}")) for code, title in _SECTIONS.items()])
    cite = "Cite the primary source of a figure first, and the atlas with its data version second."
    filters: list[Any] = [
        "Add a filter to an address to get some of the rows, such as ",
        html.Code("?source_id=gsi_2023&place=NPL"),
        "; ",
        html.A("all filters", href="/openapi.json"),
        ". ",
        html.Span("The sizes of CSV and JSON are estimates before compression.", className="on-screen"),
    ]
    version = html.P([term("data_version"), " ", html.Code(scene.version), ". ", cite], className="quiet")
    return html.Div(
        [
            html.H1("Data"),
            html.P("Every row that the atlas shows, to download and to reuse under the terms of its source.", className="subtitle"),
            _everything(scene),
            html.Nav(contents, className="sections", **aria(label="Parts of the page")),
            _section(
                "tables", html.P(filters), html.Ul(list(map(_table, scene.tables)), className="plain tables"), *_closed(scene), version
            ),
            _section("reading", html.Div([_way(number, way) for number, way in enumerate(scene.ways, 1)], className="ways")),
            _section("dictionary", *map(_columns, scene.tables)),
            _section("changes", *changes(scene.versions, scene.names)),
            _section("terms", *_terms(scene.terms)),
        ],
        className="data-page",
    )
