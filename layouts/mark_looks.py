"""How marks look: shapes of kinds of source, what is known of a range, what a row says over time, lines of corridors.

The one home of these looks: figures, legends, the drawings of exports and the style sheet follow from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from layouts import theme
from layouts.theme import Look

# The letters that stand in a legend of the page for the shapes that plotly names.
GLYPHS = {
    "circle": "●",
    "square": "■",
    "hexagon2": "⬢",
    "pentagon": "⬟",
    "triangle-up": "▲",
    "triangle-down": "▼",
    "star": "★",
    "diamond": "◆",
    "cross": "✚",
}
# The shapes of the places of a chart over time, in their order; their colours are those of the theme. None is a star, which says
# that another edition differs.
PLACES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
# How wide the lines of corridors are and how long their arrowheads, in pixels, by the class of their count.
# Of the lines of corridors: the lowest count of each class, and how wide they are.
LINE_BOUNDS = (1, 10, 100, 1_000, 10_000)
LINE_WIDTHS = (0.8, 1.3, 1.9, 2.9, 4.6)
HEAD_LENGTHS = (6.0, 7.0, 9.0, 11.0, 15.0)
# The people of the rings that a legend shows.
RINGS = (50_000, 10_000, 1_000)


@dataclass(frozen=True)
class RangeLook:
    """What a kind of range looks like.

    ``sign``: what stands in the mark; ``dash``: of the line from low to high;
    ``stops``: with a stop at both ends; ``bar``: drawn as a bar without a mark;
    ``hollow``: the mark is not filled; ``two_ended``: a mark at both ends;
    ``arrow``: left or right, the side that is open.
    """

    sign: str = ""
    dash: str = "solid"
    stops: bool = False
    bar: bool = False
    hollow: bool = False
    two_ended: bool = False
    arrow: str = ""


RANGES: Mapping[str, RangeLook] = {
    "none_published": RangeLook(),
    "not_seen": RangeLook("?", hollow=True),
    "approximate": RangeLook("≈"),
    "at_least": RangeLook(hollow=True, arrow="right"),
    "at_most": RangeLook(hollow=True, arrow="left"),
    "producer_range": RangeLook(hollow=True, two_ended=True),
    **{f"ci_{percent}": RangeLook(dash=dash, stops=True) for percent, dash in ((68, "dot"), (90, "dash"), (95, "solid"))},
    "masked": RangeLook(dash="dot", bar=True),
    "conflicting": RangeLook(bar=True),
}


@dataclass(frozen=True)
class SeriesLook:
    """What a row looks like over time and as a dot.

    ``glyph``: in a legend of the page; ``symbol``: plotly's, '' for a bar and for text; ``ink``: the colour of a drawing of it;
    ``swatch``: what fills a bar.
    """

    glyph: str = ""
    symbol: str = ""
    ink: Look = theme.PRODUCER
    swatch: Look | None = None


SERIES: Mapping[str, SeriesLook] = {
    "figure": SeriesLook("●", "circle"),
    "zero": SeriesLook("○", "circle-open"),
    "range": SeriesLook(swatch=theme.BAND),
    "bound": SeriesLook("△", "triangle-up-open"),
    "masked": SeriesLook(ink=theme.DISPUTED, swatch=theme.ABSENCES["masked"]),
    "undated": SeriesLook("□"),
    "omitted": SeriesLook("⊡", "square-open-dot", theme.DISPUTED),
    "star": SeriesLook("*", ink=theme.INK),
    "dagger": SeriesLook("†", ink=theme.INK),
}
