"""An axis of years to choose one from: a slider with its years written below it, on a phone a list with buttons beside it.

Both drive one value, that of the slider. Years with few figures are open marks and stop the playing; the browser names the
year under the pointer and fills the list (assets/core/years.js), which is the browser's own: a phone shows it its own way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, dcc, html

from layouts.components.aria import aria

Wiring = tuple[Any, ...]
_STEP, _ROOM = 5, 0.045


class Stop(Protocol):
    """A year of the axis; ``hole`` says why it has few figures, '' where it has enough."""

    @property
    def year(self) -> int: ...

    @property
    def hole(self) -> str: ...


def labelled_years(years: Sequence[int]) -> set[int]:
    """The years that are written below an axis: its ends, and between them every fifth, unless it would lie on an end."""
    if not years:
        return set()
    ends = years[0], years[-1]
    near = _ROOM * (ends[1] - ends[0])
    fifths = {year for year in years if year % _STEP == 0 and min(abs(year - end) for end in ends) > near}
    return {*ends, *fifths}


def slider(stops: Sequence[Stop], value: int | None) -> dict[str, Any]:
    """The properties of the slider that follow from its years; a source with one year has none to slide."""
    years = [stop.year for stop in stops]
    first, last = (years[0], years[-1]) if years else (0, 1)
    written = labelled_years(years)
    marks = [_mark(stop, is_written=stop.year in written) for stop in stops]
    return {"min": first, "max": last, "value": first if value is None else value, "marks": marks}


def _mark(stop: Stop, *, is_written: bool) -> dict[str, Any]:
    """A mark with its label; the style sheet opens the circle above a label of few figures."""
    text = str(stop.year) if is_written else ""
    label: Any = html.Span(text, className="few-figures") if stop.hole else text
    return {"value": stop.year, **({"label": label} if label else {})}


def steps(stops: Iterable[Stop]) -> list[dict[str, Any]]:
    """The years as the browser walks through them, each with the reason where its figures are few."""
    return [{"year": stop.year, **({"hole": stop.hole} if stop.hole else {})} for stop in stops]


def year_axis(identifier: str, stops: Sequence[Stop], value: int | None, *, box: Mapping[str, Any]) -> html.Div:
    """The axis; ``identifier`` is that of the slider, ``box`` the properties of what holds it all.

    The years for the browser are in the store ``{identifier}-stops``: an output beside those of the slider.
    """
    play = dmc.Button("Play", id=f"{identifier}-play", variant="default", size="sm", **aria(label="Play the years"))
    look: dict[str, Any] = {"size": "sm", "thumbSize": 18, "thumbLabel": "Year", "label": None, "className": "years"}
    line = dmc.Slider(id=identifier, step=1, restrictToMarks=True, **look, **slider(stops, value))
    return html.Div(
        [
            play,
            html.Div(line, className="year-line"),
            _pick(identifier, value),
            html.P(id=f"{identifier}-gaps", className="year-gaps quiet"),
            dcc.Interval(id=f"{identifier}-timer", interval=1400, disabled=True),
            dcc.Store(id=f"{identifier}-stops", data=steps(stops)),
        ],
        **{**box, "className": "year-axis"},
    )


def _pick(identifier: str, value: int | None) -> html.Div:
    """The list of a phone between its buttons; the browser fills it."""
    before, after = (
        html.Button(sign, id=f"{identifier}-{name}", className="year-step", **aria(label=label))
        for sign, name, label in (("‹", "before", "Previous year"), ("›", "after", "Next year"))
    )
    chosen = html.Option("" if value is None else str(value))
    years = html.Select(chosen, id=f"{identifier}-pick", className="year-list", disable_n_clicks=True, **aria(label="Year"))
    return html.Div([before, years, after], className="year-pick")


def following(identifier: str) -> Wiring:
    """The clientside callback by which slider, list and buttons follow one another, and the years that there are."""
    buttons = [f"{identifier}-{name}" for name in ("before", "after")]
    outputs = [Output(identifier, "value", allow_duplicate=True), Output(f"{identifier}-gaps", "children")]
    outputs += [Output(button, "disabled") for button in buttons]
    inputs = [Input(f"{identifier}-stops", "data"), Input(identifier, "value"), *(Input(button, "n_clicks") for button in buttons)]
    return ClientsideFunction("years", "follow"), outputs, *inputs


def playing(identifier: str) -> Wiring:
    """The clientside callback that plays the years and stops where figures are few."""
    outputs = [Output(f"{identifier}-timer", "disabled"), Output(f"{identifier}-play", "children")]
    outputs.append(Output(identifier, "value", allow_duplicate=True))
    ticks = Input(f"{identifier}-play", "n_clicks"), Input(f"{identifier}-timer", "n_intervals")
    states = State(identifier, "value"), State(f"{identifier}-stops", "data"), State(f"{identifier}-timer", "disabled")
    return ClientsideFunction("years", "play"), outputs, *ticks, *states
