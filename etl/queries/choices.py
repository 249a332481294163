"""What can be asked: which sources hold an indicator, for which groups of people, and for which years."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.queries.atlas import atlas, documents, superseded
from etl.transform import rates

ALL = "all.all.all"


@dataclass(frozen=True)
class Stop:
    """A step of the year slider; ``hole`` says why the year has few figures ('' where it has)."""

    year: int
    hole: str = ""


def _counted(indicator: str) -> str:
    """The indicator whose rows a source holds: the count behind a rate that is computed here, else the indicator itself."""
    return vocabulary.indicators()[indicator].computed_from or indicator


@cache
def _positions(table: str) -> Mapping[tuple[str, str], "np.ndarray[Any, Any]"]:
    """Where a table has its rows, by indicator and source."""
    return cast("dict[tuple[str, str], np.ndarray[Any, Any]]", atlas()[table].groupby(["indicator", "source_id"], observed=True).indices)


@cache
def rows(indicator: str, source: str) -> pd.DataFrame:
    """The yearly rows of an indicator in a source, with ``group`` (form.sex.age) and ``stop`` (the year of the slider)."""
    table = vocabulary.indicators()[indicator].table
    frame = atlas()[table].iloc[_positions(table).get((_counted(indicator), source), [])]
    if table == "ratings":
        return frame.assign(group=ALL, stop=frame["year"])
    frame = frame[frame["quarter"].isna()]
    if indicator != _counted(indicator):
        frame = rates.computed(frame, atlas()["population"], indicator)
    group = frame["form"].astype("str") + "." + frame["sex"].astype("str") + "." + frame["age"].astype("str")
    return frame.assign(group=group, stop=frame["year_end"])


def _holders(indicator: str) -> set[str]:
    """The sources that hold an indicator of themselves, earlier editions too; documents repeat the figures of others."""
    table = vocabulary.indicators()[indicator].table
    return {source for code, source in _positions(table) if code == _counted(indicator)} - documents()


@cache
def held_by(indicator: str) -> tuple[str, ...]:
    """The sources that a link may name for an indicator: those that are offered, then the earlier editions.

    Within both, sources with a figure for everyone come first, then the latest publication.
    """
    published = atlas()["sources"].set_index("source_id")["published_year"]

    def rank(source: str) -> tuple[bool, bool, int, str]:
        return source in superseded(), ALL not in groups(indicator, source), -int(published[source]), source

    return tuple(sorted(_holders(indicator), key=rank))


@cache
def sources_of(indicator: str) -> tuple[str, ...]:
    """The sources to choose from for an indicator: all that hold it, without earlier editions."""
    return tuple(source for source in held_by(indicator) if source not in superseded())


@cache
def indicators() -> tuple[str, ...]:
    """The indicators of places that at least one source holds, in the order of the vocabulary."""
    return tuple(code for code, entry in vocabulary.indicators().items() if entry.table != "flows" and _holders(code) - superseded())


@cache
def groups(indicator: str, source: str) -> tuple[str, ...]:
    """The groups (form.sex.age) that a source gives for an indicator, everyone first."""
    orders = [{code: number for number, code in enumerate(vocabulary.terms(name))} for name in ("form", "sex", "age")]
    return tuple(
        sorted(
            set(rows(indicator, source)["group"].unique()),
            key=lambda group: [order[code] for order, code in zip(orders, group.split("."), strict=True)],
        )
    )


def group_label(group: str) -> str:
    """A group in words: 'everyone', 'women and girls', 'children', 'sexual exploitation'."""
    form, sex, age = group.split(".")
    words = [vocabulary.label(name, code) for name, code in (("form", form), ("sex", sex), ("age", age)) if code != "all"]
    return ", ".join(words) or vocabulary.label("sex", "all")


def is_dated(indicator: str) -> bool:
    """Whether the rows are dates of acts, which are drawn all at once instead of year by year."""
    return vocabulary.indicators()[indicator].unit == "date"


@cache
def _holes(source: str) -> Mapping[int, str]:
    """Years without figures and why, where a caveat of the source says so for all places."""
    caveats = atlas()["caveats"]
    of_all = caveats["places"].isna() & caveats["indicators"].isna() & caveats["first_year"].notna()
    found = caveats[(caveats["source_id"] == source) & caveats["explains_absence"] & of_all]
    spans = zip(found["first_year"].astype("int64"), found["last_year"].astype("int64"), found["text"], strict=True)
    return {year: text for first, last, text in spans for year in range(first, last + 1)}


@cache
def stops(indicator: str, source: str, group: str) -> tuple[Stop, ...]:
    """The steps of the year slider: every year of a yearly series, the periods of other sources, none for dates."""
    if is_dated(indicator):
        return ()
    held = rows(indicator, source)
    years = sorted(int(year) for year in held.loc[held["group"] == group, "stop"].unique())
    if vocabulary.indicators()[indicator].table == "ratings" and years:
        years = list(range(years[0], years[-1] + 1))
    return tuple(Stop(year, _holes(source).get(year, "")) for year in years)


@cache
def has_inferred(indicator: str, source: str) -> bool:
    """Whether some rows are inferred, and therefore hidden until asked for."""
    return bool((rows(indicator, source)["basis"] == "inferred").any())
