"""Draws the preview picture of a view, 1200 by 630 pixels, with what this server has: its own geometry, fonts and colours.

It is the same to the byte for the same card. A card has one of three forms: a map with its classes, a place on a map with its
figures beside it, or words over the land of the world.
"""

import io

from PIL import Image, ImageDraw

from layouts import theme
from layouts.card import Card
from layouts.export import Legend, LegendEntry
from layouts.exports.card_looks import OUTLINED, PAPER, disc, filled
from layouts.exports.card_map import card_map
from layouts.exports.card_text import BOLD, SANS, SERIF, Block, block, face, shortened
from layouts.exports.citations import ATLAS

SIZE = WIDTH, HEIGHT = 1200, 630
_MARGIN, _TOP, _FOOT = 56, 46, 574
_INK, _QUIET, _RULE, _ACCENT = theme.INK.light, theme.CARD["quiet"], theme.CARD["rule"], theme.PRODUCER.light
_LEGEND, _ROW, _SWATCH = 268, 29, (26, 18)
# How wide circles of amounts are beside those of the page.
_CIRCLES, _SMALL = 0.88, 13
_LAND = theme.CARD["land"]
_BOUNDARIES = "Boundaries and names imply no position on the status of any territory. Disputed lines are dashed."
# The widths of words over the whole picture, and beside a map of a place.
_WIDE, _NARROW = WIDTH - 2 * _MARGIN, 620


class _Sheet:
    """The picture while it is drawn: words from above to below, at ``y``."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", SIZE, PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.y = _TOP

    def write(self, text: Block, colour: str, *, x: int = _MARGIN, gap: int = 0) -> None:
        for line in text.lines:
            self.draw.text((x, self.y + text.leading), line, fill=colour, font=text.font, anchor="ls")
            self.y += text.leading
        self.y += gap


def _foot(sheet: _Sheet, card: Card) -> None:
    """The name of the atlas, and what is to be said of boundaries."""
    name = face(SERIF, 26, ATLAS)
    sheet.draw.line((_MARGIN, _FOOT, WIDTH - _MARGIN, _FOOT), fill=_RULE, width=2)
    sheet.draw.text((_MARGIN, _FOOT + 35), ATLAS, fill=_ACCENT, font=name, anchor="ls")
    if card.is_map or card.is_locator:
        sheet.draw.text((WIDTH - _MARGIN, _FOOT + 34), _BOUNDARIES, fill=_QUIET, font=face(SANS, 17, _BOUNDARIES), anchor="rs")


def title(card: Card) -> Block:
    """The title in the size in which it fits."""
    if card.is_map:
        return block(card.title, SERIF, (48, 42, 36, 30, 26, 22), _WIDE, 2)
    if card.is_locator:
        return block(card.title, SERIF, (60, 52, 44, 36, 30), _NARROW, 3)
    return block(card.title, SERIF, (64, 56, 48, 40, 34, 28), _WIDE, 3)


def _wide(entry: LegendEntry) -> int:
    """How wide a row of a legend draws what stands before its label."""
    return max(_SWATCH[0], round(entry.wide * _CIRCLES))


def _swatch(sheet: _Sheet, entry: LegendEntry, column: int, height: int) -> None:
    """What stands before a label, in a column as wide as the widest of its legend."""
    (wide, high), middle = _SWATCH, sheet.y + height // 2
    if "<circle" in entry.symbol and 'fill="none" stroke="{ink}"' not in entry.symbol:
        mark = disc(entry.wide * _CIRCLES or _SMALL, entry.look)
        sheet.image.paste(mark, (_MARGIN + (column - mark.width) // 2, middle - mark.height // 2), mark)
        return
    if entry.symbol:
        sheet.draw.line((_MARGIN, middle, _MARGIN + wide, middle), fill=entry.look.light, width=4)
        return
    left, top = _MARGIN + (column - wide) // 2, middle - high // 2
    sheet.image.paste(filled(_SWATCH, entry.look.light), (left, top))
    if entry.look.light in OUTLINED:
        sheet.draw.rectangle((left, top, left + wide - 1, top + high - 1), outline=OUTLINED[entry.look.light])


def _legend(sheet: _Sheet, legend: Legend) -> None:
    """The title of a list of classes and the classes that are on the map, as many as there is room for."""
    column = max(map(_wide, legend.entries), default=_SWATCH[0])
    sheet.write(block(legend.title, BOLD, (18,), _LEGEND, 2), _QUIET, gap=5)
    for entry in legend.entries:
        height = max(_ROW, _wide(entry) + 4 if entry.wide else 0)
        if (entry.count or entry.wide) and sheet.y + height <= _FOOT - 8:
            font = face(SANS, 20, entry.label)
            _swatch(sheet, entry, column, height)
            text = shortened(entry.label, font, _LEGEND - column - 12)
            sheet.draw.text((_MARGIN + column + 12, sheet.y + height // 2 + 7), text, fill=_INK, font=font, anchor="ls")
            sheet.y += height
    sheet.y += 4


def _lines(sheet: _Sheet, card: Card, sizes: tuple[int, ...], width: int, *, most: int, gap: int) -> None:
    """As many of the lines as there is room for."""
    for line in card.lines:
        text = block(line, SANS, sizes, width, most)
        if sheet.y + text.height > _FOOT - 14:
            break
        sheet.write(text, _QUIET, gap=gap)


def _of_map(sheet: _Sheet, card: Card) -> None:
    sheet.write(title(card), _INK, gap=8)
    _lines(sheet, card, (25, 23, 21), _WIDE, most=2, gap=4)
    sheet.y += 16
    left = _MARGIN + _LEGEND + 20 if card.legends else _MARGIN
    sheet.image.paste(card_map(card, (WIDTH - left - 20, _FOOT - 12 - sheet.y)), (left, sheet.y))
    for legend in card.legends:
        if any(entry.count for entry in legend.entries):
            _legend(sheet, legend)


def _of_place(sheet: _Sheet, card: Card) -> None:
    left = _MARGIN + _NARROW + 40
    sheet.image.paste(card_map(card, (WIDTH - left, _FOOT)), (left, 0))
    sheet.write(title(card), _INK, gap=16)
    _lines(sheet, card, (27, 25), _NARROW, most=2, gap=9)


def _of_words(sheet: _Sheet, card: Card) -> None:
    land = card_map(Card(""), (WIDTH, _FOOT - 20))
    sheet.image.paste(Image.new("RGB", land.size, _LAND), (0, 10), land.convert("L").point(lambda light: 255 if light < 245 else 0))
    sheet.y = _TOP if len(card.lines) > 2 else 2 * _TOP + 18
    sheet.write(title(card), _INK, gap=20)
    _lines(sheet, card, (30, 28, 26), _WIDE, most=3, gap=10)


def picture(card: Card) -> bytes:
    """The card as PNG."""
    sheet = _Sheet()
    draw = _of_map if card.is_map else _of_place if card.is_locator else _of_words
    draw(sheet, card)
    _foot(sheet, card)
    file = io.BytesIO()
    sheet.image.save(file, "PNG", compress_level=6)
    return file.getvalue()
