"""The built tables in memory, read once a process: what every query starts from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from etl.contract import source_config
from etl.contract.schema import ROW_TABLES
from etl.store import tables


@dataclass(frozen=True)
class Atlas:
    """All tables by name, and their data version."""

    tables: Mapping[str, pd.DataFrame]
    version: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]


def _compact(frame: pd.DataFrame) -> pd.DataFrame:
    """Text columns that repeat their words become categories; the first column is the row's identifier and repeats none."""
    texts: pd.DataFrame = frame.iloc[:, 1:].select_dtypes("str")
    words = [name for name in texts if texts[name].nunique() < len(frame) / 2]
    return frame.astype(dict.fromkeys(words, "category"))


@cache
def atlas() -> Atlas:
    """The tables; raises TablesError where they are missing or unreadable."""
    frames, version = tables.read()
    return Atlas({name: _compact(frame) if name in ROW_TABLES else frame for name, frame in frames.items()}, version)


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
