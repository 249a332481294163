"""Published answers as dots on one axis, made of HTML and style alone, so that the first page loads no library of figures."""

from dash import dcc, html

from layouts.components.aria import aria
from layouts.mark_looks import RANGES
from layouts.pages.home.scene import Dot, Scene, range_words

# Words stand on the side of a dot that has more room.
_MIDDLE = 0.5


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"


def _mark(dot: Dot) -> html.Span:
    """The dot: hollow where its range was not checked, with an arrow to the side that is open."""
    look, kind = RANGES[dot.range_kind], "dot-repeated" if dot.repeated else "dot-published"
    shape = html.Span(className="dot-shape dot-hollow" if look.hollow and not look.arrow else "dot-shape")
    arrow = [html.Span(className=f"dot-arrow dot-{look.arrow}")] if look.arrow else []
    return html.Span([shape, *arrow], className=f"dot {kind}", style={"left": _percent(dot.share)}, **aria(hidden="true"))


def _words(dot: Dot) -> html.Span:
    after, arrow = dot.share < _MIDDLE, RANGES[dot.range_kind].arrow
    side = {"left": _percent(dot.share)} if after else {"right": _percent(1 - dot.share)}
    room = " dots-past" if arrow == ("right" if after else "left") else ""
    kind = f"dots-words {'dots-after' if after else 'dots-before'}{room}"
    return html.Span(f"{dot.source} · {range_words(dot.range_kind)}", className=kind, style=side)


def _row(dot: Dot) -> html.Li:
    head = html.Span([html.Strong(dot.figure), " ", html.Span(dot.counted, className="quiet")], className="dots-figure")
    return html.Li([head, " ", html.Span([_mark(dot), _words(dot)], className="dots-track")])


def _axis(scene: Scene) -> html.Div:
    ticks = [html.Span(text, style={"left": _percent(share)}) for text, share in scene.ticks]
    return html.Div(html.Div(ticks, className="dots-ticks"), className="dots-axis", **aria(hidden="true"))


def answer_dots(scene: Scene) -> html.Section:
    """The figure with its title and the way to the whole question."""
    repeated = next((dot.figure for dot in scene.dots if dot.repeated), "")
    text = f"Why they differ, and who repeats the {repeated}" if repeated else "Why they differ"
    rows = html.Ul([_row(dot) for dot in scene.dots])
    title = html.H2("How many people are in slavery or forced labour?", id="home-answers")
    more = html.P(dcc.Link(text, href=scene.conflicts[0].address if scene.conflicts else "/compare"), className="on-screen")
    parts = [title, html.P(scene.how_many, className="quiet"), html.Div([_axis(scene), rows], className="dots"), more]
    return html.Section(parts, className="home-answers", **aria(labelledby="home-answers"))
