"""The places that a text names, by exact words: names, former names, and what citizens are called."""

import re
from dataclasses import dataclass
from functools import cache

from etl.queries.atlas import atlas

# Names of places that are other words as well, or of no place where they stand alone.
_OTHER_WORDS = frozenset(("Jersey", "World", "Other", "Nationals", "American"))
_ONE_CITIZEN = ("n", "i", "o", "k", "t", "ch", "kh", "er")
# What follows a name that is part of another: US$, US dollars, US Department of State.
_NO_PLACE = r"\w|\s?\$|[\s-](?:[Dd]ollar|(?:State\s)?Dep)"
# What stands before and behind a place that people are from, and between several of them.
_FROM = re.compile(r"\b(?:from|(?:citizen|national)s?\s+of)\s+(?:the\s+)?$", re.IGNORECASE)
_PEOPLE = re.compile(r"\s+(?:citizens?|nationals?|victims?|people|persons?|wom[ae]n|m[ae]n|girls?|boys?|children|minors?|adults?)\b")
# What stands behind a place that returns people, and before one that they are returned from, by, or to.
_RETURNS = re.compile(r"\s+(?:(?:has|have|had)\s+)?(?:repatriated|returned|sent)\b")
_RETURNED_BY = re.compile(r"\b(?:(?:repatriat\w+|returned|home|back)\s+from|by)\s+(?:the\s+)?$", re.IGNORECASE)
_RETURNED_TO = re.compile(r"\bto\s+(?:the\s+)?$", re.IGNORECASE)
_LIST = re.compile(r"\s*,?\s*(?:(?:and|or)\s+)?(?:the\s+)?")
_AMERICA, _BRITAIN = ("US", "U.S.", "USA", "U.S.A.", "America"), ("UK", "U.K.", "Britain", "British")
_ADDED = dict.fromkeys(_AMERICA, "USA") | dict.fromkeys(_BRITAIN, "GBR") | {"Nepali": "NPL", "Dutch": "NLD"}


@dataclass(frozen=True)
class PlaceMention:
    """A place named in a text, from ``start`` to ``end``, and its code."""

    text: str
    start: int
    end: int
    place: str


@cache
def _peoples() -> dict[str, str]:
    """What several citizens of a place are called, 'Nigerians', made of what one is called where that is no name of a place."""
    citizens, aliases, places = (atlas()[table] for table in ("citizenships", "aliases", "places"))
    names = {*aliases["alias"], *places["name"], ""}
    one = [*zip(citizens["label"], citizens["place"], strict=True), ("Nepali", "NPL")]
    several = {f"{label}s": code for label, code in one if label.endswith(_ONE_CITIZEN) and label not in names}
    return {name: code for name, code in several.items() if name not in names}


@cache
def _names() -> dict[str, str]:
    """Every name by which a text may mean a country or a territory, with its code."""
    places = atlas()["places"]
    areas = places[places["kind"].isin(["country", "territory"])]
    codes = set(areas["place"])
    aliases = atlas()["aliases"].query("scope == '' and kind != 'spelling'")
    named = [*zip(aliases["alias"], aliases["place"], strict=True), *zip(areas["name"], areas["place"], strict=True)]
    citizens = [*zip(atlas()["citizenships"]["label"], atlas()["citizenships"]["place"], strict=True)]
    pairs = [*_peoples().items(), *citizens, *named, *_ADDED.items()]
    return {
        name: code for name, code in pairs if code in codes and name not in _OTHER_WORDS and name[:1].isupper() and "\ufffd" not in name
    }


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?!{_NO_PLACE})")


def place_mentions(text: str) -> tuple[PlaceMention, ...]:
    """The places in a text, in its order, as they are written: with a capital letter, and no parts of longer names."""
    return tuple(PlaceMention(match[0], *match.span(), _names()[match[0]]) for match in _pattern().finditer(text))


def origins(text: str) -> frozenset[str]:
    """The places of which a text says that people are from there: 'from Ghana and Togo', 'citizens of Ghana', 'Ghanaian victims'."""
    codes, end = [], -1
    for mention in place_mentions(text):
        is_next = end >= 0 and _LIST.fullmatch(text, end, mention.start)
        are_people = mention.text in _peoples() or _PEOPLE.match(text, mention.end)
        if is_next or are_people or _FROM.search(text, 0, mention.start):
            codes.append(mention.place)
            end = mention.end
    return frozenset(codes)


def returns(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The places of which a text says that people are returned from there, and those to which, or whose people, are returned."""
    returning, returned = set(), set()
    for mention in place_mentions(text):
        are_people = mention.text in _peoples() or _PEOPLE.match(text, mention.end)
        if _RETURNED_TO.search(text, 0, mention.start) or are_people:
            returned.add(mention.place)
        elif _RETURNS.match(text, mention.end) or _RETURNED_BY.search(text, 0, mention.start):
            returning.add(mention.place)
    return frozenset(returning), frozenset(returned)


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    """The regions of all sources by each of their names: Africa is another region in each edition."""
    places = atlas()["places"].query("kind == 'region'")
    aliases = atlas()["aliases"]
    pairs = {*zip(places["name"], places["place"], strict=True), *zip(aliases["alias"], aliases["place"], strict=True)}
    regions = set(places["place"])
    pairs |= {(name, code) for name in ("European Union", "EU") for code in regions if code.startswith("EU:")}
    names = sorted({name for name, code in pairs if code in regions and name[:1].isupper()}, key=len, reverse=True)
    return {name: tuple(sorted(code for other, code in pairs if other == name and code in regions)) for name in names}


@cache
def _region_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _regions()))})(?![\w])")


def region_codes(text: str) -> tuple[str, ...]:
    """The codes of the regions that a text names, those of every source that has a region of this name."""
    return tuple(dict.fromkeys(code for match in _region_pattern().finditer(text) for code in _regions()[match[0]]))
