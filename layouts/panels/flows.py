"""The panel of the flow page as it is taken along: the corridors shown, of one series or of two beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import atlas, choices, flows, place
from layouts import flow_state, theme
from layouts import format as words
from layouts.components.disclaimer import BOUNDARIES
from layouts.exports import signs
from layouts.exports.panel import Behind, Caveat, Key, Legend, Panel, Part
from layouts.figures import flow_map
from layouts.flow_state import FlowView
from layouts.views import drawn, flow_rows, flow_selection, flow_texts
from layouts.views import flows as views
from layouts.views.drawn import Drawn

PATH, BEHIND = "/flows", True


def _lines(view: FlowView, code: str) -> list[Key]:
    """The classes of lines and the rings, with how many corridors each has."""
    shown = flow_selection.selection(view, code).shown
    across = shown[shown["drawn"] & ~shown["inside"] & (shown["low"] > 0)]
    classes = pd.cut(across["low"], [*flow_map.BOUNDS, float("inf")], right=False, labels=False).value_counts()
    looks = theme.ordered(len(flow_map.WIDTHS))
    keys = [
        Key(f"{said} people", look, int(classes.get(number, 0)), signs.line(width))
        for number, (said, look, width) in enumerate(zip(flow_texts.spans(), looks, flow_map.WIDTHS, strict=True))
    ]
    inside = shown[shown["drawn"] & shown["inside"] & (shown["low"] > 0)]
    return [*keys, Key(f"a ring: {flow_texts.inside(code)}", looks[2], len(inside), signs.ring())]


def _absent(view: FlowView, code: str) -> list[Key]:
    """What the lines do not show."""
    shown = flow_selection.selection(view, code).shown
    counts = flow_rows.status(shown).value_counts()
    uncounted = int(flow_selection.uncounted(shown).sum())
    dotted = Key("Only masked counts, or masked counts and zeros", theme.DISPUTED, uncounted, signs.line(0.9, dotted=True))
    unseen = Key(
        "Only masked counts, or masked counts and zeros: not drawn here",
        theme.ABSENCES["masked"],
        flow_selection.selection(view, code).unseen,
    )
    zeros = int(counts.get("zero", 0))
    unplaced = Key("Not on the map: an end is no single place", theme.ABSENCES["not_covered"], int((~shown["drawn"]).sum()))
    return [
        dotted if view.masked else unseen,
        Key("Drawn, with some yearly counts masked", theme.ABSENCES["masked"], int((shown["masked"] > 0).sum()) - uncounted),
        *([Key("Zero, as printed: no line", theme.ABSENCES["zero"], zeros)] if zeros else []),
        *([] if view.tab == "sankey" else [unplaced]),
    ]


def legends(view: FlowView) -> tuple[Legend, ...]:
    """The lines and what they leave out; with two series a list of both for each, because they are never added up."""
    if view.against:
        return tuple(
            Legend(f"{number}: {flow_texts.series_label(code)}", (*_figures(view, code), *_absent(view, code)))
            for number, code in enumerate(view.shown, 1)
        )
    return Legend("Corridors by people counted", tuple(_figures(view, view.series))), Legend(
        "No figure, or no line", tuple(_absent(view, view.series))
    )


def _figures(view: FlowView, code: str) -> list[Key]:
    if view.tab != "sankey":
        return _lines(view, code)
    counted = int((flow_selection.selection(view, code).shown["count"] > 0).sum())
    return [Key("a band as wide as the people counted", theme.ordered(5)[3], counted, signs.bar())]


def parts(view: FlowView) -> tuple[Part, ...]:
    """The maps, or the Sankey diagrams, of the series."""
    return tuple(_part(view, code, number) for number, code in enumerate(view.shown))


def _part(view: FlowView, code: str, number: int) -> Part:
    short = flow_selection.selection(view, code).source["short_title"]
    title = f"{number + 1}: {short}, {flow_texts.period(view, code)}" if view.against else ""
    if view.tab == "sankey":
        return Part(lambda: views.sankey_of(view, code), f"flows-sankey-{number}", title)
    return Part(lambda: {"draw": "flows", "data": views.wire(view, code), "base": flow_map.flow_map()}, f"flows-figure-{number}", title)


def title(view: FlowView) -> str:
    """A plain claim of what is drawn."""
    said = [flow_texts.title(view, code) for code in view.shown]
    return said[0] if len(said) == 1 else f"Two series side by side. 1: {said[0]}. 2: {said[1]}"


def alt(view: FlowView) -> str:
    """The view in words, made of its figures: how many corridors and people, the largest of them, what is masked."""
    said = []
    for code in view.shown:
        chosen = flow_selection.selection(view, code)
        largest = [
            f"{row.origin_name} to {row.destination_name}, {flow_texts.people(row.low, row.high)}"
            for row in chosen.shown.head(3).itertuples(index=False)
            if row.masked < row.cells
        ]
        said.append(f"{flow_texts.title(view, code)}, according to {chosen.source['publisher']} ({chosen.source['title']}).")
        said.append(flow_texts.sums(view, code) + (f" The largest: {'; '.join(largest)}." if largest else ""))
    return " ".join([*said, flow_texts.disagreement(view)]).strip()


def _shape(view: FlowView) -> str:
    """The pattern of the identifiers of all rows of the series, groups and years shown."""
    years = "|".join(str(year) for year in range(view.first, view.last + 1))
    alike = []
    for code in view.shown:
        entry = flows.series()[code]
        form, sex, age = flow_selection.group_of(view, code).split(".")
        alike.append(rf"{entry.source}/{entry.indicator}/{entry.evidence}/.+/(?:{years})/{form}/{sex}/{age}(?:/.*)?")
    return "|".join(alike)


def _limits(view: FlowView) -> tuple[tuple[str, str], ...]:
    """What the filters leave out, and how much of the series is drawn."""
    ends = [place.names().get(view.place, ""), view.region]
    chosen = [
        *(f"{end} as {'origin or destination' if view.role == 'both' else view.role}" for end in ends if end),
        *([f"at least {view.minimum:,} people"] if view.minimum else []),
        *(["across borders only"] if view.across else []),
        f"the {view.top:,} largest corridors",
    ]
    drawn = " ".join(
        f"{number}: {flow_texts.sums(view, code)}" if view.against else flow_texts.sums(view, code)
        for number, code in enumerate(view.shown, 1)
    )
    return (
        ("Drawn", drawn),
        ("Chosen", words.sentence("; ".join(chosen))),
        *((("Beside each other", flow_texts.disagreement(view)),) if view.against else ()),
    )


def _stem(view: FlowView, years: str, version: str) -> str:
    who = "_".join(code.replace(".", "-") for code in view.shown)
    where = f"_{view.place}" if view.place else ""
    return f"flows_{who}{where}_{years}_{version}"


def _caveats(view: FlowView, singles: Sequence[Drawn]) -> tuple[Caveat, ...]:
    """The caveats of every series; with two of them, each names the one it belongs to."""
    if not view.against:
        return singles[0].caveats
    named = ((number, caveat) for number, single in enumerate(singles, 1) for caveat in single.caveats)
    return drawn.ordered(replace(caveat, about=f"{number}: {caveat.about or 'all'}") for number, caveat in named)


@lru_cache(maxsize=64)
def panel(view: FlowView) -> Panel:
    """The panel of a view."""
    version = atlas.atlas().version
    singles = [flow_selection.described(view, code) for code in view.shown]
    records = {flows.series()[code].source: flow_selection.selection(view, code).source for code in view.shown}
    kinds = dict.fromkeys(vocabulary.label("kind", record["kind"]) for record in records.values())
    behind = pd.concat([flow_selection.behind(view, code) for code in view.shown], ignore_index=True)
    return Panel(
        page="flows",
        path=PATH,
        link=flow_state.encode(view),
        stem=_stem(view, "_".join(dict.fromkeys(single.stem for single in singles)), version),
        title=title(view),
        subtitle="Each series keeps its own source; nothing is added up" if view.against else flow_texts.series_label(view.series),
        period="; ".join(dict.fromkeys(flow_texts.period(view, code) for code in view.shown)),
        ranges="; ".join(dict.fromkeys(single.ranges_said for single in singles)),
        kind="; ".join(kinds),
        parts=parts(view),
        legends=legends(view),
        rows=flow_rows.rows(view),
        columns=flow_rows.COLUMNS,
        sources=tuple(records.values()),
        caveats=_caveats(view, singles),
        years=drawn.years_of(behind),
        alt=alt(view),
        version=version,
        disclaimer="" if view.tab == "sankey" else BOUNDARIES,
        shape=_shape(view),
        shown=("origin_name", "destination_name", "says", "years", "series"),
        notes=_limits(view),
        behind=Behind("flows", behind),
    )


def panel_of(query: Mapping[str, object]) -> tuple[Panel, list[str]]:
    """The panel of a query, and a plain message for everything that had to give way."""
    view, said = flow_state.decode(query)
    return panel(replace(view, tab="map") if view.tab == "table" else view), said


def parameters() -> list[tuple[str, dict[str, Any], str]]:
    """What a query may say: name, JSON schema, and meaning."""
    codes, years = list(flows.series()), {"type": "integer", "minimum": 1900, "maximum": 2100}
    regions, ends = list(flows.regions()), sorted(place.names())
    groups = sorted({group for code in codes for group in flows.groups(code)} | {choices.ALL})
    return [
        ("v", {"type": "string", "enum": [flow_state.VERSION]}, "Version of the link."),
        ("series", {"type": "string", "enum": codes}, "Source and kind of evidence."),
        ("against", {"type": "string", "enum": codes}, "A second series beside it."),
        ("from", years, "First year; one that the series has."),
        ("to", years, "Last year; one that the series has."),
        ("group", {"type": "string", "enum": groups}, "Form, sex and age, where the series tells them apart."),
        ("region", {"type": "string", "enum": regions}, "Region of the world that a corridor touches."),
        ("role", {"type": "string", "enum": list(flow_state.ROLES)}, "Whether place or region is origin, destination or either."),
        ("place", {"type": "string", "enum": ends}, "Code of a place that a corridor touches."),
        ("min", {"type": "integer", "minimum": 0, "maximum": 9_999_999}, "The fewest people that a corridor counts."),
        ("top", {"type": "integer", "enum": list(flow_state.TOPS)}, "How many corridors, the largest first."),
        ("hidden", {"type": "string", "enum": ["yes", "no"]}, "Whether corridors with masked counts only are shown."),
        (
            "across",
            {"type": "string", "enum": ["yes", "no"]},
            "Whether only corridors that are known to lead from one place to another are kept.",
        ),
        ("tab", {"type": "string", "enum": list(flow_state.TABS)}, "Whether the picture is a map or a Sankey diagram."),
        ("open", {"type": "string", "maxLength": 200}, "Regions that the Sankey diagram opens, joined by points."),
    ]
