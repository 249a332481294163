"""Applies the rule of privacy to the tables: blanks the cells that the rule withholds.

Totals and parts are looked for within a publisher's series across its editions, since a total of one edition and the
parts of another give a hidden count away as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pandas as pd

from etl.cells import MASK, MASK_HIGH
from etl.privacy import Block, fitting, protect, reveal
from etl.sums import RETURNED, Cell, readings, unprinted

_LEAST = MASK_HIGH + 1
_SAID = "not shown by the atlas"
_MASKED = "masked"
_KEY = ["series", "indicator", "counting", "year_start", "year_end"]


def _cells(estimates: pd.DataFrame, flows: pd.DataFrame, series: Mapping[str, str]) -> pd.DataFrame:
    """All cells of both tables that count persons in series with hidden counts, with the block that each belongs to."""
    hiding = {*estimates.loc[estimates["range_kind"] == _MASKED, "source_id"], *flows.loc[flows["masked"], "source_id"]}
    counts = estimates[estimates["source_id"].isin(hiding)]
    quarter = counts["quarter"].astype("str").fillna("")
    counts = counts.assign(table="estimates", counting=counts["place"], quarter=quarter, origin="", evidence="", abroad=False, home=False)
    lines = flows[flows["source_id"].isin(hiding)]
    home = lines["evidence"] == RETURNED
    label = lines["origin_printed"].mask(home, lines["destination_printed"])
    lines = lines.rename(columns={"count": "value", "count_low": "value_low", "count_high": "value_high"}).assign(
        table="flows",
        quarter="",
        counting=lines["destination"].mask(home, lines["origin"]),
        origin=lines["evidence"] + ":" + label,
        abroad=home & (lines["destination"] == "GROUP:abroad"),
        home=lines["origin"] == lines["destination"],
    )
    kept = [*_KEY[1:], "row", "table", "source_id", "form", "sex", "age", "quarter", "origin", "evidence", "abroad", "home"]
    kept += ["value", "value_low", "value_high", "range_kind", "as_printed"]
    both = pd.concat([frame.reset_index(names="row")[kept] for frame in (counts, lines)])
    return both.assign(series=both["source_id"].map(series)).reset_index(drop=True)


def _block(rows: Sequence[Any], twins: Mapping[str, Sequence[str]]) -> Block:
    return Block(
        {str(row.Index): row.value for row in rows if row.value == row.value},
        {str(row.Index): (row.value_low, row.value_high) for row in rows if row.value != row.value},
        frozenset(str(row.Index) for row in rows if MASK in row.as_printed),
        twins,
    )


def _detail(row: Any) -> str:
    """The form whose crossed table of sexes and ages a cell belongs to; '' for totals and single margins."""
    margins = (row.form != "all") + (row.sex != "all") + (row.age not in ("all", row.sex))
    return row.form if margins > 1 else ""


def _cell(row: Any) -> Cell:
    return (row.form, row.sex, row.age, row.quarter, row.origin)


def _named(rows: Sequence[Any]) -> dict[tuple[str, Cell], Any]:
    return {(row.source_id, _cell(row)): row for row in rows}


def _copies(rows: Sequence[Any]) -> dict[str, list[str]]:
    """The editions that print a country and year alike, by the first of them: one stands for all."""
    printed: dict[str, list[tuple[Cell, str]]] = {}
    for row in rows:
        printed.setdefault(row.source_id, []).append((_cell(row), row.as_printed))
    alike: dict[frozenset[tuple[Cell, str]], list[str]] = {}
    for source in sorted(printed):
        alike.setdefault(frozenset(printed[source]), []).append(source)
    return {sources[0]: sources for sources in alike.values()}


def _unprinted(rows: Sequence[Any]) -> Iterator[SimpleNamespace]:
    """Rows for the counts between printed ones, of which nothing is known."""
    known = _named(rows)
    names = ("form", "sex", "age", "quarter", "origin")
    nothing = {"value": float("nan"), "value_low": 0.0, "value_high": float("inf"), "as_printed": "", "evidence": ""}
    for source, cell in unprinted(known.keys()):
        yield SimpleNamespace(Index=f"{source}/{cell}", source_id=source, **dict(zip(names, cell, strict=True)), **nothing)


def _chosen(rows: Sequence[Any], twins: Mapping[str, Sequence[str]]) -> set[str]:
    """The names of the cells to withhold among rows of a block: margins one by one, crossed tables whole."""
    printed, rows = readings(_named(rows)), [*rows, *_unprinted(rows)]
    # What is not printed may be nothing, or people that belong to the sums.
    laws = fitting(_block(rows, {}), [*printed, *readings(_named(rows))])
    margins = _block([row for row in rows if not _detail(row)], twins)
    forms = dict.fromkeys(filter(None, map(_detail, rows)))
    details = [_block([row for row in rows if _detail(row) == form], {}) for form in forms]
    return protect(margins, laws, least=_LEAST) | reveal(margins, details, laws)


def _withheld(rows: Sequence[Any]) -> set[int]:
    """The cells of one country and year, by the number of their row, that must not be shown."""
    copies = _copies(rows)
    named = {cell: row.Index for cell, row in _named(rows).items()}
    kept = [row for row in rows if row.source_id in copies]
    others = {row.Index: [source for source in copies if source != row.source_id and (source, _cell(row)) in named] for row in kept}
    twins = {str(row.Index): [str(named[source, _cell(row)]) for source in others[row.Index]] for row in kept}
    found = _chosen(kept, twins)
    return {named[source, _cell(row)] for row in kept if str(row.Index) in found for source in copies[row.source_id]}


def _blanked(frame: pd.DataFrame, withheld: pd.Index, columns: tuple[str, str, str]) -> pd.DataFrame:
    value, low, high = columns
    frame = frame.copy()
    frame.loc[withheld, [value, high]] = float("nan")
    frame.loc[withheld, low] = 0.0
    frame.loc[withheld, "range_kind"] = "withheld_here"
    frame.loc[withheld, "as_printed"] = _SAID
    return frame


def apply(estimates: pd.DataFrame, flows: pd.DataFrame, series: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables without the cells that would give a hidden count away; ``series`` joins the editions of a source."""
    if not (estimates["range_kind"] == _MASKED).any() and not (flows["range_kind"] == _MASKED).any():
        return estimates, flows
    cells = _cells(estimates, flows, series)
    number = cells.groupby(_KEY, sort=False, observed=True).ngroup()
    hiding = number.isin(number[cells["as_printed"].str.contains(MASK, regex=False)].unique())
    blocks: dict[int, list[Any]] = {}
    for block, row in zip(number[hiding], cells[hiding].astype("object").itertuples(), strict=True):
        blocks.setdefault(block, []).append(row)
    found = {cell for rows in blocks.values() for cell in _withheld(rows)}
    taken = cells.loc[sorted(found)]
    from_estimates = pd.Index(taken.loc[taken["table"] == "estimates", "row"])
    from_flows = pd.Index(taken.loc[taken["table"] == "flows", "row"])
    flows = _blanked(flows, from_flows, ("count", "count_low", "count_high"))
    flows.loc[from_flows, "masked"] = True
    return _blanked(estimates, from_estimates, ("value", "value_low", "value_high")), flows
