"""What search engines and previews are told of the map page: words, and of a map a picture of its areas in their colours."""

from layouts.card import Card, Head
from layouts.evidence.layer_rows import alt, legends
from layouts.pages.map.chart import title as chart_title
from layouts.pages.map.scene import Scene


def head(scene: Scene) -> Head:
    """What is open of a scene: its chart over time, else its map; a place without a class is on no map."""
    return _of_chart(scene) if scene.is_chart else _of_map(scene)


def _of_chart(scene: Scene) -> Head:
    chart = scene.chart
    title, subtitle = chart_title(scene)
    card = Card(title, (f"{chart.source['short_title']} · {subtitle}", *chart.editions))
    return Head(title, chart.alt if chart.places else title, card=card)


def _of_map(scene: Scene) -> Head:
    layer = scene.layer
    colours = {entry.code: entry.look.light for entry in layer.classes}
    areas = {place: colours[code] for place, code in zip(layer.rows["place"], layer.rows["class"], strict=True) if code in colours}
    line = f"{layer.source['short_title']} · {layer.subtitle}"
    card = Card(layer.title, (line,), areas, marked=next(iter(scene.state.places), ""), legends=legends(layer))
    return Head(layer.title, alt(layer), card=card)
