"""Answers to the comparable questions, side by side: never merged, each with its group, its source and its chain."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.folding import fold
from etl.contract.row_figures import numbers
from etl.queries.atlas import atlas, documents

_SOURCE = ["source_id", "short_title", "kind", "publisher"]
_CLAIM = ["row_id", "counted", "year_stated", "agrees", "agreement", "section", "offset", "scope", "produced_by"]
# What the figures of one series of a source have in common.
_SERIES = ["source_id", "indicator", "place", "form", "sex", "age", "unit"]
_SEARCHED = ["short_title", "publisher", "place_name", "as_printed", "counted", "locator", "produced_by"]


@cache
def questions() -> pd.DataFrame:
    """The questions that have answers, in their order, with the number of answers."""
    counts = atlas()["answers"]["quantity_id"].value_counts()
    rows = atlas()["quantities"].assign(answers=lambda rows: rows["quantity_id"].map(counts))
    return rows[rows["answers"].notna()].sort_values("order").reset_index(drop=True)


def question(quantity: str) -> Mapping[str, Any]:
    """The record of a question."""
    return dict(atlas()["quantities"].set_index("quantity_id").loc[quantity])


@cache
def answers(quantity: str) -> pd.DataFrame:
    """All answers to a question: the estimate, its group, its source, and what is known of it as a claim."""
    mine = atlas()["answers"].query("quantity_id == @quantity").drop(columns="quantity_id")
    groups = atlas()["groups"].query("quantity_id == @quantity").drop(columns="quantity_id")
    rows = mine.merge(groups.rename(columns={"label": "group", "order": "group_order"}), on="group_id")
    estimates = atlas()["estimates"][atlas()["estimates"]["quantity_id"] == quantity]
    rows = rows.merge(estimates.rename(columns={"estimate_id": "row_id"}).astype({"source_id": "str"}), on="row_id")
    rows = rows.merge(atlas()["sources"][_SOURCE], on="source_id").merge(atlas()["claims"][_CLAIM], on="row_id", how="left")
    names = atlas()["places"].set_index("place")["name"]
    stated = rows["year_stated"].astype("boolean").fillna(True).astype(bool)
    labels = {code: indicator.label for code, indicator in vocabulary.indicators().items()}
    counted = rows["counted"].astype("object").fillna(rows["indicator"].astype("str").map(labels))
    rows = rows.assign(place_name=rows["place"].astype("str").map(names), number=numbers(rows), year_stated=stated, counted=counted)
    return rows.astype(dict.fromkeys(rows.select_dtypes(["category", "str"]).columns, "object"))


def _matches(rows: pd.DataFrame, search: str) -> "pd.Series[bool]":
    """Which rows have all words of a search in the columns that are searched."""
    cells = rows[_SEARCHED].astype("object").fillna("")
    texts = [fold(" ".join(map(str, row))) for row in cells.itertuples(index=False)]
    words = [fold(word) for word in search.split()]
    return pd.Series([all(word in text for word in words) for text in texts], rows.index, bool)


def filtered(
    quantity: str,
    *,
    kinds: Sequence[str] = (),
    place: str = "",
    form: str = "",
    years: tuple[int, int] | None = None,
    search: str = "",
    by_value: bool = False,
) -> pd.DataFrame:
    """The answers that pass the filters, by group, then by year (and edition) or by value; an empty filter lets all pass."""
    rows = answers(quantity)
    for column, codes in (("kind", kinds), ("place", [place] if place else ()), ("form", [form] if form else ())):
        rows = rows[rows[column].isin(codes)] if codes else rows
    if years:
        rows = rows[(rows["year_end"] >= years[0]) & (rows["year_start"] <= years[1])]
    if search:
        rows = rows[_matches(rows, search)]
    order = ["group_order", *(["number", "year_end"] if by_value else ["year_end", "published_year", "number"]), "row_id"]
    return rows.sort_values(order).reset_index(drop=True)


@dataclass(frozen=True)
class Selection:
    """How many of the years that a source prints of a series are drawn; ``series``: the record of a row of it."""

    series: Mapping[str, Any]
    drawn: int
    printed: int


@cache
def _printed_years() -> Mapping[Hashable, int]:
    """How many years the sources that publish figures of their own print of each series; quarters are parts of a year."""
    rows = atlas()["estimates"]
    rows = rows[rows["quarter"].isna() & ~rows["source_id"].isin(documents())]
    return {key: int(count) for key, count in rows.groupby(_SERIES, observed=True)["year_end"].nunique().items()}


def selections(rows: pd.DataFrame) -> list[Selection]:
    """The series of which not all the years are among the answers."""
    keys = list(zip(*(rows[name] for name in _SERIES), strict=True))
    years: dict[tuple[Any, ...], set[float]] = {}
    for key, year in zip(keys, rows["year_end"], strict=True):
        years.setdefault(key, set()).add(year)
    longer = {key: printed for key in years if (printed := _printed_years().get(key, 0)) > len(years[key])}
    return [Selection(dict(rows.iloc[keys.index(key)]), len(years[key]), printed) for key, printed in longer.items()]


def differ_in(rows: pd.DataFrame) -> list[str]:
    """In what the rows of a group differ, of place, unit, sex, age and form, and in method where editions are not to be compared."""
    names = [name for name in ("place", "unit", "sex", "age", "form") if rows[name].nunique() > 1]
    return [*names, "method"] if _editions_apart(rows) else names


@cache
def _forbidding() -> frozenset[str]:
    """The caveats that say not to compare."""
    caveats = atlas()["caveats"]
    return frozenset(caveats.loc[caveats["severity"] == "do_not_compare", "caveat_id"])


def _editions_apart(rows: pd.DataFrame) -> bool:
    """Whether rows are of several sources with figures of their own, the editions, and a caveat says not to compare them."""
    own = rows[~rows["source_id"].isin(documents())]
    return own["source_id"].nunique() > 1 and not own["caveat_ids"].map(_forbidding().isdisjoint).all()


def factor(rows: pd.DataFrame) -> float | None:
    """The factor between the lowest and the highest number of a group.

    None where its rows do not count the same thing, or are not to be compared, or are selected years of a longer series.
    """
    ends: pd.Series[float] = pd.Series(rows[["value", "value_low", "value_high"]].to_numpy("float64").ravel())
    unlike = not rows["alike"].all() or bool(set(differ_in(rows)) - set(rows["overlooks"].iloc[0] if len(rows) else ()))
    if unlike or len(rows) < 2 or ends.min() <= 0 or selections(rows):
        return None
    return float(ends.max() / ends.min())


def question_of(row_id: str) -> str:
    """The question that a row answers; '' for none."""
    quantities = atlas()["answers"].query("row_id == @row_id")["quantity_id"]
    return str(quantities.iloc[0]) if len(quantities) else ""


def row(row_id: str) -> Mapping[str, Any] | None:
    """An estimate or a rating by its identifier, as a record with its source; None where there is none."""
    for table, key in (("estimates", "estimate_id"), ("ratings", "rating_id")):
        rows = atlas()[table][atlas()[table][key] == row_id]
        if len(rows):
            return dict(rows.iloc[0]) | {"row_id": row_id}
    return None


def chain(row_id: str) -> pd.DataFrame:
    """The steps by which a figure came to a document, the producer first; empty for a row of a primary source."""
    steps = atlas()["lineage"]
    return steps[steps["estimate_id"] == row_id].sort_values("step")


def repeated_by(row_id: str) -> pd.DataFrame:
    """The claims that repeat a row of a primary source."""
    repeated = atlas()["lineage"].query("row_id == @row_id")["estimate_id"]
    claims = atlas()["claims"]
    return claims[claims["row_id"].isin(repeated) & (claims["row_id"] != row_id)].merge(atlas()["sources"][_SOURCE], on="source_id")


def claim(row_id: str) -> Mapping[str, Any] | None:
    """What is known of a row as a claim of a document; None for a row of a primary source."""
    claims = atlas()["claims"].query("row_id == @row_id")
    return dict(claims.iloc[0]) if len(claims) else None


@cache
def years() -> tuple[int, int]:
    """The first and the last year that an answer speaks of."""
    rows = atlas()["estimates"][atlas()["estimates"]["quantity_id"].notna()]
    return int(rows["year_start"].min()), int(rows["year_end"].max())
