"""Sources side by side: two to four panels, each with its own scale and evidence, and their differences."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from layouts.components import evidence_list, rows_table
from layouts.components.aria import aria
from layouts.components.controls import BY_NAME, segments, select
from layouts.components.folded import folded
from layouts.components.graphs import graph, tappable
from layouts.components.later_edition import later_edition
from layouts.components.layer_parts import layer_legend, period_evidence, source_evidence
from layouts.components.mark_list import mark_list
from layouts.components.share_menu import share_menu
from layouts.evidence import row_evidence
from layouts.evidence.selection import Selection
from layouts.pages.compare.side_by_side import comparisons
from layouts.pages.compare.side_by_side.comparisons import Corridors
from layouts.pages.compare.side_by_side.scene import Scene, series_options
from layouts.pages.compare.side_by_side.slot import Slot
from layouts.pages.compare.side_by_side.state import CODEC, FEWEST, MOST, PICTURES, first_selections

READY, PICTURE, COUNT, PLACE = "sides-ready", "sides-picture", "sides-count", "sides-place"
STAGE, INTRODUCTION, REFUSAL, READING = "sides-stage", "sides-introduction", "sides-refusal", "sides-said"
LINK, TABLE = "sides-link", "sides-table"
# What is pressed in the legend of a panel; the scripts find these by the identifier of the legend.
LEGEND, SHADED, ONLY = "sides-legend-{}", "sides-legend-{}-shaded", "sides-legend-{}-only"
# Of a panel: the controls of its indicator and source and of its year, the frames of all its controls and of its year, its figure.
PAIR, YEAR, BOX, YEAR_BOX, FIGURE = "sides-pair-{}", "sides-year-{}", "sides-box-{}", "sides-year-{}-box", "sides-figure-{}"


def year_options(selection: Selection) -> list[dict[str, str]]:
    """The years of a panel."""
    return [{"value": str(stop.year), "label": str(stop.year)} for stop in selection.series.stops[selection.group]]


def displayed(needed: bool) -> dict[str, str]:
    """The style of a part that is visible only where it is needed."""
    return {} if needed else {"display": "none"}


def _slot_controls(scene: Scene, number: int, selection: Selection) -> html.Div:
    year = "" if selection.year is None else str(selection.year)
    years = select(YEAR.format(number), f"Year of panel {number}", year_options(selection), year)
    value = f"{selection.indicator}~{selection.source}"
    parts = [
        select(PAIR.format(number), f"Panel {number}", series_options(selection), value, searchable=True),
        html.Div(years, id=YEAR_BOX.format(number), style=displayed(not scene.by_year)),
    ]
    return html.Div(parts, id=BOX.format(number), className="panel-controls", style=displayed(number <= len(scene.slots)))


def _legend(slot: Slot) -> list[Any]:
    """The legend of a panel: the classes of its map, or its marks."""
    if slot.picture == "map":
        return layer_legend(slot.layer, title=html.H3)
    return [mark_list(slot.marks)] if slot.marks else []


def year_caveats(slot: Slot) -> list[Any]:
    """What stands in sight below a picture over time: the caveats of single years."""
    single = row_evidence.split_caveats(slot.evidence.caveats)[1]
    return [evidence_list.caveat_list(single)] if slot.by_year and single else []


def slot_evidence(slot: Slot) -> Sequence[Any]:
    """The evidence of a panel: of its map, or of the rows in its picture."""
    if slot.picture == "map":
        return [*period_evidence(slot.layer), *source_evidence(slot.layer)]
    own = slot.evidence
    if own.years is None:
        return evidence_list.of_source(slot.source, slot.indicator, ())
    general, single = row_evidence.split_caveats(own.caveats, slot.standing)
    # Over time the caveats of single years stand in sight.
    period = evidence_list.of_period(own.years, own.bases, own.ranges, general, () if slot.by_year else single)
    return [*period, *evidence_list.of_source(slot.source, slot.indicator, slot.standing)]


def _panel(scene: Scene, slot: Slot) -> html.Figure:
    title, is_map = f"{slot.number}. {slot.caption}", slot.picture == "map"
    frame = "map-frame" if is_map else "dots-frame side-frame"
    if slot.absence:
        return html.Figure([html.Figcaption([html.H2(title), html.P(slot.subtitle, className="subtitle")]), html.P(slot.absence)])
    figure = graph(FIGURE.format(slot.number), slot.figure, label=title, frame=frame, geo=is_map)
    figures = tappable(figure, PLACE) if is_map else [figure]
    if slot.picture == "dots":
        figures = [html.Div(figure, className="scroll", tabIndex=0, role="region", **aria(label=title))]
    head = [html.H2(title), html.P(slot.subtitle, className="subtitle"), *later_edition(*scene.latest(slot))]
    brief = evidence_list.on_paper((slot.source,), slot.evidence.caveats)
    further = f"How it was made, its range, its terms and all caveats: on the page of the source, /source/{slot.source['source_id']}."
    parts = [
        html.Div(_legend(slot), id=LEGEND.format(slot.number), className="legend"),
        html.Div(year_caveats(slot), className="panel-caveats"),
        html.Details([html.Summary("Evidence"), *slot_evidence(slot)], className="panel-evidence"),
        html.Div([brief, html.P(further, className="paper-only")], className="panel-brief"),
    ]
    return html.Figure([html.Figcaption(head), *figures, *parts])


def stage(scene: Scene) -> list[html.Figure]:
    """The panels of a scene."""
    return [_panel(scene, slot) for slot in scene.slots]


def _corridors(entry: Corridors) -> html.Details:
    head, link = html.Summary(f"{entry.title}: on the flow page"), dcc.Link(f"Open {entry.title}", href=entry.link)
    return html.Details([head, html.P(entry.introduction, className="why"), html.P(link)])


def _top(scene: Scene) -> html.Div:
    """The controls of all panels together."""
    ready = [{"value": entry.id, "label": entry.title} for entry in comparisons.ready()]
    counts = {str(number): str(number) for number in range(FEWEST, MOST + 1)}
    search = {**BY_NAME, "clearable": True, "allowDeselect": True}
    own, over_time = "Choose one, or make your own below", "To see it over time"
    first = select(READY, "Ready-made comparisons", ready, None, allowDeselect=True, placeholder=own)
    further = [
        segments(PICTURE, "Picture", PICTURES, scene.state.picture),
        segments(COUNT, "Panels", counts, str(len(scene.slots))),
        select(PLACE, "Place", scene.places, scene.state.place or None, placeholder=over_time, **search),
    ]
    return html.Div([first, folded("Picture and place", further)], className="compare-controls sides-top")


def layout(scene: Scene) -> list[Any]:
    """The page below its head."""
    selections = [*scene.state.selections, *first_selections(), *first_selections()][:MOST]
    controls = [_slot_controls(scene, number, selection) for number, selection in enumerate(selections, 1)]
    subtitle = html.P("Each panel keeps its own source, scale and evidence. Nothing is merged.", className="subtitle")
    head = html.Div([html.H1("Sources side by side"), subtitle], className="heading")
    return [
        html.Div([head, share_menu("compare", path="/compare", entries=("panels",), row="sides")], className="head-row"),
        _top(scene),
        folded("Sources and years", [html.Div(controls, className="panels-controls")]),
        html.P(scene.reading, id=READING, className="reading", role="status"),
        html.Div(stage(scene), id=STAGE, className=f"sides sides-{len(scene.slots)}"),
        html.P(scene.introduction, id=INTRODUCTION, className="why"),
        html.P(scene.refusal, id=REFUSAL, className="why"),
        *map(_corridors, comparisons.corridor_comparisons()),
        html.H2("Where they agree and differ"),
        rows_table.table(TABLE, scene.table),
        dcc.Store(id=LINK, data=CODEC.encode(scene.state)),
        *(dcc.Store(id=SHADED.format(number), data=one.shaded) for number, one in enumerate(selections, 1)),
        *(dcc.Store(id=ONLY.format(number), data=one.only) for number, one in enumerate(selections, 1)),
    ]
