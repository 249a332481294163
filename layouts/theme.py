"""Colours, fonts and looks by the codes of the vocabulary.

A figure has the colours of light paper. For dark mode the style sheet replaces each of its colours, and it draws the
patterns of absences and ranges over their flat colours; so a figure is never sent twice.
"""

import itertools
from collections.abc import Iterator
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
# The paper, the small print, the rules and the plain land of a preview picture, which is always light.
CARD = {"paper": "#fcfbf8", "quiet": "#586066", "rule": "#dcd8d0", "land": "#f3f0e9"}
LAND = Look("#e9e5dc", "#2a2e33")
SELECTED = Look("#b3470e", "#ff9d5c")
# Marks of charts: what producers publish, what documents repeat, and the lines behind them.
PRODUCER = Look("#045a67", "#7cc4d0")
REPEATED = Look("#7d4f16", "#e3b981")
GRID = Look("#dcd8d1", "#34383d")
BAND = Look("#f6e3d6", "#3a2a20")
# The places of a chart over time, in their order.
PLACES = (
    PRODUCER,
    Look("#b25e09", "#f0ae63"),
    Look("#6a4a94", "#c5a8ee"),
    Look("#4a7a1c", "#a6d276"),
    Look("#a33370", "#f09cc6"),
    Look("#2c5cae", "#8db4f6"),
)
# The lines of corridors by the class of their count, the fewest people first.
CORRIDORS = (
    Look("#93a2cc", "#5a6d9e"),
    Look("#7387bd", "#7488bb"),
    Look("#536bac", "#92a6d8"),
    Look("#364e95", "#b7c8f0"),
    Look("#1f3377", "#e0e9ff"),
)
# The words on a bar of an ordered scale, by whether they are dark on light paper, and on dark paper.
_WORDS = {
    (True, False): Look("#1d2227", "#f4f4f2"),
    (False, True): Look("#fefefe", "#14171b"),
    (True, True): Look("#1d2228", "#14171a"),
    (False, False): Look("#fdfdfd", "#f4f4f3"),
}
# The shape of a kind of source, so that no meaning is in colour alone.
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


def _is_light(colour: str) -> bool:
    """Whether dark words are read more easily on a colour than light ones."""
    linear: list[float] = [(part / 255) ** 2.2 for part in bytes.fromhex(colour[1:])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.2


def words_on(look: Look) -> Look:
    """The colour of words on a look."""
    return _WORDS[_is_light(look.light), _is_light(look.dark)]


def words() -> Iterator[Look]:
    """Every colour of words on a look, for the style sheet."""
    yield from _WORDS.values()


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


def edge(look: Look) -> str:
    """The style class of a thing that begins with a swatch of this look."""
    return f"edge edge-{look.light[1:]}"


def looks() -> Iterator[Look]:
    """Every look, for the style sheet; some of them more than once."""
    yield from (*ABSENCES.values(), OUTSIDE_THE_ORDER, UNDATED, ACROSS, PAPER, DISPUTED, SELECTED)
    yield from (LAND, INK, PRODUCER, REPEATED, GRID, BAND, *PLACES, *CORRIDORS)
    for scale in map(ordered, _LIGHT):
        yield from scale
        yield from itertools.starmap(between, itertools.pairwise(scale))
