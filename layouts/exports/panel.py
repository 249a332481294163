"""A figure panel as it is taken along: the rows drawn, who says them, what limits them, and where they are found.

Every page describes what it draws with one of these (layouts/panels/<page>.py, function ``panel_of``); exports, pictures,
citations, embeds and page heads are made of it and know no page by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from layouts.theme import Look

MAP_ASPECT = 2.05


@dataclass(frozen=True)
class Column:
    """A column of the rows: its name, its type (text, int, float, flag, texts) and what it says."""

    name: str
    type: str
    say: str


@dataclass(frozen=True)
class Key:
    """A row of the legend: label, look, how many of the rows it holds, and whether it is an absence."""

    label: str
    look: Look
    count: int
    absent: bool = False


@dataclass(frozen=True)
class Caveat:
    """A caveat that applies to what is drawn; ``about`` names the places it is limited to, '' where it applies to all."""

    source_id: str
    severity: str
    text: str
    about: str = ""


@dataclass(frozen=True)
class Panel:
    """One drawn view.

    ``page`` and ``path``: the page and its address; ``link``: the state as a query with '?'; ``stem``: the name of files;
    ``rows``: the rows drawn, in the ``columns``; ``figure``: builds the figure; ``sources``: records of the table sources;
    ``row_id``: the column that identifies rows of the tables; ``shape``: pattern of the identifiers that the view would show;
    ``shown``: the columns of the plain table (all where empty); ``aspect``: width by height of the figure in a picture.
    """

    page: str
    path: str
    link: str
    stem: str
    title: str
    subtitle: str
    period: str
    ranges: str
    kind: str
    figure: Callable[[], dict[str, Any]]
    legend_title: str
    legend: tuple[Key, ...]
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    sources: tuple[Mapping[str, Any], ...]
    caveats: tuple[Caveat, ...]
    alt: str
    version: str
    disclaimer: str = ""
    row_id: str = ""
    shape: str = ""
    shown: tuple[str, ...] = ()
    aspect: float = MAP_ASPECT

    @property
    def pinned(self) -> str:
        """The path and query that lead back to this view and name its data version."""
        return f"{self.path}{self.link}&dv={self.version}"
