"""The lists of countries and the claims of documents as they are taken along: tables, which no picture is made of."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.schema import fields
from etl.queries import atlas, claim_list
from layouts import format as words
from layouts.evidence.row_evidence import described
from layouts.evidence.source_columns import SOURCE, with_source
from layouts.export import Column, Export
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.lists import scene as documents
from layouts.pages.compare.state import View

_LIST = (
    Column("place", "text", "Code of the place."),
    Column("list", "text", "The list that names it: who prints it, and under which word."),
    Column("place_name", "text", "Short English name."),
)


def _columns(first: Iterable[Column], table: str) -> tuple[Column, ...]:
    head = tuple(first)
    known = {column.name for column in head}
    own = (Column(field.name, field.type, field.say) for field in fields()[table] if field.name not in known)
    return (*head, *own, *SOURCE)


def _panel(view: View, rows: pd.DataFrame, **own: Any) -> Export:
    shown = described(rows)
    kinds = dict.fromkeys(vocabulary.label("kind", record["kind"]) for record in shown.sources)
    published = [int(record["published_year"]) for record in shown.sources]
    return Export(
        link=compare_state.encode(view),
        period=f"{shown.period}; published {words.period(min(published), max(published))}",
        years=shown.years,
        kind="; ".join(kinds),
        parts=(),
        legends=(),
        rows=rows,
        sources=shown.sources,
        caveats=shown.caveats,
        version=atlas.atlas().version,
        **own,
    )


@lru_cache
def lists(view: View) -> Export:
    """The lists of countries in a role."""
    rows = with_source(claim_list.listed(view.role).astype("object")).reset_index(drop=True)
    counts = rows["list"].value_counts(sort=False)
    named = "; ".join(f"{name}: {count} countries" for name, count in counts.items())
    left = [f"{name} leaves out {', '.join(missing)}" for name, missing in claim_list.dropped(view.role) if missing]
    dropped = f" Held against the highest class of the primary source: {'; '.join(left)}." if left else ""
    return _panel(
        view,
        rows,
        stem=f"lists_{view.role}_{described(rows).stem}_{atlas.atlas().version}",
        title=f"Countries that documents list as countries of {view.role}",
        subtitle="A list names countries; it measures nothing",
        ranges="lists have none",
        columns=_columns(_LIST, "ratings"),
        alt=f"Lists of countries of {view.role}: {named}.{dropped}",
        row_id="rating_id",
        row_pattern=rf"[^/]+/(?:role|unodc)_{view.role}/.*",
        plain_columns=("place_name", "list", "as_printed", "locator"),
    )


@lru_cache
def every(view: View) -> Export:
    """Every claim of every document."""
    rows = with_source(claim_list.every().astype("object")).reset_index(drop=True)
    return _panel(
        view,
        rows,
        stem=f"claims_{rows['source_id'].nunique()}-documents_{atlas.atlas().version}",
        title="Every claim in the documents",
        subtitle=documents.counted().removesuffix("."),
        ranges="as each claim prints it",
        columns=_columns(
            [
                Column("claim_id", "text", "Identifier of the claim: document, offset, what it is about, place."),
                Column("place_name", "text", "Short English name of the place."),
            ],
            "claims",
        ),
        alt=documents.counted(),
        row_id="claim_id",
        row_pattern="[^/]+/@.*",
        plain_columns=(
            "source_title",
            "as_printed",
            "counted",
            "place_name",
            "year_start",
            "year_end",
            "produced_by",
            "agrees",
            "section",
            "offset",
        ),
    )
