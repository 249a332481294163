"""The panel of the world page as it is taken along: the map's rows with the source's own figure for the world."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from etl.contract import vocabulary
from etl.queries import atlas, choices, evidence
from layouts import format as words
from layouts import theme
from layouts.components.disclaimer import BOUNDARIES
from layouts.export import Export, Legend, LegendEntry, Part
from layouts.pages.map import scene as views
from layouts.pages.map import state
from layouts.pages.map.place_rows import caveats, columns, rows
from layouts.pages.map.state import View
from layouts.scales import Class


def legends(view: View) -> tuple[Legend, Legend]:
    """The classes with their counts, then the four absences."""
    shown = views.scene(view)
    counts = evidence.counts(shown.frame)
    kept = [entry for entry in shown.classes if "|" not in entry.code or counts.get(entry.code)]
    keys = {absent: tuple(_key(entry, counts) for entry in kept if (entry.code in theme.ABSENCES) is absent) for absent in (False, True)}
    unit = vocabulary.label("unit", shown.indicator.unit)
    title = shown.indicator.label if shown.indicator.scale else unit[:1].upper() + unit[1:]
    return Legend(title, keys[False]), Legend("No figure", keys[True])


def _key(entry: Class, counts: Mapping[str, int]) -> LegendEntry:
    return LegendEntry(entry.label, entry.look, int(counts.get(entry.code, 0)))


def alt(view: View) -> str:
    """The view in words, made of its figures: who says what of how many places, and what is missing."""
    shown = views.scene(view)
    keys = [key for legend in legends(view) for key in legend.entries if key.count]
    missing = [theme.ABSENCES[code] for code in theme.ABSENCES if code != "zero"]
    figures = [f"{key.label}: {key.count}" for key in keys if key.look not in missing]
    absent = [f"{key.label.lower()}: {key.count}" for key in keys if key.look in missing]
    own = [words.reading(shown.indicator, row) for row in shown.own.to_dict("records")]
    whole = [f"The source's figure for the world: {says}." for says in own]
    said = [f"{views.title(view)}, according to {shown.source['publisher']} ({shown.source['title']})."]
    counted = [f"Number of places by class: {'; '.join(figures)}."] if figures else ["No place has a figure."]
    lacking = [f"Without a figure: {'; '.join(absent)}."] if absent else []
    unshown = [f"Inferred values that are not shown: {count}."] if (count := views.unshown(view)) else []
    return " ".join([*said, *whole, *counted, *lacking, *unshown])


def shape(view: View) -> str:
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
def panel(view: View) -> Export:
    """The panel of a view."""
    shown = views.scene(view)
    version, table = atlas.atlas().version, shown.indicator.table
    year = "-".join(dict.fromkeys(map(str, shown.period)))
    group = "" if view.group == choices.ALL else "_" + view.group.replace(".", "-")
    return Export(
        link=state.encode(view),
        stem=f"{view.indicator}{group}_{view.source}_{year}_{version}",
        title=views.title(view),
        subtitle=views.subtitle(view),
        period=words.period(*shown.period),
        ranges=shown.drawn.ranges_said,
        kind=vocabulary.label("kind", shown.indicator.kind),
        parts=(Part(lambda: views.figure(view), "world-figure"),),
        legends=legends(view),
        rows=rows(view),
        columns=columns(table),
        sources=(shown.source,),
        caveats=caveats(view),
        alt=alt(view),
        version=version,
        disclaimer=BOUNDARIES,
        row_id=f"{table.removesuffix('s')}_id",
        row_pattern=shape(view),
        plain_columns=("place_name", "says", "year", "year_start", "year_end", "basis", "locator"),
        years=shown.drawn.years or shown.period,
    )


def exported(view: View) -> Export:
    """What can be taken of a view."""
    return panel(replace(view, tab="map"))


def parameters() -> list[tuple[str, dict[str, Any], str]]:
    """What a query may say: name, JSON schema, and meaning."""
    indicators = choices.indicators()
    sources = sorted({source for indicator in indicators for source in choices.held_by(indicator)})
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
