"""The looks of a preview picture that are more than a flat colour: patterns of absences and ranges, lines around zeros."""

import numpy as np
from PIL import Image, ImageDraw

from layouts import theme

# Paper as of the page on light ground (--paper of assets/css/tokens.css).
PAPER = theme.CARD["paper"]
PATTERNED = {look.light: look for look in theme.looks() if look.pattern}
OUTLINED = {look.light: look.outline[0] for look in theme.looks() if look.outline[0]}
_TILE, _FINE = 6, 4
# How much of the colour of a circle is seen, of 255, and how many degrees a dash takes with its gap.
_THROUGH, _DASH = 190, 45


def _tile(colour: str, kind: str, stripe: str) -> Image.Image:
    """A tile of hatching, dots, stripes or bars over a colour."""
    size = _TILE * _FINE
    tile = Image.new("RGB", (size, size), colour)
    draw = ImageDraw.Draw(tile)
    if kind == "dots":
        draw.ellipse((size * 0.28, size * 0.28, size * 0.72, size * 0.72), fill=stripe)
    elif kind == "hatch":
        for shift in (-size, 0, size):
            draw.line((shift - _FINE, size + _FINE, shift + size + _FINE, -_FINE), fill=stripe, width=_FINE)
    else:
        draw.rectangle((0, 0, size, size // 2) if kind == "stripes" else (size // 5, 0, size // 5 + 2 * _FINE, size), fill=stripe)
    return tile.reduce(_FINE)


def filled(size: tuple[int, int], colour: str) -> Image.Image:
    """A sheet full of a look, named by its flat colour, with the pattern that the look has."""
    look = PATTERNED.get(colour)
    tile = _tile(colour, look.pattern, look.stripe[0]) if look else Image.new("RGB", (_TILE, _TILE), colour)
    times = (-(-size[1] // _TILE), -(-size[0] // _TILE), 1)
    return Image.fromarray(np.tile(np.asarray(tile), times)[: size[1], : size[0]])


def disc(wide: float, look: theme.Look) -> Image.Image:
    """A circle of an amount with the thin line around it; what is not there is transparent, and so is a part of its colour."""
    size, edge = round(wide + 2) * _FINE, theme.line_around(look).light
    picture = Image.new("RGBA", (size, size), (*bytes.fromhex(edge[1:]), 0))
    draw, box = ImageDraw.Draw(picture), (_FINE, _FINE, size - _FINE, size - _FINE)
    draw.ellipse(box, fill=(*bytes.fromhex(look.light[1:]), 255 if look.outline[0] or look.pattern else _THROUGH))
    for start in range(0, 360, _DASH):
        draw.arc(box, start, start + (_DASH * 0.6 if look.dash else _DASH), fill=edge, width=round(1.2 * _FINE))
    return picture.reduce(_FINE)
