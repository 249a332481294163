"""What can be taken of countries side by side: the rows of the drawn places and series over all years, one after the other."""

from collections.abc import Iterable
from dataclasses import replace

from etl.contract import vocabulary
from layouts import format as words
from layouts.evidence import series_panels
from layouts.evidence.layer_rows import OF_CHART
from layouts.evidence.source_columns import EDITION, SOURCE
from layouts.export import Column, Export, table_columns
from layouts.pages.compare.places.scene import Scene
from layouts.pages.compare.places.series_row import SeriesRow
from layouts.pages.compare.places.state import CODEC, families

_PLAIN = ("place_name", "indicator_label", "year", "year_start", "year_end", "says", "source_title", "locator")
_LABEL = Column("indicator_label", "text", "What is counted or rated.")
# All that a row of either table may have, each column once.
_COLUMNS = tuple(
    {
        column.name: column
        for column in (
            *(*OF_CHART, _LABEL),
            *table_columns("estimates", without=["place"]),
            *table_columns("ratings", without=["place"]),
            *(*SOURCE, EDITION),
        )
    }.values()
)


def _notes(rows: Iterable[SeriesRow]) -> tuple[tuple[str, str], ...]:
    """How the places differ in each series, as the page says it."""
    return tuple((f"{row.title} ({row.source_titles})", row.differences) for row in rows if row.differences)


def _subject(scene: Scene) -> str:
    labels = [families()[code] for code in scene.state.families]
    return words.sentence("; ".join(labels)) if labels else "The main series of each group of indicators"


def _alt(scene: Scene) -> str:
    """What is drawn in words; where all is a table, what stands there."""
    texts = [f"{title}: {text}" for title, text in (*_notes(scene.drawn or scene.series_rows), *series_panels.without_figure(scene.panels))]
    return " ".join(texts) or "No places are chosen."


def _shown(scene: Scene) -> tuple[tuple[str, str], ...]:
    return series_panels.shown(scene.panels) if 0 < len(scene.drawn) < len(scene.series_rows) else ()


def export(scene: Scene) -> Export:
    """What can be taken of countries side by side; a picture shows the first series over years."""
    whole = _whole(scene)
    return replace(whole, drawn=lambda: series_panels.summary(whole, scene.panels)) if scene.panels else whole


def _whole(scene: Scene) -> Export:
    evidence, places = scene.evidence, series_panels.file_name(scene.names) or "no-places"
    title = f"{words.sentence(scene.listed_names)}, side by side" if scene.names else "Countries side by side"
    chosen = f"_{'-'.join(scene.state.families)}" if scene.state.families else ""
    return Export(
        link=CODEC.encode(scene.state),
        stem=f"{places}{chosen}_{scene.version}",
        title=title,
        subtitle=f"{_subject(scene)}, one source at a time; nothing is merged, added up or ranked",
        period=evidence.period,
        ranges=series_panels.ranges(scene.panels) if scene.panels else evidence.ranges_text,
        kind="; ".join(dict.fromkeys(vocabulary.label("kind", row.indicator.kind) for row in scene.series_rows)),
        parts=series_panels.parts(scene.panels),
        legends=series_panels.legends(scene.panels),
        rows=scene.export_rows.reindex(columns=[column.name for column in _COLUMNS]),
        columns=_COLUMNS,
        sources=evidence.sources,
        caveats=series_panels.in_pictures(evidence.caveats, scene.panels),
        alt=_alt(scene),
        version=scene.version,
        row_pattern="|".join(f"(?:{row.row_pattern})" for row in scene.series_rows),
        plain_columns=_PLAIN,
        in_sight=(*series_panels.without_figure(scene.panels), *_shown(scene)),
        notes=_notes(scene.drawn),
        table_notes=_notes(row for row in scene.series_rows if row not in scene.drawn),
        years=evidence.years,
    )
