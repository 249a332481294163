"""The style rules that follow from the looks: colours of dark mode, patterns over flat colours, marks of legends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from layouts import browser_contract, legend_symbols, mark_looks, theme, typefaces
from layouts.theme import Look

_DARK = '[data-mantine-color-scheme="dark"]'
# What stands in the address of a drawing as it is.
_PLAIN = " =:/.,-'()"
# How many units of a drawing a pixel has where its map is 990 pixels wide.
_FINE = 2.13


@dataclass(frozen=True)
class Pattern:
    """A pattern: its drawing on a tile of five by five, and the same as backgrounds of a style sheet; {ink} for its colour."""

    tile: str
    background: str


PATTERNS: Mapping[str, Pattern] = {
    "hatch": Pattern(
        '<path d="M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2" stroke="{ink}" stroke-width="1"/>',
        "repeating-linear-gradient(135deg,{ink} 0 1px,transparent 1px 4px),",
    ),
    "dots": Pattern('<circle cx="2.5" cy="2.5" r="1.1" fill="{ink}"/>', "radial-gradient({ink} 1.1px,transparent 1.3px) 0 0/5px 5px,"),
    "stripes": Pattern(
        '<path d="M0,1.25 h5" stroke="{ink}" stroke-width="2.5"/>', "repeating-linear-gradient(0deg,{ink} 0 2.5px,transparent 2.5px 5px),"
    ),
    "bars": Pattern(
        '<path d="M1,0 v5" stroke="{ink}" stroke-width="2"/>', "repeating-linear-gradient(90deg,{ink} 0 2px,transparent 2px 5px),"
    ),
}


def _paint(look: Look) -> tuple[str, str]:
    """The ground of a look and the ink of its pattern."""
    return _both(look.light, look.dark), _both(*look.stripe)


def _pattern(look: Look) -> str:
    ground, ink = _paint(look)
    tile = f'<rect width="5" height="5" fill="{ground}"/>{PATTERNS[look.pattern].tile.format(ink=ink)}'
    own = f'<pattern id="{pattern_id(look)}" width="5" height="5" patternUnits="userSpaceOnUse">{tile}</pattern>'
    return own + f'<pattern id="{fine_id(look)}" href="#{pattern_id(look)}" patternTransform="scale({_FINE})"/>'


def pattern_id(look: Look) -> str:
    """The identifier of the pattern of a look in the page."""
    return f"look-{look.light[1:]}"


def fine_id(look: Look) -> str:
    """The identifier of the same pattern for a drawing in finer units (layouts/exports/map_outlines.py)."""
    return f"fine-{pattern_id(look)}"


def patterns() -> str:
    """The SVG patterns that the style sheet refers to; the page has them once, out of sight."""
    tiles = "".join(_pattern(look) for look in dict.fromkeys(theme.looks()) if look.pattern)
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"><defs>{tiles}</defs></svg>'


def _rules(look: Look, *, dark: bool, lined: bool) -> Iterator[str]:
    colour = theme.rgb(look.light)
    areas = f'.map path[fill="{colour}"],.map :is(path.point,.barlayer path)[style*="fill: {colour}"]'
    if dark != bool(look.pattern):
        paint = f"url(#{pattern_id(look)})" if look.pattern else look.dark
        yield f"{areas}{{fill:{paint}!important}}"
    if look.outline[dark]:
        yield f"{areas.replace('.map ', '.map.map ')}{{stroke:{look.outline[dark]}!important}}"
    if look.dash and not dark:
        yield f'.map path.point[style*="fill: {colour}"]{{stroke-dasharray:{look.dash}}}'
    if dark and lined:
        yield f'.map path[style*="stroke: {colour}"]{{stroke:{look.dark}!important}}'


def _swatch(look: Look) -> str:
    """The rule of a swatch of a look, on light and on dark paper."""
    ground, ink = _paint(look)
    background = PATTERNS[look.pattern].background.format(ink=ink) if look.pattern else ""
    return f".edge-{look.light[1:]}::before{{background:{background}{ground}}}"


def style() -> str:
    """The part of the style sheet that follows from the looks, and the fonts, for the page's head."""
    band = f'.map .shapelayer path[style*="fill: {theme.rgb(theme.BAND.light)}"]{{fill:{theme.BAND.dark}!important}}'
    texts = "".join(
        f'.map.map :is(.barlayer,.scatterlayer) text[style*="fill: {theme.rgb(look.light)}"]{{fill:{look.dark}!important}}'
        for look in (*theme.words(), *theme.PLACES)
    )
    land, lines = f".map .layer.land path{{fill:{theme.LAND.dark}!important}}", set(theme.lines())
    light, night = (
        "".join(rule for look in dict.fromkeys(theme.looks()) for rule in _rules(look, dark=dark, lined=look in lines))
        for dark in (False, True)
    )
    # Paper is light whatever the screen is.
    marks = f":root{{--published:{both(theme.PRODUCER)};--repeated:{both(theme.REPEATED)}}}"
    swatches = "".join(map(_swatch, dict.fromkeys(theme.looks())))
    return f"{typefaces.rules()}{marks}{swatches}{light}@media screen{{{_DARK}{{{night}{band}{land}{texts}}}}}"


def _both(light: str, dark: str) -> str:
    return f"light-dark({light},{dark})"


def both(look: Look) -> str:
    """The colour of a look on light and on dark paper."""
    return _both(look.light, look.dark)


def _content(selector: str, glyph: str, look: Look | None = None) -> str:
    colour = f";color:{both(look)}" if look else ""
    return f'{selector}::before{{content:"{glyph}"{colour}}}'


def _drawing(selector: str, symbol: str, look: Look) -> str:
    """A drawing of a legend before what the selector names, in the ink of light and of dark screens."""
    tag = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 12">{}</svg>'
    light, dark = (symbol.format(ink=ink) for ink in (look.light, look.dark))
    addresses = [
        f'url("data:image/svg+xml,{quote(tag.format(drawing), safe=_PLAIN)}")'
        for drawing in (light, dark.replace(theme.PAPER.light, theme.PAPER.dark))
    ]
    paint = f'{selector}::before{{content:"";background:{addresses[0]} no-repeat left center/contain}}'
    return f"{paint}@media screen{{{_DARK} {selector}::before{{background-image:{addresses[1]}}}}}"


def _lines() -> Iterator[str]:
    for number, (width, look) in enumerate(zip(mark_looks.LINE_WIDTHS, theme.CORRIDORS, strict=True)):
        yield f".line-{number}::before{{border-top-width:{width}px;border-color:{both(look)}}}"
    yield f".legend-line.ring::before{{border-color:{both(theme.CORRIDORS[3])}}}"
    factor, least, _, small = browser_contract.RING
    for people in mark_looks.RINGS:
        for query, share in (("", 1.0), ("@media(max-width:460px)", small)):
            size = max(least, factor * share * people**0.5)
            rule = f".legend-line.ring-{people}::before{{width:{size:.1f}px;height:{size:.1f}px}}"
            yield f"{query}{{{rule}}}" if query else rule


def marks() -> str:
    """The style rules that draw marks in the legends of pages."""
    kinds = (_drawing(f".shape-{kind}", legend_symbols.mark(shape), theme.of_kind(kind)) for kind, shape in theme.SYMBOLS.items())
    ranges = (_drawing(f".sign-{code}", symbol, theme.INK) for code, symbol in legend_symbols.RANGES.items())
    glyphs = {code: look.glyph for code, look in mark_looks.SERIES.items() if look.glyph}
    series = (_content(f".legend-row.mark-{code}", glyph, mark_looks.SERIES[code].ink) for code, glyph in glyphs.items())
    pairs = enumerate(zip(mark_looks.PLACES, theme.PLACES, strict=True))
    places = (_content(f".legend-row.mark-place-{number}", mark_looks.GLYPHS[shape], look) for number, (shape, look) in pairs)
    return "".join((*kinds, *ranges, *series, *places, *_lines()))
