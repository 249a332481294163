"""The titles of views of corridors: what a line joins, from which place or to which, and in which years."""

from collections.abc import Mapping
from dataclasses import dataclass

from layouts import format as words


@dataclass(frozen=True)
class Claim:
    """What a kind of evidence joins: ``whole`` without a place; ``origin``, ``destination``, ``both`` with ``{}`` for the place."""

    whole: str
    origin: str
    destination: str
    both: str


_CLAIMS: Mapping[str, Claim] = {
    "detected_by_citizenship": Claim(
        "Detected victims, from citizenship to detecting country",
        "Detected victims from {}, by detecting country",
        "Victims detected in {}, by citizenship",
        "Detected victims from or in {}",
    ),
    "convicted_by_citizenship": Claim(
        "Persons convicted, from citizenship to convicting country",
        "Persons from {} convicted, by convicting country",
        "Persons convicted in {}, by citizenship",
        "Persons convicted, from or in {}",
    ),
    "repatriated": Claim(
        "Repatriated victims, from the country of exploitation to the country returned to",
        "Victims repatriated from {}, by country returned to",
        "Victims returned to {}, by country of exploitation",
        "Victims repatriated from or to {}",
    ),
    "referred_by_nationality": Claim(
        "Referrals, from nationality to the country of the referral",
        "Referrals of people from {}, by country of referral",
        "Referrals in {}, by nationality",
        "Referrals of people from or in {}",
    ),
    "assisted_case": Claim(
        "Assisted cases, from citizenship to country of exploitation",
        "Assisted cases of people from {}, by country of exploitation",
        "Assisted cases of people exploited in {}, by citizenship",
        "Assisted cases of people from or exploited in {}",
    ),
    "narrative_mention": Claim(
        "People mentioned in a text, from origin to destination",
        "People from {} mentioned in a text, by destination",
        "People in {} mentioned in a text, by origin",
        "People from or in {} mentioned in a text",
    ),
}


def title(evidence: str, *, place: str = "", region: str = "", role: str = "both") -> str:
    """A plain claim of what lines of a kind of evidence join, with the names of the chosen place and region ('' for none)."""
    claim = _CLAIMS[evidence]
    if not (place or region):
        return claim.whole
    text = str(getattr(claim, role)).format(words.in_sentence(place or region))
    return f"{text}, with {words.in_sentence(region)} at one end" if place and region else text


def direction(evidence: str) -> str:
    """Which way the arrows of a kind of evidence lead: 'from citizenship to detecting country'."""
    return _CLAIMS[evidence].whole.rpartition(", ")[2]
