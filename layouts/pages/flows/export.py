"""The panel of the flow page as it is taken along: the corridors shown, of one series or of two beside each other."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import atlas, choices, corridors, place_summary
from layouts import format as words
from layouts import theme
from layouts.components.disclaimer import BOUNDARIES
from layouts.evidence import row_evidence as drawn
from layouts.evidence.row_evidence import Drawn
from layouts.export import Behind, Caveat, Export, Legend, LegendEntry, Part
from layouts.exports import legend_symbols
from layouts.figures import flow_map
from layouts.pages.flows import corridor_rows, selection, texts
from layouts.pages.flows import scene as views
from layouts.pages.flows import state as flow_state
from layouts.pages.flows.state import FlowView


def _lines(view: FlowView, code: str) -> list[LegendEntry]:
    """The classes of lines and the rings, with how many corridors each has."""
    shown = selection.selection(view, code).shown
    across = shown[shown["drawn"] & ~shown["inside"] & (shown["low"] > 0)]
    classes = pd.cut(across["low"], [*flow_map.BOUNDS, float("inf")], right=False, labels=False).value_counts()
    looks = theme.ordered(len(flow_map.WIDTHS))
    keys = [
        LegendEntry(f"{said} people", look, int(classes.get(number, 0)), legend_symbols.line(width))
        for number, (said, look, width) in enumerate(zip(texts.spans(), looks, flow_map.WIDTHS, strict=True))
    ]
    inside = shown[shown["drawn"] & shown["inside"] & (shown["low"] > 0)]
    return [*keys, LegendEntry(f"a ring: {texts.inside(code)}", looks[2], len(inside), legend_symbols.ring())]


def _absent(view: FlowView, code: str) -> list[LegendEntry]:
    """What the lines do not show."""
    shown = selection.selection(view, code).shown
    counts = corridor_rows.status(shown).value_counts()
    uncounted = int(selection.uncounted(shown).sum())
    dotted = LegendEntry("Only masked counts, or masked counts and zeros", theme.DISPUTED, uncounted, legend_symbols.line(0.9, dotted=True))
    unseen = LegendEntry(
        "Only masked counts, or masked counts and zeros: not drawn here",
        theme.ABSENCES["masked"],
        selection.selection(view, code).unseen,
    )
    zeros = int(counts.get("zero", 0))
    unplaced = LegendEntry("Not on the map: an end is no single place", theme.ABSENCES["not_covered"], int((~shown["drawn"]).sum()))
    return [
        dotted if view.masked else unseen,
        LegendEntry("Drawn, with some yearly counts masked", theme.ABSENCES["masked"], int((shown["masked"] > 0).sum()) - uncounted),
        *([LegendEntry("Zero, as printed: no line", theme.ABSENCES["zero"], zeros)] if zeros else []),
        *([] if view.tab == "sankey" else [unplaced]),
    ]


def legends(view: FlowView) -> tuple[Legend, ...]:
    """The lines and what they leave out; with two series a list of both for each, because they are never added up."""
    if view.against:
        return tuple(
            Legend(f"{number}: {texts.series_label(code)}", (*_figures(view, code), *_absent(view, code)))
            for number, code in enumerate(view.shown, 1)
        )
    return Legend("Corridors by people counted", tuple(_figures(view, view.series))), Legend(
        "No figure, or no line", tuple(_absent(view, view.series))
    )


def _figures(view: FlowView, code: str) -> list[LegendEntry]:
    if view.tab != "sankey":
        return _lines(view, code)
    counted = int((selection.selection(view, code).shown["count"] > 0).sum())
    return [LegendEntry("a band as wide as the people counted", theme.ordered(5)[3], counted, legend_symbols.bar())]


def parts(view: FlowView) -> tuple[Part, ...]:
    """The maps, or the Sankey diagrams, of the series."""
    return tuple(_part(view, code, number) for number, code in enumerate(view.shown))


def _part(view: FlowView, code: str, number: int) -> Part:
    short = selection.selection(view, code).source["short_title"]
    title = f"{number + 1}: {short}, {texts.period(view, code)}" if view.against else ""
    if view.tab == "sankey":
        return Part(lambda: views.sankey_of(view, code), f"flows-sankey-{number}", title)
    return Part(lambda: {"draw": "flows", "data": views.wire(view, code), "base": flow_map.flow_map()}, f"flows-figure-{number}", title)


def title(view: FlowView) -> str:
    """A plain claim of what is drawn."""
    said = [texts.title(view, code) for code in view.shown]
    return said[0] if len(said) == 1 else f"Two series side by side. 1: {said[0]}. 2: {said[1]}"


def alt(view: FlowView) -> str:
    """The view in words, made of its figures: how many corridors and people, the largest of them, what is masked."""
    said = []
    for code in view.shown:
        chosen = selection.selection(view, code)
        largest = [
            f"{row.origin_name} to {row.destination_name}, {texts.people(row.low, row.high)}"
            for row in chosen.shown.head(3).itertuples(index=False)
            if row.masked < row.cells
        ]
        said.append(f"{texts.title(view, code)}, according to {chosen.source['publisher']} ({chosen.source['title']}).")
        said.append(texts.sums(view, code) + (f" The largest: {'; '.join(largest)}." if largest else ""))
    return " ".join([*said, texts.disagreement(view)]).strip()


def _shape(view: FlowView) -> str:
    """The pattern of the identifiers of all rows of the series, groups and years shown."""
    years = "|".join(str(year) for year in range(view.first, view.last + 1))
    alike = []
    for code in view.shown:
        entry = corridors.series()[code]
        form, sex, age = selection.group_of(view, code).split(".")
        alike.append(rf"{entry.source}/{entry.indicator}/{entry.evidence}/.+/(?:{years})/{form}/{sex}/{age}(?:/.*)?")
    return "|".join(alike)


def _limits(view: FlowView) -> tuple[tuple[str, str], ...]:
    """What the filters leave out, and how much of the series is drawn."""
    ends = [place_summary.names().get(view.place, ""), view.region]
    chosen = [
        *(f"{end} as {'origin or destination' if view.role == 'both' else view.role}" for end in ends if end),
        *([f"at least {view.minimum:,} people"] if view.minimum else []),
        *(["across borders only"] if view.across else []),
        f"the {view.top:,} largest corridors",
    ]
    drawn = " ".join(
        f"{number}: {texts.sums(view, code)}" if view.against else texts.sums(view, code) for number, code in enumerate(view.shown, 1)
    )
    return (
        ("Drawn", drawn),
        ("Chosen", words.sentence("; ".join(chosen))),
        *((("Beside each other", texts.disagreement(view)),) if view.against else ()),
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
def panel(view: FlowView) -> Export:
    """The panel of a view."""
    version = atlas.atlas().version
    singles = [selection.described(view, code) for code in view.shown]
    records = {corridors.series()[code].source: selection.selection(view, code).source for code in view.shown}
    kinds = dict.fromkeys(vocabulary.label("kind", record["kind"]) for record in records.values())
    behind = pd.concat([selection.behind(view, code) for code in view.shown], ignore_index=True)
    return Export(
        link=flow_state.encode(view),
        stem=_stem(view, "_".join(dict.fromkeys(single.stem for single in singles)), version),
        title=title(view),
        subtitle="Each series keeps its own source; nothing is added up" if view.against else texts.series_label(view.series),
        period="; ".join(dict.fromkeys(texts.period(view, code) for code in view.shown)),
        ranges="; ".join(dict.fromkeys(single.ranges_said for single in singles)),
        kind="; ".join(kinds),
        parts=parts(view),
        legends=legends(view),
        rows=corridor_rows.rows(view),
        columns=corridor_rows.COLUMNS,
        sources=tuple(records.values()),
        caveats=_caveats(view, singles),
        years=drawn.years_of(behind),
        alt=alt(view),
        version=version,
        disclaimer="" if view.tab == "sankey" else BOUNDARIES,
        row_pattern=_shape(view),
        plain_columns=("origin_name", "destination_name", "says", "years", "series"),
        notes=_limits(view),
        behind=Behind("flows", behind),
    )


def exported(view: FlowView) -> Export:
    """What can be taken of a view."""
    return panel(replace(view, tab="map") if view.tab == "table" else view)


def parameters() -> list[tuple[str, dict[str, Any], str]]:
    """What a query may say: name, JSON schema, and meaning."""
    codes, years = list(corridors.series()), {"type": "integer", "minimum": 1900, "maximum": 2100}
    regions, ends = list(corridors.regions()), sorted(place_summary.names())
    groups = sorted({group for code in codes for group in corridors.groups(code)} | {choices.ALL})
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
