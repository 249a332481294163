"""Printed names of places become codes by an explicit table of names; an unknown name raises, it never guesses.

pycountry supplies the official names; aliases.csv supplies former names, spellings and names that mean a place
only in one source ("Asia and the Pacific" is a different region in each edition).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
import pycountry

from etl.errors import PlaceError, RuleError


def fold(name: str) -> str:
    """A name without case, accents, punctuation and leading article, for exact comparison."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", " ", plain.casefold().replace("&", " and ").replace("’", "'")).strip()
    return words.removeprefix("the ")


def _official_names(codes: set[str]) -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        names = (country.name, getattr(country, "official_name", None), getattr(country, "common_name", None))
        yield from ((name, country.alpha_3) for name in names if name and country.alpha_3 in codes)


@dataclass(frozen=True)
class Gazetteer:
    """All names of all places: folded name (and source, where the name is scoped) to code."""

    names: dict[tuple[str, str], str]
    codes: frozenset[str]

    def resolve(self, name: str, *, source: str, where: str) -> str:
        """The code of a printed name; raises PlaceError where no table knows it."""
        code = self.names.get((source, fold(name))) or self.names.get(("", fold(name)))
        if code is None:
            raise PlaceError(
                source,
                where,
                f"the place '{name}' is not known",
                "Correct the spelling, or add the name to data/reference/aliases.csv with the code it means.",
            )
        return code


def gazetteer(places: pd.DataFrame, aliases: pd.DataFrame) -> Gazetteer:
    """Collect the names from the tables ``places`` (place, name) and ``aliases`` (alias, place, scope).

    Raises RuleError where one name in one scope would mean two places, or an alias points at no place.
    """
    codes = set(places["place"])
    names: dict[tuple[str, str], str] = {}
    areas = places[places["kind"].isin(["country", "territory"])]
    listed: Iterable[tuple[str, str, str]] = [
        *(("", name, code) for name, code in zip(areas["name"], areas["place"], strict=True)),
        *(("", name, code) for name, code in _official_names(codes)),
        *zip(aliases["scope"], aliases["alias"], aliases["place"], strict=True),
    ]
    for scope, name, code in listed:
        if code not in codes:
            raise RuleError(
                "reference", f"aliases.csv, '{name}'", f"there is no place '{code}'", "Give a code of places.csv or regions.csv."
            )
        if names.setdefault((scope, fold(name)), code) != code:
            known = names[scope, fold(name)]
            raise RuleError(
                "reference",
                f"aliases.csv, '{name}'",
                f"the name already means {known}, not {code}",
                "Keep one of the two, or give the name a scope.",
            )
    return Gazetteer(names, frozenset(codes))
