"""The built tables in memory, read once a process: what every query starts from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
from pandas.api.types import union_categoricals

from etl.contract import source_config
from etl.store import tables


@dataclass(frozen=True)
class Atlas:
    """All tables by name, and their data version."""

    tables: Mapping[str, pd.DataFrame]
    version: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]


def _texts(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column with texts as categories; those of one without a row are of no type."""
    return column if len(column) else column.astype("str").astype("category")


def _alike(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Columns of one name have the same categories in all tables, so that rows of several tables are put together as they are."""
    texts = {name: frame.select_dtypes("category") for name, frame in frames.items()}
    columns = {column: [own[column] for own in texts.values() if column in own] for column in set().union(*texts.values())}
    kinds = {column: union_categoricals(list(map(_texts, parts)), sort_categories=True).dtype for column, parts in columns.items()}
    return {name: frame.astype({column: kinds[column] for column in texts[name]}) for name, frame in frames.items()}


@cache
def atlas() -> Atlas:
    """The tables; raises TablesError where they are missing or unreadable."""
    frames, version = tables.read()
    return Atlas(_alike(frames), version)


@cache
def with_group(table: str) -> pd.DataFrame:
    """The rows of estimates or flows with ``group`` (form.sex.age)."""
    people = atlas()[table].groupby(["form", "sex", "age"], observed=True)
    names = pd.CategoricalDtype([".".join(key) for key in people.size().index])
    return atlas()[table].assign(group=pd.Categorical.from_codes(people.ngroup(), dtype=names))


@cache
def documents() -> frozenset[str]:
    """The sources that only repeat figures of others; maps and places leave their claims to the Compare page."""
    sources = atlas()["sources"]
    return frozenset(sources.loc[sources["kind"] == "secondary_claim", "source_id"])


@cache
def superseded() -> frozenset[str]:
    """The earlier editions: links to them go on working, but no list offers them and no summary repeats them beside the latest."""
    return source_config.superseded(atlas()["sources"])


def basemap() -> bytes:
    """The basemap as TopoJSON text."""
    return tables.read_document("world_50m.json")


@cache
def basemap_version() -> str:
    """A hash of the basemap, for an address that may be cached for ever."""
    return hashlib.sha256(basemap()).hexdigest()[:12]
