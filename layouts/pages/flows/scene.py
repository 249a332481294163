"""The drawings of one view of the flow page: the same corridors for the map, the Sankey and the table, and the evidence beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import corridors
from layouts.components import evidence_list as evidence_parts
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence import row_evidence
from layouts.figures import flow_map, sankey, small_multiples
from layouts.figures.browser_contract import Corridors
from layouts.pages.flows.selection import described, group_of, selection
from layouts.pages.flows.state import FlowView
from layouts.pages.flows.texts import inside, people, said_by, series_label, sums, title

COLUMNS = ("From", "To", "People counted", "With masked counts", "Masked counts", "Years with a row")
_MULTIPLES = 9


def wire(view: FlowView, code: str) -> Corridors:
    """What the browser needs to draw the map: points, and the ends and counts of the corridors."""
    shown = selection(view, code).shown
    shown = shown[shown["drawn"] & (shown["high"] != 0)]
    points = {
        row[end]: [row[f"{end}_longitude"], row[f"{end}_latitude"], row[f"{end}_name"]]
        for row in shown.to_dict("records")
        for end in ("origin", "destination")
    }
    arcs = [_arc(row) for row in shown[["origin", "destination", "count", "masked", "low", "high"]].itertuples(index=False)]
    return {
        "points": points,
        "arcs": arcs,
        "bounds": list(flow_map.BOUNDS),
        "said": said_by(view, code),
        "chosen": view.place,
        "inside": inside(code),
    }


def _arc(row: Any) -> list[Any]:
    """A corridor as the browser takes it: ends, the count that is printed and, where the sum is a range, masks and its ends."""
    exact = [row.origin, row.destination, int(row.count)]
    ends = [None if pd.isna(end) else int(end) for end in (row.low, row.high)]
    return exact if row.low == row.high == row.count else [*exact, int(row.masked), *ends]


def sankey_of(view: FlowView, code: str) -> dict[str, Any]:
    """The Sankey of the corridors shown; regions first, opened ones by place."""
    frame = sankey.with_nodes(selection(view, code).shown, view.opened)
    return sankey.sankey(frame, said=said_by(view, code))


def _line(row: Mapping[str, Any]) -> Line:
    """A corridor: what is printed, the range of the whole where some of it is masked or printed more than once, and the masks."""
    whole = "" if row["low"] == row["high"] else people(row["low"], row["high"]).removesuffix(" people")
    unprinted = "masked" if row["masked"] == row["cells"] else "masked or 0"
    printed = unprinted if row["masked"] and not row["count"] else f"{row['count']:,.0f}"
    cells = (row["origin_name"], row["destination_name"], printed, whole, str(row["masked"] or ""), str(row["years"]))
    return Line(
        cells,
        {2: float(row["count"]), 3: None if pd.isna(row["low"]) else float(row["low"]), 4: float(row["masked"]), 5: float(row["years"])},
    )


def _total_line(row: Mapping[str, Any]) -> Line:
    cells = (row["origin_name"], row["destination_name"], f"{row['as_printed']} (a total, {row['year_end']})", "", "", "1")
    return Line(cells, {2: None, 3: None, 4: 0.0, 5: 1.0})


def _lines(view: FlowView, code: str) -> list[Line]:
    """The corridors shown, then the totals that the source prints beside them."""
    chosen = selection(view, code)
    return [*map(_line, chosen.shown.to_dict("records")), *map(_total_line, chosen.totals.to_dict("records"))]


def table(view: FlowView) -> dict[str, Any]:
    """The corridors shown, of every series side by side, as data that the browser draws, sorts and searches."""
    lines = [(code, line) for code in view.shown for line in _lines(view, code)]
    caption = ". ".join(f"{title(view, code)}. {sums(view, code)}" for code in view.shown)
    if len(view.shown) == 1:
        return rows_table.data(caption, [line for _, line in lines], columns=COLUMNS, by=2)
    named = [Line((*line.cells, series_label(code)), line.order) for code, line in lines]
    return rows_table.data(caption, named, columns=(*COLUMNS, "Series"), by=2)


def evidence_of(view: FlowView, code: str) -> Sequence[Any]:
    """The evidence beside a map: what kind of line it is, the source, and the caveats of the rows shown."""
    entry, shown = corridors.series()[code], described(view, code)
    general, single = row_evidence.listed(shown.caveats, row_evidence.NONE)
    return evidence_parts.of_flows(
        selection(view, code).source,
        vocabulary.terms("evidence")[entry.evidence],
        vocabulary.indicators()[entry.indicator],
        general,
        single,
    )


def multiples(view: FlowView) -> dict[str, Any] | None:
    """The corridors of the chosen place year by year; None where no place is chosen or nothing is counted."""
    rows = corridors.by_year(view.series, group_of(view, view.series), view.place) if view.place else pd.DataFrame()
    if rows.empty:
        return None
    sizes = rows.groupby(["way", "origin_name", "destination_name"])["high"].sum().sort_values(ascending=False)
    panels = []
    for way, origin, destination in sizes.head(_MULTIPLES).index:
        own = rows[(rows["way"] == way) & (rows["origin_name"] == origin) & (rows["destination_name"] == destination)]
        heading = {"in": f"from {origin}", "out": f"to {destination}", "inside": inside(view.series)}[way]
        panels.append((heading, own))
    entry = corridors.series()[view.series]
    return small_multiples.small_multiples(panels, years=(entry.first, entry.last))
