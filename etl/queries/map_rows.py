"""What one map shows: for every place either the figure of one source, or which of the four absences it is.

One source at a time; nothing is added up, averaged or carried from another year.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import choices
from etl.queries.atlas import atlas

_AREAS = ("country", "territory")
# The class of a range that lies in several classes of a map.
ACROSS = "low|high"
HISTORIC = ("SCG", "ANT")


@lru_cache
def _places() -> pd.DataFrame:
    return atlas()["places"].set_index("place", drop=False)[
        ["place", "name", "kind", "region", "drawn_as", "longitude", "latitude", "note"]
    ]


@lru_cache
def _frame(indicator: str, source: str, group: str) -> pd.DataFrame:
    """The places to draw: the regions of a source that counts regions, and all countries and territories outside them.

    Dissolved states come first, so that their successors are drawn above them; where a source counts both, so do regions.
    """
    rows = choices.rows(indicator, source)
    used = set(rows.loc[rows["group"] == group, "place"].unique())
    places = _places()
    if used == {"WORLD"}:
        return places.loc[["WORLD"]]
    today = places[places["kind"].isin(_AREAS) & ~places["place"].isin(HISTORIC)]
    areas = pd.concat([places[places["place"].isin(HISTORIC)], today])
    schemes = places.loc[places["place"].isin(used) & (places["kind"] == "region"), "region"].unique()
    regions = places[(places["kind"] == "region") & places["region"].isin(schemes)]
    if areas["place"].isin(used).any():
        points = regions["drawn_as"] == "point"
        return pd.concat([regions[~points], areas, regions[points]])
    inside = [*atlas()["members"].query("region in @regions.place")["member"].unique(), *HISTORIC]
    return pd.concat([regions, areas[~areas["place"].isin(inside)]])


def _apart(places: pd.DataFrame, held: set[str]) -> pd.DataFrame:
    """The places without those that have no row of their own in a region that has one: its figure is drawn for the region as a whole."""
    regions = places.index[places["kind"].eq("region") & places["drawn_as"].ne("point") & places["place"].isin(held)]
    members = atlas()["members"]
    inside = members.loc[members["region"].isin(regions), "member"]
    return places[~places["place"].isin(inside) | places["place"].isin(held)]


def classed(indicator: Indicator, source: str, group: str, drawn: pd.DataFrame) -> pd.Series:
    """The class of each row: a word of the scale, or the number of the class of its value as text.

    A date that was not seen is a word, a window of years that lies in several classes is none of them.
    """
    if indicator.scale and indicator.unit != "date":
        return drawn["rating"].astype("str")
    bounds = classes(indicator.code, source, group)
    ends = _ends(indicator, drawn)
    last = max(len(bounds.upper_bounds) - 1, 0)
    low, high = (np.searchsorted(bounds.upper_bounds, end.astype("float64")).clip(max=last) for end in ends)
    whole = (low == high) & ~(bounds.exact & (ends[0] != ends[1]))
    numbered = pd.Series(low, drawn.index).astype("str").where(whole, ACROSS)
    unseen = [step.code for step in indicator.scale]
    return numbered.mask(drawn["rating"].isin(unseen), drawn["rating"].astype("str")) if unseen else numbered


def _ends(indicator: Indicator, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The lowest and the highest number that each row may mean: its figure twice, else its bounds; an open side is endless."""
    if indicator.unit == "date":
        window, year = rows["rank_high"].notna(), rows["year"].astype("float64")
        return year.mask(window, rows["rank_low"].fillna(-np.inf)), year.mask(window, rows["rank_high"])
    if indicator.table == "ratings":
        return rows["rank"], rows["rank"]
    value = rows["value"]
    return value.fillna(rows["value_low"]).fillna(-np.inf), value.fillna(rows["value_high"]).fillna(np.inf)


@dataclass(frozen=True)
class Bounds:
    """Upper bounds of the numeric classes of a map; ``exact`` where each class is a single value."""

    upper_bounds: tuple[float, ...] = ()
    exact: bool = False


@lru_cache
def classes(indicator: str, source: str, group: str) -> Bounds:
    """The numeric classes of an indicator for a group in a source; none for worded scales."""
    table = atlas()["classes"]
    found = table[(table["source_id"] == source) & (table["indicator"] == indicator) & (table["group"] == group)]
    return Bounds(tuple(found.iloc[0]["upper_bounds"]), bool(found.iloc[0]["exact"])) if len(found) else Bounds()


def status(indicator: Indicator, rows: pd.DataFrame) -> pd.Series:
    """What a row says: a figure, a range or bound without one, a printed zero, or a mask."""
    said = pd.Series("figure", rows.index, dtype="object")
    if indicator.table == "ratings":
        return said.mask(rows["rank_high"].notna(), "range")
    return said.mask(rows["value"].isna(), "range").mask(rows["value"] == 0, "zero").mask(rows["range_kind"] == "masked", "masked")


def looked(indicator: Indicator, source: str, group: str, rows: pd.DataFrame) -> pd.Series:
    """The class of each row as it is drawn: that of its figure, or that it is masked or a printed zero."""
    said = status(indicator, rows)
    return classed(indicator, source, group, rows).where(said.isin(["figure", "range"]), said)


def select(indicator: str, source: str, group: str, year: int | None, *, inferred: bool) -> pd.DataFrame:
    """The rows of a source for an indicator, a group and a step of the slider (None for all dates)."""
    held = choices.rows(indicator, source)
    rows = held[held["group"] == group]
    rows = rows if year is None else rows[rows["stop"] == year]
    return rows if inferred else rows[rows["basis"] != "inferred"]


@lru_cache(maxsize=512)
def drawn(indicator: str, source: str, group: str, year: int | None, *, inferred: bool = False) -> pd.DataFrame:
    """One row a place: ``place, name, status, class`` and, where there is a row of the source, its columns.

    ``status`` is figure, range, zero, masked, no_figure or not_covered, or gone for a dissolved state that the source
    does not speak of. The frame is shared: treat it as read-only.
    """
    entry = vocabulary.indicators()[indicator]
    rows = select(indicator, source, group, year, inferred=inferred)
    rows = rows.assign(status=status(entry, rows), **{"class": classed(entry, source, group, rows)})
    places = _apart(_frame(indicator, source, group), set(rows["place"].astype("str")))
    merged = places.reset_index(drop=True).merge(rows.astype({"place": "str"}), on="place", how="left")
    covered = merged["place"].isin(covered_places(source))
    absent = np.where(covered, "no_figure", "not_covered")
    absence = pd.Series(np.where(merged["place"].isin(HISTORIC), "gone", absent), merged.index)
    said = merged["status"].fillna(absence)
    return merged.assign(status=said, **{"class": merged["class"].where(said.isin(["figure", "range"]), said)})


@lru_cache
def covered_places(source: str) -> frozenset[str]:
    """Every place that a source deals with, in any indicator and year, and the regions of its scheme.

    A treaty register is open to every state: one that is not in it has not acted, and is not outside what it deals with.
    """
    found = {
        place for table in ("estimates", "ratings") for place in atlas()[table].loc[atlas()[table]["source_id"] == source, "place"].unique()
    }
    places = atlas()["places"]
    sources = atlas()["sources"].set_index("source_id")
    if sources.loc[source, "kind"] == "treaty_register":
        found |= set(places.loc[places["kind"] == "country", "place"])
    schemes = set(places.loc[places["place"].isin(found) & (places["kind"] == "region"), "region"])
    return frozenset(found | set(places.loc[places["region"].isin(schemes) & (places["kind"] == "region"), "place"]))


def world_row(indicator: str, source: str, group: str, year: int | None) -> pd.Series | None:
    """The source's own figure for the world, where it prints one beside those of regions or countries."""
    rows = select(indicator, source, group, year, inferred=False)
    rows = rows[rows["place"] == "WORLD"]
    return rows.iloc[0] if len(rows) else None
