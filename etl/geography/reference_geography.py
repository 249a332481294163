"""The geography that all sources share, made from the reference data: the places, their names, and the basemap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Reference
from etl.geography import basemap, outlines, reference
from etl.geography.gazetteer import Gazetteer, gazetteer


@dataclass(frozen=True)
class Geography:
    """The table ``places``, the names of places, and the basemap as TopoJSON."""

    places: pd.DataFrame
    gazetteer: Gazetteer
    basemap: dict[str, Any]


def _centres(areas: pd.DataFrame, regions: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Longitude and latitude by place; a region without its own gets the median of its members."""
    own = pd.concat([areas, regions]).set_index("place")[["longitude", "latitude"]].replace("", None).astype("float64")
    medians = members.join(own, on="member").groupby("region")[["longitude", "latitude"]].median().round(2)
    centres = own.fillna(medians)
    for place in centres.index[centres.isna().any(axis=1)]:
        remedy = "Give it longitude and latitude, or members in members.csv."
        raise InputError("reference", f"regions.csv, '{place}'", "the region has no position", remedy)
    return centres


def _places(reference_data: Reference, boundaries: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table ``places``: countries, territories, regions and the world, each with how it is drawn."""
    areas, regions, members = (reference_data.tables[name] for name in ("places", "regions", "members"))
    places = pd.concat([areas, regions.rename(columns={"scheme": "region"})], ignore_index=True)
    centres = _centres(areas, regions, members).loc[places["place"]].reset_index(drop=True)
    return places.assign(
        subregion=places["subregion"].fillna(""),
        income_group=places["income_group"].fillna(""),
        longitude=centres["longitude"],
        latitude=centres["latitude"],
        drawn_as=basemap.drawn_as(places, boundaries, members),
    )


def reference_gazetteer(tables: Mapping[str, pd.DataFrame]) -> Gazetteer:
    """The names of places in the reference tables; raises RuleError for a name with two meanings."""
    places = pd.concat([tables["places"], tables["regions"]], ignore_index=True)
    return gazetteer(places, tables["aliases"], tables["citizenships"])


def build_geography(reference_data: Reference, *, scopes: Iterable[str]) -> Geography:
    """The geography made of the reference data; ``scopes`` are the sources that a name may be limited to.

    Raises InputError and RuleError for reference data that contradicts its form or itself.
    """
    tables, shapes = reference_data.tables, reference_data.outlines
    reference.check(tables, scopes=scopes)
    boundaries = outlines.boundaries(shapes["boundaries"], tables["places"]["place"])
    places = _places(reference_data, boundaries)
    centres = places.set_index("place")[["longitude", "latitude"]]
    topology = basemap.basemap(boundaries, tables["members"], outlines.disputed(shapes["disputed"]), centres)
    return Geography(places, reference_gazetteer(tables), topology)
