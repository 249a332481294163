"""What search engines and previews are told of the map page: words, and of a map a picture of its areas in their colours."""

from layouts import theme
from layouts.card import Card, Circle, Head
from layouts.evidence.layer import Layer
from layouts.evidence.layer_rows import alt, legends
from layouts.figures import circle_map
from layouts.pages.map.chart import title as chart_title
from layouts.pages.map.scene import Scene
from layouts.scales import CIRCLED


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
    looks = {entry.code: entry.look for entry in layer.drawn_classes}
    pairs = [(place, code) for place, code in zip(layer.rows["place"], layer.rows["class"], strict=True) if code in looks]
    land = dict.fromkeys(CIRCLED if layer.selection.is_circled else (), theme.LAND)
    areas = {place: (land.get(code) or looks[code]).light for place, code in pairs}
    line = f"{layer.source['short_title']} · {layer.subtitle}"
    card = Card(layer.title, (line,), areas, marked=scene.state.place, circles=_circles(layer), legends=legends(layer))
    return Head(layer.title, alt(layer), card=card)


def _circles(layer: Layer) -> tuple[Circle, ...]:
    """The circles of a map of amounts, the largest first."""
    if not layer.selection.is_circled:
        return ()
    looks = {entry.code: entry.look for entry in layer.drawn_classes}
    marked = layer.rows[layer.rows["status"].isin(CIRCLED)]
    circles = [
        Circle(place, circle_map.drawn_width(status, number, layer.largest), looks[status])
        for place, status, number in zip(marked["place"], marked["status"], marked["number"].astype("float64"), strict=True)
    ]
    return tuple(sorted(circles, key=lambda circle: -circle.wide))
