"""The page of a source: title and citation first, then what it counts, its caveats, editions, pinned figures and rows."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote_plus

from dash import dcc, html

from etl.contract import vocabulary
from layouts import format as words
from layouts.components.address import linked
from layouts.components.aria import aria
from layouts.components.evidence_list import caveat_list, fact, folded, seen_in
from layouts.components.later_edition import later_edition
from layouts.components.layer_parts import changed_cells
from layouts.components.share_menu import share_menu
from layouts.components.term import term
from layouts.pages.source.citation_box import citation_box
from layouts.pages.source.pinned import pinned_figures
from layouts.pages.source.scene import Counted, Record, Revised, Scene
from layouts.pages.source.state import CODEC

_FILES = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}


def _link(record: Record) -> dcc.Link:
    return dcc.Link(record["short_title"], href=f"/source/{record['source_id']}")


def _section(code: str, title: str, *parts: Any) -> html.Section:
    return html.Section([html.H2(title, id=code), *parts])


def _counted(counted: Counted) -> html.Li:
    title = dcc.Link(counted.label, href=counted.address) if counted.address else counted.label
    facts = html.P(f"{counted.years} · {counted.places} · {words.counted(counted.rows, 'row')}")
    return html.Li([html.Div([html.H3(title), html.P(counted.definition, className="quiet")]), facts])


def _what_it_counts(scene: Scene) -> html.Section:
    """A line for everything that the source counts, with what it means and a link to its map."""
    claims = scene.row_counts.get("claims", 0)
    link = dcc.Link("Read them in the list of claims", href=f"/compare?v=1&mode=claims&search={quote_plus(scene.source['short_title'])}")
    many = words.counted(claims, "claim of this document is listed", "claims of this document are listed")
    listed = [html.P([f"{many}, each with its location in the text. ", link, "."])] if claims else []
    title = "What it repeats" if scene.is_document else "What it counts or judges"
    return _section("counts", title, *listed, html.Ul(list(map(_counted, scene.counted)), className="plain counted"))


def _caveats(scene: Scene) -> html.Section:
    whole, single = scene.caveats
    narrow = folded(f"Caveats of single countries and rows ({len(single)})", single)
    return _section("caveats", "Before you use it", caveat_list(whole), *narrow)


def _revision(revised: Revised) -> html.Li:
    cells = f": {changed_cells(revised.cells)}, {revised.cells['same']:,} unchanged."
    return html.Li([_link(revised.record), cells])


def _editions(revised: Sequence[Revised]) -> list[Any]:
    """The earlier editions, and how many cells the next one changed in each."""
    if not revised:
        return []
    opening = "Each edition is a separate source. Cells (a place, a year and a group) that the next edition changed:"
    return [_section("editions", "Earlier editions", html.P(opening), html.Ul(list(map(_revision, revised))))]


def _files(source: str, table: str) -> list[Any]:
    links = (html.A(label, href=f"/data/{table}.{form}?source_id={source}", className="file") for form, label in _FILES.items())
    return [part for link in links for part in (link, " ")]


def _rows(scene: Scene) -> html.Section:
    counts: Mapping[str, int] = scene.row_counts
    tables = [
        fact(f"{table.capitalize()}, {words.counted(count, 'row')}", *_files(scene.state.source, table)) for table, count in counts.items()
    ]
    about = html.P(["The columns are explained on the page ", dcc.Link("Data", href="/data#dictionary"), "."], className="quiet")
    return _section("rows", "Rows", html.Dl(tables), about)


def _facts(scene: Scene) -> html.Aside:
    """What holds for the source as a whole."""
    record = scene.source
    copies = [fact(term("copy", "Seen in"), seen_in(record["copies"]))] if len(record["copies"]) else []
    facts = [
        fact("Kind of figure", term(f"kind.{record['kind']}")),
        fact("Years", words.period(record["first_year"], record["last_year"])),
        fact("Places", scene.places or "Regions or the world, no single countries"),
        fact("How it was made", record["method"]),
        fact("What its range means", record["range_meaning"]),
        fact("Link", linked(record["url"], className="address") or "No public address known."),
        fact("Terms", f"{record['licence']}. {record['licence_note']}"),
        fact("Transcribed", words.date(record["accessed"])),
        *copies,
    ]
    return html.Aside([html.Dl(facts)], className="evidence", **aria(label="About the source"))


def _unknown(scene: Scene) -> html.Div:
    near = [html.P("Did you mean one of these?"), html.Ul([html.Li([_link(record), f" · {record['publisher']}"]) for record in scene.near])]
    back = html.P(dcc.Link("All sources", href="/sources"))
    return html.Div([html.H1(f"No source is called “{scene.state.source}”"), *(near if scene.near else []), back], className="prose")


def _head(scene: Scene) -> list[Any]:
    record, latest = scene.source, scene.latest
    above = html.P([dcc.Link("Sources", href="/sources"), f" / {vocabulary.label('kind', record['kind'])}"], className="quiet above")
    note = later_edition(latest["short_title"], f"/source/{latest['source_id']}") if latest else []
    title = [html.H1(record["title"]), html.P(f"{record['publisher']}. {record['edition']}.", className="subtitle")]
    share = share_menu("source", path=f"/source/{scene.state.source}", entries=None, pictures=False, framed=False)
    return [above, html.Div([html.Div(title, className="heading"), share], className="head-row"), *note]


def _contents(scene: Scene) -> html.Nav:
    """A link to the map of the source, and to the parts of the page."""
    map_address = next((one.address for one in scene.counted if one.address), "")
    parts = {
        "counts": "What it counts",
        "caveats": "Before you use it",
        "editions": "Earlier editions",
        "pinned": "Checked figures",
        "rows": "Rows",
    }
    absent = {"editions": not scene.revised, "pinned": not scene.pinned}
    links = [html.Li(html.A(title, href=f"#{code}")) for code, title in parts.items() if not absent.get(code)]
    seen = [html.Li(dcc.Link("See it on the map", href=map_address))] if map_address else []
    return html.Nav(html.Ul([*seen, *links]), className="sections", **aria(label="Parts of the page"))


def layout(scene: Scene) -> html.Div:
    """The page of a scene."""
    if scene.record is None:
        return _unknown(scene)
    parts = [_what_it_counts(scene), _caveats(scene), *_editions(scene.revised), *pinned_figures(scene.pinned), _rows(scene)]
    columns = html.Div(
        [citation_box(scene.state.source, scene.citations), _facts(scene), html.Div(parts, className="source-parts")],
        className="source-columns",
    )
    link = dcc.Store(id="source-link", data=CODEC.encode(scene.state))
    return html.Div([*_head(scene), _contents(scene), columns, link], className="source")
