"""What a state of the page of one place shows: the rows of one family of indicators, and what they say of themselves."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.queries import atlas, place_summary
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.row_evidence import RowEvidence, evidence_of
from layouts.evidence.source_columns import with_source
from layouts.pages.one_place.state import State

_COLUMNS = ("Place", "Indicator", "What the source says", "Period", "Source", "Location in source")


@dataclass(frozen=True, eq=False)
class Scene:
    """``rows``: one a figure, with the columns of its source; ``places, families``: the options of the controls."""

    state: State
    rows: pd.DataFrame
    places: list[dict[str, str]]
    families: list[dict[str, str]]
    prose: str
    version: str

    @property
    def title(self) -> str:
        """What is listed, and of which place."""
        return f"{vocabulary.label('family', self.state.family)}: {place_summary.names()[self.state.place]}"

    @property
    def subtitle(self) -> str:
        """How many rows and sources there are."""
        return f"Rows: {len(self.rows)}, sources: {self.rows['source_id'].nunique()}"

    @cached_property
    def evidence(self) -> RowEvidence:
        """What the rows say of themselves."""
        return evidence_of(self.rows)

    @cached_property
    def table(self) -> dict[str, Any]:
        """The rows as the browser draws them."""
        return rows_table.data(f"{self.title}.", [_line(row) for row in self.rows.to_dict("records")], _COLUMNS)


def _line(row: dict[str, Any]) -> Line:
    indicator, period = vocabulary.indicators()[row["indicator"]], words.period(row["year_start"], row["year_end"])
    return Line((row["place_name"], indicator.label, words.reading(indicator, row), period, row["source_title"], row["locator"]), {})


@lru_cache(maxsize=256)
def scene(state: State) -> Scene:
    """The scene of a valid state."""
    return Scene(
        state,
        with_source(place_summary.says(state.place, state.family).astype("object")),
        [{"value": place, "label": name} for place, name in place_summary.names().items()],
        [{"value": code, "label": vocabulary.label("family", code)} for code in place_summary.families(state.place)],
        Path(__file__).with_name("prose.md").read_text(encoding="utf-8"),
        atlas.atlas().version,
    )
