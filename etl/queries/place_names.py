"""Places by what people write: any name, former name or code means one place exactly; a slip has names near to it, and no place."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from etl.contract.folding import fold
from etl.queries.atlas import atlas

# How alike a name must be to be offered, of 100, how far it may lie behind the best, and how many are offered.
_ALIKE, _BEHIND, _MOST = 72, 16, 4
_LONGEST = 80
# Which place a name means that several have: countries and territories, the world, then the groupings in this order.
_SCHEMES = ("", "Organisation", "M49", "EU27 from 2020")
_DOCUMENTS = "DOC:"


@cache
def _of_regions() -> tuple[tuple[str, str], ...]:
    """Names of the world and of regions, those that come first before those of the same name; then those of the latest edition."""
    places = atlas()["places"]
    regions = places[~places["kind"].isin(["country", "territory"])].sort_values("region", ascending=False, kind="stable")
    order = {scheme: number for number, scheme in enumerate(_SCHEMES)}

    def rank(region: tuple[str, str, str]) -> tuple[bool, int]:
        return region[0].startswith(_DOCUMENTS), order.get(region[2], len(order))

    ranked = sorted(zip(regions["place"], regions["name"], regions["region"], strict=True), key=rank)
    return tuple((name, code) for code, name, _ in ranked)


@cache
def _by_name() -> Mapping[str, str]:
    """The code of every place by each of its folded names, codes left out."""
    places, aliases = atlas()["places"], atlas()["aliases"]
    areas = places[places["kind"].isin(["country", "territory"])]
    general = aliases[(aliases["scope"] == "") & (aliases["kind"] != "code")]
    codes: dict[str, str] = {}
    for name, code in (
        *zip(areas["name"], areas["place"], strict=True),
        *zip(general["alias"], general["place"], strict=True),
        *_of_regions(),
    ):
        codes.setdefault(fold(name), code)
    return codes


@cache
def _by_code() -> Mapping[str, str]:
    """The code of every place by itself and by its other codes, folded."""
    aliases = atlas()["aliases"]
    others = aliases[aliases["kind"] == "code"]
    pairs = [*((code, code) for code in atlas()["places"]["place"]), *zip(others["alias"], others["place"], strict=True)]
    return {fold(text): code for text, code in reversed(pairs)}


def place_of(text: str) -> str:
    """The code of the place that a name, a former name or a code means, in any case, accents or not; '' where it means none."""
    asked_for = fold(text)
    return _by_code().get(asked_for) or _by_name().get(asked_for, "")


@cache
def _areas() -> Mapping[str, str]:
    """The folded name of each country and territory by its code."""
    places = atlas()["places"]
    areas = places[places["kind"].isin(["country", "territory"])]
    return {str(code): fold(name) for code, name in zip(areas["place"], areas["name"], strict=True)}


def _containing(text: str) -> list[str]:
    """The countries and territories whose names have a text from the start of a word: 'Guinea' in 'Papua New Guinea'."""
    pattern = re.compile(rf"\b{re.escape(text)}")
    return [code for code, name in _areas().items() if text and pattern.search(name)]


@cache
def namesakes(place: str) -> tuple[str, ...]:
    """The codes of the places that a reader may have meant by the name of one: those whose names contain it; () for none.

    Of Congo it is DR Congo, of Niger it is Nigeria, and of Micronesia the region of that name.
    """
    name = _areas().get(place)
    if name is None:
        return ()
    regions = (code for own, code in _of_regions() if fold(own) == name and not code.startswith(_DOCUMENTS))
    return tuple(code for code in (*_containing(name), *regions) if code != place)


@lru_cache(maxsize=256)
def near(text: str) -> tuple[str, ...]:
    """The codes of the places whose names contain a text that names none, else of those nearest to it; () for none."""
    if containing := _containing(fold(text[:_LONGEST])):
        return tuple(containing[:_MOST])
    matches = process.extract(fold(text[:_LONGEST]), _by_name().keys(), scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=40)
    close = [name for name, score, _ in matches if score >= matches[0][1] - _BEHIND]
    return tuple(dict.fromkeys(_by_name()[name] for name in close))[:_MOST]


def members(region: str) -> tuple[str, ...]:
    """The codes of the countries and territories of a region, in the order of their names; () where the list is not in the atlas."""
    table = atlas()["members"]
    own = {str(code) for code in table.loc[table["region"] == region, "member"]} & _areas().keys()
    return tuple(sorted(own, key=lambda code: _areas()[code]))


def successors(place: str) -> tuple[str, ...]:
    """The codes of the places that a dissolved state or territory became; () where it was not dissolved."""
    members = atlas()["members"]
    return tuple(members.loc[members["region"] == place, "member"]) if len(place) == 3 else ()
