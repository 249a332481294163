"""What can be taken of the page of one place: the rows that it lists."""

from etl.contract import vocabulary
from layouts.evidence.source_columns import SOURCE
from layouts.export import Column, Export, table_columns
from layouts.pages.one_place.scene import Scene
from layouts.pages.one_place.state import CODEC

# Columns of either table, of which a row has those of its own.
_NAMES = (
    *("place", "indicator", "year_start", "year_end", "rating", "value", "value_low", "value_high"),
    *("as_printed", "basis", "locator", "source_id"),
)
_FIELDS = {column.name: column for table in ("ratings", "estimates") for column in table_columns(table)}
_PLACE_NAME = Column("place_name", "text", "Short English name of the place.")


def export(scene: Scene) -> Export:
    """The rows of a scene, with their sources and caveats."""
    state, evidence = scene.state, scene.evidence
    codes = [code for code, indicator in vocabulary.indicators().items() if indicator.family == state.family]
    return Export(
        link=CODEC.encode(state),
        stem=f"one-place_{state.place}_{state.family}_{evidence.stem}_{scene.version}",
        title=scene.title,
        subtitle=scene.subtitle,
        period=evidence.period,
        ranges=evidence.ranges_text,
        kind=vocabulary.label("family", state.family),
        parts=(),
        legends=(),
        rows=scene.rows,
        columns=(*(_FIELDS[name] for name in _NAMES), _PLACE_NAME, *SOURCE),
        sources=evidence.sources,
        caveats=evidence.caveats,
        alt=f"{scene.title}. {scene.subtitle}",
        version=scene.version,
        row_pattern=rf"[^/]+/(?:{'|'.join(codes)})/{state.place}/.*",
        plain_columns=("indicator", "as_printed", "year_start", "year_end", "source_title", "locator"),
        years=evidence.years,
    )
