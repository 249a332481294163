"""What came after a figure: later figures of its producer, or, for a repeated claim, later estimates of the same thing."""

from functools import cache
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas, documents, superseded

_SAME = ["place", "form", "sex", "age", "unit"]


@cache
def _estimates() -> pd.DataFrame:
    """The figures of models, and those that documents repeat, by their identifier; ``modelled`` tells them apart."""
    sources = atlas()["sources"].set_index("source_id")["kind"]
    kinds = atlas()["estimates"]["source_id"].astype("str").map(sources)
    rows = atlas()["estimates"].assign(modelled=kinds == "model_estimate")[kinds.isin(["model_estimate", "secondary_claim"])]
    texts = rows.select_dtypes("category").columns
    return rows.astype(dict.fromkeys(texts, "object")).set_index("estimate_id", drop=False)


@cache
def _organisations(source_id: str) -> frozenset[str]:
    """The publishers of a source by their first two words: Walk Free was the Walk Free Foundation."""
    publisher = atlas()["sources"].set_index("source_id").loc[source_id, "publisher"]
    return frozenset(" ".join(part.split()[:2]) for part in str(publisher).split(", "))


def _latest_of_each(rows: pd.DataFrame) -> list[dict[str, Any]]:
    rows = rows.sort_values(["published_year", "year_end"]).drop_duplicates("source_id", keep="last")
    return row_dicts(rows)


def _since(row: dict[str, Any], same: list[str]) -> pd.DataFrame:
    """Modelled estimates that are like a row in some columns, and were published after it."""
    rows = _estimates()
    later: pd.Series[bool] = rows["modelled"] & rows["value"].notna() & (rows["published_year"] > row["published_year"])
    for name in same:
        later &= rows[name] == row[name]
    return rows[later & ~rows["source_id"].isin(superseded())]


@cache
def later_figures(row_id: str) -> list[dict[str, Any]]:
    """The rows of later editions that answer the same, each edition's latest, in the order in which they appeared.

    Of a modelled estimate those of its publishers that answer its question, or have its indicator; of a claim the modelled
    estimates that count the same thing. Empty for counts of cases, which every year brings anew.
    """
    if row_id not in _estimates().index:
        return []
    row = row_dicts(_estimates().loc[[row_id]])[0]
    if row["source_id"] in documents():
        groups = atlas()["answers"].set_index("row_id")
        if row_id not in groups.index:
            return []
        own = groups.loc[row_id]
        alike = groups[(groups["quantity_id"] == own["quantity_id"]) & (groups["group_id"] == own["group_id"])].index
        later = _since(row, ["place"])
        return _latest_of_each(later[later["estimate_id"].isin(alike)])
    later = _since(row, _SAME)
    same = later["indicator"] == row["indicator"]
    if isinstance(row["quantity_id"], str):
        same |= later["quantity_id"] == row["quantity_id"]
    own_publishers = _organisations(row["source_id"])
    publishers = [not _organisations(source).isdisjoint(own_publishers) for source in later["source_id"]]
    return _latest_of_each(later[same & pd.Series(publishers, later.index, dtype="bool")])
