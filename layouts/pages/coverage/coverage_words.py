"""What the coverage page says of its places in words: the claim at its head, what counts as a figure, how many they are."""

from collections.abc import Collection, Mapping
from typing import Any

from layouts import format as words
from layouts.pages.coverage.state import ANY, EVERY, NOBODY, ONE, RATINGS, State

# What a source has, or has not, of each kind.
_OF_KIND = {
    ANY: "a figure",
    "count": "counted cases",
    "estimate": "an estimate",
    "rating": "a rating or score",
    "citizenship": "a count of citizens abroad",
    "treaty": "a treaty date or status",
    "claim": "a repeated claim",
}
_NOT_COUNTED = "Masked counts, treaty dates, repeated claims and figures for whole regions are not included."
_MEANINGS = {
    ANY: f"Figures are printed counts (including those of citizens abroad), estimates and ratings. {_NOT_COUNTED}",
    "count": "People, cases and reports that authorities or assistance organisations recorded in the place, and rates based on them. "
    "Masked counts are not included.",
    "estimate": "Modelled numbers of people for the country itself; figures for whole regions, such as those of the ILO, are not included.",
    "rating": "Tiers, indices and scores that judge a government's response or a country's risk. They are not counts.",
    "citizenship": "People counted elsewhere, or returned, by their citizenship. They say nothing about cases in their own country.",
    "treaty": "Signing, joining or being listed in a treaty register. This is not a figure on trafficking.",
    "claim": "What five documents of 2001 to 2014 repeat or assert. The figure behind a claim is its producer's.",
}


def meaning(state: State) -> str:
    """What counts as a figure in a state."""
    also = " A count of citizens abroad is not a count of the place itself." if state.question == RATINGS else ""
    return _MEANINGS[state.kind] + also


def have(state: State) -> str:
    """What a source has of a place: 'a figure', 'counted cases'."""
    return _OF_KIND[state.kind]


def places(countries: int, territories: int) -> str:
    """How many countries and territories: '2 countries and 43 territories', 'no country or territory'."""
    parts = [words.counted(countries, "country", "countries")] if countries else []
    parts += [words.counted(territories, "territory", "territories")] if territories else []
    return " and ".join(parts) or "no country or territory"


def title(state: State, countries: int, territories: int, everywhere: int) -> str:
    """The claim at the head of the page: ``countries`` and ``territories`` answer the question, of ``everywhere`` places."""
    where = f" in {words.in_sentence(state.region)}" if state.region else ""
    since, some = f"Since {state.since}", countries + territories
    if state.question == EVERY:
        return f"{since}, {some} of {everywhere} countries and territories{where} have {have(state)} from at least one source"
    if state.question == NOBODY:
        every = f"every country and territory{where} has {have(state)} from at least one source"
        return f"{since}, no source has {have(state)} for {places(countries, territories)}{where}" if some else f"{since}, {every}"
    if state.question == ONE:
        return f"{since}, only one source has {have(state)} for {places(countries, territories)}{where}"
    verb = "has" if some == 1 else "have"
    return f"{since}, {places(countries, territories)}{where} {verb} ratings but no count or estimate"


def reading(row: Mapping[str, Any], since: int) -> str:
    """What the map says of a place, a row of ``source_coverage.by_place``: '7 sources, latest figure for 2025'."""
    if row["sources"]:
        return f"{words.counted(row['sources'], 'source')}, latest figure for {row['newest']}"
    return f"Since {since}: {'masked counts only' if row['masked'] else 'no figure'}"


def only_source(title: str, kinds: Collection[str]) -> str:
    """The title of the only source of a place, and that it counts citizens elsewhere where it has nothing else."""
    return f"{title}, citizens abroad" if set(kinds) == {"citizenship"} else title


def masked(count: int) -> str:
    """What places that are marked as masked have; '' where there are none."""
    return f"A publisher has counts for {count} of these places and does not print them." if count else ""
