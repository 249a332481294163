"""What can be taken of the flow page: the corridors shown, of one series or of two beside each other."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts import legend_symbols, map_zooms, mark_looks, theme
from layouts.components.disclaimer import LINES
from layouts.evidence import row_evidence
from layouts.export import Behind, Caveat, Export, Legend, LegendEntry, Part, own_note
from layouts.figures import flow_map
from layouts.pages.flows import corridor_rows, corridor_texts, flow_legend, ids
from layouts.pages.flows.scene import Scene
from layouts.pages.flows.series_scene import SeriesScene, uncounted
from layouts.pages.flows.state import CODEC, ROLES

_READABLE = ("origin_name", "destination_name", "says", "years", "series")
_ONLY_MASKED = "Only masked counts, or masked counts and zeros"


def _figures(side: SeriesScene, tab: str) -> list[LegendEntry]:
    """The classes of lines and the rings, or the bands of the Sankey diagram, with how many corridors each has."""
    looks = theme.CORRIDORS
    if tab == "sankey":
        bands = int((side.rows["count"] > 0).sum())
        return [LegendEntry(f"band width shows the number of {side.series.counted}", looks[3], bands, legend_symbols.bar())]
    symbols = map(legend_symbols.arrow, mark_looks.LINE_WIDTHS, mark_looks.HEAD_LENGTHS)
    classes = zip(corridor_texts.spans(), looks, flow_legend.class_counts(side), symbols, strict=True)
    lines = [LegendEntry(f"{span} {side.series.counted}", look, count, symbol) for span, look, count, symbol in classes]
    rings = len(flow_legend.inside_rows(side))
    return [*lines[::-1], LegendEntry(f"ring: {side.series.inside}", looks[3], rings, legend_symbols.ring())]


def _absences(side: SeriesScene, tab: str) -> list[LegendEntry]:
    rows, looks = side.rows, theme.ABSENCES
    masked, zeros = int(uncounted(rows).sum()), int((corridor_rows.status(rows) == "zero").sum())
    dashed = LegendEntry(_ONLY_MASKED, theme.DISPUTED, masked, legend_symbols.line(1, dashed=True))

    def unseen(label: str, code: str, count: int) -> LegendEntry:
        return LegendEntry(label, looks[code], count, legend_symbols.nothing())

    omitted = unseen(f"{_ONLY_MASKED}: not drawn here", "masked", side.omitted)
    unplaced = unseen("Not on the map: origin or destination is not a single place", "not_covered", int((~rows["drawn"]).sum()))
    return [
        dashed if side.state.masked or masked else omitted,
        unseen("Drawn, with some yearly counts masked", "masked", int((rows["masked"] > 0).sum()) - masked),
        *([unseen("Zero, as printed: no line", "zero", zeros)] if zeros else []),
        *([] if tab == "sankey" else [unplaced]),
    ]


def _legends(scene: Scene) -> tuple[Legend, ...]:
    """The lines and what they leave out; with two series a list of both for each, because they are never added up."""
    entries = [(_figures(side, scene.state.tab), _absences(side, scene.state.tab)) for side in scene.sides]
    if len(entries) == 1:
        figures, absences = entries[0]
        return Legend(f"{words.sentence(scene.sides[0].series.counted)} in a corridor", tuple(figures)), Legend(
            "No figure, or no line", tuple(absences)
        )
    labels = _numbered(scene, [side.series.label for side in scene.sides])
    return tuple(Legend(label, (*figures, *absences)) for label, (figures, absences) in zip(labels, entries, strict=True))


def _numbered(scene: Scene, texts: Sequence[str]) -> list[str]:
    """A text for each series, with the number of the series where there are two."""
    return [f"{number}. {text}" for number, text in enumerate(texts, 1)] if len(scene.sides) > 1 else [*texts]


def _part(scene: Scene, number: int) -> Part:
    side = scene.sides[number]
    own = _own_words(scene, number) if len(scene.sides) > 1 else {}
    if scene.state.tab == "sankey":
        return Part(partial(scene.sankey, side), ids.part("sankey", number), pictured=partial(scene.sankey, side, totals=True), **own)
    return Part(lambda: {"draw": "flows", "data": scene.wire(side), "base": flow_map.flow_map()}, ids.part("figure", number), **own)


def _own_words(scene: Scene, number: int) -> dict[str, Any]:
    """Title, legend and source of one of several series."""
    side = scene.sides[number]
    note = own_note(side.source, f"{side.source['title']}. {side.source['edition']}", side.source["kind"], side.period)
    return {"title": f"{number + 1}. {side.title}", "legends": (_legends(scene)[number],), "note": note}


def _alt(scene: Scene) -> str:
    """The picture in words, made of its figures: how many corridors and people, the largest of them, what is masked."""
    sentences = []
    for side in scene.sides:
        largest = [row for row in row_dicts(side.rows.head(3)) if row["masked"] < row["cells"]]
        ends = [f"{row['origin_name']} to {words.in_sentence(row['destination_name'])}" for row in largest]
        numbers = [f"{corridor_texts.number(row['low'], row['high'])} {side.series.counted}" for row in largest]
        sentences.append(f"{side.title}. Source: {side.source['publisher']}, {side.source['title']}.")
        sentences.append(side.sums + (f" The largest: {'; '.join(map(', '.join, zip(ends, numbers, strict=True)))}." if largest else ""))
    return " ".join([*sentences, scene.comparison]).strip()


def _pattern(side: SeriesScene) -> str:
    """The pattern of the identifiers of all rows of the series, group and years shown."""
    years = "|".join(str(year) for year in range(side.state.first, side.state.last + 1))
    form, sex, age = side.group.split(".")
    kind = f"{side.series.source}/{side.series.indicator}/{side.series.evidence}"
    return rf"{kind}/.+/(?:{years})/{form}/{sex}/{age}(?:/.*)?"


def _in_sight(scene: Scene) -> tuple[tuple[str, str], ...]:
    """What the filters and the part of the world leave out."""
    state, role = scene.state, ROLES[scene.state.role].lower()
    filters = [
        *(f"{words.in_sentence(end)} as {role}" for end in (scene.place, state.region) if end),
        *([f"at least {state.minimum:,} {scene.sides[0].series.counted}"] if state.minimum else []),
        *(["across borders only"] if state.across else []),
        f"the {state.top:,} largest corridors",
    ]
    part = f"zoomed to {words.in_sentence(scene.zoom_name)}; the legend counts all corridors" if _is_zoomed(scene) else ""
    return (("Filters", words.sentence("; ".join(filters))), *((("Map", part),) if part else ()))


def _notes(scene: Scene) -> tuple[tuple[str, str], ...]:
    """How much of the series is drawn, and what can be compared."""
    sums = " ".join(_numbered(scene, [side.sums for side in scene.sides]))
    return (("Shown", sums), *((("Comparison", scene.comparison),) if scene.comparison else ()))


def _is_zoomed(scene: Scene) -> bool:
    """Whether the figure is a map that shows a part of the world; of a place without a corridor on it the map shows all."""
    if scene.state.zoom == map_zooms.PLACE and not any(side.rows["drawn"].any() for side in scene.sides):
        return False
    return scene.state.tab != "sankey" and scene.state.zoom != map_zooms.WORLD


def _caveats(scene: Scene) -> tuple[Caveat, ...]:
    """The caveats of every series; with two of them, each names the one it belongs to."""
    if len(scene.sides) == 1:
        return scene.sides[0].evidence.caveats
    numbered = ((number, caveat) for number, side in enumerate(scene.sides, 1) for caveat in side.evidence.caveats)
    return row_evidence.ordered_caveats(
        replace(caveat, about=f"series {number}{', ' if caveat.about else ''}{caveat.about}") for number, caveat in numbered
    )


def _stem(scene: Scene) -> str:
    """The name of files: series, the place and the region by their names, years, data version."""
    codes = "_".join(side.series.code.replace(".", "-") for side in scene.sides)
    years = "_".join(dict.fromkeys(side.evidence.stem for side in scene.sides))
    names = ("-".join(fold(name).split()) for name in (scene.place, scene.state.region))
    return "_".join(filter(None, ("flows", *names, codes, years, scene.version)))


def export(scene: Scene) -> Export:
    """What can be taken of a scene; the table is the map's."""
    state = replace(scene.state, tab="map") if scene.state.tab == "table" else scene.state
    yearly = [side.yearly for side in scene.sides]
    sources = {side.series.source: side.source for side in scene.sides}
    behind = pd.concat(yearly, ignore_index=True)
    several = len(scene.sides) > 1
    return Export(
        link=CODEC.encode(state),
        stem=_stem(scene),
        title=f"Corridors{f' of {words.in_sentence(scene.place)}' if scene.place else ''} in two series, side by side"
        if several
        else scene.sides[0].title,
        subtitle="Each series keeps its own source; nothing is added up" if several else scene.sides[0].series.label,
        period="; ".join(dict.fromkeys(side.period for side in scene.sides)),
        ranges="; ".join(dict.fromkeys(side.evidence.ranges_text for side in scene.sides)),
        kind="; ".join(dict.fromkeys(vocabulary.label("kind", source["kind"]) for source in sources.values())),
        parts=tuple(_part(scene, number) for number in range(len(scene.sides))),
        legends=_legends(scene),
        rows=corridor_rows.corridor_rows(scene.sides, yearly),
        columns=corridor_rows.COLUMNS,
        sources=tuple(sources.values()),
        caveats=_caveats(scene),
        years=row_evidence.years_of(behind),
        alt=_alt(scene),
        version=scene.version,
        disclaimer="" if state.tab == "sankey" else LINES,
        row_pattern="|".join(map(_pattern, scene.sides)),
        plain_columns=_READABLE,
        in_sight=_in_sight(scene),
        notes=_notes(scene),
        behind=Behind("flows", behind),
    )
