"""Countries side by side: the picker, and for every family its rows, a column a place, each row on one scale with its differences."""

from collections.abc import Iterator
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.contract import vocabulary
from layouts import format as words
from layouts import theme
from layouts.components import evidence_list, rows_table, small_charts
from layouts.components.aria import aria, data
from layouts.components.controls import BY_NAME
from layouts.components.share_menu import share_menu
from layouts.evidence import row_evidence
from layouts.evidence.year_marks import RANGE
from layouts.pages.compare.places import ids
from layouts.pages.compare.places.cell_chart import cell_chart, runs
from layouts.pages.compare.places.place_cell import Cell, latest
from layouts.pages.compare.places.scene import Scene
from layouts.pages.compare.places.series_row import SeriesRow
from layouts.pages.compare.places.state import CODEC, FEWEST, MOST
from layouts.pages.compare.shared.modes import PATH
from layouts.scales import Class

_RULE = "Each row is one indicator of one source over all years, on one scale. Nothing is merged, added up or ranked."
# Ranges that the dots of editions have a look for, with its sign.
_DOTS = {"none_published": "●", "not_seen": "○", "producer_range": "━"}


def heading(scene: Scene) -> list[Any]:
    """What is compared."""
    title = f"{words.sentence(scene.listed_names)}, side by side" if len(scene.names) > 1 else "Countries side by side"
    return [html.H1(title), html.P(_RULE, className="subtitle")]


def _controls(scene: Scene) -> html.Div:
    places = dmc.MultiSelect(
        id=ids.PLACES,
        label=f"Countries, {FEWEST} to {MOST}",
        data=scene.places,
        value=list(scene.state.places),
        maxValues=MOST,
        clearable=True,
        clearButtonProps=aria(label="Clear the countries"),
        placeholder="Add a country" if len(scene.state.places) < MOST else "",
        maxDropdownHeight=320,
        **BY_NAME,
    )
    families = dmc.MultiSelect(
        id=ids.FAMILIES,
        label="Show all series for",
        data=scene.families,
        value=list(scene.state.families),
        placeholder="" if scene.state.families else "Main series only",
        clearable=True,
        clearButtonProps=aria(label="Main series only"),
    )
    return html.Div([places, families], className="places-controls")


def _names(scene: Scene) -> html.Div:
    """The names of the places above their columns; they stay in sight."""
    links = zip(scene.state.places, scene.names, strict=True)
    names = [html.Div(dcc.Link(name, href=f"/country/{place}"), className="places-name") for place, name in links]
    return html.Div([html.Div(className="places-corner"), *names], className="places-names places-grid")


def _legend(row: SeriesRow) -> list[Any]:
    """What occurs in the charts of a row besides figures: the ratings of a strip, masks, ranges, gaps."""
    if row.shape == "dots":
        occur = {code: (row.rows["range_kind"] == code).any() for code in _DOTS} if "range_kind" in row.rows else {}
        labels = {code: words.without_aside(vocabulary.label("range_kind", code)) for code in _DOTS}
        return small_charts.legend([], *(f"{sign} {labels[code]}" for code, sign in _DOTS.items() if occur.get(code)))
    if row.shape not in ("strip", "bars"):
        return []
    signs = {"– no figure": row.has_gaps, "* another edition differs": row.is_revised, "† has a caveat of its own": row.is_noted}
    further = (text for text, occurs in signs.items() if occurs)
    return small_charts.legend(row.classes if row.shape == "strip" else _bar_looks(row), *further)


def _bar_looks(row: SeriesRow) -> list[Class]:
    absences = vocabulary.terms("absence")
    entries = [Class(code, absences[code].label, theme.ABSENCES[code], absences[code].definition) for code in ("masked", "zero")]
    entries.append(Class("range", "a range, no single figure", RANGE))
    return [entry for entry in entries if (row.rows["status"] == entry.code).any()]


def _cell(row: SeriesRow, cell: Cell) -> html.Div:
    is_worded = row.shape == "strip" and not row.has_words
    text = runs(row, cell) if is_worded and cell.readings else latest(row.indicator, cell, by_edition=row.by_edition)
    chart = cell_chart(row, cell)
    figure = html.P(text, className="places-latest" if cell.readings else "places-latest quiet")
    name = html.Div(cell.name, className="places-of")
    drawing = [small_charts.small_chart(chart, most=3)] if chart else []
    return html.Div([name, figure, *drawing], className="places-cell")


def _evidence(row: SeriesRow) -> html.Details:
    """Who says it, how it was made, and the caveats of the rows drawn."""
    parts: list[Any] = []
    for record in row.records:
        own = tuple(caveat for caveat in row.evidence.caveats if caveat.source_id == record["source_id"])
        whole, single = row_evidence.split_caveats(own)
        parts += [html.H3(record["short_title"]), *evidence_list.of_source(record, row.indicator, whole, single=single)]
    return html.Details([html.Summary("Source, method and caveats"), *parts], className="panel-evidence")


def _row(row: SeriesRow) -> html.Article:
    notes = [html.P(text, className="places-note") for text in (row.source_titles, row.scale, row.left_out) if text]
    head = html.Div([html.H3(row.title), *notes, *_legend(row)], className="places-head")
    # Words beside each other need no sentence that says them again.
    differences = [html.P(row.differences, className="places-differences")] if row.differences and row.shape != "words" else []
    cells = [_cell(row, cell) for cell in row.cells]
    return html.Article([head, *cells, *differences, _evidence(row)], className="places-row places-grid", **data(row=row.key))


def _section(scene: Scene, family: str) -> html.Section:
    label, definition = scene.family_words(family)
    count, link = scene.further(family)
    every = f"All {count + len(scene.sections[family])} series: {label}"
    more = [html.P(dcc.Link(every, href=PATH + link), className="places-more")] if count else []
    head = html.Div([html.H2(label), html.P(definition, className="quiet")], className="places-family")
    return html.Section([head, *map(_row, scene.sections[family]), *more])


def _suggestions(scene: Scene) -> html.Div:
    links = [html.Li(dcc.Link(names, href=PATH + link)) for names, link in scene.suggestions]
    return html.Div(
        [html.P("Choose two to five countries, or begin with neighbours:"), html.Ul(links)], className="places-empty places-start"
    )


def stage(scene: Scene) -> list[Any]:
    """The rows of every family; without places three sets to begin with."""
    return list(_stage(scene)) if scene.state.places else [_suggestions(scene)]


def _stage(scene: Scene) -> Iterator[Any]:
    if len(scene.state.places) < FEWEST:
        yield html.P(f"Add at least one more country to compare with {scene.listed_names}.", className="places-empty", role="status")
    if not scene.sections:
        yield html.P("No source has a figure for these places with the chosen settings.", className="places-empty")
        return
    yield _names(scene)
    yield from (_section(scene, family) for family in scene.sections)
    yield evidence_list.on_paper(scene.evidence.sources, scene.evidence.caveats)


def width(scene: Scene) -> dict[str, int]:
    """The style of the stage: how many columns it has."""
    return {"--places": max(1, len(scene.state.places))}


def layout(scene: Scene) -> list[Any]:
    """The page below its head."""
    title = html.Div(heading(scene), id=ids.HEADING, className="heading places-heading", **aria(live="polite"))
    return [
        html.Div(
            [title, share_menu("compare", path=PATH, entries=("places",), row="places", pictures=scene.is_pictured)], className="head-row"
        ),
        _controls(scene),
        html.Div(stage(scene), id=ids.STAGE, className="places-stage", style=width(scene)),
        html.Details([html.Summary("The same rows as a table"), rows_table.table(ids.TABLE, scene.table)], className="places-table"),
        dcc.Store(id=ids.LINK, data=CODEC.encode(scene.state)),
    ]
