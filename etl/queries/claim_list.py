"""Every claim of the documents, with its place in the text."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.queries.name_index import telling

# What stands where nobody is named, and in a chain where the producer is not known.
_UNNAMED, _UNKNOWN = "Not named in the document", "Not known"
# The shortest query that is looked for in claims.
_SHORTEST = 3


def claim(claim_id: str) -> Mapping[str, Any] | None:
    """A claim by its identifier, with its document and the name of its place; None where there is none."""
    return next(iter(row_dicts(claims()[claims()["claim_id"] == claim_id])), None)


@cache
def claims() -> pd.DataFrame:
    """All claims with the title of the document and the name of the place: figures and classifications, statements, stories.

    Each of the three is in the order of the documents; ``position`` is the place of a claim in that order. ``producer``: who
    produced the figure, in words; ``range_kind``: that of its row of estimates, None without one.
    """
    names = atlas()["places"].set_index("place")["name"]
    rows = atlas()["claims"].merge(atlas()["sources"][["source_id", "short_title", "published_year"]], on="source_id")
    rows = rows.sort_values(["published_year", "source_id", "offset"]).reset_index(drop=True)
    part = rows["row_table"].eq("").astype("int64") + rows["scope"].eq("story")
    ordered = rows.loc[part.sort_values(kind="stable").index]
    ranges = ordered["row_id"].astype("object").map(atlas()["estimates"].set_index("estimate_id")["range_kind"].astype("object"))
    texts = {"place_name": ordered["place"].map(names), "producer": _producers(ordered)}
    return ordered.assign(**texts, range_kind=ranges.astype("object").where(ranges.notna(), None), position=ordered.index).reset_index(
        drop=True
    )


def _producers(claims: pd.DataFrame) -> "pd.Series[str]":
    """Who produced each figure: whom its document names, else the known start of its chain, which a document alone is not."""
    steps = atlas()["lineage"].sort_values("step").groupby("estimate_id", observed=True)
    first = steps.first()[steps.size() > 1]
    known = first["produced_by"].astype("str").replace(_UNKNOWN, "")
    chained = claims["row_id"].astype("object").map(known[known != ""] + ", not named in the document").astype("object").fillna(_UNNAMED)
    named = claims["produced_by"].astype("str")
    return named.where(named != "", chained)


@cache
def _texts() -> tuple[str, ...]:
    """What each claim prints, counts and names, folded, with a blank before each word."""
    columns = claims()[["as_printed", "counted", "place_name", "produced_by", "short_title"]].astype("str")
    return tuple(f" {fold(' '.join(cells))}" for cells in columns.itertuples(index=False))


def contain(query: str) -> bool:
    """Whether some claim contains a query, or all of its words where none of them is a number."""
    phrase = fold(query)
    words = [] if any(c.isdigit() for c in phrase) else telling(phrase.split())
    if len(phrase) < _SHORTEST or not telling(phrase.split()):
        return False
    return any(f" {phrase}" in text or (words and all(f" {word}" in text for word in words)) for text in _texts())
