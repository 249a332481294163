"""What a source is about: which places it could cover, so that what is missing of a place names no source that never could."""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

from etl.contract import vocabulary
from etl.queries import choices, map_rows
from etl.queries.atlas import atlas
from etl.queries.place_summary import around, kinds

# The years from which, or until which, a state or territory existed, as its note in the table of places or that of the state
# that it was part of says.
EXISTED: Mapping[str, tuple[int, int]] = {
    "SCG": (0, 2006),
    "ANT": (0, 2010),
    **dict.fromkeys(("SRB", "MNE"), (2006, 9999)),
    **dict.fromkeys(("CUW", "SXM", "BES"), (2010, 9999)),
    "SSD": (2011, 9999),
}
# The part of a register's states that lies in one region of the world where the treaty is one of that region; and the number of
# states up to which a copy of a register is an excerpt.
_MOSTLY, _EXCERPT = 0.75, 50


@cache
def _areas_of(source: str) -> frozenset[str]:
    """The countries and territories that a source has a row of; a register of treaties only those that have acted."""
    return map_rows.places_with_rows(source).intersection(areas())


@cache
def areas() -> Mapping[str, str]:
    """The region of the world of each country and territory."""
    places = atlas()["places"]
    own = places[places["kind"].isin(["country", "territory"])]
    return dict(zip(own["place"], own["region"], strict=True))


@cache
def _records() -> Mapping[str, tuple[str, int, int]]:
    """The kind of each source, and its first and last year."""
    rows = atlas()["sources"][["source_id", "kind", "first_year", "last_year"]].itertuples(index=False)
    return {str(source): (str(kind), int(first), int(last)) for source, kind, first, last in rows}


@cache
def _inside(source: str) -> frozenset[str]:
    """The members of the regions that a source has."""
    members = atlas()["members"]
    return frozenset(members.loc[members["region"].isin(map_rows.covered_places(source)), "member"])


@cache
def _joined_by(source: str) -> Collection[str]:
    """The regions of the world whose states could stand in a register of treaties: all, those of a regional one, or none of an excerpt."""
    states = _areas_of(source)
    if not states:
        return ()
    region, count = Counter(areas()[code] for code in states).most_common(1)[0]
    if count > _MOSTLY * len(states):
        return (region,)
    return frozenset(areas().values()) if len(states) > _EXCERPT else ()


def could_cover(source: str, place: str) -> bool:
    """Whether a source is about such places, so that it is worth knowing that it has nothing of this one.

    A source of one country is about that country; one of a region and its members about these; one of many countries about all
    that existed in its years, and about no region; one of regions about the regions of its scheme, and about no single place in
    them. Only states join treaties: those of a regional organisation only states of the region; and an excerpt of a register is
    about the states in it alone.
    """
    if place not in areas():
        return place in map_rows.covered_places(source)
    (kind, first, last), existed = _records()[source], EXISTED.get(place, (0, 9999))
    if place in _areas_of(source) or first >= existed[1] or last < existed[0]:
        return place in _areas_of(source)
    if kind == "treaty_register":
        return kinds()[place] == "country" and areas()[place] in _joined_by(source)
    if _areas_of(source) and _areas_of(source) <= _inside(source):
        return place in _inside(source)
    return len(_areas_of(source)) > 1


@cache
def _sources_of(family: str) -> tuple[str, ...]:
    codes = (code for code in choices.indicators() if vocabulary.indicators()[code].family == family)
    return tuple(dict.fromkeys(source for code in codes for source in choices.sources_of(code)))


def missing(place: str, family: str, present: Collection[str]) -> dict[str, list[str]]:
    """The sources of a family that are not among those ``present`` on a place and could be.

    ``not_covered`` and, where a source covers the place otherwise or a region around it, ``no_figure``.
    """
    sources: dict[str, list[str]] = {"no_figure": [], "not_covered": []}
    for source in _sources_of(family):
        if source not in present and could_cover(source, place):
            covered = not map_rows.covered_places(source).isdisjoint(around(place))
            sources["no_figure" if covered else "not_covered"].append(source)
    return sources
