"""What can be taken of a view: the rows drawn, their sources, what limits them, and where they are found.

Every page makes one of its scene (layouts/pages/<page>/export.py); downloads, pictures, citations, frames and page heads are
made of it and know no page by name.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.schema import fields
from layouts.theme import Look


@dataclass(frozen=True)
class Column:
    """A column of the rows: its name, its type (text, int, float, flag, texts, floats) and what it means."""

    name: str
    type: str
    meaning: str


def table_columns(table: str, *, without: Collection[str] = ()) -> tuple[Column, ...]:
    """The columns of a built table as its schema describes them, but those ``without``."""
    return tuple(Column(field.name, field.type, field.say) for field in fields()[table] if field.name not in without)


@dataclass(frozen=True)
class LegendEntry:
    """A row of a legend: label, look, and how many of the rows it holds.

    ``symbol`` is what is drawn before the label where it is no filled box: SVG on a sheet of 36 by 12, {ink} for the colour;
    ``wide``: of a circle that shows a size its diameter on a map of the page, in pixels, which counts no rows; nor does what is ``bare``.
    """

    label: str
    look: Look
    count: int
    symbol: str = ""
    wide: float = 0
    bare: bool = False


@dataclass(frozen=True)
class Legend:
    """A list of a legend with its title; the absences of a map are a list of their own."""

    title: str
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True)
class Part:
    """One of the figures of a view: ``figure`` builds it, ``graph`` is its identifier in the page.

    The figure is a plain dict of plotly's schema, or what a function of the browser draws it from: ``draw`` names the
    function, ``data`` and ``base`` are its arguments. ``title`` tells figures apart where there are several; ``legends`` and
    ``note`` (source, kind and period) are those of this figure alone, where each has its own. ``pictured`` builds what stands for the
    figure in a picture, where the words of the page's own would be too small to read; ``denser`` what does where that is too high.
    """

    figure: Callable[[], dict[str, Any]]
    graph: str
    title: str = ""
    legends: tuple[Legend, ...] = ()
    note: str = ""
    pictured: Callable[[], dict[str, Any]] | None = None
    denser: Callable[[], dict[str, Any]] | None = None


def own_note(source: Mapping[str, Any], title: str, kind: str, period: str) -> str:
    """The note of one of several figures: who published what, which kind of figure it is, and of when."""
    return f"{source['publisher']}, {title}. {vocabulary.label('kind', kind)}. Period: {period}."


@dataclass(frozen=True)
class Quotation:
    """A figure that is cited by itself: the record of its source, the figure as printed, where it stands, and whom that names.

    ``obtained``: how it was obtained, in words, where it is not printed.
    """

    source: Mapping[str, Any]
    as_printed: str
    locator: str
    attributed: str = ""
    obtained: str = ""

    @property
    def figure(self) -> str:
        return f"{self.as_printed}, {self.obtained}" if self.obtained else f"printed as '{self.as_printed}'"


@dataclass(frozen=True)
class Behind:
    """The rows of a built table that the rows drawn are worked out from."""

    table: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Caveat:
    """A caveat that applies to what is drawn; ``about`` names the places it is limited to, '' where it applies to all.

    ``single``: it doubts a few of the figures drawn, or says that another edition has them otherwise; ``listed_only``: its rows
    stand in the table and in no picture, as totals among corridors do; ``own``: it is of rows, and not of all that the source says.
    """

    source_id: str
    severity: str
    text: str
    about: str = ""
    single: bool = False
    listed_only: bool = False
    own: bool = False

    @property
    def in_full(self) -> str:
        """The text after what it is about."""
        return ": ".join(filter(None, (self.about, self.text)))


@dataclass(frozen=True)
class Export:
    """One drawn view.

    ``page``: the slug of the page; ``link``: the state as a query with '?'; ``address``: where it is shown;
    ``stem``: the name of files;
    ``rows``: the rows drawn, in the ``columns``; ``parts``: its figures, none where it is a table; ``sources``: records of
    the table sources; ``in_sight``: what every picture and frame says, such as which chosen places have no figure, and
    which filters are set; ``notes``: further lines of the evidence, ``table_notes``: those on rows that no figure draws;
    ``row_id``: the column that identifies rows of the tables;
    ``row_pattern``: pattern of the identifiers that the view would show; ``plain_columns``: those of the table without
    scripts (all where empty); ``years``: the first and the last year that the rows drawn speak of; ``behind``: the rows that
    the rows drawn are sums of; ``chosen``: the chosen mark, after the figure that it repeats, as they are cited by themselves;
    ``outlined``: the chosen places of a map, in words; ``drawn``: what its figures show, where the rows are more than that.
    """

    link: str
    stem: str
    title: str
    subtitle: str
    period: str
    ranges: str
    kind: str
    parts: tuple[Part, ...]
    legends: tuple[Legend, ...]
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    sources: tuple[Mapping[str, Any], ...]
    caveats: tuple[Caveat, ...]
    alt: str
    version: str
    disclaimer: str = ""
    row_id: str = ""
    row_pattern: str = ""
    plain_columns: tuple[str, ...] = ()
    in_sight: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    table_notes: tuple[tuple[str, str], ...] = ()
    behind: Behind | None = None
    years: tuple[int, int] | None = None
    chosen: tuple[Quotation, ...] = ()
    outlined: str = ""
    drawn: Callable[[], "Export"] | None = None
    page: str = ""
    address: str = ""

    @property
    def shown(self) -> "Export":
        """What is shown where there is no table: in a picture and in a frame."""
        return replace(self.drawn(), page=self.page, address=self.address) if self.drawn else self

    @property
    def doubts(self) -> tuple[Caveat, ...]:
        """The caveats of a few of the figures that a picture draws."""
        return tuple(caveat for caveat in self.caveats if caveat.single and not caveat.listed_only)

    @property
    def pinned(self) -> str:
        """The path and query that lead back to this view and name its data version."""
        return f"{self.address}{'&' if '?' in self.address else '?'}dv={self.version}"
