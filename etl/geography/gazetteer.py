"""Printed names of places become codes by an explicit table of names; an unknown name is an error, never a guess.

pycountry supplies the official names; aliases.csv supplies former names, spellings and names that mean a place
in one source only ("Asia and the Pacific" is a different region in each edition).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd
import pycountry

from etl.contract import vocabulary
from etl.contract.errors import PlaceError, RuleError
from etl.contract.folding import fold

_DOMESTIC = "GROUP:domestic"
# The code of a country that has none in ISO 3166-1, and how files write it.
_KOSOVO = {"XK": "XKX", "XKX": "XKX"}
# States that only changed their names, by their withdrawn codes; Romania's stands in no list of pycountry.
_RENAMED = {"BUR": "MMR", "DHY": "BEN", "HVO": "BFA", "NHB": "VUT", "RHO": "ZWE", "TMP": "TLS", "ZAR": "COD"}
_ROMANIA = [("ROM", "ROU")]


def _official_names(codes: set[str]) -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        names = (country.name, getattr(country, "official_name", None), getattr(country, "common_name", None))
        yield from ((name, country.alpha_3) for name in names if name and country.alpha_3 in codes)


def iso_aliases(places: Iterable[str]) -> pd.DataFrame:
    """Other names of places by ISO 3166: official names and two-letter codes (``alias, place, kind, scope``), withdrawn codes too.

    A withdrawn code of a state that only changed its name means that state.
    """
    codes = set(places)
    countries = [*pycountry.countries, *pycountry.historic_countries]
    short = [(country.alpha_2, country.alpha_3) for country in countries] + [("XK", "XKX")]
    renamed = [(old, new) for country in countries for old in (country.alpha_2, country.alpha_3) if (new := _RENAMED.get(country.alpha_3))]
    pairs = {alias: (code, "code") for alias, code in reversed([*short, *renamed, *_ROMANIA]) if code in codes}
    pairs |= {name: (code, "official") for name, code in _official_names(codes)}
    return pd.DataFrame([(alias, code, kind, "") for alias, (code, kind) in pairs.items()], columns=["alias", "place", "kind", "scope"])


def _iso(printed: str) -> str:
    """The alpha-3 code that an alpha-2 or alpha-3 code of ISO 3166-1 means, in capitals as the standard writes them; else ''."""
    country = pycountry.countries.get(alpha_3=printed) or pycountry.countries.get(alpha_2=printed) if printed.isupper() else None
    return str(country.alpha_3) if country else _KOSOVO.get(printed, "")


@dataclass(frozen=True)
class Gazetteer:
    """All names of all places: folded name (and source, where the name is scoped) to code."""

    names: dict[tuple[str, str], str]
    codes: frozenset[str]
    citizenships: dict[str, str] = field(default_factory=dict)

    def is_domestic(self, label: str) -> bool:
        """Whether a printed label means citizens of whichever country reports them, such as "Nationals"."""
        return self.citizenships.get(label) == _DOMESTIC

    def citizenship(self, label: str, *, source: str, where: str, own: str) -> str:
        """The code of a printed citizenship, ``own`` for the reporting country's citizens, or GROUP: and a word.

        A label that the table of citizenships lacks is read as the name of a place; raises PlaceError if it is not one.
        """
        known = self.citizenships.get(label)
        return own if known == _DOMESTIC else known or self.resolve(label, source=source, where=where)

    def resolve(self, name: str, *, source: str, where: str) -> str:
        """The code of a printed name; raises PlaceError for an unknown name."""
        code = self.names.get((source, fold(name))) or self.names.get(("", fold(name)))
        if code is None:
            remedy = "Correct the spelling, or add the name to data/reference/aliases.csv with the code it means."
            raise PlaceError(source, where, f"the place '{name}' is not known", remedy)
        return code

    def country(self, printed: str, *, source: str, where: str) -> str:
        """The code of a country printed as ISO code (alpha-2, alpha-3) or as name; raises PlaceError for anything else."""
        code = _iso(printed)
        code = code if code in self.codes else self.resolve(printed, source=source, where=where)
        if ":" in code or code == "WORLD":
            raise PlaceError(source, where, f"'{printed}' is a region, not a country", "Give the country, or leave the cell blank.")
        return code


def _citizenships(table: pd.DataFrame, codes: set[str]) -> dict[str, str]:
    """What each printed citizenship means: the code of a place or region, or GROUP: and a word of the vocabulary."""
    meanings: dict[str, str] = {}
    for row in table.itertuples():
        code = str(row.place or (row.note if row.group == "region" else f"GROUP:{row.group}"))
        if code not in codes and code.removeprefix("GROUP:") not in vocabulary.terms("origin_group"):
            remedy = "Give a code of places.csv or regions.csv, or a word of the vocabulary's origin_group."
            raise RuleError("reference", f"citizenships.csv, '{row.label}'", f"'{code}' is neither a place nor a group", remedy)
        meanings[str(row.label)] = code
    return meanings


def gazetteer(places: pd.DataFrame, aliases: pd.DataFrame, citizenships: pd.DataFrame) -> Gazetteer:
    """Collect the names from the tables ``places`` (place, name), ``aliases`` (alias, place, scope) and ``citizenships``.

    Raises RuleError where a name has two meanings in one scope, or an alias has an unknown code.
    """
    codes = set(places["place"])
    names: dict[tuple[str, str], str] = {}
    areas = places[places["kind"].isin(["country", "territory"])]
    entries: Iterable[tuple[str, str, str]] = [
        *(("", name, code) for name, code in zip(areas["name"], areas["place"], strict=True)),
        *(("", name, code) for name, code in _official_names(codes)),
        *zip(aliases["scope"], aliases["alias"], aliases["place"], strict=True),
    ]
    for scope, name, code in entries:
        where = f"aliases.csv, '{name}'"
        if code not in codes:
            raise RuleError("reference", where, f"there is no place '{code}'", "Give a code of places.csv or regions.csv.")
        known = names.setdefault((scope, fold(name)), code)
        if known != code:
            remedy = "Keep one of the two, or give the name a scope."
            raise RuleError("reference", where, f"the name already means {known}, not {code}", remedy)
    return Gazetteer(names, frozenset(codes), _citizenships(citizenships, codes))
