"""Applies the rule of privacy to the tables: finds what adds up to what, and blanks the cells that the rule withholds.

Totals and parts are looked for within a publisher's series across its editions, since a total of one edition and the
parts of another give a hidden count away as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd

from etl.cells import MASK_HIGH
from etl.privacy import Block, Sum, add, protect

_SEXES, _AGES = ("female", "male", "other"), ("child", "adult")
_FORMS = ("sexual_exploitation", "labour_exploitation", "other_exploitation")
_LEAST = MASK_HIGH + 1
_SAID = "not shown by the atlas"
_MASKED, _RETURNED = "masked", "repatriated"
_WHOLE = ("all", "all", "all", "", "")
_KEY = ["series", "indicator", "counting", "year_start", "year_end"]
Cell = tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """A total and its parts among the cells of a year, by form, sex, age, quarter and origin; ``rest`` may belong to them or not."""

    total: Cell
    parts: tuple[Cell, ...]
    rest: tuple[Cell, ...] = ()


def _counts() -> Iterator[Shape]:
    """What adds up among the counts of a year: sexes, ages, both; then forms."""
    groups = [*product(("all", *_SEXES), ("all", *_AGES))]
    for form in ("all", *_FORMS):
        unknown = ((form, "unknown", "unknown", "", ""), (form, "all", "unknown", "", ""))
        by_sex = tuple((form, sex, "all", "", "") for sex in _SEXES)
        by_age = tuple((form, "all", age, "", "") for age in _AGES)
        by_both = tuple((form, sex, age, "", "") for sex in _SEXES for age in _AGES)
        for parts in (by_sex, by_age, by_both):
            yield Shape((form, "all", "all", "", ""), parts, unknown)
        yield from (Shape((form, sex, "all", "", ""), tuple((form, sex, age, "", "") for age in _AGES)) for sex in _SEXES)
        yield from (Shape((form, "all", age, "", ""), tuple((form, sex, age, "", "") for sex in _SEXES)) for age in _AGES)
    for sex, age in (*groups, ("unknown", "unknown")):
        yield Shape(("all", sex, age, "", ""), tuple((form, sex, age, "", "") for form in _FORMS))


def _quarters() -> Iterator[Shape]:
    """What adds up among quarters: the ages of a quarter, the quarters of a year."""
    ages = ("child", "adult", "unknown")
    for quarter in "1234":
        yield Shape(("all", "all", "all", quarter, ""), tuple(("all", "all", age, quarter, "") for age in ages))
    for age in ("all", *ages):
        yield Shape(("all", "all", age, "", ""), tuple(("all", "all", age, quarter, "") for quarter in "1234"))


_SHAPES = (*_counts(), *_quarters())


def _cells(estimates: pd.DataFrame, flows: pd.DataFrame, series: Mapping[str, str]) -> pd.DataFrame:
    """All cells of both tables that count persons in series with hidden counts, with the block that each belongs to."""
    hiding = {*estimates.loc[estimates["range_kind"] == _MASKED, "source_id"], *flows.loc[flows["masked"], "source_id"]}
    counts = estimates[estimates["source_id"].isin(hiding)]
    quarter = counts["quarter"].astype("str").fillna("")
    counts = counts.assign(table="estimates", counting=counts["place"], quarter=quarter, origin="", evidence="", abroad=False, home=False)
    lines = flows[flows["source_id"].isin(hiding)]
    home = lines["evidence"] == _RETURNED
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
    kept += ["value", "value_low", "value_high", "range_kind"]
    both = pd.concat([frame.reset_index(names="row")[kept] for frame in (counts, lines)])
    return both.assign(series=both["source_id"].map(series)).reset_index(drop=True)


def _partitions(rows: Sequence[Any]) -> Iterator[Shape]:
    """Sums over citizenships, and over the countries that people were repatriated from."""
    for evidence in dict.fromkeys(row.evidence for row in rows if row.evidence):
        lines = [row for row in rows if row.evidence == evidence]
        if evidence != _RETURNED:
            yield Shape(_WHOLE, tuple(dict.fromkeys(("all", "all", "all", "", row.origin) for row in lines)))
        away = tuple(dict.fromkeys(("all", "all", "all", "", row.origin) for row in lines if not row.abroad and not row.home))
        yield from (Shape(("all", "all", "all", "", row.origin), away) for row in lines if row.abroad)


def _laws(shapes: Sequence[Shape], cells: Mapping[tuple[str, Cell], str], sources: Sequence[str]) -> list[list[Sum]]:
    """The readings of what adds up: each edition's parts under its own totals or another's, with and without the rest."""
    readings = []
    for shift, with_rest in product(range(len(sources)), (False, True)):
        laws = []
        for shape, (number, source) in product(shapes, enumerate(sources)):
            parts = shape.parts + (shape.rest if with_rest else ())
            named = tuple(cells[source, part] for part in parts if (source, part) in cells)
            total = cells.get((sources[(number + shift) % len(sources)], shape.total))
            laws += [Sum(total, named)] if total and named else []
        readings.append(laws)
    return readings


def _block(rows: Sequence[Any], twins: Mapping[str, Sequence[str]]) -> Block:
    return Block(
        {str(row.Index): row.value for row in rows if row.value == row.value},
        {str(row.Index): (row.value_low, row.value_high) for row in rows if row.range_kind == _MASKED},
        twins,
    )


def _detail(row: Any) -> str:
    """The form whose crossed table of sexes and ages a cell belongs to; '' for totals and single margins."""
    margins = (row.form != "all") + (row.sex != "all") + (row.age not in ("all", row.sex))
    return row.form if margins > 1 else ""


def _withheld(rows: Sequence[Any]) -> set[int]:
    """The cells of one country and year, by their number, that must not be shown: margins one by one, crossed tables whole."""
    cells: dict[tuple[str, Cell], str] = {
        (row.source_id, (row.form, row.sex, row.age, row.quarter, row.origin)): str(row.Index) for row in rows
    }
    sources = sorted({row.source_id for row in rows})
    same = {cell: [cells[source, cell] for source in sources if (source, cell) in cells] for _, cell in cells}
    twins = {name: [twin for twin in same[cell] if twin != name] for (_, cell), name in cells.items()}
    known = {cell for _, cell in cells}
    shapes = [shape for shape in _SHAPES if shape.total in known]
    laws = _laws([*shapes, *_partitions(rows)], cells, sources)
    block = _block([row for row in rows if not _detail(row)], twins)
    found = set(protect(block, laws, least=_LEAST))
    for form in dict.fromkeys(filter(None, map(_detail, rows))):
        found |= add(block, _block([row for row in rows if _detail(row) == form], {}), laws)
    return {int(name) for name in found}


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
    if not (estimates["range_kind"] == _MASKED).any():
        return estimates, flows
    cells = _cells(estimates, flows, series)
    blocks: dict[tuple[object, ...], list[Any]] = {}
    for row in cells.itertuples():
        blocks.setdefault(tuple(getattr(row, name) for name in _KEY), []).append(row)
    found = {cell for rows in blocks.values() if any(row.range_kind == _MASKED for row in rows) for cell in _withheld(rows)}
    taken = cells.loc[sorted(found)]
    from_estimates = pd.Index(taken.loc[taken["table"] == "estimates", "row"])
    from_flows = pd.Index(taken.loc[taken["table"] == "flows", "row"])
    flows = _blanked(flows, from_flows, ("count", "count_low", "count_high"))
    flows.loc[from_flows, "masked"] = True
    return _blanked(estimates, from_estimates, ("value", "value_low", "value_high")), flows
