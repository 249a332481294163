"""A place over the years: small charts of each source on a scale of its own, corridors, treaties, claims, quarters, caveats."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from layouts import format as words
from layouts.components import small_charts
from layouts.components.quarters import quarter_table
from layouts.evidence.year_marks import MASKED, ZERO
from layouts.pages.country.place_charts import Chart, main_charts
from layouts.pages.country.place_claims import ClaimLine
from layouts.pages.country.place_corridors import CorridorList
from layouts.pages.country.place_treaties import Register
from layouts.pages.country.scene import PlaceScene
from layouts.pages.country.table_layout import all_caveats

_READ, _OPEN = "Each source has its own scale.", "Select a chart to open it in full."
_GAP = "A dash is a year without a figure."
_MASK = "A dotted bar is a count that the publisher masks, from the lowest to the highest value it can have."
_ZERO = "A ring on the axis is a printed zero."
# How many claims stand open, and how many are listed at all; the list of claims has every one.
_CLAIMS, _LISTED = 6, 36
# How much of it is printed: charts before the bars stop, corridors of each series, claims (assets/css/pages/country.css).
_CHARTS, _CORRIDORS, _PRINTED = 8, 5, 3


def _chart(chart: Chart) -> html.Section:
    source = f" {chart.source_title}." if chart.source_title and chart.source_title not in chart.title else ""
    note = [html.P(chart.note + source, className="quiet")] if chart.note + source else []
    signs = (("* " + chart.revised, chart.revised), ("† A figure with a caveat of its own, which the full chart lists.", chart.noted))
    signed = [html.P(text, className="quiet") for text, occurs in signs if occurs]
    parts: list[Any] = []
    for name, part in chart.parts:
        parts += [html.P(name, className="strip-name")] if name else []
        parts.append(small_charts.small_chart(part))
    drawings = [html.Div(parts, className="strips")] if chart.kind == "strip" else parts
    return html.Section([html.H3(chart.title), *note, *small_charts.legend(chart.legend), *drawings, *signed], className="small")


def _charts(charts: Sequence[Chart]) -> list[Any]:
    """The ratings and the counts that every place has, then the others behind a title where the place has those."""
    main, rest = main_charts(charts)
    further = [html.Details([html.Summary(f"{len(rest)} more series of counts"), html.Div(list(map(_chart, rest)), className="smalls")])]
    return [html.Div(list(map(_chart, main)), className="smalls"), *(further if rest else [])]


def _about(one: CorridorList) -> html.P:
    """What stands under the title of corridors; how many are left out differs on paper, which has fewer of them."""
    further, way = html.Span(one.further, className="on-screen"), dcc.Link("See on the flow map", href=one.link, className="on-screen")
    printed = html.Span(f"The {_CORRIDORS} largest of {one.count}. " if one.count > _CORRIDORS else "", className="on-paper")
    return html.P([f"{one.note} ", further, printed, f"{one.source_title}. ", way], className="quiet")


def _corridors(corridors: Sequence[CorridorList]) -> list[Any]:
    if not corridors:
        return []
    lists = [
        html.Section([html.H3(one.title), _about(one), small_charts.bar_list(one.bars, label=one.title)], className="small")
        for one in corridors
    ]
    how_many = html.Span("The ten largest of each series. ", className="on-screen")
    intro = html.P([how_many, "Totals are never corridors, and no two series are added up."], className="quiet")
    return [html.H2("Corridors in and out"), intro, html.Div(lists, className="smalls")]


def _treaties(place: PlaceScene) -> list[Any]:
    if not place.treaties:
        return []
    items = [
        html.Li([html.Strong(treaty.title), *(part for one in treaty.registers for part in _register(one))]) for treaty in place.treaties
    ]
    note = html.P("Joining a treaty is a legal act; it does not show what a state then does.", className="quiet")
    return [html.H2("Treaties"), note, html.Ul(items, className="treaties")]


def _register(register: Register) -> list[Any]:
    obtained = f" ({register.obtained})" if register.obtained else ""
    return [html.Br(), f"{register.text}. ", html.Small([dcc.Link(register.source_title, href=f"/source/{register.source}"), obtained])]


def _claim(claim: ClaimLine) -> html.Li:
    about = [f"Producer: {claim.producer}. ", f"Repeated in: {claim.document}. Year: {claim.year}. "]
    checked = [f"{claim.agreement} "] if claim.agreement else []
    weak = [f"Weak points: {claim.weak}."] if claim.weak else []
    return html.Li([html.Q(dcc.Link(claim.printed, href=claim.link)), f" {claim.counted}. ", html.Small([*about, *checked, *weak])])


def _claims(place: PlaceScene) -> list[Any]:
    claims = place.claims
    if not claims:
        return []
    first, rest = claims[:_CLAIMS], claims[_CLAIMS:_LISTED]
    listed = f"/compare?{urlencode({'v': 1, 'mode': 'claims', 'search': place.name})}"
    more = [html.P(dcc.Link(f"All {len(claims)} claims are in the list of claims", href=listed))] if len(claims) > _LISTED else []
    further = [
        html.Details([html.Summary(words.counted(len(rest), "more claim")), html.Ul(list(map(_claim, rest)), className="claims"), *more])
    ]
    note = html.P("Five documents of 2001 to 2014 repeat figures from others. The producer is named first.", className="quiet")
    return [html.H2("What documents claim"), note, html.Ul(list(map(_claim, first)), className="claims"), *(further if rest else [])]


def _reading(charts: Sequence[Chart]) -> html.P:
    """How the charts of a place are read: of what occurs in them."""
    marks = [mark for chart in charts for _, part in chart.parts for mark in part.marks]
    looks = {mark.look for mark in marks}
    signs = ((None, _GAP), (MASKED, _MASK), (ZERO, _ZERO))
    read = [_READ, *(text for look, text in signs if look in looks)]
    return html.P([" ".join(read), html.Span(f" {_OPEN}", className="on-screen")], className="quiet")


def left_out(place: PlaceScene) -> html.P:
    """What the page has beside what is printed of it, in words and numbers; nothing on the screen."""
    main, rest = main_charts(place.charts)
    series = len(rest) + sum(chart.kind == "bars" for chart in main[_CHARTS:])
    parts = (
        (sum(len(family.further) for family in place.families), "more figure", ""),
        (series, "more series of counts", "more series of counts"),
        (len(place.quarters), "table by quarter", "tables by quarter"),
        (len(place.claims) - _PRINTED, "more claim", ""),
        (len(place.caveats), "caveat", ""),
    )
    listed = ", ".join(words.counted(*part) for part in parts if part[0] > 0)
    return html.P(f"Also on the page, and not printed: {listed}." if listed else "", className="on-paper left-out")


def sections(place: PlaceScene) -> list[Any]:
    """Everything below the table."""
    years = [html.H2("Over the years"), _reading(place.charts), *_charts(place.charts)] if place.charts else []
    quarters = [quarter_table(table, title) for title, table in place.quarters]
    parts = (years, quarters, _corridors(place.corridors), _treaties(place), _claims(place), all_caveats(place))
    return [html.Section(part, className="country-part") for part in parts if part]
