"""What the first page says of the atlas: well-known figures that contradict each other, and how much is here.

Rows are found by question, group and kind of source; a row that the tables no longer have is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import answers, revisions
from etl.queries.atlas import atlas, documents

SLAVERY, MONEY, BORDERS = "modern_slavery_now", "money_year", "across_borders"
_ROWS = ("estimates", "ratings", "flows")
Row = Mapping[str, Any]


@cache
def slavery_answers() -> tuple[Row, ...]:
    """The published answers to how many people are in modern slavery or forced labour, the lowest first.

    Those of everyone in modern slavery, and those of everyone in forced labour by producers that have no figure of modern slavery.
    """
    rows = answers.answers(SLAVERY)
    slavery, labour = (rows[rows["group_id"] == group] for group in ("slavery", "forced_labour"))
    others = ~labour["source_id"].isin(documents() | set(slavery["source_id"]))
    rows = pd.concat([slavery, labour[others]])
    return tuple(row_dicts(rows[rows["number"].notna()].sort_values("number")))


def _with_issue(quantity: str, issue: str) -> list[Row]:
    """The answers of documents to a question that have an issue, the largest first."""
    having = {row["row_id"] for row in row_dicts(atlas()["claims"]) if issue in row["issues"]}
    rows = answers.answers(quantity)
    return [*row_dicts(rows[rows["row_id"].isin(having)].sort_values("number", ascending=False))]


@cache
def profit_and_revenue() -> tuple[Row, ...]:
    """What a document prints as revenue and is a profit, then the profits of all forced labour of the two latest publications."""
    rows = answers.answers(MONEY)
    profits = rows[(rows["indicator"] == "illegal_profits") & ~rows["source_id"].isin(documents())]
    latest = profits.sort_values(["published_year", "year_end"]).drop_duplicates("source_id", keep="last").tail(2)
    return (*[row for row in _with_issue(MONEY, "profit_or_revenue") if row["indicator"] == "revenue"][:1], *row_dicts(latest))


@cache
def across_borders() -> Row | None:
    """The number of people across borders that a document prints for women and children; None where there is none."""
    return next(iter(_with_issue(BORDERS, "women_as_everyone")), None)


def why_they_differ(quantity: str) -> list[str]:
    """Why the answers to a question differ, a sentence each."""
    return [f"{sentence.rstrip('.')}." for sentence in str(answers.question(quantity)["why_they_differ"]).split(". ")]


@dataclass(frozen=True)
class Totals:
    """How many sources and printed figures there are, the years that publishers speak of, and when the last were transcribed.

    A source in several editions is one, with the figures of its latest; ``editions``: how many earlier ones there are besides.
    """

    sources: int
    editions: int
    figures: int
    first_year: int
    last_year: int
    transcribed: str


@cache
def totals() -> Totals:
    """The totals of the tables; figures that the atlas derives from others are not counted, nor years that only documents speak of."""
    every = atlas()["sources"]
    latest = every.loc[every["source_id"].map(revisions.latest) == "", "source_id"]
    printed = sum(int((atlas()[name]["source_id"].isin(latest) & (atlas()[name]["basis"] == "printed")).sum()) for name in _ROWS)
    sources = every[~every["source_id"].isin(documents())]
    years = int(sources["first_year"].min()), int(sources["last_year"].max())
    return Totals(len(latest), len(every) - len(latest), printed, *years, str(every["accessed"].max()))
