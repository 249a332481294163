"""Colours, fonts and looks by the codes of the vocabulary.

A figure has the colours of light paper. For dark mode the style sheet replaces each of its colours, and it draws the
patterns of absences and ranges over their flat colours; so a figure is never sent twice.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from layouts import ramps

# The typefaces that the server serves (layouts/typefaces.py), what stands in for them, and what a reader's machine may have.
FONT = (
    "'Source Sans Pro', 'Atlas fallback', system-ui, -apple-system, 'Segoe UI', Roboto, "
    "'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
)
SERIF = (
    "'Source Serif Pro', 'Atlas fallback serif', 'Iowan Old Style', 'Palatino Linotype', Palatino, "
    "'Noto Serif', 'Liberation Serif', Georgia, serif"
)
ACCENT = ("#e8f2f3", "#d2e3e6", "#a5c7cd", "#75aab3", "#4f919d", "#36818f", "#267886", "#146672", "#045a66", "#004d58")


@dataclass(frozen=True)
class Look:
    """How a class of a map looks: its colour on light and on dark paper, a pattern drawn over it, and a line around it.

    ``dash``: the dashes of the line around a circle, as SVG writes them.
    """

    light: str
    dark: str
    pattern: str = ""
    stripe: tuple[str, str] = ("", "")
    outline: tuple[str, str] = ("", "")
    dash: str = ""


# How many classes the ordered scales of a family may have; worded ones, in which a rating may be known only as one of two.
_NUMBERED = (1, 2, 3, 4, 5, 6, 7)
CLASS_COUNTS = {**dict.fromkeys(("people", "counts", "money"), _NUMBERED), "efforts": (1, 2, 3, 4, 5, 6, 9), "roles": (5,), "other": (6,)}
_WORDED = {"efforts": (2, 3, 4, 9), "roles": (5,)}
# Where on its ramp a scale of few classes begins.
_FIRST = {1: 0.7, 2: 0.3, 3: 0.1}
# Where on the ramp of its family a circle is, and the line around it.
_DISC, _LINE = 0.5, 0.85

ABSENCES = {
    "no_figure": Look("#efece6", "#25282c", "hatch", ("#cfc8bc", "#4e545b")),
    "masked": Look("#ece7ef", "#2b2830", "dots", ("#84788f", "#8d8399")),
    "zero": Look("#fffffe", "#0b0c0e", outline=("#6f6a62", "#a9a49b")),
    "not_covered": Look("#e3e0da", "#32363b"),
}
# A mask on a map of circles.
RING = Look("#fcfafd", "#1a181d", outline=("#75687f", "#a79cb4"), dash="2.4 1.6")
OUTSIDE_THE_ORDER = Look("#cdb58a", "#8a7448")
# A party to a treaty of which no date was seen: it is a party, and its date is open.
UNDATED = Look("#a5cdc9", "#37605f", "bars", ("#0f5f60", "#a7dbd5"))
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
# What steps back where one class stands out.
FADED = Look("#eeebe4", "#212428")
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


@cache
def ordered(count: int, family: str = "counts") -> tuple[Look, ...]:
    """Looks of an ordered scale in the hue of a family, the least first; the style sheet knows those of ``CLASS_COUNTS``."""
    first = _FIRST.get(count, 0.0)
    shares = [first + (1 - first) * place / max(1, count - 1) for place in range(count)]
    return tuple(Look(*ramps.colours(family, round(share, 3))) for share in shares)


def disc(family: str) -> Look:
    """The look of the circles of a family."""
    return Look(*ramps.colours(family, _DISC))


def line_around(look: Look) -> Look:
    """The line around a circle of a look: of an absence or a range its own, else the strong end of the hue of its family."""
    family = next((family for family in ramps.RAMPS if disc(family) == look), "")
    if family:
        return Look(*ramps.colours(family, _LINE))
    return Look(*(look.outline if look.outline[0] else look.stripe if look.pattern else (look.light, look.dark)))


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


def lines() -> Iterator[Look]:
    """The looks in which lines are drawn too."""
    yield from (*ABSENCES.values(), UNDATED, PAPER, LAND, FADED, INK, DISPUTED, SELECTED, PRODUCER, REPEATED, GRID, BAND, *PLACES)
    yield from (*CORRIDORS, *ordered(5), *map(line_around, (*ABSENCES.values(), RING, ACROSS, *map(disc, ramps.RAMPS))))


def looks() -> Iterator[Look]:
    """Every look, for the style sheet; some of them more than once."""
    yield from (*lines(), RING, OUTSIDE_THE_ORDER, ACROSS, *map(disc, ramps.RAMPS))
    for family, counts in CLASS_COUNTS.items():
        for count in counts:
            scale = ordered(count, family)
            yield from scale
            yield from itertools.starmap(between, itertools.pairwise(scale) if count in _WORDED.get(family, ()) else ())
