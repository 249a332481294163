"""What search engines and previews are told of a map: its words, and a picture of its areas in their colours."""

from layouts.card import Card, Head
from layouts.evidence.layer_rows import alt, legends
from layouts.pages.map.scene import Scene


def head(scene: Scene) -> Head:
    """The map of a scene; a place without a class is on no map."""
    layer = scene.layer
    colours = {entry.code: entry.look.light for entry in layer.classes}
    areas = {place: colours[code] for place, code in zip(layer.rows["place"], layer.rows["class"], strict=True) if code in colours}
    line = f"{layer.source['short_title']} · {layer.subtitle}"
    card = Card(layer.title, (line,), areas, marked=scene.state.place, legends=legends(layer))
    return Head(layer.title, alt(layer), card=card)
