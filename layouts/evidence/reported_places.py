"""The places that a source reports on, and the nationalities that it counts there, which are not places that it covers."""

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from etl.queries import place_summary
from etl.queries.atlas import atlas

# What links people to a country by their nationality alone, and what counts them where they were before they returned.
_BY_NATIONALITY = ("detected_by_citizenship", "convicted_by_citizenship", "referred_by_nationality", "assisted_case")
_RETURNS = "repatriated"


def _areas(codes: Iterable[str]) -> frozenset[str]:
    """The countries and territories among codes."""
    return frozenset(code for code in map(str, codes) if place_summary.kinds().get(code) in ("country", "territory"))


@cache
def _of_flows() -> pd.DataFrame:
    """Each pair of places that a source links once: ``on`` is the one that it reports on, ``of`` the other."""
    names = ["source_id", "evidence", "origin", "destination"]
    flows = atlas()["flows"][names].drop_duplicates().astype("str")
    back = flows["evidence"] == _RETURNS
    return flows.assign(on=flows["destination"].mask(back, flows["origin"]), of=flows["origin"].where(~back))


@cache
def _reported() -> Mapping[str, frozenset[str]]:
    """The places that each source reports on."""
    rows = [atlas()[table][["source_id", "place"]].drop_duplicates().astype("str") for table in ("estimates", "ratings")]
    rows.append(_of_flows()[["source_id", "on"]].set_axis(["source_id", "place"], axis=1))
    return {str(source): _areas(own) for source, own in pd.concat(rows).groupby("source_id")["place"]}


def _in_words(places: frozenset[str], flows: pd.DataFrame) -> str:
    named = _areas(flows.loc[flows["evidence"].isin(_BY_NATIONALITY), "of"].unique())
    where = place_summary.names()[next(iter(places))] if len(places) == 1 else f"{len(places)} places"
    return f"{where}, people of {len(named)} nationalities" if named else where


@cache
def of_source(source: str) -> str:
    """The places that a source reports on, in words: 'United Kingdom, people of 159 nationalities'; '' for none but regions."""
    flows, places = _of_flows(), _reported().get(source, frozenset())
    return _in_words(places, flows[flows["source_id"] == source]) if places else ""


@cache
def of_corridors(source: str, evidence: str) -> str:
    """The same of one kind of corridors of a source."""
    flows = _of_flows()
    own = flows[(flows["source_id"] == source) & (flows["evidence"] == evidence)]
    return _in_words(_areas(own["on"].unique()), own)
