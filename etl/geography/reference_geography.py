"""The ground that every source stands on: the places, their names, and the basemap, made from the reference data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Reference
from etl.geography import basemap as geometry
from etl.geography import outlines, reference
from etl.geography.gazetteer import Gazetteer, gazetteer


@dataclass(frozen=True)
class Ground:
    """The table ``places``, the names of places, and the basemap as TopoJSON."""

    places: pd.DataFrame
    names: Gazetteer
    basemap: dict[str, Any]


def _centres(areas: pd.DataFrame, regions: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Longitude and latitude by place; a region without its own is put amid its members."""
    own = pd.concat([areas, regions]).set_index("place")[["longitude", "latitude"]].replace("", None).astype("float64")
    amid = members.join(own, on="member").groupby("region")[["longitude", "latitude"]].median().round(2)
    centres = own.fillna(amid)
    for place in centres.index[centres.isna().any(axis=1)]:
        remedy = "Give it longitude and latitude, or members in members.csv."
        raise InputError("reference", f"regions.csv, '{place}'", "nothing says where the region lies", remedy)
    return centres


def _places(given: Reference, drawn: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table ``places``: countries, territories, regions and the world, each with how it is drawn."""
    areas, regions, members = (given.tables[name] for name in ("places", "regions", "members"))
    both = pd.concat([areas, regions.rename(columns={"scheme": "region"})], ignore_index=True)
    centres = _centres(areas, regions, members).loc[both["place"]].reset_index(drop=True)
    both = both.assign(subregion=both["subregion"].fillna(""), income_group=both["income_group"].fillna(""))
    return both.assign(longitude=centres["longitude"], latitude=centres["latitude"], drawn_as=geometry.drawn_as(both, drawn, members))


def names(tables: Mapping[str, pd.DataFrame]) -> Gazetteer:
    """The names of places in the reference tables; raises RuleError for a name with two meanings."""
    places = pd.concat([tables["places"], tables["regions"]], ignore_index=True)
    return gazetteer(places, tables["aliases"], tables["citizenships"])


def laid(given: Reference, *, scopes: Iterable[str]) -> Ground:
    """The ground made of the reference data; ``scopes`` are the sources that a name may be limited to.

    Raises InputError and RuleError for reference data that contradicts its form or itself.
    """
    reference.check(given.tables, scopes=scopes)
    drawn = outlines.boundaries(given.outlines["boundaries"], given.tables["places"]["place"])
    places = _places(given, drawn)
    centres = places.set_index("place")[["longitude", "latitude"]]
    basemap = geometry.basemap(drawn, given.tables["members"], outlines.disputed(given.outlines["disputed"]), centres)
    return Ground(places, names(given.tables), basemap)
