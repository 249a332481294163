"""The rows of a map as an export passes them on: what the source says of each place, and which of the absences it is."""

import pandas as pd

from etl.contract import vocabulary
from layouts import format as words
from layouts import theme
from layouts.evidence.layer import Layer
from layouts.evidence.source_columns import EDITION, SOURCE, with_source
from layouts.export import Column, Legend, LegendEntry, table_columns

PLACE = (
    Column("place", "text", "ISO 3166-1 alpha-3 code, XKX for Kosovo, WORLD, or a prefixed region code."),
    Column("place_name", "text", "Short English name."),
    Column("place_kind", "text", "country, territory, region or world."),
    Column("on_map", "flag", "Whether the row is drawn on the map; the source's own figure for the world is shown next to it."),
    Column("status", "text", "figure, range, zero (printed), masked, no_figure (covered, no figure) or not_covered."),
    Column("map_class", "text", "The class of the legend that the row is drawn in."),
    Column("says", "text", "What the source says, in words; for an absence, which of the four it is."),
)


def columns(table: str) -> tuple[Column, ...]:
    """The columns of the rows: the place, what the map shows, every field of the table, and the source."""
    return (*PLACE, *table_columns(table, without=["place"]), *SOURCE, *((EDITION,) if table == "estimates" else ()))


def export_rows(layer: Layer) -> pd.DataFrame:
    """One row a place of the map, and first the source's own figure for the world where it prints one beside them."""
    labels = {entry.code: entry.label for entry in layer.classes}
    mapped = layer.rows.assign(on_map=True, map_class=layer.rows["class"].astype("object").map(labels))
    mapped = mapped[mapped["status"] != "gone"].astype("object")
    world = layer.world.assign(on_map=False).reindex(columns=mapped.columns).astype("object")
    rows = pd.concat([world, mapped], ignore_index=True).rename(columns={"name": "place_name", "kind": "place_kind", "reading": "says"})
    return with_source(rows.assign(indicator=layer.selection.indicator, source_id=layer.selection.source))


def row_pattern(layer: Layer) -> str:
    """The pattern of the identifiers of all rows that the map would show, so that withdrawn ones are known too."""
    chosen, table = layer.selection, layer.indicator.table
    year = r"[^/]+" if chosen.year is None else str(chosen.year)
    tail = year if table == "ratings" else rf"\d+/{year}/{chosen.group.replace('.', '/')}"
    # The rows of a rate that is computed here keep the identifiers of the counts.
    return rf"{chosen.source}/{layer.indicator.computed_from or chosen.indicator}/[^/]+/{tail}"


def legends(layer: Layer) -> tuple[Legend, Legend]:
    """The classes with their counts, then the four absences."""
    classes: list[LegendEntry] = []
    absences: list[LegendEntry] = []
    for entry in layer.classes:
        count = layer.counts.get(entry.code, 0)
        if count or "|" not in entry.code:
            (absences if entry.code in theme.ABSENCES else classes).append(LegendEntry(entry.label, entry.look, int(count)))
    title = layer.indicator.label if layer.indicator.scale else words.sentence(vocabulary.label("unit", layer.indicator.unit))
    return Legend(title, tuple(classes)), Legend("No figure", tuple(absences))


def alt(layer: Layer) -> str:
    """The map in words, made of its figures: who says what of how many places, and what is missing."""
    classes, absences = (legend.entries for legend in legends(layer))
    zero = theme.ABSENCES["zero"]
    figures = [f"{key.label}: {key.count}" for key in (*classes, *(key for key in absences if key.look == zero)) if key.count]
    missing = [f"{key.label.lower()}: {key.count}" for key in absences if key.count and key.look != zero]
    sentences = [
        f"{layer.title}, according to {layer.source['publisher']} ({layer.source['title']}).",
        *(f"The source's figure for the world: {reading}." for reading in layer.world["reading"]),
        f"Number of places by class: {'; '.join(figures)}." if figures else "No place has a figure.",
        f"Without a figure: {'; '.join(missing)}." if missing else "",
        f"Inferred values that are not shown: {layer.left_out}." if layer.left_out else "",
    ]
    return " ".join(filter(None, sentences))
