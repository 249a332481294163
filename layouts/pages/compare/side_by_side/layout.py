"""Sources side by side on the Compare page: two to four panels, each with its own scale and evidence, and their differences."""

from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from etl.queries import place_summary
from layouts.components import rows_table
from layouts.components.controls import segments, select
from layouts.components.graphs import graph
from layouts.components.later_edition import later_edition
from layouts.components.share_menu import share_menu
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.side_by_side import differences
from layouts.pages.compare.side_by_side import scene as sides
from layouts.pages.compare.state import Panel, View
from layouts.pages.map import scene as world

READY, PICTURE, COUNT, SIDE_PLACE = (f"sides-{name}" for name in ("ready", "picture", "count", "place"))
SIDES, INTRODUCTION, REFUSAL, SAID, SIDE_LINK = (f"sides-{name}" for name in ("stage", "introduction", "refusal", "said", "link"))
SIDE_TABLE = "sides-table"
_NAMES = {"map": "Map", "series": "Over time", "dots": "Dots"}


def pair(number: int) -> str:
    """The control that chooses indicator and source of a panel."""
    return f"sides-pair-{number}"


def year(number: int) -> str:
    """The control that chooses the year of a panel."""
    return f"sides-year-{number}"


def drawing(number: int) -> str:
    """The figure of a panel."""
    return f"sides-figure-{number}"


def ready_options() -> list[dict[str, str]]:
    """The ready-made comparisons."""
    return [{"value": entry.id, "label": entry.title} for entry in sides.ready()]


def year_options(panel: Panel) -> list[dict[str, str]]:
    """The years of a panel."""
    return [{"value": stop, "label": stop} for stop in sides.years(panel)]


def _panel_controls(number: int, panel: Panel, *, shown: bool, dated: bool) -> html.Div:
    when = "" if panel.year is None else str(panel.year)
    years = select(year(number), f"Year of panel {number}", year_options(panel), when)
    parts = [
        select(pair(number), f"Panel {number}", sides.pairs(panel), f"{panel.indicator}~{panel.source}", searchable=True),
        html.Div(years, id=f"{year(number)}-box", style={} if dated else {"display": "none"}),
    ]
    return html.Div(parts, id=f"sides-box-{number}", className="panel-controls", style={} if shown else {"display": "none"})


def _later(view: View, number: int) -> list[Any]:
    """Where a panel is of an earlier edition: the latest, and the same panels with it."""
    same = world.in_latest(view.panels[number - 1].view)
    if same is None:
        return []
    latest = compare_state.Panel(same.indicator, same.source, same.group, same.year)
    panels = tuple(latest if at == number else one for at, one in enumerate(view.panels, 1))
    link = compare_state.encode(replace(view, panels=panels))
    return later_edition(world.scene(same).source["short_title"], f"/compare{link}")


def panel(number: int, view: View, span: tuple[int, int] | None = None) -> html.Figure:
    """A panel: its title, its picture on its own scale, its legend and its evidence."""
    shown, picture, chosen = view.panels[number - 1], view.picture, view.filters.place
    title = f"{number}. {sides.caption(shown, picture, chosen)}"
    drawn = graph(
        drawing(number),
        sides.figure(shown, picture, chosen, span),
        label=title,
        frame="map-frame" if picture == "map" else "dots-frame side-frame",
        geo=picture == "map",
    )
    scrolled = html.Div(drawn, className="scroll", tabIndex=0, role="region", **{"aria-label": title}) if picture == "dots" else drawn
    evidence = html.Details([html.Summary("Evidence"), *differences.of(shown, picture, chosen)], className="panel-evidence")
    legend = world.legend(shown.view) if picture == "map" else differences.legend(shown, picture, chosen)
    head = html.Figcaption([html.H2(title), html.P(sides.subtitle(shown, picture, chosen), className="subtitle"), *_later(view, number)])
    beside = html.Div(differences.beside(shown, picture, chosen), className="panel-caveats")
    return html.Figure([head, scrolled, html.Div(legend, className="legend"), beside, evidence])


def stage(view: View) -> list[html.Figure]:
    """All panels of a view."""
    span = sides.span(view.panels, view.picture, view.filters.place)
    return [panel(number, view, span) for number in range(1, len(view.panels) + 1)]


def _corridors() -> list[html.Details]:
    """Comparisons of corridors, which open on the flow page."""
    return [
        html.Details(
            [
                html.Summary(f"{entry.title}: on the flow page"),
                html.P(entry.introduction, className="why"),
                html.P(dcc.Link(f"Open {entry.title}", href=entry.link)),
            ]
        )
        for entry in sides.corridors()
    ]


def body(view: View) -> list[Any]:
    """The page below its head for sources side by side."""
    count = {str(number): str(number) for number in range(compare_state.LEAST, compare_state.MOST + 1)}
    spare = compare_state.first_panels()
    every = [*view.panels, *spare, *spare][: compare_state.MOST]
    top = [
        select(
            READY, "Ready-made comparisons", ready_options(), None, allowDeselect=True, placeholder="Choose one, or make your own below"
        ),
        segments(PICTURE, "Picture", _NAMES, view.picture),
        segments(COUNT, "Panels", count, str(len(view.panels))),
        select(
            SIDE_PLACE,
            "Place",
            list(place_summary.options()),
            view.filters.place or None,
            searchable=True,
            clearable=True,
            allowDeselect=True,
            placeholder="Choose a place to see it over time",
            filter={"function": "byAnyName"},
        ),
    ]
    shown, dated = len(view.panels), view.picture != "series"
    controls = [_panel_controls(number, one, shown=number <= shown, dated=dated) for number, one in enumerate(every, 1)]
    return [
        html.H1("Sources side by side"),
        html.P("Each panel keeps its own source, scale and evidence. Nothing is merged.", className="subtitle"),
        html.Div(top, className="compare-controls"),
        *_corridors(),
        html.Div(controls, className="panels-controls"),
        html.P(sides.introduction(view.panels), id=INTRODUCTION, className="why"),
        dmc.Alert(sides.refusal(view.panels), id=REFUSAL, color="gray", variant="light"),
        html.P(sides.says_of(view.panels, view.filters.place, view.picture), id=SAID, className="said", role="status"),
        html.Div(stage(view), id=SIDES, className=f"sides sides-{len(view.panels)}"),
        share_menu("compare", path="/compare", entries=("panels",), row="sides"),
        html.H2("Where they agree and differ"),
        rows_table.table(SIDE_TABLE, sides.table(view.panels, view.picture, view.filters.place)),
        dcc.Store(id=SIDE_LINK, data=compare_state.encode(view)),
    ]
