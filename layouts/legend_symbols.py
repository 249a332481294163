"""Small drawings that stand before rows of a legend where a filled box would not say how something looks.

Each is SVG on a sheet of 36 by 12, with {ink} for its colour; pictures and embedded views draw them alike.
"""

from collections.abc import Mapping

from layouts import mark_looks, theme
from layouts.mark_looks import RangeLook, SeriesLook


def line(width: float, *, dashed: bool = False) -> str:
    """A line as wide as it is on a map."""
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    return f'<path d="M0,6h36" stroke="{{ink}}" stroke-width="{width}" fill="none"{dash}/>'


def arrow(width: float, head: float) -> str:
    """A line with its arrowhead as they are on a map of corridors."""
    half = head * 0.36
    return (
        line(width).replace("h36", f"h{36 - head * 0.8:.1f}") + f'<path d="M36,6l{-head:.1f},{-half:.1f}v{2 * half:.1f}z" fill="{{ink}}"/>'
    )


def ring() -> str:
    """A ring, as around a place."""
    return '<circle cx="18" cy="6" r="4.6" stroke="{ink}" stroke-width="1.8" fill="none"/>'


def nothing() -> str:
    """Of what is not drawn, or drawn like all others: no swatch, since none of it would be found in the figure."""
    return "<g/>"


def outline() -> str:
    """The line around a chosen place."""
    return '<path d="M9.5,1.5h17v9h-17z" stroke="{ink}" stroke-width="2" fill="none"/>'


_CIRCLES = {
    "range": '<circle cx="18" cy="6" r="4.6" fill="{ink}"/><path d="M14,4.6h8M14,7.6h8" stroke="#fff" stroke-width="1.2"/>',
    "masked": '<circle cx="18" cy="6" r="4.4" fill="none" stroke="{ink}" stroke-width="1.3" stroke-dasharray="2 1.6"/>',
    "zero": '<circle cx="18" cy="6" r="2.9" fill="#fff" stroke="{ink}" stroke-width="1.3"/>',
}


def circle(code: str = "figure") -> str:
    """A circle of a map of amounts: of a figure, of a range, of a mask or of a printed zero."""
    return _CIRCLES.get(code, '<circle cx="18" cy="6" r="5" fill="{ink}" fill-opacity="0.78" stroke="{ink}" stroke-width="0.9"/>')


def bar() -> str:
    """A band between two bars, as in a Sankey diagram."""
    return '<path d="M3,1v10M33,1v10" stroke="{ink}" stroke-width="3"/><path d="M5,3h26v6h-26z" fill="{ink}" fill-opacity="0.4"/>'


_PAPER, _STROKE = theme.PAPER.light, 'stroke="{ink}" stroke-width="1.6"'
# Shapes of marks by the names that plotly gives them.
_SHAPES: Mapping[str, str] = {
    "circle": '<circle cx="18" cy="6" r="4.6"/>',
    "square": '<path d="M13.6,1.6h8.8v8.8h-8.8z"/>',
    "hexagon2": '<path d="M13,6l2.5,-4.4h5l2.5,4.4l-2.5,4.4h-5z"/>',
    "pentagon": '<path d="M18,1l5,3.7l-1.9,5.9h-6.2l-1.9,-5.9z"/>',
    "triangle-up": '<path d="M18,1l5.2,9.4h-10.4z"/>',
    "triangle-down": '<path d="M18,11l5.2,-9.4h-10.4z"/>',
    "star": '<path d="M18,0.6l1.6,3.7l4,.4l-3,2.7l.9,3.9l-3.5,-2.1l-3.5,2.1l.9,-3.9l-3,-2.7l4,-.4z"/>',
    "cross": '<path d="M16,1h4v3h3v4h-3v3h-4v-3h-3v-4h3z"/>',
    "diamond": '<path d="M18,0.8l5,5.2l-5,5.2l-5,-5.2z"/>',
}
_DASHES = {"solid": "", "dash": ' stroke-dasharray="4 2"', "dot": ' stroke-dasharray="1.5 2"'}
_TWO_ENDED = f'<path d="M5,6h26" {_STROKE}/>' + "".join(f'<circle cx="{x}" cy="6" r="3.8" fill="{_PAPER}" {_STROKE}/>' for x in (5, 31))
_ARROWS = {
    "": "",
    "left": f'<path d="M3,6h15" {_STROKE}/><path d="M3,6l5,-3.5v7z" fill="{{ink}}"/>',
    "right": f'<path d="M18,6h15" {_STROKE}/><path d="M33,6l-5,-3.5v7z" fill="{{ink}}"/>',
}


def mark(symbol: str, *, hollow: bool = False) -> str:
    """The shape of a mark."""
    paint = f'fill="{_PAPER}" {_STROKE}' if hollow else 'fill="{ink}"'
    return f"<g {paint}>{_SHAPES[symbol]}</g>"


def _bar(*, dotted: bool) -> str:
    dots = "".join(f'<circle cx="{x}" cy="6" r="0.9" fill="{{ink}}"/>' for x in range(7, 32, 4)) if dotted else ""
    return f'<path d="M3,2.5h30v7h-30z" fill="{_PAPER}" stroke="{{ink}}" stroke-width="1.4"/>{dots}'


def _range(look: RangeLook) -> str:
    if look.bar:
        return _bar(dotted=look.dash == "dot")
    if look.two_ended:
        return _TWO_ENDED
    if look.stops:
        line = f'<path d="M3,6h30" {_STROKE}{_DASHES[look.dash]}/><path d="M3,2v8M33,2v8" {_STROKE}/>'
        return line + mark("circle")
    if look.sign:
        return _signed(look)
    return _ARROWS[look.arrow] + mark("circle", hollow=look.hollow)


def _signed(look: RangeLook) -> str:
    """A mark with a sign in it, as large as the sheet is high."""
    paint, ink = (f'fill="{_PAPER}" stroke="{{ink}}"', "{ink}") if look.hollow else ('fill="{ink}" stroke="{ink}"', _PAPER)
    sign = f'<text x="18" y="9.2" font-size="9" font-weight="700" text-anchor="middle" fill="{ink}">{look.sign}</text>'
    return f'<circle cx="18" cy="6" r="5.3" stroke-width="1.3" {paint}/>{sign}'


def _of_series(look: SeriesLook) -> str:
    if look.swatch:
        return _bar(dotted=look.swatch.pattern == "dots")
    if not look.symbol:
        size = 14 if look.glyph == "*" else 13
        return f'<text x="18" y="{size - 2}" font-size="{size}" text-anchor="middle" fill="{{ink}}">{look.glyph}</text>'
    dot = '<circle cx="18" cy="6" r="1.2" fill="{ink}"/>' if look.symbol.endswith("-dot") else ""
    return mark(look.symbol.removesuffix("-dot").removesuffix("-open"), hollow="-open" in look.symbol) + dot


RANGES: Mapping[str, str] = {code: _range(look) for code, look in mark_looks.RANGES.items()}
PLACES = tuple(map(mark, mark_looks.PLACES))
SERIES: Mapping[str, str] = {code: _of_series(look) for code, look in mark_looks.SERIES.items()}


def divide() -> str:
    """The line between groups of answers."""
    return '<path d="M0,6h36" stroke="{ink}" stroke-width="1.5"/>'
