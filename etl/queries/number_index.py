"""All numbers of the built tables in sorted arrays, so that those near a number are found in a millisecond.

A row has up to three points: its figure, its lower and its upper bound. Counts, dollars, shares and multiples are four spaces:
a number of one is never compared with a number of another. Masked rows have no point.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import masked
from etl.queries import number_context
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.number_mentions import mentions

COUNT, USD, SHARE, TIMES = "count", "usd", "share", "times"
# What turns a value of a unit into one of the space of shares, which is in per cent.
SHARE_FACTORS = {"percent": 1.0, "one_in": 1.0, "per_1000": 0.1, "per_100k": 0.001, "per_million": 0.0001, "percent_score": 1.0}
_USD = ("usd", "usd_once", "usd_per_person", "usd_once_per_person", "usd_per_person_day")
_GROUPS = {"female": "women and girls", "male": "men and boys", "child": "children", "adult": "adults"}
# How much a row is preferred before anything is known of the text.
_KINDS = {"model_estimate": 0.6, "secondary_claim": -0.4, "case_records": -0.2}
Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, eq=False)
class Space:
    """The sorted ``values`` of a space, the row of each (number in the catalogue) and its role (0 figure, 1 lower, 2 upper bound)."""

    values: Floats
    rows: Integers
    roles: Integers

    def near(self, low: float, high: float) -> slice:
        """The points from ``low`` to ``high``."""
        return slice(int(np.searchsorted(self.values, low, "left")), int(np.searchsorted(self.values, high, "right")))


@dataclass(frozen=True, eq=False)
class Index:
    """The catalogue of rows with a number, and the spaces of their points.

    ``catalogue``: ``table, position`` (in the table), ``row_id, source_id, place, year_start, year_end, published_year``; the other
    arrays have its order. ``ranges``: rows of each space that have both bounds.
    """

    catalogue: pd.DataFrame
    spaces: Mapping[str, Space]
    low: Floats
    high: Floats
    tags: Integers
    priors: Floats
    world: "np.ndarray[Any, np.dtype[np.bool_]]"
    ranges: Mapping[str, Integers]
    numbers: Mapping[str, int]


def space_of(unit: str) -> str:
    """The space of a unit of rows."""
    return USD if unit in _USD else SHARE if unit in SHARE_FACTORS else TIMES if unit == "times" else COUNT


def _estimates() -> pd.DataFrame:
    rows = atlas()["estimates"]
    rows = rows.assign(table="estimates", position=np.arange(len(rows)), row_id=rows["estimate_id"])
    return rows[~masked(rows)]


def _ratings() -> pd.DataFrame:
    rows = atlas()["ratings"]
    rows = rows.assign(table="ratings", position=np.arange(len(rows)), row_id=rows["rating_id"])
    units = {code: indicator.unit for code, indicator in vocabulary.indicators().items()}
    rows = rows.assign(unit=rows["indicator"].astype("str").map(units))
    rows = rows[rows["unit"].isin(["score", "percent_score"]) & rows["rank"].notna()]
    return rows.assign(
        value=rows["rank"], year_start=rows["year"], year_end=rows["year"], published_year=rows["year"], form="all", sex="all", age="all"
    )


def _flows() -> pd.DataFrame:
    rows = atlas()["flows"]
    rows = rows.assign(table="flows", position=np.arange(len(rows)), row_id=rows["flow_id"], place=rows["destination"], unit="persons")
    bounds = {"value": rows["count"], "value_low": rows["count_low"], "value_high": rows["count_high"], "published_year": rows["year_end"]}
    return rows[~rows["masked"]].assign(**bounds)


def _statements() -> pd.DataFrame:
    """The claims that have no row of their own, with the first figure in their words."""
    rows = atlas()["claims"]
    rows = rows.assign(table="claims", position=np.arange(len(rows)), row_id=rows["claim_id"], indicator=rows["counts"])
    rows = rows[rows["row_id"].notna() & ~rows["row_table"].isin(["estimates", "ratings"])]
    figures = [next(iter(mentions(text)), None) for text in rows["as_printed"]]
    units = ["percent" if figure and figure.unit in SHARE_FACTORS else figure.unit if figure else "" for figure in figures]
    rows = rows.assign(value=[figure.low if figure else np.nan for figure in figures], unit=units)
    rows = rows.assign(year_start=rows["year_start"].astype("float64"), year_end=rows["year_end"].astype("float64"))
    return rows[rows["value"].notna()].assign(published_year=rows["year_end"])


_COLUMNS = ["table", "position", "row_id", "source_id", "indicator", "place", "form", "sex", "age", "unit", "quarter", "quantity_id"]
_NUMBERS = ["value", "value_low", "value_high", "year_start", "year_end", "published_year"]


@cache
def _catalogue() -> pd.DataFrame:
    parts = [part.reindex(columns=[*_COLUMNS, *_NUMBERS]) for part in (_estimates(), _ratings(), _flows(), _statements())]
    texts = {name: "str" for name in ("table", "row_id", "source_id", "indicator", "place", "form", "sex", "age", "unit")}
    numbers = dict.fromkeys(_NUMBERS, "float64")
    rows = pd.concat(
        [part.astype({**texts, **numbers, "quantity_id": "object", "quarter": "float64"}) for part in parts], ignore_index=True
    )
    return rows


def _text(indicator: str, form: str, sex: str, age: str, unit: str) -> str:
    label = vocabulary.indicators()[indicator].label
    words = (label, "" if form == "all" else vocabulary.label("form", form), _GROUPS.get(sex, ""), _GROUPS.get(age, ""))
    return " ".join([*words, vocabulary.terms("unit")[unit].label if unit in vocabulary.terms("unit") else ""])


def _tags(rows: pd.DataFrame) -> Integers:
    """The tags of each row; of a claim those of what its document says that it counts."""
    columns = ["indicator", "form", "sex", "age", "unit"]
    codes = rows.groupby(columns, sort=False, observed=True).ngroup().to_numpy()
    kinds = rows.drop_duplicates(columns)[columns]
    known = np.array([number_context.bits(number_context.tags(_text(*kind))) for kind in kinds.itertuples(index=False)], "int64")
    tags: Integers = known[codes]
    counted = {row.row_id: row.counted for row in atlas()["claims"].itertuples() if isinstance(row.row_id, str)}
    counted |= {row.claim_id: row.counted for row in atlas()["claims"].itertuples() if not isinstance(row.row_id, str)}
    claimed = rows["row_id"].map(counted)
    for number in np.flatnonzero(claimed.notna().to_numpy()):
        own = f"{claimed.iat[number]} {vocabulary.indicators()[rows['indicator'].iat[number]].label}"
        unit = tags[number] & number_context.bits(("year", "person", "countries"))
        tags[number] = number_context.bits(number_context.tags(own)) | unit
    return tags


def _priors(rows: pd.DataFrame) -> Floats:
    """Producers before repeaters, whole figures before parts, latest editions before earlier ones, what is much repeated first."""
    kinds = dict(zip(atlas()["sources"]["source_id"], atlas()["sources"]["kind"], strict=True))
    scores = rows["source_id"].map(kinds).map(_KINDS).fillna(0.0).astype("float64")
    for name in ("form", "sex", "age"):
        scores -= 0.3 * (rows[name] != "all")
    scores += 0.4 * rows["quantity_id"].notna() - 1.0 * rows["quarter"].notna() - 1.2 * (rows["table"] == "flows")
    scores -= 2.0 * rows["source_id"].isin(superseded()) + 0.6 * rows["indicator"].isin(["other_count", "cost_or_spending"])
    steps = atlas()["lineage"]
    repeats = steps[steps["row_id"].notna() & (steps["row_id"] != steps["estimate_id"])]["row_id"].value_counts()
    scores += rows["row_id"].map(repeats).fillna(0.0).clip(upper=4).astype("float64") * 0.2  # type: ignore[operator]
    named = set(atlas()["claims"].query("produced_by != ''")["row_id"].dropna())
    scores += 0.3 * rows["row_id"].isin(named) + 0.01 * (rows["published_year"].fillna(2000).clip(2000, 2030) - 2000)
    return scores.to_numpy("float64")


def _points(rows: pd.DataFrame) -> Iterator[tuple[Floats, Integers, Integers, Any]]:
    spaces = rows["unit"].map(space_of).to_numpy()
    factors = rows["unit"].map(SHARE_FACTORS).fillna(1.0).to_numpy("float64")
    for role, name in enumerate(("value", "value_low", "value_high")):
        values = rows[name].to_numpy("float64") * factors
        present = np.flatnonzero(~np.isnan(values))
        yield values[present], present, np.full(len(present), role), spaces[present]


@cache
def index() -> Index:
    """The index of the built tables, made once a process."""
    rows = _catalogue()
    values, numbers, roles, spaces = (np.concatenate(parts) for parts in zip(*_points(rows), strict=True))
    order = np.argsort(values, kind="stable")
    sorted_spaces = {name: order[spaces[order] == name] for name in (COUNT, USD, SHARE, TIMES)}
    factors = rows["unit"].map(SHARE_FACTORS).fillna(1.0).to_numpy("float64")
    low, high = (rows[name].to_numpy("float64") * factors for name in ("value_low", "value_high"))
    row_spaces = rows["unit"].map(space_of).to_numpy()
    wide = ~np.isnan(low) & ~np.isnan(high) & (low > 0)
    return Index(
        rows,
        {name: Space(values[chosen], numbers[chosen], roles[chosen]) for name, chosen in sorted_spaces.items()},
        low,
        high,
        _tags(rows),
        _priors(rows),
        (rows["place"] == "WORLD").to_numpy(),
        {name: np.flatnonzero(wide & (row_spaces == name)) for name in sorted_spaces},
        dict(zip(rows["row_id"], range(len(rows)), strict=True)),
    )
