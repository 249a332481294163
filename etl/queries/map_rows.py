"""What one map shows: for every place either the figure of one source, or which of the four absences it is.

One source at a time; nothing is added up, averaged or carried from another year.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import ACROSS, MASKED, Bounds, highest, lowest, masked
from etl.contract.vocabulary import Indicator
from etl.queries.atlas import atlas
from etl.queries.choices import Series

HISTORIC = ("SCG", "ANT")
# Sources on treaties that answer for the states which they assess, and are silent on all others.
_ASSESSING = ("palermo_findings",)
_PLACE = ["place", "name", "kind", "region", "drawn_as", "longitude", "latitude", "note"]


def _candidates(used: set[str]) -> pd.DataFrame:
    """The places that a map of rows on the ``used`` places may draw: all countries, and regions where the source counts regions.

    Dissolved states come first, so that their successors are drawn above them; where a source counts both, so do regions.
    """
    places = atlas()["places"].set_index("place", drop=False)[_PLACE]
    if used == {"WORLD"}:
        return places.loc[["WORLD"]]
    today = places[places["kind"].isin(["country", "territory"]) & ~places["place"].isin(HISTORIC)]
    areas = pd.concat([places[places["place"].isin(HISTORIC)], today])
    schemes = places.loc[places["place"].isin(used) & (places["kind"] == "region"), "region"].unique()
    regions = places[(places["kind"] == "region") & places["region"].isin(schemes)]
    if areas["place"].isin(used).any():
        points = regions["drawn_as"] == "point"
        return pd.concat([regions[~points], areas, regions[points]])
    inside = [*atlas()["members"].query("region in @regions.place")["member"].unique(), *HISTORIC]
    return pd.concat([regions, areas[~areas["place"].isin(inside)]])


def _outside_regions(places: pd.DataFrame, with_rows: set[str]) -> pd.DataFrame:
    """The places without those that have no row of their own in a region that has one, which is drawn as a whole."""
    regions = places.index[places["kind"].eq("region") & places["drawn_as"].ne("point") & places["place"].isin(with_rows)]
    members = atlas()["members"]
    inside = members.loc[members["region"].isin(regions), "member"]
    return places[~places["place"].isin(inside) | places["place"].isin(with_rows)]


@cache
def _classes() -> Mapping[tuple[str, str, str], Bounds]:
    rows = row_dicts(atlas()["classes"])
    return {(row["indicator"], row["source_id"], row["group"]): Bounds(tuple(row["upper_bounds"]), bool(row["exact"])) for row in rows}


def classes(indicator: str, source: str, group: str) -> Bounds:
    """The numeric classes of an indicator for a group in a source; none for worded scales."""
    return _classes().get((indicator, source, group), Bounds())


def _ends(indicator: Indicator, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The lowest and the highest number that each row may mean: its figure twice, else its bounds; an open side is endless."""
    if indicator.unit == "date":
        window, year = rows["rank_high"].notna(), rows["year"].astype("float64")
        return year.mask(window, rows["rank_low"].fillna(-np.inf)), year.mask(window, rows["rank_high"])
    if indicator.table == "ratings":
        return rows["rank"], rows["rank"]
    return lowest(rows).fillna(-np.inf), highest(rows).fillna(np.inf)


def _class(indicator: Indicator, rows: pd.DataFrame, bounds: Bounds) -> pd.Series:
    """The class of each row: a word of the scale, or the number of the class of its value as text.

    A date that was not seen is a word, a window of years that lies in several classes is none of them.
    """
    if indicator.scale and indicator.unit != "date":
        return rows["rating"].astype("str")
    ends = _ends(indicator, rows)
    last = max(len(bounds.upper_bounds) - 1, 0)
    low, high = (np.searchsorted(bounds.upper_bounds, end.astype("float64")).clip(max=last) for end in ends)
    whole = (low == high) & ~(bounds.exact & (ends[0] != ends[1]))
    numbered = pd.Series(low, rows.index).astype("str").where(whole, ACROSS)
    unseen = [step.code for step in indicator.scale]
    return numbered.mask(rows["rating"].isin(unseen), rows["rating"].astype("str")) if unseen else numbered


def status(indicator: Indicator, rows: pd.DataFrame) -> pd.Series:
    """What each row is: figure, range (a range or a bound without a figure), zero (printed), or masked."""
    figure = pd.Series("figure", rows.index, dtype="object")
    if indicator.table == "ratings":
        return figure.mask(rows["rank_high"].notna(), "range")
    return figure.mask(rows["value"].isna(), "range").mask(rows["value"] == 0, "zero").mask(masked(rows), MASKED)


def classified(series: Series, rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """Rows of a series with ``status`` and ``class``: the class of the figure, or that it is masked or a printed zero."""
    states = status(series.indicator, rows)
    own = _class(series.indicator, rows, classes(series.indicator.code, series.source_id, group))
    return rows.assign(status=states, **{"class": own.where(states.isin(["figure", "range"]), states)})


def by_place(series: Series, group: str, year: int | None, *, inferred: bool = False) -> pd.DataFrame:
    """One row a place: ``place, name, status, class`` and, where there is a row of the source, its columns.

    ``status`` is figure, range, zero, masked, no_figure or not_covered, or gone for a dissolved state that the source
    does not speak of.
    """
    rows = classified(series, series.at(group, year, inferred=inferred), group).astype({"place": "str"})
    everywhere = set(series.rows.loc[series.rows["group"] == group, "place"].unique())
    places = _outside_regions(_candidates(everywhere), set(rows["place"]))
    merged = places.reset_index(drop=True).merge(rows, on="place", how="left")
    covered = merged["place"].isin(covered_places(series.source_id))
    absence = pd.Series(np.where(covered, "no_figure", "not_covered"), merged.index).mask(merged["place"].isin(HISTORIC), "gone")
    return merged.assign(status=merged["status"].fillna(absence), **{"class": merged["class"].fillna(absence)})


def absences_of(source: str) -> tuple[str, ...]:
    """The absences that the caveats of a source on what it lacks explain: those of places that it covers, or did not assess."""
    return ("no_figure", "not_covered") if source in _ASSESSING else ("no_figure",)


@cache
def _places_with_rows() -> Mapping[str, frozenset[str]]:
    pairs = pd.concat([atlas()[table][["source_id", "place"]].drop_duplicates() for table in ("estimates", "ratings")])
    return {str(source): frozenset(places) for source, places in pairs.groupby("source_id", observed=True)["place"]}


def places_with_rows(source: str) -> frozenset[str]:
    """The places, regions among them, of which a source has a rating or an estimate."""
    return _places_with_rows().get(source, frozenset())


@cache
def covered_places(source: str) -> frozenset[str]:
    """Every place that a source deals with, in any indicator and year, and the regions of its scheme.

    A treaty register is open to every state: one that is not in it has not acted, and is not outside what it deals with.
    Findings are of the states that were assessed alone.
    """
    covered = set(places_with_rows(source))
    places, sources = atlas()["places"], atlas()["sources"].set_index("source_id")
    if sources.loc[source, "kind"] == "treaty_register" and source not in _ASSESSING:
        covered |= set(places.loc[places["kind"] == "country", "place"])
    schemes = set(places.loc[places["place"].isin(covered) & (places["kind"] == "region"), "region"])
    return frozenset(covered | set(places.loc[places["region"].isin(schemes) & (places["kind"] == "region"), "place"]))


def world_beside(series: Series, group: str, year: int | None, rows: pd.DataFrame) -> pd.DataFrame:
    """The source's own figure for the world beside the ``rows`` of a map, in their columns: one row; none where it is one of them."""
    world = series.at(group, year, inferred=False)
    world = world[world["place"] == "WORLD"].head(1)
    if world.empty or "WORLD" in rows["place"].array:
        return rows.iloc[:0]
    return world.assign(name="World", kind="world", status=status(series.indicator, world)).reindex(columns=rows.columns)
