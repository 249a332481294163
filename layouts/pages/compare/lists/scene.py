"""The lists of countries in a role: who is on which list, and what a list leaves out of the class that it was taken from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import atlas, country_lists
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.row_evidence import RowEvidence, evidence_of
from layouts.evidence.source_columns import with_source
from layouts.pages.compare.lists.state import State


@dataclass(frozen=True)
class Scene:
    """What a state of the lists shows.

    ``rows``: a rating a country and list, with the columns of its source; ``names``: by country, a column a list, whether it
    names it; ``left_out``: by printed list, the countries of the primary source's highest class that it leaves out.
    """

    state: State
    rows: pd.DataFrame
    names: pd.DataFrame
    left_out: Mapping[str, Sequence[str]]
    version: str

    @cached_property
    def evidence(self) -> RowEvidence:
        return evidence_of(self.rows)

    @cached_property
    def taken(self) -> Mapping[str, Sequence[str]]:
        """``left_out`` of the lists that were taken from the highest class: one that leaves out all of it was not."""
        highest = int(self.names[country_lists.HIGHEST].sum())
        return {name: countries for name, countries in self.left_out.items() if len(countries) < highest}

    @cached_property
    def table(self) -> dict[str, Any]:
        """The countries with their lists, those of the highest class first."""
        lists = [str(name) for name in self.names.columns if name != "name"]
        lines = [Line((row["name"], *_cells(row, lists)), {1: float(row[lists[0]])}) for row in row_dicts(self.names)]
        caption = f"Countries named as countries of {self.state.role}, those of the highest class first"
        return rows_table.data(caption, lines, ("Country", *lists), by=1)


def _cells(row: Mapping[str, Any], lists: Sequence[str]) -> list[str]:
    """For each list whether it names a country; left out is what stands in the highest class and not in a printed list."""
    absent = {name: "" if name.startswith(country_lists.PRIMARY) or not row[lists[0]] else "left out" for name in lists}
    return ["named" if row[name] else absent[name] for name in lists]


@lru_cache(maxsize=256)
def scene(state: State) -> Scene:
    """The scene of a state."""
    rows = with_source(country_lists.ratings(state.role).astype("object")).reset_index(drop=True)
    return Scene(state, rows, country_lists.names(state.role), country_lists.left_out(state.role), atlas.atlas().version)
