"""United States Department of State: the tier of each government in the Trafficking in Persons Report.

The department rates what a government does, not how much trafficking there is. The placements come from public copies
of the reports; ``reading`` says how the tier was read from the copy, and copies that disagree are named.
"""

from pathlib import Path

import pandas as pd

from etl.errors import InputError
from etl.printed import lines
from etl.readers import read_csv
from etl.schema import Raw, Tables

FILES = {"tiers.csv": ("country", "year", "tier", "copy", "reading", "remark", "disagreement")}

# reading: basis, and the words for the locator
READINGS = {
    "listed": ("printed", "tier as listed"),
    "narrative": ("printed", "tier as stated in the country narrative"),
    "pooled": ("printed", "from a copy that does not tell Tier 2 from the Watch List"),
    "settled": ("printed", "settled between disagreeing copies"),
    "year_taken": ("inferred", "from a list whose year is not printed"),
    "remained": ("derived", "the next report seen says that it remained"),
    "forced_move": ("derived", "the only tier that the next report's move allows"),
    "unlisted": ("complement", "in the report and in none of the lists seen"),
    "one_step": ("inferred", "the next report says that it moved; taken as one step"),
}
POOLED = {"2*": "2|2W"}
WATCH_LIST_BEGAN = "2004"
# What the copies are called, by their name in tiers.csv; an address stands for itself.
COPIES = {
    "heiss_tip_tiers_orig": "Heiss and Kelley's data file tip_tiers_orig",
    "teomotun_tip2018_narratives": "teomotun's copy of the country narratives of 2018",
    "teomotun_tip2018_special_cases": "teomotun's copy of the special cases of 2018",
    "cia_factbook": "the CIA World Factbook",
    "cia_factbook(2020 text)": "the CIA World Factbook (text of 2020)",
    "du_tiers": "the data file du_tiers",
    "discerning_islam_2021": "the Discerning Islam list of 2021",
    "hawkeye_2025": "the Hawkeye list of 2025",
    "gvnet_2020": "GVnet's pages of 2020",
    "gvnet_2023": "GVnet's pages of 2023",
    "kelley_cho_dta": "Kelley and Cho's data file",
    "kelley_simmons_ajps": "Kelley and Simmons's data file",
    "hti": "Frank's Human Trafficking Indicators",
    "knowyourcountry_2024": "the KnowYourCountry list of 2024",
}
# What a placement that stands in no list was read from.
_COMPLEMENTS = {"complement": "the copies of the other lists of the report", "cia_factbook/complement": COPIES["cia_factbook"]}
TIERS = {"1": "Tier 1", "2": "Tier 2", "2W": "Tier 2 Watch List", "3": "Tier 3", "SC": "a special case"}


def _disagreement(cell: str, where: str) -> str:
    """'a=2; b=2W' in words, the copies grouped by what they say."""
    said: dict[str, list[str]] = {}
    for part in filter(None, cell.split("; ")):
        copy, _, tier = part.partition("=")
        if tier not in TIERS:
            raise InputError("", where, f"'{cell}' does not say which copy has which tier", f"Write COPY=TIER; tiers: {', '.join(TIERS)}.")
        said.setdefault(tier, []).append(COPIES.get(copy, copy))
    if not said:
        return ""
    return "Copies of the report disagree: " + "; ".join(f"{TIERS[tier]} in {', '.join(copies)}" for tier, copies in said.items()) + "."


def _before_watch_list(frame: pd.DataFrame) -> pd.Series:
    """What a tier that a copy does not tell from the Watch List must be in a report without one; '' for other rows."""
    early = (frame["tier"] == "2*") & (frame["year"] < WATCH_LIST_BEGAN)
    return pd.Series("", frame.index).mask(early, " There was no Watch List yet; the placement can only have been Tier 2.")


def normalise(raw: Raw) -> Tables:
    """One rating for each country and report year; a pooled tier stays pooled."""
    frame = raw["tiers.csv"]
    where = lines("tiers.csv", frame)
    for place, reading in zip(where, frame["reading"], strict=True):
        if reading not in READINGS:
            raise InputError("", place, f"unknown reading '{reading}'", f"Use one of {', '.join(READINGS)}.")
    words = frame["reading"].map({code: text for code, (_, text) in READINGS.items()})
    disagreement = pd.Series(map(_disagreement, frame["disagreement"], where), frame.index, "str")
    remark = frame["remark"].map(lambda text: f'The copy remarks: "{text}".' if text else "")
    return {
        "ratings": pd.DataFrame(
            {
                "indicator": "tip_tier",
                "place_printed": frame["country"],
                "year": frame["year"],
                "rating": frame["tier"].replace(POOLED),
                "as_printed": frame["tier"],
                "basis": frame["reading"].map({code: basis for code, (basis, _) in READINGS.items()}),
                "locator": "Report " + frame["year"] + ", " + frame["country"] + ": " + words,
                "copy": frame["copy"].replace(COPIES | _COMPLEMENTS),
                "caveat": (disagreement + " " + remark + _before_watch_list(frame)).str.strip(),
                "where": where,
            }
        )
    }


_PREFIXES = {
    "direct (tier read from": "narrative",
    "direct (Tier 2 and 2WL": "pooled",
    "direct (year inferred": "year_taken",
    "direct": "listed",
    "adjudicated": "settled",
    'derived: 2018 report says "remained': "remained",
    'derived: 2020 text says "remained': "remained",
    "derived": "forced_move",
    "INFERRED": "one_step",
    "complement": "unlisted",
}


def _reading(country: str, method: str, where: str) -> str:
    if method.startswith("Haiti direct"):
        return "listed" if country == "Haiti" else "unlisted"
    reading = next((code for prefix, code in _PREFIXES.items() if method.startswith(prefix)), None)
    if reading is None:
        raise InputError("", where, f"unknown method '{method}'", "Add it to the prefixes in etl/sources/tip_tiers.py.")
    return reading


def transcribe(path: Path) -> Tables:
    """The merged table of tiers (iso3, country, year, tier, source, method, conflict) in the form of ``tiers.csv``."""
    frame = read_csv("tip_tiers", path, ("country", "year", "tier", "source", "method", "conflict"))
    cells = zip(frame["country"], frame["method"], frame["row"], strict=True)
    remark = frame["method"].where(frame["method"].str.startswith("adjudicated"), "").str.removeprefix("adjudicated: ")
    table = pd.DataFrame(
        {
            "country": frame["country"],
            "year": frame["year"],
            "tier": frame["tier"],
            "copy": frame["source"],
            "reading": [_reading(country, method, f"{path.name}, line {row}") for country, method, row in cells],
            "remark": remark,
            "disagreement": frame["conflict"],
        }
    )
    return {"tiers.csv": table.sort_values(["year", "country"], kind="stable")}
