"""Small charts of one series each, made by the server of HTML and style alone: strips, bars, dots on a scale, lists of bars.

Each is a list of texts for readers who do not see it, and each mark says its text under the pointer. A year without a figure
keeps its place and has no mark; a mask is drawn as its range in the look of masks. Every look is a class of the style sheet, so
that dark screens and paper have theirs.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import dcc, html

from layouts import format as words
from layouts import theme
from layouts.components.aria import aria, data
from layouts.theme import Look

# Every so many years stand under a chart; this stands in place of a figure that is not there; letters of a short number.
_EVERY, _NO_FIGURE, _SHORT = 5, "–", 5
_STEPS = (1, 2, 2.5, 5, 10)
# A look of its own for what is a figure, and for the range in which a masked one lies.
FIGURE, MASKED, RANGE = theme.PRODUCER, theme.ABSENCES["masked"], theme.ACROSS


@dataclass(frozen=True)
class Mark:
    """One step of a strip or of a row of bars, a year as a rule.

    ``text``: what the step says, in full ('147 people', 'no figure'); ``word``: the same in the fewest letters, which stand at
    the mark ('147', '2W', '<5'); ``low, high``: from where to where a bar is drawn, a figure from 0 to itself and a mask or a
    range over all that it can be; ``look``: None where nothing is drawn, which is a gap; ``always``: its word is always drawn.
    """

    year: int
    text: str
    word: str = ""
    high: float | None = None
    low: float = 0
    look: Look | None = None
    always: bool = False


@dataclass(frozen=True)
class Dot:
    """A row of a scale: its name, what it says beside the mark, where the mark is, and its range where one was published.

    ``hollow``: it is not known whether a range was published.
    """

    name: str
    text: str
    at: float | None
    low: float | None = None
    high: float | None = None
    hollow: bool = False


@dataclass(frozen=True)
class Bar:
    """A row of a list of bars: its name, which may lead to ``link``, the number in words, and the number or its ends.

    A count that may be masked in part runs from ``low`` to ``high``; the part between is drawn in the look of masks.
    """

    name: str
    text: str
    low: float
    high: float
    link: str = ""


def gap(year: int, text: str) -> Mark:
    """A year without a figure."""
    return Mark(year, text, _NO_FIGURE, always=True)


def _axis(years: Sequence[int]) -> html.Div:
    """The first year, every fifth and the last, each under its mark; for the eye alone, since every mark says its year."""
    ends = {years[0], years[-1]}
    fifths = {year for year in years if year % _EVERY == 0 and min(abs(year - end) for end in ends) > 2}
    labels = [html.Span(str(year), style={"gridColumn": years.index(year) + 1}) for year in sorted(ends | fifths)]
    return html.Div(labels, className="small-axis", style={"--steps": len(years)}, **aria(hidden="true"))


def _step(mark: Mark, kind: str, word: str, ends: tuple[float, float] = (0, 0)) -> html.Li:
    text = f"{mark.year}: {mark.text}"
    look = f" {theme.edge(mark.look)}" if mark.look else " gap"
    style = {"--from": f"{ends[0]:.2f}%", "--over": f"{ends[1] - ends[0]:.2f}%"} if any(ends) else {}
    return html.Li(html.Span(text, className="unseen"), title=text, className=f"{kind}{look}", style=style, **data(word=word))


def _chart(kind: str, steps: Sequence[html.Li], marks: Sequence[Mark], label: str) -> html.Div:
    steps_list = html.Ol(list(steps), className=kind, style={"--steps": len(marks)}, **aria(label=label))
    return html.Div([steps_list, _axis([mark.year for mark in marks])], className="small-chart")


def strip(marks: Sequence[Mark], *, label: str) -> html.Div:
    """Ratings year by year: a swatch of each, its word under it; never a line, since a rating has no size. ``label`` names it."""
    return _chart("strip", [_step(mark, "strip-step", mark.word) for mark in marks], marks, label)


def _worded(marks: Sequence[Mark]) -> set[int]:
    """The years whose numbers stand at their bars: the highest, the last and the first, as far as they do not touch."""
    figures = [mark for mark in marks if mark.look and not mark.always and mark.high is not None]
    years: set[int] = set()
    for mark in (max(figures, key=lambda one: one.high or 0), figures[-1], figures[0]) if figures else ():
        if all(abs(mark.year - year) > 1 for year in years):
            years.add(mark.year)
    return years


def bars(marks: Sequence[Mark], *, label: str, top: float | None = None) -> html.Div:
    """Counts year by year, each a bar of its own from 0; ``top``: the number at full height, the highest mark where none is given."""
    full = top or max((mark.high or 0 for mark in marks), default=0) or 1
    worded = _worded(marks)
    steps = []
    for mark in marks:
        ends = (100 * mark.low / full, 100 * (mark.high or 0) / full)
        steps.append(_step(mark, "bar", mark.word if mark.always or mark.year in worded else "", ends))
    return _chart("bars", steps, marks, label)


def ticks(top: float, most: int = 5) -> list[float]:
    """Round numbers from 0 to at least ``top``, at most ``most`` steps of 1, 2, 2.5 or 5 times a power of ten."""
    power = 10 ** math.floor(math.log10(top / most)) if top > 0 else 1
    step = next(step * power for step in _STEPS if step * power * most >= top) if top > 0 else 1
    return [step * number for number in range(math.ceil(top / step) + 1)] if top > 0 else [0, 1]


def _track(dot: Dot, full: float) -> html.Div:
    ends = (dot.low, dot.high) if dot.low is not None and dot.high is not None else ()
    style = {} if dot.at is None else {"--at": f"{100 * dot.at / full:.2f}%"}
    if ends:
        style |= {"--from": f"{100 * ends[0] / full:.2f}%", "--over": f"{100 * (ends[1] - ends[0]) / full:.2f}%"}
    look = f"dot-track{' hollow' if dot.hollow else ''}{' ranged' if ends else ''}{' no-dot' if dot.at is None else ''}"
    return html.Div(className=look, style=style, **aria(hidden="true"))


def dots(
    rows: Sequence[Dot], *, label: str, number: Callable[[float], str] = words.large, top: float | None = None, most: int = 5
) -> html.Div:
    """Figures on one scale from 0, a row each and no line between them; ``number`` writes the numbers of the scale.

    ``top``: what the scale reaches at least, the highest mark where none is given; ``most``: its steps at most.
    """
    scale = ticks(max((top or 0, *(max(row.at or 0, row.high or 0) for row in rows))), most)
    items = [
        html.Li([html.Span(row.name, className="dot-name"), _track(row, scale[-1]), html.Span(row.text, className="dot-text")])
        for row in rows
    ]
    # Numbers in words are long: the ends of the scale say enough.
    written = scale if len(number(scale[-1])) <= _SHORT else [scale[0], scale[-1]]
    marks = [html.Span(number(value), style={"left": f"{100 * value / scale[-1]:.2f}%"}) for value in written]
    axis = html.Div(html.Div(marks), className="dot-axis", **aria(hidden="true"))
    return html.Div([html.Ol(items, className="dot-rows", **aria(label=label)), axis], className="small-chart")


def _bar_row(bar: Bar, full: float) -> html.Li:
    name = dcc.Link(bar.name, href=bar.link) if bar.link else bar.name
    style = {"--from": f"{100 * bar.low / full:.2f}%", "--over": f"{100 * (bar.high - bar.low) / full:.2f}%"}
    return html.Li([html.Span(name), html.Div(className="bar-track", style=style, **aria(hidden="true")), html.Span(bar.text)])


def bar_list(rows: Sequence[Bar], *, label: str) -> html.Ol:
    """Names with a bar and a number each, in the order in which they come; part of a bar may be masked."""
    full = max((row.high for row in rows), default=0) or 1
    return html.Ol([_bar_row(row, full) for row in rows], className="bar-list", **aria(label=label))
