"""The answers to a question as rows that are passed on: one a mark, with its group, its source and who took it from whom."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.schema import fields
from etl.queries import answers, atlas
from layouts.evidence.source_columns import EDITION, SOURCE, with_source
from layouts.export import Column
from layouts.pages.compare.question import scene as views
from layouts.pages.compare.state import View

_FIELDS = {field.name: field for field in fields()["estimates"]}
_HEADS = (
    ("estimate_id", "text", "Identifier of the row."),
    ("answer_group", "text", "What the answer really counts; only answers of one group may be compared."),
    ("says", "text", "What the source says, in words."),
    ("counted", "text", "What the figure counts, in words: as a document says it, or the label of the indicator."),
    ("source_short", "text", "Short title of the source."),
    ("source_kind", "text", "Kind of source, which is the shape of the mark."),
    ("place_name", "text", "Short English name of the place."),
    ("year_stated", "flag", "Whether the source says which year the figure refers to; if not, its own year is given."),
)
_TAILS = (
    ("produced_by", "text", "Whom a document names as the producer; empty where nobody, missing for a source that is no document."),
    ("agrees", "text", "Whether a repeated figure agrees with the primary source: yes, no, unknown; missing where nothing is repeated."),
    ("agreement", "text", "What is the same and what is not."),
    ("lineage", "text", "Who took the number from whom, the producer first; missing where no chain is known."),
)
_OWN = tuple(Column(field.name, field.type, field.say) for name, field in _FIELDS.items() if name != "estimate_id")
COLUMNS = (*(Column(*head) for head in _HEADS), *_OWN, *(Column(*tail) for tail in _TAILS), *SOURCE, EDITION)


def _step(step: Mapping[str, Any]) -> str:
    who = step["document"] or step["produced_by"] or "a producer that is not named"
    says = f" says '{step['says']}'" if step["says"] else " (not seen)"
    return who + says


@cache
def lineage(row_id: str) -> str | None:
    """The chain of a number in one line; None where no chain is known."""
    steps = answers.chain(row_id)
    return "; then ".join(_step(step) for step in steps.to_dict("records")) if len(steps) else None


@lru_cache(maxsize=64)
def _rows(quantity: str, filters: answers.Filters, by_value: bool) -> pd.DataFrame:
    shown = answers.shown(quantity, filters, by_value=by_value)
    caveats_ = atlas.atlas()["estimates"].set_index("estimate_id")["caveat_ids"]
    named = shown.rename(columns={"row_id": "estimate_id", "group": "answer_group", "short_title": "source_short"})
    return with_source(named).assign(
        says=[views.reading(row) for row in shown.itertuples()],
        source_kind=[vocabulary.label("kind", kind) for kind in shown["kind"]],
        caveat_ids=[caveats_[row] for row in shown["row_id"]],
        lineage=[lineage(row) for row in shown["row_id"]],
        **{name: shown[name].replace("", None) for name in ("agrees", "agreement")},
    )


def rows(view: View) -> pd.DataFrame:
    """The answers of a view, in the order in which they are drawn."""
    return _rows(view.quantity, view.filters, view.order == "value")
