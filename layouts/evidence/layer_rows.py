"""The rows of a map as an export passes them on: what the source says of each place, and which of the absences it is."""

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import numbers
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts import legend_symbols, theme
from layouts.evidence.layer import Layer
from layouts.evidence.source_columns import EDITION, SOURCE, with_source
from layouts.export import Column, Legend, LegendEntry, table_columns
from layouts.figures import circle_map
from layouts.scales import CIRCLED, Class

PLACE = (
    Column("place", "text", "ISO 3166-1 alpha-3 code, XKX for Kosovo, WORLD, or a prefixed region code."),
    Column("place_name", "text", "Short English name."),
    Column("place_kind", "text", "country, territory, region or world."),
    Column("on_map", "flag", "Whether the row is drawn on the map; the source's own figure for the world is shown next to it."),
    Column("status", "text", "figure, range, zero (printed), masked, no_figure (covered, no figure) or not_covered."),
    Column("map_class", "text", "The class of the legend that the row is drawn in."),
    Column("says", "text", "What the source says, in words; for an absence, which of the four it is."),
)

# Of a chart nothing is on a map.
OF_CHART = tuple(column for column in PLACE if column.name not in ("on_map", "map_class"))
# The absences that every legend names.
ALWAYS = ("no_figure", "not_covered")


def columns(table: str, *, place: tuple[Column, ...] = PLACE) -> tuple[Column, ...]:
    """The columns of the rows: the place, what the map shows, every field of the table, and the source."""
    return (*place, *table_columns(table, without=["place"]), *SOURCE, *((EDITION,) if table == "estimates" else ()))


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


def _is_listed(layer: Layer, entry: Class) -> bool:
    """Whether a class stands in the legend: what occurs, and the classes of a scale that do not."""
    if layer.counts.get(entry.code) or entry.code == layer.selection.only:
        return True
    if entry.code in theme.ABSENCES:
        return entry.code in ALWAYS
    return not layer.selection.is_circled and not layer.is_exact and "|" not in entry.code and entry.look != theme.OUTSIDE_THE_ORDER


def listed(layer: Layer) -> tuple[list[Class], list[Class]]:
    """The classes of the legend that are figures, a printed zero among them, and the absences."""
    classes = [entry for entry in layer.classes if _is_listed(layer, entry)]
    absent = [entry for entry in classes if entry.code in theme.ABSENCES and entry.code != "zero"]
    return [entry for entry in classes if entry not in absent], absent


def legend_title(indicator: Indicator) -> str:
    """What the classes are of: the indicator where they are words, else the unit."""
    if indicator.scale or indicator.unit in ("date", "score"):
        return indicator.label
    return words.sentence(vocabulary.label("unit", indicator.unit))


def sample_circles(layer: Layer) -> list[LegendEntry]:
    """Circles of round numbers as wide as on the map, none wider than the widest of its year."""
    look = next(entry.look for entry in layer.classes if entry.code == "figure")
    most = float(max(numbers(layer.rows).dropna(), default=0.0))
    sizes = {number: circle_map.width(number, layer.largest) for number in circle_map.samples(most, layer.largest)}
    return [LegendEntry(words.large(number), look, 0, legend_symbols.circle(), wide) for number, wide in sizes.items()]


def legends(layer: Layer) -> tuple[Legend, Legend]:
    """The classes with their counts, of circles first what their size means; then the absences."""
    circled, looks = layer.selection.is_circled, {entry.code: entry.look for entry in layer.drawn_classes}

    def entry_of(entry: Class) -> LegendEntry:
        ink = looks[entry.code] if entry.code == "figure" else theme.line_around(looks[entry.code])
        symbol = legend_symbols.circle(entry.code).replace("{ink}", ink.light) if circled and entry.code in CIRCLED else ""
        return LegendEntry(entry.label, looks[entry.code], int(layer.counts.get(entry.code, 0)), symbol)

    figures, absent = ([entry_of(entry) for entry in entries] for entries in listed(layer))
    samples = sample_circles(layer) if circled else []
    return Legend(legend_title(layer.indicator), (*samples, *figures)), Legend("No figure", tuple(absent))


def _unit(layer: Layer) -> str:
    """What bare numbers of classes are: ', per 1,000 population'; '' where the classes name their unit."""
    is_bare = not layer.is_exact and not layer.indicator.scale and layer.indicator.unit not in ("date", "score")
    return f", {vocabulary.label('unit', layer.indicator.unit)}" if is_bare and not layer.selection.is_circled else ""


def alt(layer: Layer) -> str:
    """The map in words, made of its figures: who says what of how many places, and what is missing."""
    counts = layer.counts
    figures, missing = (
        [words.with_count(one.label, counts[one.code]) for one in classes if counts.get(one.code)] for classes in listed(layer)
    )
    sentences = [
        f"{layer.title}. Source: {layer.source['publisher']}, {layer.source['title']}.",
        *(f"The source's figure for the world: {reading}." for reading in layer.world["reading"]),
        f"Places by class{_unit(layer)}: {'; '.join(figures)}." if figures else "No place has a figure.",
        f"Without a figure: {'; '.join(map(words.uncapitalised, missing))}." if missing else "",
        f"{layer.highlighted}." if layer.highlighted else "",
        f"Inferred values not shown: {layer.left_out}." if layer.left_out else "",
    ]
    return " ".join(filter(None, sentences))
