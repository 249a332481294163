"""What can be taken of the map page: the map's rows with the source's own figure for the world."""

from dataclasses import replace

from etl.contract import vocabulary
from layouts import format as words
from layouts.components.disclaimer import BOUNDARIES
from layouts.evidence.layer_rows import alt, columns, export_rows, legends, row_pattern
from layouts.export import Export, Part
from layouts.pages.map import ids
from layouts.pages.map.scene import Scene
from layouts.pages.map.state import CODEC

_PLAIN = ("place_name", "says", "year", "year_start", "year_end", "basis", "locator")


def export(scene: Scene) -> Export:
    """The map and its rows; a link to it opens on the map."""
    layer, state = scene.layer, scene.state
    table = layer.indicator.table
    return Export(
        link=CODEC.encode(replace(state, tab="map")),
        stem=scene.stem,
        title=layer.title,
        subtitle=layer.subtitle,
        period=words.period(*layer.period),
        ranges=layer.evidence.ranges_text,
        kind=vocabulary.label("kind", layer.indicator.kind),
        parts=(Part(lambda: scene.figure, ids.FIGURE),),
        legends=legends(layer),
        rows=export_rows(layer),
        columns=columns(table),
        sources=(layer.source,),
        caveats=layer.evidence.caveats,
        alt=alt(layer),
        version=scene.version,
        disclaimer=BOUNDARIES,
        row_id=f"{table.removesuffix('s')}_id",
        row_pattern=row_pattern(layer),
        plain_columns=_PLAIN,
        years=layer.evidence.years or layer.period,
    )
