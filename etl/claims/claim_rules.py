"""The words of repeated claims and what they become, and the rules that a claim must follow; one that breaks a rule is refused."""

from collections.abc import Callable, Mapping

import pandas as pd

from etl.contract import vocabulary
from etl.contract.errors import InputError

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
# Which claims break the rule.
Broken = Callable[[pd.DataFrame], pd.Series]


def place_code(code: str) -> str:
    """The code of the place of a claim: an ISO code unchanged; a region or several places as a region of documents."""
    plain = code.removeprefix("R:")
    if plain == code and ";" not in code:
        return code
    return "DOC:" + plain.upper().replace(";R:", "_AND_").replace(";", "_AND_").replace(" ", "_").replace("-", "_")


def _with_figure(frame: pd.DataFrame) -> pd.Series:
    return frame["about"].isin(["estimate", "flow"])


def _bounds_contradicted(frame: pd.DataFrame) -> pd.Series:
    """Which claims have bounds that their wording excludes."""
    low, high, value = (frame[name] != "" for name in ("low", "high", "value"))
    expected = {
        "exact": value & ~low & ~high,
        "approximate": value & ~low & ~high,
        "at_least": low & ~high,
        "at_most": high & ~low,
        "range": low & high & ~value,
    }
    fits = pd.Series(False, frame.index)
    for bound, marks in expected.items():
        fits |= (frame["bound"] == bound) & marks
    return _with_figure(frame) & ~fits


def _uncounted(frame: pd.DataFrame) -> pd.Series:
    """Which claims leave open what they count: ``counted`` is blank, and the indicator is unknown or does not say it."""
    unspecific = frame["counts"].isin(UNSPECIFIC_INDICATORS) | (
        (frame["about"] == "word_only") & ~frame["counts"].isin(list(vocabulary.indicators()))
    )
    return unspecific & (frame["counted"].str.strip() == "") & (frame["about"] != "title")


def _unknown_issues(frame: pd.DataFrame) -> pd.Series:
    known = set(vocabulary.terms("issue"))
    return pd.Series([bool(set(filter(None, text.split(";"))) - known) for text in frame["issue"]], frame.index)


_RULES: tuple[tuple[Broken, str, str], ...] = (
    (lambda f: ~f["offset"].str.fullmatch(r"\d+"), "the claim has no offset", "Give the character at which its figure begins."),
    (lambda f: ~f["about"].isin(CLAIM_TYPES), "'about' is not a known type of claim", f"Use one of {', '.join(CLAIM_TYPES)}."),
    (
        lambda f: _with_figure(f) & ~f["unit"].str.partition(":")[0].isin(list(UNITS)),
        "the claim has no known unit",
        f"Use one of {', '.join(UNITS)}.",
    ),
    (lambda f: _with_figure(f) & ~f["bound"].isin(list(BOUNDS)), "the kind of bound is unknown", f"Use one of {', '.join(BOUNDS)}."),
    (
        _bounds_contradicted,
        "a bound is on the wrong side",
        "exact and approximate: value alone; at_least: low; at_most: high; range: low and high without value.",
    ),
    (
        lambda f: (f["about"] == "flow") & ~f["counts"].str.startswith("people_trafficked"),
        "a flow counts people trafficked from an origin to a destination",
        "Write 'estimate': what is counted here was not trafficked between the two places, as far as the document says.",
    ),
    (lambda f: (f["about"] == "rating") & (f["rating"] == ""), "the rating is missing", "Write the rating as the document words it."),
    (_unknown_issues, "an issue is unknown", "Use the words of the group issue in vocabulary.toml, joined by ';'."),
    (
        _uncounted,
        "the claim does not say what it counts",
        "Its indicator leaves that open: write it in 'counted', such as 'women among North Koreans who escape to China'.",
    ),
    (
        lambda f: ~(f["year_start"] + ";" + f["year_end"]).str.fullmatch(r"\d{4};(\d{4})?|;"),
        "the years are not years",
        "Write four digits in 'year_start', and in 'year_end' for a period, or leave both empty.",
    ),
    (
        lambda f: (f["year_of"] != "") & (f["year_start"] == ""),
        "the year is missing",
        "Write the year that 'year_of' speaks of in 'year_start', or leave 'year_of' empty.",
    ),
    (lambda f: f["as_printed"] == "", "the claim does not say what is printed", "Copy the figure as printed at the offset."),
)


def check(frame: pd.DataFrame) -> None:
    """Raise InputError at the first claim that breaks a rule, with its line."""
    for rule, problem, remedy in _RULES:
        broken = rule(frame)
        if broken.any():
            raise InputError("", str(frame.loc[broken, "where"].iloc[0]), problem, remedy)
