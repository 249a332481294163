"""Small charts of one series each, made by the server of HTML and style alone: strips, bars, dots on a scale, lists of bars.

A chart over years is a link to the whole chart; beside it stands the list of its texts for readers who do not see it, and the
text of the year under the pointer, or under the arrows of the keyboard (assets/core/small_charts.js). Every look is a class of
the style sheet, so that dark screens and paper have theirs.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from layouts import format as words
from layouts import theme
from layouts.components.aria import aria, data
from layouts.evidence.small_chart import Dot, SmallChart
from layouts.evidence.year_marks import FIGURE, Mark
from layouts.scales import Class

# Every so many years stand under a chart; letters of a short number.
_EVERY, _SHORT = 5, 5
_STEPS = (1, 2, 2.5, 5, 10)


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


def legend(entries: Sequence[Class], *further: str) -> list[Any]:
    """The classes that occur in a strip, with what else has to be known of its marks."""
    items = [html.Li(entry.label, className=theme.edge(entry.look), title=entry.definition) for entry in entries]
    signs = [html.Li(text) for text in further if text]
    return [html.Ul([*items, *signs], className="small-legend")] if items or signs else []


def _axis(years: Sequence[int]) -> html.Div:
    """The first year, every fifth and the last, each under its mark."""
    ends = {years[0], years[-1]}
    fifths = {year for year in years if year % _EVERY == 0 and min(abs(year - end) for end in ends) > 2}
    labels = [html.Span(str(year), style={"gridColumn": years.index(year) + 1}) for year in sorted(ends | fifths)]
    return html.Div(labels, className="small-axis", style={"--steps": len(years)})


def _step(mark: Mark, kind: str, full: float, *, again: bool) -> html.Span:
    """A step of a strip or a bar; ``again``: it says the same as the one before, which a narrow chart leaves unsaid."""
    look = theme.edge(mark.look) if mark.look else "gap"
    style = {"--from": f"{100 * mark.low / full:.2f}%", "--over": f"{100 * ((mark.high or 0) - mark.low) / full:.2f}%"} if full else {}
    shape = " point" if mark.look and mark.high == 0 else ""
    return html.Span(className=f"{kind} {look}{shape}{' again' if again else ''}", style=style if mark.look else {}, **data(word=mark.word))


def _over_years(chart: SmallChart) -> html.Div:
    """A strip of swatches, or bars from 0 to the ``top`` of the scale, the highest mark where none is given; never a line."""
    marks, is_strip = chart.marks, chart.kind == "strip"
    full = 0 if is_strip else chart.top or max((mark.high or 0 for mark in marks), default=0) or 1
    kind, before = "strip-step" if is_strip else "bar", ["", *(mark.word for mark in marks)]
    steps = [_step(mark, kind, full, again=bool(mark.look) and mark.word == last != "") for mark, last in zip(marks, before, strict=False)]
    drawing = html.Div(steps, className=chart.kind, style={"--steps": len(marks)})
    sight = html.Div([drawing, _axis([mark.year for mark in marks])], **aria(hidden="true"))
    name = html.Span(f"{chart.label}, {marks[0].year} to {marks[-1].year}. Open the chart", className="unseen")
    texts = html.Ol([html.Li(f"{mark.year}: {mark.text}") for mark in marks], className="unseen", **aria(label=chart.label))
    return html.Div([dcc.Link([name, sight], href=chart.link, className="small-open"), texts], className="small-chart")


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
    items = [html.Li([_dot_name(row), _track(row, scale[-1]), html.Span(row.text, className="dot-text")]) for row in rows]
    # Numbers in words are long: the ends of the scale say enough.
    written = scale if len(number(scale[-1])) <= _SHORT else [scale[0], scale[-1]]
    marks = [html.Span(number(value), style={"left": f"{100 * value / scale[-1]:.2f}%"}) for value in written]
    axis = html.Div(html.Div(marks), className="dot-axis", **aria(hidden="true"))
    return html.Div([html.Ol(items, className="dot-rows", **aria(label=label)), axis], className="small-chart")


def _dot_name(row: Dot) -> Any:
    return html.Span(dcc.Link(row.name, href=row.link) if row.link else row.name, className="dot-name")


def small_chart(chart: SmallChart, *, most: int = 5) -> html.Div:
    """The drawing of a small chart; ``most``: how many steps a scale of dots has at most."""
    return dots(chart.dots, label=chart.label, top=chart.top, most=most) if chart.kind == "dots" else _over_years(chart)


def _bar_row(bar: Bar, full: float) -> html.Li:
    name = dcc.Link(bar.name, href=bar.link) if bar.link else bar.name
    style = {"--from": f"{100 * bar.low / full:.2f}%", "--over": f"{100 * (bar.high - bar.low) / full:.2f}%"}
    # What may be nothing has no bar, however thin: its mask alone is drawn.
    look = f"bar-track {theme.edge(FIGURE)}" if bar.low else "bar-track"
    return html.Li([html.Span(name), html.Div(className=look, style=style, **aria(hidden="true")), html.Span(bar.text)])


def bar_list(rows: Sequence[Bar], *, label: str) -> html.Ol:
    """Names with a bar and a number each, in the order in which they come; part of a bar may be masked."""
    full = max((row.high for row in rows), default=0) or 1
    return html.Ol([_bar_row(row, full) for row in rows], className="bar-list", **aria(label=label))
