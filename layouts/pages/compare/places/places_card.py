"""What search engines and previews are told of countries side by side: how they differ in the first series, each with its source."""

from layouts.card import Card, Head
from layouts.pages.compare.places.export import export
from layouts.pages.compare.places.scene import Scene

_MOST = 3
_NOTHING = "Two to five countries side by side: every source with figures for them, over all years; nothing merged or ranked."


def head(scene: Scene) -> Head:
    """The title of the view, its differences in words, and a picture with the first of them."""
    made = export(scene)
    rows = [row for row in scene.series_rows if row.differences][:_MOST]
    lines = [f"{row.title} ({row.source_titles}). {row.differences}" for row in rows]
    return Head(made.title, made.alt if rows else _NOTHING, card=Card(made.title, tuple(lines or [_NOTHING])))
