"""United States Department of State: the tier of each government in the Trafficking in Persons Report.

The department rates what a government does, not how much trafficking there is. Three files hold what was read where:
``lists.csv`` public lists of placements (imported), ``narratives.csv`` statements in stored country narratives and in
pages that repeat the report, ``derived.csv`` placements that follow from other reports. ``normalise`` settles each placement.
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.csv_reader import read_csv
from etl.read.parse_figures import line_references
from etl.transform.placements import KEY, Trust, disagreement_caveats, left_out, resolved_placements

FILES = {
    "lists.csv": ("place", "country", "year", "tier", "copy", "reading", "disagreement"),
    "narratives.csv": ("place", "country", "year", "tier", "reading", "edition", "copy"),
    "derived.csv": ("place", "country", "year", "tier", "basis", "copy", "reason"),
}
# reading in lists.csv: basis, and the words for the locator
LISTS = {
    "listed": ("printed", "tier as listed"),
    "narrative": ("printed", "tier as stated in the country narrative"),
    "pooled": ("printed", "from a copy that does not tell Tier 2 from the Watch List"),
    "settled": ("printed", "settled between disagreeing copies"),
    "counted": ("printed", "settled between disagreeing copies by the number of countries on Tier 1 that the report prints"),
    "year_taken": ("inferred", "from a list whose year is not printed"),
    "remained": ("derived", "the next report seen says that it remained"),
    "forced_move": ("derived", "the only tier that the next report's move allows"),
    "unlisted": ("complement", "in the report and in none of the lists seen"),
    "one_step": ("inferred", "the next report says that it moved; taken as one step"),
}
# reading in narratives.csv: trust, basis, and the words for the locator
NARRATIVES = {
    "direct": (Trust.DIRECT, "printed", "tier as stated in the country narrative"),
    "worded": (Trust.LATER, "derived", "no heading was seen; the country narrative has the wording of only one tier"),
    "remained": (Trust.LATER, "derived", "the country narrative says that it remained where it was in {year}"),
    "moved": (Trust.LATER, "derived", "the country narrative names a move that allows only one tier in {year}"),
    "secondary": (Trust.REPEATED, "", ""),
}
POOLED = {"2*": "2|2W"}
TIERS = {"1": "Tier 1", "2": "Tier 2", "2W": "Tier 2 Watch List", "3": "Tier 3", "SC": "a special case"}
WATCH_LIST_BEGAN = "2004"
# What the copies are called, by their name in lists.csv.
COPIES = {
    "heiss_tip_tiers_orig": "Heiss and Kelley's data file tip_tiers_orig",
    "teomotun_tip2018_narratives": "teomotun's copy of the country narratives of 2018",
    "teomotun_tip2018_special_cases": "teomotun's copy of the special cases of 2018",
    "cia_factbook": "the CIA World Factbook",
    "cia_factbook(earlier text)": "an earlier text of the CIA World Factbook",
    "cia_factbook(2020 text)": "the CIA World Factbook (text of 2020)",
    "du_tiers": "the data file du_tiers (maker unknown)",
    "discerning_islam_2021": "the Discerning Islam list of 2021",
    "hawkeye_2025": "the Hawkeye list of 2025",
    "gvnet_2020": "GVnet's pages of 2020",
    "gvnet_2023": "GVnet's pages of 2023",
    "kelley_cho_dta": "Kelley and Cho's data file",
    "kelley_simmons_ajps": "Kelley and Simmons's data file",
    "hti": "Frank's Human Trafficking Indicators",
    "knowyourcountry_2024": "the KnowYourCountry list of 2024",
    # what a placement that stands in no list was read from
    "complement": "the copies of the other lists of the report",
    "cia_factbook/complement": "the CIA World Factbook",
}
# A list that the reports' own texts contradict -> what its other rows of that year say of themselves.
_WEAK = {
    ("du_tiers", "2016"): "This placement was seen in only one data file. For seven other countries in 2016 that file has Tier 2 "
    "where the reports' own texts have the Watch List."
}
# Addresses in this order where a text was read at several: the department's own first.
_HOSTS = (".state.gov/", "usembassy.gov/", "refworld", "ecoi.net/")
_STATEMENT = [*KEY, "country", "tier", "trust", "basis", "copy", "locator", "says", "caveat", "order", "where"]


def _known(words: pd.Series, known: Iterable[str], where: pd.Series, name: str) -> None:
    for place, word in zip(where, words, strict=True):
        if word not in known:
            raise InputError("", place, f"unknown {name} '{word}'", f"Use one of {', '.join(known)}.")


def _said_by_copies(cell: str, where: str) -> list[tuple[str, str]]:
    """'a=2; b=2W' as pairs of tier and copy."""
    pairs = [tuple(reversed(part.partition("=")[::2])) for part in cell.split("; ") if part]
    if any(tier not in TIERS for tier, _ in pairs):
        raise InputError("", where, f"'{cell}' does not say which copy has which tier", f"Write COPY=TIER; tiers: {', '.join(TIERS)}.")
    return [(tier, COPIES.get(copy, copy)) for tier, copy in pairs]


def _own_caveats(frame: pd.DataFrame) -> pd.Series:
    """What the rows of lists.csv bring along, one caveat a line."""
    early = (frame["tier"] == "2*") & (frame["year"] < WATCH_LIST_BEGAN)
    pooled = pd.Series("", frame.index).mask(early, "There was no Watch List yet; the placement can only have been Tier 2.")
    weak = pd.Series([_WEAK.get(key, "") for key in zip(frame["copy"], frame["year"], strict=True)], frame.index, "str")
    return (pooled + "\n" + weak).str.strip()


def _lists(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the public lists as statements; raises InputError for an unknown reading and a placement listed twice."""
    where = line_references("lists.csv", frame)
    _known(frame["reading"], LISTS, where, "reading")
    for place in where[frame.duplicated(KEY)]:
        raise InputError("", place, "the place is listed twice for this year", "Keep one of the two rows.")
    words = frame["reading"].map({code: text for code, (_, text) in LISTS.items()})
    said = [_said_by_copies(*cell) for cell in zip(frame["disagreement"], where, strict=True)]
    alone = zip(frame["tier"].replace(POOLED), frame["copy"].replace(COPIES), strict=True)
    return frame.assign(
        trust=Trust.LISTED,
        basis=frame["reading"].map({code: basis for code, (basis, _) in LISTS.items()}),
        copy=frame["copy"].replace(COPIES),
        locator="Report " + frame["year"] + ", " + frame["country"] + ": " + words,
        says=[pairs or [own] for pairs, own in zip(said, alone, strict=True)],
        caveat=_own_caveats(frame),
        order="",
        where=where,
    )[_STATEMENT]


def _address_order(copy: str) -> str:
    return str(next((number for number, host in enumerate(_HOSTS) if host in copy), len(_HOSTS)))


def _narratives(frame: pd.DataFrame) -> pd.DataFrame:
    """The statements of country narratives and of pages that repeat them; raises InputError for unknown words."""
    where = line_references("narratives.csv", frame)
    _known(frame["reading"], NARRATIVES, where, "reading")
    tiers = frame["tier"].str.split("|").explode()
    _known(tiers, TIERS, where[tiers.index], "tier")
    words = [NARRATIVES[reading][2].format(year=year) for reading, year in zip(frame["reading"], frame["year"], strict=True)]
    repeated = "a page that cites the report (" + frame["copy"] + ")"
    named = ("the country narrative of " + frame["edition"]).mask(frame["reading"] == "secondary", repeated)
    return frame.assign(
        trust=frame["reading"].map({code: trust for code, (trust, _, _) in NARRATIVES.items()}),
        basis=frame["reading"].map({code: basis for code, (_, basis, _) in NARRATIVES.items()}),
        locator="Report " + frame["edition"] + ", " + frame["country"] + ": " + pd.Series(words, frame.index, "str"),
        says=[[pair] for pair in zip(frame["tier"], named, strict=True)],
        caveat="",
        order=frame["edition"] + frame["copy"].map(_address_order),
        where=where,
    )[_STATEMENT]


def _derived(frame: pd.DataFrame) -> pd.DataFrame:
    """Placements that no text seen states, each with the reason as its caveat."""
    return frame.assign(
        trust=Trust.DERIVED,
        locator="Report " + frame["year"] + ", " + frame["country"] + ": from other reports and from printed totals",
        says=[[(tier, "what other reports allow")] for tier in frame["tier"]],
        caveat=frame["reason"],
        order="",
        where=line_references("derived.csv", frame),
    )[_STATEMENT]


def normalise(raw: Raw) -> Tables:
    """One rating for each country and report year, with what disagrees; a tier that no copy tells from another stays pooled."""
    parts = [_narratives(raw["narratives.csv"]), _lists(raw["lists.csv"]), _derived(raw["derived.csv"])]
    statements = pd.concat(parts, ignore_index=True)
    statements["rating"] = statements["tier"].replace(POOLED)
    placed = resolved_placements(statements)
    own = zip(placed["caveat"], disagreement_caveats(placed, statements, TIERS), strict=True)
    caveats = ["\n".join(filter(None, texts)) for texts in own]
    ratings = placed.assign(indicator="tip_tier", as_printed=placed["tier"], caveat=caveats)
    columns = ["indicator", *KEY, "rating", "as_printed", "basis", "locator", "copy", "caveat", "where"]
    return {"ratings": ratings[columns], "left_out": left_out(placed, statements)}


# How a method begins that settles a placement and names the copies in words -> the copies as in the column conflict.
_ADJUDICATED = {
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
    **dict.fromkeys(_ADJUDICATED, "settled"),
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
    """The merged table of tiers (iso3, country, year, tier, source, method, conflict) in the form of ``lists.csv``."""
    frame = read_csv("tip_tiers", path, ("iso3", "country", "year", "tier", "source", "method", "conflict"))
    count_tables.check_pattern(frame, "country", count_tables.NOT_BLANK, "a country")
    count_tables.label_codes(frame, "source", COPIES)
    count_tables.check_one_name(frame, "iso3", "country")
    methods = zip(frame["country"], frame["method"], frame["row"], strict=True)
    settled_by = [next((copies for start, copies in _ADJUDICATED.items() if method.startswith(start)), "") for method in frame["method"]]
    table = pd.DataFrame(
        {
            "place": frame["iso3"],
            "country": frame["country"],
            "year": frame["year"],
            "tier": frame["tier"],
            "copy": frame["source"],
            "reading": [_reading(country, method, f"{path.name}, line {row}") for country, method, row in methods],
            "disagreement": frame["conflict"].where(frame["conflict"] != "", settled_by),
        }
    )
    return {"lists.csv": table.sort_values(["year", "country"], kind="stable")}
