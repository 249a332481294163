"""The table of the latest figures of a place, and what stands beside it: what to know before quoting, what is missing, downloads."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from etl.queries import source_coverage
from layouts import format as words
from layouts.components.aria import aria, data
from layouts.components.evidence_list import caveat_list
from layouts.pages.country.place_figures import Family, Line
from layouts.pages.country.scene import PlaceScene

_HEADS = ("What is counted or rated", "Latest figure", "Year", "Range", "Who says it", "How obtained")
_USUAL = ("not applicable", "as published")
_FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("parquet", "Parquet"), ("json", "JSON"), ("zip", "All files (zip)"))


def _line(line: Line) -> html.Tr:
    source = dcc.Link(line.source_title, href=f"/source/{line.source}")
    figure = [html.Strong(line.figure), *([html.Span(f" · {line.parts}", className="quiet")] if line.parts else [])]
    cells: tuple[Any, ...] = (figure, line.years, line.range, source, line.obtained)
    title = html.Th(dcc.Link(line.title, href=line.link), scope="row")
    # What goes without saying is left out where there is little room.
    looks = ["usual" if cell in _USUAL else "" for cell in cells]
    named = zip(_HEADS[1:], cells, looks, strict=True)
    return html.Tr([title, *(html.Td(cell, className=look, **data(head=head)) for head, cell, look in named)])


def _lines(family: Family, lines: Sequence[Line]) -> html.Tbody:
    first, stop, _ = family.term.definition.partition(". ")
    title = html.Th([family.term.label, " ", html.Small(first + stop.strip())], colSpan=len(_HEADS), scope="rowgroup")
    return html.Tbody([html.Tr(title, className="says-title"), *map(_line, lines)])


def _table(bodies: Sequence[html.Tbody], label: str) -> html.Table:
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in _HEADS]))
    return html.Table([head, *bodies], className="latest", **aria(label=label))


def table(place: PlaceScene) -> list[Any]:
    """The latest figure of each source, by family."""
    bodies = [_lines(family, family.lines) for family in place.families if family.lines]
    if not bodies:
        return [html.P(_nothing(place), className="quiet")]
    return [_table(bodies, f"Latest figure from each source on {words.in_sentence(place.name)}")]


def _nothing(place: PlaceScene) -> str:
    """What stands in place of the table: where what sources say is found, if they say something."""
    if place.sources:
        parts = ["corridors"] * bool(place.corridors) + ["claims"] * bool(place.claims)
        where = f"{' and '.join(parts)} below" if parts else "rows of the download"
        of_what = f"{words.in_sentence(place.name)} itself" if place.is_area else f"this grouping of {words.in_sentence(place.name)}"
        return f"No source has a figure for {of_what}. What sources say stands in the {where}."
    return "No source has a separate figure for it. That says nothing about what happens there."


def further(place: PlaceScene) -> list[Any]:
    """What the table leaves out: figures of the regions around the place, earlier editions of scores, further counts."""
    rest = [family for family in place.families if family.further]
    if not rest:
        return []
    count = sum(len(family.further) for family in rest)
    around = {line.rows[0]["place"] != place.code for family in rest for line in family.further}
    regions, own = [f"regions that include {words.in_sentence(place.name)}"], ["earlier editions", "other counts"]
    title = f"{words.counted(count, 'more figure')}: {', '.join([*(regions if True in around else []), *(own if False in around else [])])}"
    return [html.Details([html.Summary(title), _table([_lines(family, family.further) for family in rest], "Further figures")])]


def _remarks(place: PlaceScene) -> list[Any]:
    items = [html.Li([html.Strong(remark.title), " ", remark.text]) for remark in place.remarks]
    link = html.A(_all_of(place), href="#country-caveats")
    return [html.H2("Before you quote"), html.Ul(items, className="remarks"), html.P(link)] if items else []


def _missing(place: PlaceScene) -> list[Any]:
    """What is missing, and the way to who covers the place since when."""
    items = [*map(html.Li, place.gaps), *(html.Li(dcc.Link(text, href=link)) for text, link in place.grouped)]
    gaps = [html.H2("What is missing"), html.Ul(items, className="gaps")] if items else []
    title = f"Who covers {words.in_sentence(place.name)}, and since when"
    link = dcc.Link(title, href=f"/coverage?v=1&place={place.code}") if place.code in source_coverage.names() else None
    return [*gaps, html.P(link, className="covers")] if link else gaps


def _download(place: PlaceScene, link: str) -> list[Any]:
    rows = f"{words.sentence(place.extent)}. Each row has its source, year, range, location and caveats."
    rows = rows if place.sources else f"{words.sentence(place.extent)}."
    files = [html.Li(html.A(label, href=f"/view/country.{form}{link}", download="")) for form, label in _FORMS]
    links = [part for code, name in place.around for part in (dcc.Link(name, href=f"/country/{code}"), "; ")][:-1]
    around = [html.P(["Not in it, but in the downloads of these regions: their figures. ", *links, "."])] if links else []
    return [html.H2("Download"), html.P(rows), html.Ul(files, className="files"), *around]


def aside(place: PlaceScene) -> html.Aside:
    """What stands beside the table."""
    take = [] if place.is_empty else _download(place, place.link)
    return html.Aside([*_remarks(place), *_missing(place), *take], className="country-aside", **aria(label="Before you quote"))


def _all_of(place: PlaceScene) -> str:
    """How many caveats there are: 'All 12 caveats', '1 caveat'."""
    count = len(place.caveats)
    return f"{'All ' if count > 1 else ''}{words.counted(count, 'caveat')}"


def all_caveats(place: PlaceScene) -> list[Any]:
    """Every caveat of the figures, behind a title that opens it."""
    title = html.Summary(f"{_all_of(place)} on these figures")
    return [html.Details([title, caveat_list(place.caveats)], id="country-caveats")] if place.caveats else []
