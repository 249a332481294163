"""What can be taken of the page of a place: every row of every table that names it, and what search engines are told of it."""

from dataclasses import replace
from typing import Any

import pandas as pd

from layouts import format as words
from layouts import theme
from layouts.card import Card, Head
from layouts.evidence import series_panels
from layouts.evidence.row_evidence import years_of
from layouts.export import Export
from layouts.pages.country.place_rows_export import columns
from layouts.pages.country.scene import PlaceScene, Scene
from layouts.pages.country.state import CODEC

_PLAIN = ("table", "indicator", "year", "year_start", "year_end", "as_printed", "source_title", "locator")
_KINDS = "Ratings, estimates, counts and claims side by side; nothing is merged or added up"
_NOT_INCLUDED = "Figures of regions around the place, which its page shows besides, are in the downloads of the regions: {}"
_CARD_LINES = 4
_FILES = (("csv", "text/csv"), ("json", "application/json"), ("parquet", "application/vnd.apache.parquet"))


def _title(place: PlaceScene) -> str:
    return f"{place.title}: published figures on human trafficking"


def _description(place: PlaceScene) -> str:
    about, count = f"human trafficking in {words.in_sentence(place.name)}", len(place.sources)
    if not count:
        return f"No source in the atlas has a figure on {about}."
    kinds = "ratings, estimates, counts, treaties and claims"
    return f"What {words.counted(count, 'source says', 'sources say')} about {about}, side by side: {kinds}."


def head(scene: Scene) -> Head:
    """Title, sentence and preview of the page."""
    place = scene.place
    if place is None:
        return Head("No such place", f"No place has the name “{scene.state.place}”.")
    lines = [f"{line.title}: {line.figure} ({line.source_title}, {line.years})" for family in place.families for line in family.lines[:1]]
    card = Card(place.title, tuple(lines[:_CARD_LINES]), areas={place.code: theme.PRODUCER.light}, marked=place.code)
    return Head(place.title, _description(place), {} if place.is_empty else _dataset(place), card)


def _dataset(place: PlaceScene) -> dict[str, Any]:
    """The rows of the place as schema.org describes a data set; its files follow from the address."""
    return {
        "@type": "Dataset",
        "version": place.version,
        "spatialCoverage": {"@type": "Place", "name": place.name},
        "isAccessibleForFree": True,
        "license": [{"@type": "CreativeWork", "name": licence} for licence in dict.fromkeys(one["licence"] for one in place.sources)],
        "creator": [{"@type": "Organization", "name": name} for name in dict.fromkeys(one["publisher"] for one in place.sources)],
        "citation": [source["citation"] for source in place.sources],
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"/view/country.{form}{place.link}", "encodingFormat": media} for form, media in _FILES
        ],
    }


def _empty(scene: Scene) -> Export:
    """The export of what is no place: no rows."""
    rows = pd.DataFrame(columns=[column.name for column in columns()])
    text = f"No place has the name “{scene.state.place}”"
    link = CODEC.encode(scene.state)
    return Export(link, "country_unknown", text, "", "no figure", "no figure", _KINDS, (), (), rows, columns(), (), (), text, "")


def export(scene: Scene) -> Export:
    """Every row, with its sources and caveats; a picture shows the first series over years."""
    place = scene.place
    if place is None:
        return _empty(scene)
    whole = _whole(scene, place)
    return replace(whole, drawn=lambda: series_panels.summary(whole, place.panels)) if place.panels else whole


def _whole(scene: Scene, place: PlaceScene) -> Export:
    rows = place.download
    years = years_of(rows[["year", "year_start", "year_end"]])
    return Export(
        link=CODEC.encode(scene.state),
        stem=f"{series_panels.file_name([place.name])}_{place.version}",
        title=_title(place),
        subtitle=f"{place.extent}, all editions, groups and quarters",
        period="no figure" if years is None else words.period(*years),
        ranges=series_panels.ranges(place.panels) if place.panels else "as stated in each row",
        kind=_KINDS,
        parts=series_panels.parts(place.panels),
        legends=series_panels.legends(place.panels),
        rows=rows,
        columns=columns(),
        sources=place.sources,
        caveats=series_panels.in_pictures(place.every_caveat, place.panels),
        alt=" ".join(filter(None, (_description(place), series_panels.alt(place.panels)))),
        version=place.version,
        row_pattern=rf"[^/]+/[^/]+/{place.code}/.*",
        plain_columns=_PLAIN,
        in_sight=series_panels.shown(place.panels) if 0 < len(place.panels) < len(place.pictured) else (),
        table_notes=(("Not included", _NOT_INCLUDED.format("; ".join(name for _, name in place.around))),) if place.around else (),
        years=years,
    )
