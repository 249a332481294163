"""The panel of the world page as it is taken along: the map's rows with the source's own figure for the world."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import atlas, choices, evidence, world
from etl.schema import fields
from layouts import format as words
from layouts import state, theme
from layouts.components.disclaimer import BOUNDARIES
from layouts.exports.panel import Caveat, Column, Key, Panel
from layouts.state import View
from layouts.views import world as views

PATH = "/"
_PLACE = (
    Column("place", "text", "ISO 3166-1 alpha-3 code, XKX for Kosovo, WORLD, or a prefixed region code."),
    Column("place_name", "text", "Short English name."),
    Column("place_kind", "text", "country, territory, region or world."),
    Column("on_map", "flag", "Whether the row is drawn on the map; the source's own figure for the world stands beside it."),
    Column("status", "text", "figure, range, zero (printed), withheld, no_figure (covered, no figure) or not_covered."),
    Column("map_class", "text", "The class of the legend that the row is drawn in."),
    Column("says", "text", "What the source says, in words; for an absence, which of the four it is."),
)
_SOURCE = (
    Column("source_title", "text", "Title of the source."),
    Column("source_url", "text", "Where the source is found."),
    Column("data_version", "text", "Data version of the atlas that the row is taken from."),
)


def columns(table: str) -> tuple[Column, ...]:
    """The columns of the rows: the place, what the map shows, every field of the table, and the source."""
    own = [Column(field.name, field.type, field.say) for field in fields()[table] if field.name != "place"]
    return (*_PLACE, *own, *_SOURCE)


def _own(view: View, like: pd.DataFrame) -> pd.DataFrame:
    """The source's own figure for the world as a row of the same columns; none where it is drawn or not printed."""
    own = world.world_row(view.indicator, view.source, view.group, view.year)
    if own is None or "WORLD" in like["place"].array:
        return like.iloc[:0]
    said = {"on_map": False, "says": words.reading(views.scene(view).indicator, dict(own)), "name": "World", "kind": "world"}
    return pd.DataFrame([{**own, **said, "status": "figure"}]).reindex(columns=like.columns)


@lru_cache(maxsize=64)
def rows(view: View) -> pd.DataFrame:
    """One row a place of the map, and first the source's own figure for the world where it prints one beside them."""
    shown = views.scene(view)
    labels = {entry.code: entry.label for entry in shown.classes}
    drawn = shown.frame.assign(on_map=True, says=shown.readings, map_class=shown.frame["class"].astype("object").map(labels))
    drawn = drawn[drawn["status"] != "gone"].astype("object")
    both = pd.concat([_own(view, drawn).astype("object"), drawn], ignore_index=True)
    about = {"source_title": shown.source["title"], "source_url": shown.source["url"], "data_version": atlas.atlas().version}
    return both.rename(columns={"name": "place_name", "kind": "place_kind"}).assign(
        indicator=view.indicator, source_id=view.source, **about
    )


def caveats(view: View) -> tuple[Caveat, ...]:
    """Every caveat that applies to the view: those of all rows first, then those of single places."""
    shown = views.scene(view)
    general = [evidence.general_caveats(view.source, view.indicator, shown.period, dated=dated) for dated in (False, True)]
    whole = [Caveat(view.source, row.severity, row.text) for frame in general for row in frame.itertuples()]
    single = evidence.row_caveats(view.source, shown.frame)
    named = single.groupby(["severity", "text"], sort=False)["name"].agg(", ".join)
    return (*whole, *(Caveat(view.source, str(severity), str(text), names) for (severity, text), names in named.items()))


def legend(view: View) -> tuple[Key, ...]:
    """The classes with their counts, then the four absences."""
    shown = views.scene(view)
    counts = evidence.counts(shown.frame)
    kept = [entry for entry in shown.classes if "|" not in entry.code or counts.get(entry.code)]
    return tuple(Key(entry.label, entry.look, int(counts.get(entry.code, 0)), entry.code in theme.ABSENCES) for entry in kept)


def _ranges(view: View) -> str:
    counts = evidence.range_kinds(views.scene(view).frame)
    said = ", ".join(f"{count} {vocabulary.label('range_kind', code)}" for code, count in counts.items())
    return said or "the source gives ratings or dates, which have no range"


def alt(view: View) -> str:
    """The view in words, made of its figures: who says what of how many places, and what is missing."""
    shown = views.scene(view)
    figures = [f"{key.label}: {key.count}" for key in legend(view) if key.count and not key.absent]
    absent = [f"{key.label.lower()}: {key.count}" for key in legend(view) if key.count and key.absent]
    own = world.world_row(view.indicator, view.source, view.group, view.year)
    whole = [] if own is None else [f"The source's figure for the world: {words.reading(shown.indicator, dict(own))}."]
    said = [f"{views.title(view)}, according to {shown.source['publisher']} ({shown.source['title']})."]
    counted = [f"Number of places by class: {'; '.join(figures)}."] if figures else ["No place has a figure."]
    return " ".join([*said, *whole, *counted, *([f"Without a figure: {'; '.join(absent)}."] if absent else [])])


def _shape(view: View) -> str:
    """The pattern of the identifiers of all rows that the view would show, so that withdrawn ones are known too."""
    year = r"[^/]+" if view.year is None else str(view.year)
    form, sex, age = view.group.split(".")
    table = views.scene(view).indicator.table
    tail = year if table == "ratings" else rf"\d+/{year}/{form}/{sex}/{age}"
    held = rows(view)[f"{table.removesuffix('s')}_id"].dropna()
    # A rate is worked out from rows of another indicator, whose identifiers it keeps.
    indicator = held.iloc[0].split("/")[1] if len(held) else view.indicator
    return rf"{view.source}/{indicator}/[^/]+/{tail}"


@lru_cache(maxsize=64)
def panel(view: View) -> Panel:
    """The panel of a view."""
    shown = views.scene(view)
    version, table = atlas.atlas().version, shown.indicator.table
    unit = vocabulary.terms("unit")[shown.indicator.unit]
    year = "all-dates" if view.year is None else str(view.year)
    group = "" if view.group == choices.ALL else "_" + view.group.replace(".", "-")
    return Panel(
        page="world",
        path=PATH,
        link=state.encode(view),
        stem=f"{view.indicator}{group}_{view.source}_{year}_{version}",
        title=views.title(view),
        subtitle=views.subtitle(view),
        period=words.period(*shown.period),
        ranges=_ranges(view),
        kind=vocabulary.label("kind", shown.indicator.kind),
        figure=lambda: views.figure(view),
        legend_title=shown.indicator.label if shown.indicator.scale else unit.label[:1].upper() + unit.label[1:],
        legend=legend(view),
        rows=rows(view),
        columns=columns(table),
        sources=(shown.source,),
        caveats=caveats(view),
        alt=alt(view),
        version=version,
        disclaimer=BOUNDARIES,
        row_id=f"{table.removesuffix('s')}_id",
        shape=_shape(view),
        shown=("place_name", "says", "year", "year_start", "year_end", "basis", "locator"),
    )


def panel_of(query: Mapping[str, object]) -> tuple[Panel, list[str]]:
    """The panel of a query, and a plain message for everything that had to give way."""
    view, said = state.decode(query)
    return panel(replace(view, tab="map")), said


def parameters() -> list[tuple[str, dict[str, Any], str]]:
    """What a query may say: name, JSON schema, and meaning."""
    indicators = choices.indicators()
    sources = sorted({source for indicator in indicators for source in choices.sources_of(indicator)})
    return [
        ("v", {"type": "string", "enum": [state.VERSION]}, "Version of the link."),
        ("indicator", {"type": "string", "enum": list(indicators)}, "Code of the indicator."),
        ("source", {"type": "string", "enum": sources}, "Identifier of a source that holds the indicator."),
        ("group", {"type": "string", "maxLength": 60}, "Form, sex and age, joined by points, where the source tells them apart."),
        ("year", {"type": "integer", "minimum": 1, "maximum": 9999}, "A year that the source has."),
        ("place", {"type": "string", "maxLength": 40}, "Code of the place that is outlined."),
        ("tab", {"type": "string", "enum": list(state.TABS)}, "Whether the page opens on the map or on the table."),
        ("inferred", {"type": "string", "enum": ["yes", "no"]}, "Whether inferred rows are shown."),
    ]
