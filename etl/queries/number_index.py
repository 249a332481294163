"""All numbers of the built tables in sorted arrays, so that those near a number are found in a millisecond.

A row has up to three points: its figure, its lower and its upper bound. Counts, dollars, shares and multiples are four spaces:
a number of one is never compared with a number of another. Masked rows have no point.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import masked
from etl.queries import number_context
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.number_mentions import mentions

COUNT, USD, SHARE, TIMES = "count", "usd", "share", "times"
# What turns a value of a unit into one of the space of shares, which is in per cent.
SHARE_FACTORS = {"percent": 1.0, "one_in": 1.0, "per_1000": 0.1, "per_100k": 0.001, "per_million": 0.0001, "percent_score": 1.0}
_USD = ("usd", "usd_once", "usd_per_person", "usd_once_per_person", "usd_per_person_day")
_GROUPS = {"female": "females", "male": "males", "child": "children", "adult": "adults"}
# How much a row is preferred before anything is known of the text.
_KINDS = {"model_estimate": 0.6, "secondary_claim": -0.4, "case_records": -0.2}
Floats = np.ndarray[Any, np.dtype[Any]]
Integers = np.ndarray[Any, np.dtype[Any]]


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

    ``catalogue``: ``table, position`` (in the table), ``source_id, place, unit``, the years, and ``value, value_low, value_high`` in
    the measure of their space; the other arrays have its order. ``ranges``: rows of each space that have both bounds. ``claims``:
    the claim that a row is, by the number of the row; ``numbers``: those of the rows that claims are or repeat, by identifier.
    """

    catalogue: pd.DataFrame
    spaces: Mapping[str, Space]
    tags: Integers
    priors: Floats
    world: "np.ndarray[Any, np.dtype[np.bool_]]"
    is_score: "np.ndarray[Any, np.dtype[np.bool_]]"
    is_range: "np.ndarray[Any, np.dtype[np.bool_]]"
    ranges: Mapping[str, Integers]
    numbers: Mapping[str, int]
    claims: Mapping[int, Mapping[str, Any]]


def space_of(unit: str) -> str:
    """The space of a unit of rows."""
    return USD if unit in _USD else SHARE if unit in SHARE_FACTORS else TIMES if unit == "times" else COUNT


def _by_unit(rows: pd.DataFrame, of_unit: Callable[[str], Any]) -> "np.ndarray[Any, Any]":
    """What a unit leads to, for each row."""
    return np.array(list(map(of_unit, rows["unit"].cat.categories)))[rows["unit"].cat.codes]


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
    """The counts of flows; those of documents are claims as well, and stand among the estimates."""
    rows = atlas()["flows"]
    rows = rows.assign(table="flows", position=np.arange(len(rows)), row_id=rows["flow_id"], place=rows["destination"], unit="persons")
    bounds = {"value": rows["count"], "value_low": rows["count_low"], "value_high": rows["count_high"], "published_year": rows["year_end"]}
    return rows[~rows["masked"] & ~rows["source_id"].isin(documents())].assign(**bounds)


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
FIGURES = ["value", "value_low", "value_high"]
_NUMBERS = [*FIGURES, "year_start", "year_end", "published_year"]
_TEXTS = ("table", "source_id", "indicator", "place", "form", "sex", "age", "unit", "quantity_id")


def _catalogue() -> pd.DataFrame:
    parts = [part.reindex(columns=[*_COLUMNS, *_NUMBERS]) for part in (_estimates(), _ratings(), _flows(), _statements())]
    words = {column: pd.concat([part[column].drop_duplicates() for part in parts]).dropna().astype("str") for column in _TEXTS}
    texts = {column: pd.CategoricalDtype(sorted(own.unique())) for column, own in words.items()}
    numbers = {**dict.fromkeys((*_NUMBERS, "quarter"), "float64"), "position": "int32"}
    rows = pd.concat([part.astype({**texts, **numbers, "row_id": "str"}) for part in parts], ignore_index=True)
    factors = _by_unit(rows, lambda unit: SHARE_FACTORS.get(unit, 1.0))
    return rows.assign(**{name: rows[name] * factors for name in FIGURES})


def _text(indicator: str, form: str, sex: str, age: str, unit: str) -> str:
    label = vocabulary.indicators()[indicator].label
    words = (label, "" if form == "all" else vocabulary.label("form", form), _GROUPS.get(sex, ""), _GROUPS.get(age, ""))
    return " ".join([*words, vocabulary.terms("unit")[unit].label if unit in vocabulary.terms("unit") else ""])


@cache
def claims_by_row() -> Mapping[str, Mapping[str, Any]]:
    """The claims by their row, those in words by their own identifier."""
    return {row["row_id"] if isinstance(row["row_id"], str) else row["claim_id"]: row for row in row_dicts(atlas()["claims"])}


def _tags(rows: pd.DataFrame, claims: Mapping[int, Mapping[str, Any]]) -> Integers:
    """The tags of each row by its kind; those of a claim are what its document says that it counts."""
    columns = ["indicator", "form", "sex", "age", "unit"]
    codes = rows.groupby(columns, sort=False, observed=True).ngroup().to_numpy()
    kinds = row_dicts(rows.drop_duplicates(columns)[columns])
    tags: Integers = np.array([number_context.bits(number_context.tags(_text(**kind))) for kind in kinds], "int64")[codes]
    unit = number_context.bits(("year", "person", "countries"))
    for number, claim in claims.items():
        own = f"{claim['counted']} {vocabulary.indicators()[claim['counts']].label}"
        tags[number] = number_context.bits(number_context.tags(own)) | (tags[number] & unit)
    flows = np.flatnonzero(rows["table"] == "flows")
    is_return = (atlas()["flows"]["evidence"] == "repatriated").to_numpy()[rows["position"].to_numpy()[flows]]
    tags[flows[is_return]] |= number_context.bit("returned")
    return tags


def _priors(rows: pd.DataFrame) -> Floats:
    """Producers before repeaters, whole figures before parts, latest editions before earlier ones, what is much repeated first."""
    kinds = dict(zip(atlas()["sources"]["source_id"], atlas()["sources"]["kind"], strict=True))
    scores = rows["source_id"].map({source: _KINDS.get(kind, 0.0) for source, kind in kinds.items()}).astype("float64")
    for name in ("form", "sex", "age"):
        scores -= 0.3 * (rows[name] != "all")
    scores += 0.4 * rows["quantity_id"].notna() - 1.0 * rows["quarter"].notna() - 1.2 * (rows["table"] == "flows")
    scores -= 2.0 * rows["source_id"].isin(superseded()) + 0.6 * rows["indicator"].isin(["other_count", "cost_or_spending"])
    steps = atlas()["lineage"]
    repeats = steps[steps["row_id"].notna() & (steps["row_id"] != steps["estimate_id"])]["row_id"].value_counts()
    scores += rows["row_id"].map(repeats).clip(upper=4).astype("float64").mul(0.2).where(lambda bonus: bonus.notna(), 0.0)
    named = set(atlas()["claims"].query("produced_by != ''")["row_id"].dropna())
    scores += 0.3 * rows["row_id"].isin(named) + 0.01 * (rows["published_year"].fillna(2000).clip(2000, 2030) - 2000)
    return scores.to_numpy("float64")


def _points(rows: pd.DataFrame, spaces: Any) -> Iterator[tuple[Floats, Integers, Integers, Any]]:
    for role, name in enumerate(FIGURES):
        values = rows[name].to_numpy()
        present = np.flatnonzero(~np.isnan(values)).astype("int32")
        yield values[present], present, np.full(len(present), role, "int8"), spaces[present]


def _numbers(rows: pd.DataFrame) -> Mapping[str, int]:
    """The rows that claims are or repeat."""
    named = {*claims_by_row(), *(claim["repeats"] for claim in claims_by_row().values())}
    at = np.flatnonzero(rows["row_id"].isin([name for name in named if name]))
    return dict(zip(rows["row_id"].array[at], map(int, at), strict=True))


@cache
def index() -> Index:
    """The index of the built tables, made once a process."""
    rows = _catalogue()
    row_spaces = _by_unit(rows, space_of)
    values, numbers, roles, spaces = (np.concatenate(parts) for parts in zip(*_points(rows, row_spaces), strict=True))
    order = np.argsort(values, kind="stable")
    sorted_spaces = {name: order[spaces[order] == name] for name in (COUNT, USD, SHARE, TIMES)}
    low, both = rows["value_low"], rows["value_low"].notna() & rows["value_high"].notna()
    known = _numbers(rows)
    claims = {known[row_id]: claim for row_id, claim in claims_by_row().items() if row_id in known}
    return Index(
        catalogue=rows.drop(columns="row_id"),
        spaces={name: Space(values[chosen], numbers[chosen], roles[chosen]) for name, chosen in sorted_spaces.items()},
        tags=_tags(rows, claims),
        priors=_priors(rows),
        world=(rows["place"] == "WORLD").to_numpy(),
        is_score=(rows["table"] == "ratings").to_numpy(),
        is_range=(both & rows["value"].isna()).to_numpy(),
        ranges={name: np.flatnonzero(both & (low > 0) & (row_spaces == name)) for name in sorted_spaces},
        numbers=known,
        claims=claims,
    )
