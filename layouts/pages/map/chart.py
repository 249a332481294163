"""The chart of the map page: its places, their figures over all years, and the same rows as a table."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from layouts.components import evidence_list, layer_parts, rows_table
from layouts.components.graphs import graph
from layouts.components.mark_list import mark_list
from layouts.evidence import row_evidence as rows_say
from layouts.evidence.over_time import OverTime
from layouts.evidence.selection import MOST_PLACES, subject
from layouts.pages.map import ids
from layouts.pages.map.scene import Scene


def title(scene: Scene) -> tuple[str, str]:
    """The title of the chart and what stands under it."""
    if scene.state.places:
        return scene.chart.title, scene.chart.subtitle
    return f"{subject(scene.state.selection)}, over time", scene.layer.source["publisher"]


def row_evidence(chart: OverTime) -> Sequence[Any]:
    """What the rows drawn say of themselves, the caveats of single years in sight; nothing where none are drawn."""
    own = chart.evidence
    if own.years is None:
        return []
    general, single = rows_say.split_caveats(own.caveats, chart.standing)
    return evidence_list.of_period(own.years, own.bases, own.ranges, (*single, *general), ())


def source_evidence(chart: OverTime) -> Sequence[Any]:
    """What holds for all rows of the source."""
    return evidence_list.of_source(chart.source, chart.indicator, chart.standing)


def _empty(scene: Scene) -> list[Any]:
    """What stands where no place is chosen: what to do, and places to begin with."""
    links = html.Ul([html.Li(dcc.Link(text, href=link)) for text, link in scene.suggestions], className="plain")
    prompt = html.P(f"Choose up to {MOST_PLACES} places to see all of their years.", className="prompt")
    return [prompt, html.P("The places with the most years in this source:"), links]


def _without_rows(chart: OverTime) -> list[html.P]:
    """The chosen places that have no figure, and why."""
    return [html.P(f"{name}: {label[:1].lower()}{label[1:]}.", className="quiet") for name, label in chart.absent]


def _editions(chart: OverTime) -> list[Any]:
    """What another edition of the source says of years drawn."""
    return [html.P(f"* {text}", className="edition-note") for text in chart.editions]


def content(scene: Scene) -> list[Any]:
    """The figure with its legend and what is to be known of its rows; a prompt where no place is chosen."""
    chart = scene.chart
    if not chart.places:
        return _empty(scene)
    if chart.rows.empty:
        return [html.P("This source has no figure for the chosen places.", className="prompt"), *_without_rows(chart)]
    label = f"{chart.title}. The table below has the same figures as text."
    return [
        graph(ids.CHART_FIGURE, chart.figure, label=label, frame="dots-frame", geo=False),
        *([html.Div(mark_list(chart.marks), className="legend")] if chart.marks else []),
        *_without_rows(chart),
        *_editions(chart),
    ]


def table(scene: Scene) -> dict[str, Any]:
    """The rows drawn, place by place, as the browser draws them."""
    chart = scene.chart
    caption = f"{chart.title}. {chart.subtitle}." if chart.places else "No place is chosen."
    return layer_parts.rows_in_words(caption, chart.indicator, chart.rows)


def panel(scene: Scene) -> list[Any]:
    """The tab of the chart; what it draws is made when it is opened."""
    rows = rows_table.table(ids.CHART_TABLE, table(scene) if scene.is_chart else None)
    return [
        html.Div(content(scene) if scene.is_chart else [], id=ids.CHART),
        html.Div([html.H2("The same figures as a table"), rows], className="chart-rows"),
    ]
