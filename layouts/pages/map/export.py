"""What can be taken of the map page: the map's rows with the source's own figure for the world, or those of the chart over time."""

from collections.abc import Iterator
from dataclasses import replace

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts import legend_symbols, theme
from layouts.components.disclaimer import BOUNDARIES
from layouts.evidence import edition_notes
from layouts.evidence.layer_rows import OF_CHART, alt, columns, export_rows, legends, row_pattern
from layouts.evidence.over_time import OverTime
from layouts.evidence.row_record import quotation
from layouts.export import Export, Legend, LegendEntry, Part, Quotation
from layouts.pages.map import chart, ids
from layouts.pages.map.scene import Scene
from layouts.pages.map.state import CODEC

_PLAIN = ("place_name", "says", "year", "year_start", "year_end", "basis", "locator")


def export(scene: Scene) -> Export:
    """What is drawn on the tab that is open, and its rows; a link to the table opens on the map."""
    return _chart_export(scene, scene.chart) if scene.is_chart else _map_export(scene)


def _map_export(scene: Scene) -> Export:
    layer, state = scene.layer, scene.state
    table, outlined = layer.indicator.table, _outlined(scene)
    return Export(
        link=CODEC.encode(replace(state, tab="map")),
        stem=scene.stem,
        title=layer.title,
        subtitle=layer.subtitle,
        period=words.period(*layer.period),
        ranges=layer.evidence.ranges_text,
        kind=vocabulary.label("kind", layer.indicator.kind),
        parts=(Part(lambda: scene.figure, ids.FIGURE),),
        legends=(*legends(layer), *outlined),
        rows=export_rows(layer),
        columns=columns(table),
        sources=(layer.source,),
        caveats=layer.evidence.caveats,
        alt=" ".join([alt(layer), *(f"{one.title}: {'; '.join(entry.label for entry in one.entries)}." for one in outlined)]),
        version=scene.version,
        disclaimer=BOUNDARIES,
        row_id=f"{table.removesuffix('s')}_id",
        row_pattern=row_pattern(layer),
        plain_columns=_PLAIN,
        years=layer.evidence.years or layer.period,
        chosen=tuple(_quotations(scene)),
        outlined=words.listed_places(name for _, name in scene.named_places),
    )


def _outlined(scene: Scene) -> tuple[Legend, ...]:
    """What the map and another edition say of the chosen places, which are outlined on it; nothing where none is chosen."""
    labels = [edition_notes.with_note(f"{reading.name}: {_in_list(reading.text)}", reading.note) for reading in scene.readings]
    entries = [LegendEntry(label, theme.SELECTED, 1, legend_symbols.outline(), bare=True) for label in labels]
    return (Legend("Chosen places", tuple(entries)),) if entries else ()


def _in_list(reading: str) -> str:
    """A reading among others; that no range is published is said of the whole map."""
    absences = [term.label for term in vocabulary.terms("absence").values()]
    without = reading.removesuffix(f"; {vocabulary.label('range_kind', 'none_published')}").replace("; ", ", ")
    return words.uncapitalised(without) if reading in absences else without


def _quotations(scene: Scene) -> Iterator[Quotation]:
    """The figures of the chosen places as they are cited by themselves, each with the name of its place."""
    rows = {row["place"]: row for row in row_dicts(scene.layer.rows)}
    for place, name in scene.named_places:
        row = rows.get(place, {})
        if isinstance(locator := row.get("locator"), str):
            yield quotation(scene.layer.source, f"{name}, {locator}", row)


def _legends(over_time: OverTime) -> tuple[Legend, ...]:
    lists = {"Places": over_time.place_marks, over_time.unit: over_time.marks}
    return tuple(Legend(title, tuple(marks.values())) for title, marks in lists.items() if marks)


def _chart_export(scene: Scene, over_time: OverTime) -> Export:
    """The chart and its rows: those of its places in all years; no figure where there is no row.

    Its link has no year and no place but those of the chart.
    """
    table, own = over_time.indicator.table, over_time.evidence
    state = replace(scene.state, year=None)
    title, subtitle = chart.title(scene)
    own_columns = columns(table, place=OF_CHART)
    rows = over_time.export_rows.reindex(columns=[column.name for column in own_columns])
    return Export(
        link=CODEC.encode(state),
        stem=scene.stem,
        title=title,
        subtitle=subtitle,
        period=own.period,
        ranges=own.ranges_text,
        kind=vocabulary.label("kind", over_time.indicator.kind),
        parts=(Part(lambda: over_time.figure, ids.CHART_FIGURE),) if len(rows) else (),
        legends=_legends(over_time),
        rows=rows,
        columns=own_columns,
        sources=(over_time.source,),
        caveats=own.caveats,
        alt=over_time.alt if over_time.places else f"{title}. No place is chosen.",
        version=scene.version,
        row_id=f"{table.removesuffix('s')}_id",
        row_pattern=over_time.row_pattern,
        plain_columns=_PLAIN,
        in_sight=(*over_time.without_figure, *over_time.obtained),
        notes=(("Another edition", editions),) if (editions := " ".join(over_time.editions)) else (),
        years=own.years,
    )
