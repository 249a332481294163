"""Small drawings that stand before rows of a legend where a filled box would not say how something looks.

Each is SVG on a sheet of 36 by 12, with {ink} for its colour; pictures and embedded views draw them alike.
"""

from collections.abc import Mapping


def line(width: float, *, dotted: bool = False) -> str:
    """A line as wide as it is on a map."""
    dash = ' stroke-dasharray="1.5 3"' if dotted else ""
    return f'<path d="M0,6h36" stroke="{{ink}}" stroke-width="{width}" fill="none"{dash}/>'


def ring() -> str:
    """A ring, as around a place."""
    return '<circle cx="18" cy="6" r="4.6" stroke="{ink}" stroke-width="1.8" fill="none"/>'


def bar() -> str:
    """A band between two bars, as in a Sankey diagram."""
    return '<path d="M3,1v10M33,1v10" stroke="{ink}" stroke-width="3"/><path d="M5,3h26v6h-26z" fill="{ink}" fill-opacity="0.4"/>'


# Shapes of marks by the names that plotly gives them.
_SHAPES: Mapping[str, str] = {
    "circle": '<circle cx="18" cy="6" r="4.6"/>',
    "square": '<path d="M13.6,1.6h8.8v8.8h-8.8z"/>',
    "hexagon2": '<path d="M13,6l2.5,-4.4h5l2.5,4.4l-2.5,4.4h-5z"/>',
    "pentagon": '<path d="M18,1l5,3.7l-1.9,5.9h-6.2l-1.9,-5.9z"/>',
    "triangle-up": '<path d="M18,1l5.2,9.4h-10.4z"/>',
    "star": '<path d="M18,0.6l1.6,3.7l4,.4l-3,2.7l.9,3.9l-3.5,-2.1l-3.5,2.1l.9,-3.9l-3,-2.7l4,-.4z"/>',
    "diamond": '<path d="M18,0.8l5,5.2l-5,5.2l-5,-5.2z"/>',
}


def mark(symbol: str, *, hollow: bool = False) -> str:
    """The shape of a mark."""
    paint = 'fill="#ffffff" stroke="{ink}" stroke-width="1.6"' if hollow else 'fill="{ink}"'
    return f"<g {paint}>{_SHAPES[symbol]}</g>"


def _beside(text: str) -> str:
    return f'<text x="25" y="10" font-size="11" font-weight="600" fill="{{ink}}">{text}</text>'


def _span(dash: str) -> str:
    ends = '<path d="M3,2v8M33,2v8" stroke="{ink}" stroke-width="1.6"/>'
    return f'<path d="M3,6h30" stroke="{{ink}}" stroke-width="1.6" stroke-dasharray="{dash}"/>{ends}'


def _open_span(dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = "".join(f'<circle cx="{x}" cy="6" r="3.8" fill="#ffffff" stroke="{{ink}}" stroke-width="1.6"/>' for x in (5, 31))
    return f'<path d="M5,6h26" stroke="{{ink}}" stroke-width="1.6"{dashed}/>{ends}'


def _bar(*, dotted: bool = False) -> str:
    """A bar from the low to the high end of a range; dotted inside for a mask."""
    dots = "".join(f'<circle cx="{x}" cy="6" r="0.9" fill="{{ink}}"/>' for x in range(7, 32, 4)) if dotted else ""
    return f'<path d="M3,2.5h30v7h-30z" fill="#ffffff" stroke="{{ink}}" stroke-width="1.4"/>{dots}'


_LEFT, _RIGHT = "M3,6l5,-3.5v7z", "M33,6l-5,-3.5v7z"

# What is known of a range, as the marks of answers show it.
RANGES: Mapping[str, str] = {
    "none_published": mark("circle"),
    "not_seen": mark("circle", hollow=True) + _beside("?"),
    "approximate": mark("circle") + _beside("≈"),
    "at_least": '<path d="M18,6h15" stroke="{ink}" stroke-width="1.6"/>'
    + f'<path d="{_RIGHT}" fill="{{ink}}"/>'
    + mark("circle", hollow=True),
    "at_most": '<path d="M3,6h15" stroke="{ink}" stroke-width="1.6"/>'
    + f'<path d="{_LEFT}" fill="{{ink}}"/>'
    + mark("circle", hollow=True),
    "producer_range": _open_span(),
    "ci_68": _span("4 2") + mark("circle"),
    "ci_90": _span("4 2") + mark("circle"),
    "ci_95": _span("4 2") + mark("circle"),
    "masked": _bar(dotted=True),
    "conflicting": _bar(),
}

# How figures, ranges and masks look over time and as dots.
SERIES: Mapping[str, str] = {
    "figure": mark("circle"),
    "zero": mark("circle"),
    "range": _bar(),
    "bound": mark("triangle-up", hollow=True),
    "masked": _bar(dotted=True),
    "undated": '<text x="18" y="11" font-size="13" text-anchor="middle" fill="{ink}">□</text>',
    "omitted": mark("square", hollow=True) + '<circle cx="18" cy="6" r="1.2" fill="{ink}"/>',
    "star": '<text x="18" y="12" font-size="14" text-anchor="middle" fill="{ink}">*</text>',
}


def divide() -> str:
    """The line between groups of answers."""
    return '<path d="M0,6h36" stroke="{ink}" stroke-width="1.5"/>'
