"""The words of repeated claims: types, bounds, units and classifications, and what they become in the tables."""

from collections.abc import Mapping

UNITS: Mapping[str, str] = {
    "persons": "persons",
    "persons_per_year": "persons_per_year",
    "usd_per_year": "usd",
    "usd": "usd_once",
    "usd_per_person": "usd_once_per_person",
    "usd_per_person_year": "usd_per_person",
    "usd_per_person_day": "usd_per_person_day",
    "percent": "percent",
    "countries": "countries",
    "cases": "case_files",
    "times": "times",
    "years_of_age": "years_of_age",
    "score": "score",
    "category": "category",
    "other": "number",
}
# The wording of a bound -> the kind of range.
BOUNDS: Mapping[str, str] = {
    "exact": "none_published",
    "approximate": "approximate",
    "at_least": "at_least",
    "at_most": "at_most",
    "range": "producer_range",
}
# The wording of the documents -> the words of the scales in indicators.toml.
RATING_CODES: Mapping[str, str] = {
    "major origin": "major",
    "major destination": "major",
    "major transit": "major",
    "high origin": "high",
    "high destination": "high",
    "very high origin": "very_high",
    "very high destination": "very_high",
    "most common destination": "most_common",
    "origin": "named",
    "destination": "named",
    "transit": "named",
    "origin (lesser extent)": "lesser",
    "increasing origin": "increasing",
    "traditional origin": "traditional",
    "2 or 2W": "2|2W",
    "B or B-": "B|B-",
}
CLAIM_TYPES = ("estimate", "flow", "rating", "word_only", "title")
# Indicators whose label does not say what is counted, or of whom: a claim with one of these must say it in ``counted``.
UNSPECIFIC_INDICATORS = frozenset(
    (
        *("other_count", "countries_other", "multiple", "trend", "ranking", "role_other", "grade", "states_affected", "routes"),
        *("share_other", "share_sexual_exploitation", "share_women_girls", "share_children", "share_reported", "share_profit_region"),
        *("share_forced_labour", "economy_share", "referrals_accepted", "age_minimum", "age_average", "age_other", "deaths"),
        *("no_evidence", "index_scale", "story_place"),
        *("revenue", "profit", "market_value", "price_of_person", "earnings_from_person", "cost_or_spending"),
        *("treaty_parties", "treaty_signatories", "nationalities_detected", "flows_identified"),
        *("victims_detected", "victims_assisted", "suspected_incidents", "cases_investigated", "cases_prosecuted"),
        *("arrests", "convictions"),
    )
)


def place_code(code: str) -> str:
    """The code of the place of a claim: an ISO code unchanged; a region or several places as a region of documents."""
    plain = code.removeprefix("R:")
    if plain == code and ";" not in code:
        return code
    return "DOC:" + plain.upper().replace(";R:", "_AND_").replace(";", "_AND_").replace(" ", "_").replace("-", "_")
