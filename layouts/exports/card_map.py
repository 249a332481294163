"""The map of a preview picture: areas, small states, corridors and the marked place, drawn larger and made smaller again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np
from PIL import Image, ImageDraw

from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from layouts import theme
from layouts.card import Box, Card, Point
from layouts.exports.card_corridors import draw_corridors
from layouts.exports.card_geometry import NORTH, SOUTH, Lines, Points, basemap, equal_earth, joined, lines
from layouts.exports.card_looks import OUTLINED, PAPER, PATTERNED, disc, filled

# How much larger the map is drawn than it is shown.
FINE = 3
# Half the width of the smallest map around a place, in radii of the earth; how much wider than the place a map is.
_NEAR, _WIDER = 0.36, 1.35
_CIRCLE, _RING = 4.0, 11.0
# How wide a map of the page is.
PAGE = 960
Size = tuple[int, int]
Rings = Sequence[Points]


@dataclass(frozen=True)
class Window:
    """The part of the plane that is drawn: its left and upper edge, and how many pixels a radius of the earth takes."""

    meridian: float
    left: float
    top: float
    scale: float

    def lines(self, group: Lines) -> list[Points]:
        """Lines as places in the picture."""
        return [(line - (self.left, self.top)) * (self.scale, -self.scale) for line in group.plane(self.meridian)]

    def point(self, point: Point) -> Point:
        x, y = self.lines(lines([np.asarray([point])]))[0][0]
        return float(x), float(y)


def _around(low: Points, high: Points, size: Size, meridian: float) -> Window:
    """The window that shows a rectangle of the plane as large as the size lets it, in the middle."""
    scale = float((size / (high - low)).min())
    left, top = (low + high + np.asarray([-1, 1]) * size / scale) / 2
    return Window(meridian, float(left), float(top), scale)


def _world(size: Size) -> Window:
    west, south, east, north = equal_earth(np.asarray([[-180.0, 0.0], [0.0, SOUTH], [180.0, 0.0], [0.0, NORTH]]))
    return _around(west + south, east + north, size, 0.0)


def _near(place: str, size: Size) -> Window:
    """The window around a place: around the largest of its parts, and never so near that its neighbours are out of sight."""
    meridian = points()[place][0]
    largest = basemap().places[place].plane(meridian)[0]
    middle, half = (largest.max(axis=0) + largest.min(axis=0)) / 2, (largest.max(axis=0) - largest.min(axis=0)) / 2
    half = np.maximum(half * _WIDER, _NEAR)
    return _around(middle - half, middle + half, size, meridian)


def _of_box(box: Box, size: Size) -> Window:
    """The window that shows a box of the world: it is widest where it is nearest to the equator."""
    west, south, east, north = box
    half, widest = (east - west) / 2, 0 if south * north < 0 else min(abs(south), abs(north))
    (right, _), (_, low), (_, high) = equal_earth(np.asarray([[half, widest], [0, south], [0, north]], dtype="float64"))
    return _around(np.asarray([-right, low]), np.asarray([right, high]), size, (west + east) / 2)


def window(card: Card, size: Size) -> Window:
    """What a card shows of the world: its box, or all of it where it has areas or corridors, else what is around its place."""
    if card.box:
        return _of_box(card.box, size)
    is_near = card.is_locator and card.marked != "WORLD" and card.marked in basemap().places
    return _near(card.marked, size) if is_near else _world(size)


@cache
def points() -> dict[str, Point]:
    """Longitude and latitude of every place."""
    return {row["place"]: (float(row["longitude"]), float(row["latitude"])) for row in row_dicts(atlas()["places"])}


@cache
def _small() -> frozenset[str]:
    """The places that are too small to be seen without a circle."""
    places = atlas()["places"]
    return frozenset(places.loc[places["drawn_as"] != "area", "place"])


def _outlines(group: Lines, rings: Rings) -> Iterator[Points]:
    """Each polygon as one line: around it, out to each hole and back, so that holes stay open."""
    for _, members in groupby(range(len(rings)), lambda number: group.polygon[number]):
        own = [rings[number] for number in members]
        start = own[0][:1]
        yield own[0] if len(own) == 1 else np.concatenate([part for ring in own for part in (ring, ring[:1], start)])


@dataclass(frozen=True)
class _Sheet:
    """A picture that is drawn on ``FINE`` times larger than it is shown; widths are in pixels of the small one."""

    draw: ImageDraw.ImageDraw
    window: Window

    def fill(self, group: Lines, colours: Sequence[str]) -> None:
        """Fill polygons, each with its colour."""
        for outline, colour in zip(_outlines(group, self.window.lines(group)), colours, strict=True):
            self.draw.polygon(outline.ravel().tolist(), fill=colour)

    def line(self, points: Points, colour: str, width: float) -> None:
        self.draw.line(points.ravel().tolist(), fill=colour, width=max(1, round(width * FINE)), joint="curve")

    def lines(self, group: Lines, colour: str, width: float) -> None:
        for line in self.window.lines(group):
            self.line(line, colour, width)

    def circle(self, point: Point, radius: float, *, fill: str | None, edge: str, width: float) -> None:
        x, y = self.window.point(point)
        box = (x - radius * FINE, y - radius * FINE, x + radius * FINE, y + radius * FINE)
        self.draw.ellipse(box, fill=fill, outline=edge, width=max(1, round(width * FINE)))


def _land(sheet: _Sheet, card: Card) -> None:
    land = basemap().land
    sheet.fill(land, [theme.LAND.light] * (land.polygon[-1] + 1))
    if card.arcs or card.is_locator:
        sheet.lines(basemap().borders, PAPER, 0.6)


def _coloured(card: Card, codes: Sequence[str]) -> tuple[Lines, list[str]]:
    """The polygons of places, and the colour of each."""
    groups = [basemap().places[place] for place in codes]
    colours = [card.areas[place] for place, group in zip(codes, groups, strict=True) for _ in range(group.polygon[-1] + 1)]
    return joined(groups), colours


def _areas(sheet: _Sheet, card: Card) -> None:
    """The areas in their colours with light lines between them, then those with a line of their own, then small states."""
    known = [place for place in card.areas if place in basemap().places]
    sheet.fill(*_coloured(card, known))
    sheet.lines(joined([basemap().places[place] for place in known]), PAPER, 0.6)
    for place in known:
        if card.areas[place] in OUTLINED:
            sheet.lines(basemap().places[place], OUTLINED[card.areas[place]], 0.8)
    for place, colour in card.areas.items():
        if place in _small() and place in points():
            sheet.circle(points()[place], _CIRCLE, fill=colour, edge=OUTLINED.get(colour, PAPER), width=0.9)


def _circles(picture: Image.Image, card: Card, view: Window) -> None:
    """Half-transparent circles of amounts, as wide beside the map as on the page."""
    for circle in card.circles:
        x, y = view.point(points()[circle.place])
        mark = disc(max(3.0, circle.wide * picture.width / PAGE), circle.look)
        picture.paste(mark, (round(x / FINE - mark.width / 2), round(y / FINE - mark.height / 2)), mark)


def _patterns(picture: Image.Image, card: Card, view: Window) -> None:
    """Lay the patterns of looks over the areas that have them."""
    window = Window(view.meridian, view.left, view.top, view.scale / FINE)
    for colour in sorted(set(card.areas.values()) & set(PATTERNED)):
        mask = Image.new("1", picture.size)
        own = joined([basemap().places[place] for place, one in card.areas.items() if one == colour and place in basemap().places])
        for outline in _outlines(own, window.lines(own)):
            ImageDraw.Draw(mask).polygon(outline.ravel().tolist(), fill=1)
        picture.paste(filled(picture.size, colour), (0, 0), mask)


def _mark(sheet: _Sheet, card: Card) -> None:
    """The outline of the marked place, filled where nothing else has a colour; a ring around a small one."""
    shape, small = basemap().places.get(card.marked), card.marked in _small()
    colour = card.areas.get(card.marked, theme.PRODUCER.light) if card.is_locator else theme.SELECTED.light
    if shape and card.is_locator:
        sheet.fill(shape, [colour] * (shape.polygon[-1] + 1))
        sheet.lines(shape, PAPER, 0.6)
    elif shape and not small:
        sheet.lines(shape, colour, 2.2)
    if small:
        sheet.circle(points()[card.marked], _RING, fill=None, edge=colour, width=2.5)


def card_map(card: Card, size: Size) -> Image.Image:
    """The map of a card, ``size`` pixels wide and high."""
    large = (size[0] * FINE, size[1] * FINE)
    picture, view = Image.new("RGB", large, PAPER), window(card, large)
    sheet = _Sheet(ImageDraw.Draw(picture), view)
    _land(sheet, card)
    if card.is_map:
        _areas(sheet, card)
    if card.is_map or card.is_locator:
        sheet.lines(basemap().dashes, theme.DISPUTED.light, 0.9)
    ends = [(view.point(arc.origin), view.point(arc.destination)) for arc in card.arcs]
    draw_corridors(sheet.draw, card.arcs, ends, FINE)
    if card.marked in points():
        _mark(sheet, card)
    reduced = picture.reduce(FINE)
    _patterns(reduced, card, view)
    _circles(reduced, card, view)
    return reduced
