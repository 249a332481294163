"""What search engines and previews are told of coverage: the answer, the places by name, and the map in its colours."""

from layouts.card import Card, Head
from layouts.pages.coverage.export import alt, legends
from layouts.pages.coverage.scene import Scene


def head(scene: Scene) -> Head:
    """The map of a scene, with the opened place outlined."""
    colours = {entry.code: entry.look.light for entry in scene.map.classes}
    areas = {place: colours[code] for place, code in zip(scene.map.rows["place"], scene.map.rows["class"], strict=True)}
    card = Card(scene.title, (scene.subtitle,), areas, marked=scene.state.place, legends=legends(scene))
    return Head(scene.title, alt(scene), card=card)
