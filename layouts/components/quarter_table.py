"""The quarters of a series: a table of years by quarters behind a title that opens it, their groups and their notes."""

from collections.abc import Mapping, Sequence

from dash import html

from etl.contract import vocabulary

_QUARTERS = (1, 2, 3, 4)
_NOTED = "*"


def _cell(quarter: int, figure: str) -> html.Td:
    """A figure, with the name of its quarter for narrow screens, on which the table has no head."""
    return html.Td(figure, **{"data-head": f"Q{quarter}"})


def quarters(
    figures: Mapping[tuple[int, int], str], parts: Sequence[str], notes: Mapping[tuple[int, int], str], *, obtained: str, link: str
) -> html.Details:
    """A table with the last year first.

    ``figures`` and ``notes``: by year and quarter; ``parts``: the groups in words; ``obtained``: how the figures were
    obtained; ``link``: all rows as CSV.
    """
    absent = vocabulary.label("absence", "no_figure")
    years = range(min(figures)[0], max(figures)[0] + 1)
    cells = {at: figure + (_NOTED if at in notes else "") for at, figure in figures.items()}
    lines = [
        html.Tr([html.Th(str(year), scope="row"), *(_cell(quarter, cells.get((year, quarter), absent)) for quarter in _QUARTERS)])
        for year in reversed(years)
    ]
    head = html.Thead(html.Tr([html.Th("Year", scope="col"), *(html.Th(f"Q{quarter}", scope="col") for quarter in _QUARTERS)]))
    items = [html.Li(f"{_NOTED} {year} Q{quarter}: {note}") for (year, quarter), note in notes.items()]
    return html.Details(
        [
            html.Summary(f"By quarter, {years[0]} to {years[-1]}"),
            html.Div(html.Table([head, html.Tbody(lines)], className="rows"), className="rows-frame", tabIndex=0),
            html.P(obtained, className="quiet"),
            html.Ul([*(html.Li(part) for part in parts), *items], className="plain"),
            html.P(html.A("All quarters with their groups, locations and caveats (CSV)", href=link)),
        ]
    )
