"""What can be asked: which sources have an indicator, and the series of one source with its groups of people and years."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_figures import numbers
from etl.contract.vocabulary import Indicator
from etl.queries.atlas import atlas, documents, superseded, with_group
from etl.transform import rates

ALL = "all.all.all"


@dataclass(frozen=True)
class Stop:
    """A step of the year slider; ``hole`` says why the year has few figures ('' where it has)."""

    year: int
    hole: str = ""


@dataclass(frozen=True, eq=False)
class Series:
    """The yearly rows of an indicator in a source.

    ``rows``: the columns of the table, ``group`` (form.sex.age) and ``stop`` (the year of the slider). Treat it as read-only.
    """

    indicator: Indicator
    source_id: str
    rows: pd.DataFrame

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups (form.sex.age) that the source gives, everyone first."""
        orders = [{code: number for number, code in enumerate(vocabulary.terms(name))} for name in ("form", "sex", "age")]

        def order(group: str) -> list[int]:
            return [codes[code] for codes, code in zip(orders, group.split("."), strict=True)]

        return tuple(sorted(set(self.rows["group"].unique()), key=order))

    @cached_property
    def local_groups(self) -> frozenset[str]:
        """The groups with a row of a place, and not only of the whole world."""
        return frozenset(self.rows.loc[self.rows["place"] != "WORLD", "group"])

    @cached_property
    def largest(self) -> Mapping[str, float]:
        """The largest number of a place in all years by group of ``local_groups``, 0 where all are masks; of estimates alone."""
        places = self.rows[self.rows["place"] != "WORLD"]
        groups = numbers(places).groupby(places["group"], observed=True)
        return {str(group): float(max(own.dropna(), default=0)) for group, own in groups}

    @cached_property
    def has_inferred(self) -> bool:
        """Whether some rows are inferred, and therefore hidden until the reader asks for them."""
        return bool((self.rows["basis"] == "inferred").any())

    @cached_property
    def stops(self) -> Mapping[str, tuple[Stop, ...]]:
        """The steps of the year slider by group: every year of ratings, the periods of estimates, none for dates."""
        if self.indicator.unit == "date":
            return dict.fromkeys(self.groups, ())
        years = {str(group): sorted(map(int, rows.unique())) for group, rows in self.rows.groupby("group", observed=True)["stop"]}
        if self.indicator.table == "ratings":
            years = {group: list(range(own[0], own[-1] + 1)) for group, own in years.items()}
        return {group: tuple(Stop(year, _holes().get((self.source_id, year), "")) for year in own) for group, own in years.items()}

    def at(self, group: str, year: int | None, *, inferred: bool) -> pd.DataFrame:
        """The rows of a group at a step of the slider; None stands for all dates at once."""
        rows = self.rows[self.rows["group"] == group]
        rows = rows if year is None else rows[rows["stop"] == year]
        return rows if inferred else rows[rows["basis"] != "inferred"]

    def period(self, group: str, year: int | None) -> tuple[int, int]:
        """First and last year that the rows of a step speak of; the span of the source where there are none."""
        rows = self.at(group, year, inferred=True)
        if rows.empty:
            sources = atlas()["sources"].set_index("source_id")
            return (year, year) if year else (int(sources["first_year"][self.source_id]), int(sources["last_year"][self.source_id]))
        first, last = ("year", "year") if self.indicator.table == "ratings" else ("year_start", "year_end")
        return int(rows[first].min()), int(rows[last].max())


def _counted(indicator: str) -> str:
    """The indicator whose rows a source has: the count behind a rate that is computed here, else the indicator itself."""
    return vocabulary.indicators()[indicator].computed_from or indicator


@cache
def _positions(table: str) -> Mapping[tuple[str, str], slice]:
    """Where the rows of an indicator in a source are: a build writes them one after the other."""
    rows = atlas()[table]
    grouped = rows.assign(position=np.arange(len(rows))).groupby(["indicator", "source_id"], observed=True)["position"]
    return {key: slice(first, last + 1) for key, first, last in grouped.agg(["min", "max"]).itertuples()}


@cache
def series(indicator: str, source: str) -> Series:
    """The series of an indicator in a source; the rates of one that is computed here are computed from its counts."""
    entry = vocabulary.indicators()[indicator]
    own = _positions(entry.table).get((_counted(indicator), source), slice(0))
    if entry.table == "ratings":
        frame = atlas()["ratings"].iloc[own]
        return Series(entry, source, frame.assign(group=ALL, stop=frame["year"]))
    frame = with_group("estimates").iloc[own]
    frame = frame[frame["quarter"].isna()] if frame["quarter"].notna().any() else frame
    frame = rates.computed(frame, atlas()["population"], indicator) if entry.computed_from else frame
    return Series(entry, source, frame.assign(stop=frame["year_end"]))


@cache
def _of_everyone() -> frozenset[tuple[str, str]]:
    """The indicators and sources with a yearly figure for everyone; ratings are of no group."""
    rows = atlas()["estimates"]
    everyone = rows["quarter"].isna() & (rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")
    pairs = rows.loc[everyone, ["indicator", "source_id"]].drop_duplicates()
    return frozenset((*pairs.itertuples(index=False, name=None), *_positions("ratings")))


def _holders(indicator: str) -> set[str]:
    """The sources that have an indicator of themselves, earlier editions too; documents repeat the figures of others."""
    table = vocabulary.indicators()[indicator].table
    return {source for code, source in _positions(table) if code == _counted(indicator)} - documents()


@cache
def _published() -> Mapping[str, int]:
    return dict(zip(atlas()["sources"]["source_id"], atlas()["sources"]["published_year"].astype("int64"), strict=True))


@cache
def held_by(indicator: str) -> tuple[str, ...]:
    """The sources that a link may name for an indicator: those that are offered, then the earlier editions.

    Within both, sources with a figure for everyone come first, then the latest publication.
    """

    def rank(source: str) -> tuple[bool, bool, int, str]:
        return source in superseded(), (_counted(indicator), source) not in _of_everyone(), -_published()[source], source

    return tuple(sorted(_holders(indicator), key=rank))


def sources_of(indicator: str) -> tuple[str, ...]:
    """The sources to choose from for an indicator: all that have it, without earlier editions."""
    return tuple(source for source in held_by(indicator) if source not in superseded())


@cache
def indicators() -> tuple[str, ...]:
    """The indicators of places that at least one source has, in the order of the vocabulary."""
    known = vocabulary.indicators()
    return tuple(code for code, entry in known.items() if entry.table != "flows" and _holders(code) - superseded())


def group_label(group: str) -> str:
    """A group in words: 'everyone', 'women and girls', 'children', 'sexual exploitation'."""
    form, sex, age = group.split(".")
    words = [vocabulary.label(name, code) for name, code in (("form", form), ("sex", sex), ("age", age)) if code != "all"]
    return ", ".join(words) or vocabulary.label("sex", "all")


@cache
def _holes() -> Mapping[tuple[str, int], str]:
    """Years of a source without figures and why, where a caveat says so for all places."""
    caveats = atlas()["caveats"]
    of_all = caveats["places"].isna() & caveats["indicators"].isna() & caveats["first_year"].notna()
    caveats = caveats[caveats["explains_absence"] & of_all].astype({"first_year": "int64", "last_year": "int64"})
    spans = caveats[["source_id", "first_year", "last_year", "text"]].itertuples(index=False, name=None)
    return {(source, year): text for source, first, last, text in spans for year in range(first, last + 1)}
