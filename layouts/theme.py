"""Colours, fonts and looks, keyed by the codes of the vocabulary: the one home of how a word looks.

A figure is coloured once, for light paper. For dark mode the page's style sheet exchanges each of its colours, and it
draws the patterns of absences and ranges over their flat colours; so a figure never has to be sent again.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
SERIF = "'Iowan Old Style', 'Palatino Linotype', Palatino, 'Noto Serif', 'Liberation Serif', Georgia, serif"
ACCENT = ("#e8f2f3", "#d2e3e6", "#a5c7cd", "#75aab3", "#4f919d", "#36818f", "#267886", "#146672", "#045a66", "#004d58")


@dataclass(frozen=True)
class Look:
    """How a class of a map looks: its colour on light and on dark paper, a pattern drawn over it, and a line around it."""

    light: str
    dark: str
    pattern: str = ""
    stripe: tuple[str, str] = ("", "")
    outline: tuple[str, str] = ("", "")


# Ordered classes by their number, lowest first: from light to dark on light paper, from dark to light on dark paper.
_LIGHT = {
    1: ("#2c7fb8",),
    2: ("#7fcdbb", "#2c7fb8"),
    3: ("#a1dab4", "#41a9c5", "#253494"),
    4: ("#a8dcb0", "#42b5c4", "#2b7db6", "#263593"),
    5: ("#cdebb9", "#8bd0b4", "#40b4c3", "#2d7eb7", "#243392"),
    6: ("#daf0c3", "#a6dbb5", "#66c2bd", "#3aa0c6", "#2c6fb0", "#233291"),
    9: ("#daf0c3", "#bae3ba", "#96d5b7", "#6ec5bc", "#50b1c2", "#389ac3", "#307bb6", "#2958a4", "#233291"),
}
_DARK = {
    1: ("#5fae9c",),
    2: ("#2b6680", "#9bd08f"),
    3: ("#2a5a77", "#4a9c9b", "#cfe596"),
    4: ("#27486a", "#2f7f93", "#6fb79a", "#d9ea9b"),
    5: ("#27425c", "#2c6d86", "#43989b", "#86c594", "#dfed9d"),
    6: ("#27425c", "#2b6680", "#33899a", "#5fae9c", "#9bd08f", "#e2ef9f"),
    9: ("#27425c", "#2a5872", "#2d6f86", "#328597", "#499c9b", "#66b29a", "#8cc892", "#b6dc95", "#e2ef9f"),
}

ABSENCES = {
    "no_figure": Look("#efece6", "#25282c", "hatch", ("#b9b2a5", "#555b63")),
    "masked": Look("#ece7ef", "#2b2830", "dots", ("#84788f", "#8d8399")),
    "zero": Look("#fffffe", "#0b0c0e", outline=("#6f6a62", "#a9a49b")),
    "not_covered": Look("#e3e0da", "#32363b"),
}
OUTSIDE_THE_ORDER = Look("#cdb58a", "#8a7448")
# A party to a treaty of which no date was seen: it is a party, and its date is open.
UNDATED = Look("#9fb4dc", "#44577f", "bars", ("#3b4f9e", "#a9bdec"))
OF_WORDS = {"party_undated": UNDATED}
# A range that lies in several classes of a scale.
ACROSS = Look("#c9d6e2", "#3b4754", "stripes", ("#6f8fae", "#8fa9c2"))
PAPER = Look("#ffffff", "#16181b")
LINE = Look("#ffffff", "#16181b")
DISPUTED = Look("#5d5a55", "#c9c5bd")
INK = Look("#1d2225", "#e7e9ea")
LAND = Look("#e9e5dc", "#2a2e33")
SELECTED = Look("#b3470e", "#ff9d5c")
# Marks of the Compare page: what producers publish, what documents repeat, and the lines behind them.
PRODUCER = Look("#045a67", "#7cc4d0")
REPEATED = Look("#7d4f16", "#e3b981")
GRID = Look("#dcd8d1", "#34383d")
BAND = Look("#f6e3d6", "#3a2a20")
# The shape of a kind of source, so that it is never told by colour alone.
SYMBOLS = {
    "secondary_claim": "circle",
    "model_estimate": "square",
    "administrative_count": "hexagon2",
    "case_records": "pentagon",
    "expert_index": "triangle-up",
    "government_rating": "star",
    "treaty_register": "diamond",
}
HOVER = {"align": "left", "bgcolor": PAPER.light, "bordercolor": "#8a8a86", "font": {"color": INK.light, "size": 13}}


def of_kind(kind: str) -> Look:
    """The colour of marks of a kind of source."""
    return REPEATED if kind == "secondary_claim" else PRODUCER


def ordered(count: int) -> tuple[Look, ...]:
    """Looks of an ordered scale of up to six classes, or of nine, lowest first."""
    return tuple(Look(light, dark) for light, dark in zip(_LIGHT[count], _DARK[count], strict=True))


def _mixed(first: str, second: str) -> str:
    """The colour half way between two, as the flat colour under a pattern of both."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + bytes((a + b) // 2 for a, b in pairs).hex()


def between(low: Look, high: Look) -> Look:
    """The look of a rating known only as one of two: stripes of both."""
    return Look(_mixed(low.light, high.light), _mixed(low.dark, high.dark), "stripes", (high.light, high.dark))


def rgb(colour: str) -> str:
    """A colour as plotly writes it into the page."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"


def _all_looks() -> Iterator[Look]:
    yield from (
        *ABSENCES.values(),
        OUTSIDE_THE_ORDER,
        UNDATED,
        ACROSS,
        PAPER,
        DISPUTED,
        SELECTED,
        LAND,
        INK,
        PRODUCER,
        REPEATED,
        GRID,
        BAND,
    )
    for count in _LIGHT:
        scale = ordered(count)
        yield from scale
        yield from (between(low, high) for low, high in itertools.pairwise(scale))


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
    return [look for look in dict.fromkeys(_all_looks()) if look.pattern]


def patterns() -> str:
    """The SVG patterns that the style sheet refers to; the page holds them once, out of sight."""
    drawn = "".join(_pattern(look, dark) for look in _patterned() for dark in (False, True))
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"><defs>{drawn}</defs></svg>'


def edge(look: Look) -> str:
    """The style class of a thing that begins with a swatch of this look."""
    return f"edge edge-{look.light[1:]}"


def _rules(look: Look, dark: bool) -> Iterator[str]:
    """Style rules that draw a look in one scheme, on the map and in legends."""
    scope = '[data-mantine-color-scheme="dark"] ' if dark else ""
    colour = rgb(look.light)
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


def _tokens(dark: bool) -> str:
    """The colours of figures that style sheets name, as custom properties."""
    named = {"land": LAND, "producer": PRODUCER, "repeated": REPEATED, **{f"class-{n}": look for n, look in enumerate(ordered(5))}}
    return "".join(f"--{name}:{look.dark if dark else look.light};" for name, look in named.items())


def style() -> str:
    """The part of the style sheet that follows from the looks, and the fonts, for the page's head."""
    night_of = '[data-mantine-color-scheme="dark"] .map '
    band = f'{night_of}:is(.shapelayer,.barlayer) path[style*="fill: {rgb(BAND.light)}"]{{fill:{BAND.dark}!important}}'
    light, night = ("".join(rule for look in dict.fromkeys(_all_looks()) for rule in _rules(look, dark)) for dark in (False, True))
    # Paper is light whatever the screen is.
    tokens = f":root{{--text:{FONT};--serif:{SERIF};{_tokens(False)}}}"
    dark_tokens = f'[data-mantine-color-scheme="dark"]{{{_tokens(True)}}}'
    return f"{tokens}{light}@media screen{{{dark_tokens}{night}{band}}}"
