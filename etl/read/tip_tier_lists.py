"""The merged table of tier placements, transcribed into ``lists.csv``: which copy a placement was read from, and how."""

from pathlib import Path

from etl.contract.errors import InputError
from etl.contract.schema import Tables
from etl.read import count_tables
from etl.read.csv_reader import read_csv

COLUMNS = ("place", "country", "year", "tier", "copy", "reading", "disagreement")
# The names of the copies in lists.csv -> what the atlas calls them.
COPIES = {
    "heiss_tip_tiers_orig": "Heiss and Kelley's data file",
    "teomotun_tip2018_narratives": "teomotun's copy of the country narratives of 2018",
    "teomotun_tip2018_special_cases": "teomotun's copy of the special cases of 2018",
    "cia_factbook": "the CIA World Factbook",
    "cia_factbook(earlier text)": "an earlier text of the CIA World Factbook",
    "cia_factbook(2020 text)": "the CIA World Factbook (text of 2020)",
    "du_tiers": "a data file by an unknown author",
    "discerning_islam_2021": "the Discerning Islam list of 2021",
    "hawkeye_2025": "the Hawkeye list of 2025",
    "gvnet_2020": "GVnet's pages of 2020",
    "gvnet_2023": "GVnet's pages of 2023",
    "kelley_cho_dta": "Kelley and Cho's data file",
    "kelley_simmons_ajps": "Kelley and Simmons's data file",
    "hti": "Frank's Human Trafficking Indicators",
    "knowyourcountry_2024": "the KnowYourCountry list of 2024",
    # what a placement that is in no list was read from
    "complement": "copies of the report's other lists",
    "cia_factbook/complement": "the CIA World Factbook",
}
# How the method of a placement begins that was decided between copies it names in words -> the copies as in the column conflict.
_DECIDED = {
    "adjudicated: DU file says 2, but the 2018 TIP narrative says 2WL": "teomotun_tip2018_narratives=2W; du_tiers=2",
    "adjudicated: later factbook text says Tier 3": "cia_factbook=3; cia_factbook(earlier text)=2W",
    "adjudicated: gvnet prints Congo (ROC) under Tier 2": "",
}
# How a method in the merged table begins -> the reading.
_PREFIXES = {
    "direct (tier read from": "narrative",
    "direct (Tier 2 and 2WL": "pooled",
    "direct (year inferred": "year_taken",
    "direct": "listed",
    "adjudicated: HTI + DU + official Tier 1 count": "counted",
    **dict.fromkeys(_DECIDED, "settled"),
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
        raise InputError("", where, f"unknown method '{method}'", "Add it to the prefixes in etl/read/tip_tier_lists.py.")
    return reading


def transcribe(path: Path) -> Tables:
    """The merged table of tiers (iso3, country, year, tier, source, method, conflict) in the form of ``lists.csv``."""
    frame = read_csv("tip_tiers", path, ("iso3", "country", "year", "tier", "source", "method", "conflict"))
    count_tables.check_pattern(frame, "country", count_tables.NOT_BLANK, "a country")
    count_tables.label_codes(frame, "source", COPIES)
    count_tables.check_one_name(frame, "iso3", "country")
    methods = zip(frame["country"], frame["method"], frame["row"], strict=True)
    decided = [next((copies for start, copies in _DECIDED.items() if method.startswith(start)), "") for method in frame["method"]]
    table = frame.rename(columns={"iso3": "place", "source": "copy"}).assign(
        reading=[_reading(country, method, f"{path.name}, line {row}") for country, method, row in methods],
        disagreement=frame["conflict"].where(frame["conflict"] != "", decided),
    )
    return {"lists.csv": table[list(COLUMNS)].sort_values(["year", "country"], kind="stable")}
