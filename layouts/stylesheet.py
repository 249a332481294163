"""The style rules that follow from the looks of the theme: colours of dark mode, patterns over flat colours, marks of legends."""

from collections.abc import Iterator, Sequence

from layouts import mark_looks, theme
from layouts.theme import Look

_SHAPES = {
    "hatch": '<path d="M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2" stroke="{ink}" stroke-width="1"/>',
    "dots": '<circle cx="2.5" cy="2.5" r="1.1" fill="{ink}"/>',
    "stripes": '<path d="M0,1.25 h5" stroke="{ink}" stroke-width="2.5"/>',
    "bars": '<path d="M1,0 v5" stroke="{ink}" stroke-width="2"/>',
}


def _pattern(look: Look, dark: bool) -> str:
    ground, ink = (look.dark, look.stripe[1]) if dark else (look.light, look.stripe[0])
    shape = _SHAPES[look.pattern].format(ink=ink)
    name = pattern_id(look, dark)
    tile = f'<rect width="5" height="5" fill="{ground}"/>{shape}'
    return f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse">{tile}</pattern>'


def pattern_id(look: Look, dark: bool) -> str:
    """The name of the pattern of a look in the page."""
    return f"look-{look.light[1:]}-{'dark' if dark else 'light'}"


def shapes() -> dict[str, str]:
    """The drawing of each pattern on a tile of five by five, with {ink} for its colour."""
    return dict(_SHAPES)


def _patterned() -> Sequence[Look]:
    return [look for look in dict.fromkeys(theme.looks()) if look.pattern]


def patterns() -> str:
    """The SVG patterns that the style sheet refers to; the page holds them once, out of sight."""
    drawn = "".join(_pattern(look, dark) for look in _patterned() for dark in (False, True))
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"><defs>{drawn}</defs></svg>'


def _rules(look: Look, dark: bool) -> Iterator[str]:
    """Style rules that draw a look in one scheme, on the map and in legends."""
    scope = '[data-mantine-color-scheme="dark"] ' if dark else ""
    colour = theme.rgb(look.light)
    paint = f"url(#{pattern_id(look, dark)})" if look.pattern else look.dark
    shapes = f'{scope}.map path[fill="{colour}"],{scope}.map path.point[style*="fill: {colour}"]'
    if dark or look.pattern:
        yield f"{shapes}{{fill:{paint}!important}}"
    if look.outline[dark]:
        yield f"{shapes.replace('.map ', '.map.map ')}{{stroke:{look.outline[dark]}!important}}"
    if dark:
        yield f'{scope}.map path[style*="stroke: {colour}"]{{stroke:{look.dark}!important}}'
    ground, ink = (look.dark, look.stripe[1]) if dark else (look.light, look.stripe[0])
    image = {
        "hatch": f"repeating-linear-gradient(135deg,{ink} 0 1px,transparent 1px 4px),",
        "dots": f"radial-gradient({ink} 1.1px,transparent 1.3px) 0 0/5px 5px,",
        "stripes": f"repeating-linear-gradient(0deg,{ink} 0 2.5px,transparent 2.5px 5px),",
        "bars": f"repeating-linear-gradient(90deg,{ink} 0 2px,transparent 2px 5px),",
        "": "",
    }[look.pattern]
    name = look.light[1:]
    yield f"{scope}.edge-{name}::before{{background:{image}{ground}}}"


def style() -> str:
    """The part of the style sheet that follows from the looks, for the page's head."""
    night_of = '[data-mantine-color-scheme="dark"] .map '
    band = f'{night_of}:is(.shapelayer,.barlayer) path[style*="fill: {theme.rgb(theme.BAND.light)}"]{{fill:{theme.BAND.dark}!important}}'
    land = f"{night_of}.layer.land path{{fill:{theme.LAND.dark}!important}}"
    light, night = ("".join(rule for look in dict.fromkeys(theme.looks()) for rule in _rules(look, dark)) for dark in (False, True))
    # Paper is light whatever the screen is.
    return f"{light}@media screen{{{night}{band}{land}}}"


def _both(look: Look) -> str:
    return f"light-dark({look.light},{look.dark})"


def _content(selector: str, glyph: str, look: Look | None = None) -> str:
    colour = f";color:{_both(look)}" if look else ""
    return f'{selector}::before{{content:"{glyph}"{colour}}}'


def _lines() -> Iterator[str]:
    """The lines of corridors in legends: as wide as on the map, and the ring of what stays in one place."""
    looks = theme.ordered(len(mark_looks.LINE_WIDTHS))
    for number, (width, look) in enumerate(zip(mark_looks.LINE_WIDTHS, looks, strict=True)):
        yield f".line-{number}::before{{border-top-width:{width}px;border-color:{_both(look)}}}"
    yield f".legend-line.ring::before{{border-color:{_both(looks[2])}}}"


def marks() -> str:
    """The style rules that draw marks in the legends of pages."""
    kinds = (_content(f".shape-{kind}", mark_looks.GLYPHS[shape], theme.of_kind(kind)) for kind, shape in theme.SYMBOLS.items())
    ranges = (_content(f".sign-{code}", look.glyph) for code, look in mark_looks.RANGES.items())
    glyphs = {code: look.glyph for code, look in mark_looks.SERIES.items() if look.glyph}
    series = (_content(f".legend-row.mark-{code}", glyph, theme.PRODUCER) for code, glyph in glyphs.items())
    return "".join((*kinds, *ranges, *series, *_lines()))
