"""What can be taken of the coverage page: the map, and a row for each listed place, source and kind of figure."""

from dataclasses import replace

import pandas as pd

from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts import legend_symbols, theme
from layouts.components.disclaimer import BOUNDARIES
from layouts.export import Column, Export, Legend, LegendEntry, Part
from layouts.pages.coverage import ids
from layouts.pages.coverage.opened_place import named
from layouts.pages.coverage.scene import Scene
from layouts.pages.coverage.state import CODEC, KINDS

_COLUMNS = (
    Column("place", "text", "ISO 3166-1 alpha-3 code, XKX for Kosovo."),
    Column("status", "text", "since (a figure for a year from the chosen one on), before (older ones only), masked (masks only) or none."),
    Column("place_name", "text", "Short English name."),
    Column("place_kind", "text", "country or territory."),
    Column("region", "text", "Region of the world."),
    Column("sources_since", "int", "How many sources have a figure on the place for a year from the chosen one on."),
    Column("source_id", "text", "Identifier of the source; missing for a place on which no source has a row of the chosen kinds."),
    Column("source_title", "text", "Title of the source."),
    Column("kind", "text", "Kind of figure: count, estimate, rating, citizenship (counted abroad), treaty or claim."),
    Column("indicators", "texts", "What is counted or judged: totals, breakdowns in years without a total, and corridors apart."),
    Column("first_year", "int", "First year that a figure refers to; missing where all are masked."),
    Column("last_year", "int", "Latest year that a figure refers to; missing where all are masked."),
    Column("years", "int", "How many years have a figure; a period belongs to its last year."),
    Column("masked_years", "int", "How many years have masked counts and no figure."),
    Column("last_masked_year", "int", "The latest of these."),
    Column("data_version", "text", "Data version of the atlas that the row is taken from."),
)
_LEFT_OUT = "Earlier editions of a source, inferred values, and two dissolved states (Serbia and Montenegro, Netherlands Antilles)."
_MOST_NAMES = 60
_PLAIN = ("place_name", "status", "source_title", "kind", "first_year", "last_year", "years", "masked_years")


def _status(rows: pd.DataFrame, since: int) -> pd.Series:
    status = pd.Series("none", rows.index, dtype="object").mask(rows["masked_years"].gt(0).fillna(False), "masked")
    status = status.mask(rows["last_year"].notna(), "before")
    return status.mask(rows["last_year"].ge(since).fillna(False), "since")


def export_rows(scene: Scene) -> pd.DataFrame:
    """One row a listed place, source and kind, by place; one a place on which there is nothing, without a source."""
    names = pd.Series([list(named(cell)) for cell in row_dicts(scene.cells)], scene.cells.index, "object")
    cells = scene.cells.drop(columns=["indicator", "year", "things"]).rename(
        columns={"masked": "masked_years", "last_masked": "last_masked_year"}
    )
    cells = cells.rename(columns={"first": "first_year", "last": "last_year"})
    cells = cells.assign(indicators=names)
    places = scene.listed.rename(columns={"name": "place_name", "kind": "place_kind", "sources": "sources_since"}).drop(columns=["masked"])
    rows = places.merge(cells, on="place", how="left")
    titles = {record["source_id"]: record["title"] for record in scene.records}
    return rows.assign(
        status=_status(rows, scene.state.since), source_title=rows["source_id"].map(titles), caveat_ids=None, data_version=scene.version
    )


def legends(scene: Scene) -> tuple[Legend, ...]:
    """The classes of the map with the numbers of their places."""
    lists = scene.map.legend
    return tuple(Legend(title, tuple(LegendEntry(entry.label, entry.look, count) for entry, count in entries)) for title, entries in lists)


def _opened(scene: Scene) -> tuple[Legend, ...]:
    """What sources have on the opened place, which is outlined on the map."""
    if scene.opened is None:
        return ()
    return (Legend("Chosen place", (LegendEntry(scene.opened.headline, theme.SELECTED, 1, legend_symbols.outline(), bare=True),)),)


def _names(scene: Scene) -> dict[str, str]:
    """The places that answer, where they are few enough to be named."""
    if len(scene.places) > _MOST_NAMES:
        return {}
    kinds = {"Countries": "country", "Territories": "territory"}
    return {title: ", ".join(row["name"] for row in scene.named(kind)) for title, kind in kinds.items()}


def alt(scene: Scene) -> str:
    """The answer in words: the places by name, and how many places have how many sources."""
    names = "".join(f" {term}: {text}." for term, text in _names(scene).items() if text)
    classes = "; ".join(words.with_count(entry.label, count) for _, entries in scene.map.legend for entry, count in entries if count)
    return f"{scene.title}.{names} Places by number of sources: {classes}."


def _notes(scene: Scene) -> tuple[tuple[str, str], ...]:
    """What the answer leaves out, and the places that are named beside it."""
    beside = ", ".join(row["name"] for row in scene.citizens_only)
    notes = {**_names(scene), "Left out": _LEFT_OUT, "Masked": scene.mask_note, "Only counted abroad, by citizenship": beside}
    return tuple((term, text) for term, text in notes.items() if text)


def export(scene: Scene) -> Export:
    """The map and the rows of the matrix; a link to it opens on the map."""
    state = scene.state
    since = f"{state.since} and later; rows name figures of any year"
    parts = "_".join(filter(None, ("coverage", state.question, state.kind, state.region.lower(), f"since-{state.since}", scene.version)))
    return Export(
        link=CODEC.encode(replace(state, tab="map")),
        stem=parts,
        title=scene.title,
        subtitle=scene.subtitle.removesuffix("."),
        period=since,
        ranges="not applicable",
        kind=KINDS[state.kind],
        parts=(Part(lambda: scene.map.figure, ids.FIGURE),),
        legends=(*legends(scene), *_opened(scene)),
        rows=export_rows(scene),
        columns=_COLUMNS,
        sources=scene.records,
        caveats=(),
        alt=" ".join([alt(scene), *([f"{scene.opened.headline}."] if scene.opened else [])]),
        version=scene.version,
        disclaimer=BOUNDARIES,
        plain_columns=_PLAIN,
        notes=_notes(scene),
        years=(state.since, scene.years[0]),
    )
