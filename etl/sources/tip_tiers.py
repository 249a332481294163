"""United States Department of State: the tier of each government in the Trafficking in Persons Report.

The department rates what a government does, not how much trafficking there is. There are three files: ``lists.csv``, public
lists of placements (imported); ``narratives.csv``, statements in stored country narratives and in pages that repeat the
report; ``derived.csv``, placements that follow from other reports. ``normalise`` decides between them for each placement.
"""

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Raw, Tables
from etl.read import tip_tier_lists
from etl.read.count_tables import label_codes
from etl.read.parse_figures import located_rows
from etl.read.tip_tier_lists import COPIES, transcribe
from etl.transform.placements import KEY, Trust, disagreement_caveats, left_out, resolved_placements

__all__ = ["FILES", "normalise", "transcribe"]
FILES = {
    "lists.csv": tip_tier_lists.COLUMNS,
    "narratives.csv": ("place", "country", "year", "tier", "reading", "edition", "copy"),
    "derived.csv": ("place", "country", "year", "tier", "basis", "copy", "reason"),
}
# reading in lists.csv -> basis, and the words of the locator
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
# reading in narratives.csv -> trust, basis, and the words of the locator
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
# A list and year that the reports' own texts contradict -> the caveat of its other rows of that year.
_CONTRADICTED_LISTS = {
    ("du_tiers", "2016"): "This placement was found in only one data file. For seven other countries in 2016 that file has Tier 2 "
    "where the reports' own texts have the Watch List."
}
# The order of addresses where a text was read at several: the department's own first.
_HOST_ORDER = (".state.gov/", "usembassy.gov/", "refworld", "ecoi.net/")
_STATEMENT = [*KEY, "country", "tier", "trust", "basis", "copy", "locator", "says", "caveat", "order", "where"]


def _copy_tiers(cell: str, where: str) -> list[tuple[str, str]]:
    """'a=2; b=2W' as pairs of tier and copy."""
    pairs = [tuple(reversed(part.partition("=")[::2])) for part in cell.split("; ") if part]
    if any(tier not in TIERS for tier, _ in pairs):
        raise InputError("", where, f"'{cell}' does not say which copy has which tier", f"Write COPY=TIER; tiers: {', '.join(TIERS)}.")
    return [(tier, COPIES.get(copy, copy)) for tier, copy in pairs]


def _list_caveats(frame: pd.DataFrame) -> pd.Series:
    """The caveats of the rows of lists.csv, one per line."""
    early = (frame["tier"] == "2*") & (frame["year"] < WATCH_LIST_BEGAN)
    pooled = pd.Series("", frame.index).mask(early, "There was no Watch List yet; the placement can only have been Tier 2.")
    lists = zip(frame["copy"], frame["year"], strict=True)
    contradicted = pd.Series([_CONTRADICTED_LISTS.get(key, "") for key in lists], frame.index, "str")
    return (pooled + "\n" + contradicted).str.strip()


def _lists(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the public lists as statements; raises InputError for an unknown reading and for a duplicate row."""
    for line in frame.loc[frame.duplicated(KEY), "where"]:
        raise InputError("", line, "duplicate row: the place has another row for this year", "Keep one of the two rows.")
    disagreements = [_copy_tiers(*cell) for cell in zip(frame["disagreement"], frame["where"], strict=True)]
    own = zip(frame["tier"].replace(POOLED), frame["copy"].replace(COPIES), strict=True)
    readings = frame["reading"].map({reading: words for reading, (_, words) in LISTS.items()})
    return frame.assign(
        trust=Trust.LISTED,
        basis=label_codes(frame, "reading", {reading: basis for reading, (basis, _) in LISTS.items()}),
        copy=frame["copy"].replace(COPIES),
        locator="Report " + frame["year"] + ", " + frame["country"] + ": " + readings,
        says=pd.Series([pairs or [pair] for pairs, pair in zip(disagreements, own, strict=True)], frame.index, "object"),
        caveat=_list_caveats(frame),
        order="",
    )[_STATEMENT]


def _address_order(copy: str) -> str:
    return str(next((number for number, host in enumerate(_HOST_ORDER) if host in copy), len(_HOST_ORDER)))


def _narratives(frame: pd.DataFrame) -> pd.DataFrame:
    """The statements of country narratives and of pages that repeat them; raises InputError for unknown words."""
    basis = label_codes(frame, "reading", {reading: basis for reading, (_, basis, _) in NARRATIVES.items()})
    label_codes(frame.assign(tier=frame["tier"].str.split("|")).explode("tier"), "tier", TIERS)
    words = [NARRATIVES[reading][2].format(year=year) for reading, year in zip(frame["reading"], frame["year"], strict=True)]
    repeated = "a page that cites the report (" + frame["copy"] + ")"
    copies = ("the country narrative of " + frame["edition"]).mask(frame["reading"] == "secondary", repeated)
    return frame.assign(
        trust=frame["reading"].map({reading: trust for reading, (trust, _, _) in NARRATIVES.items()}),
        basis=basis,
        locator="Report " + frame["edition"] + ", " + frame["country"] + ": " + pd.Series(words, frame.index, "str"),
        says=pd.Series([[pair] for pair in zip(frame["tier"], copies, strict=True)], frame.index, "object"),
        caveat="",
        order=frame["edition"] + frame["copy"].map(_address_order),
    )[_STATEMENT]


def _derived(frame: pd.DataFrame) -> pd.DataFrame:
    """Placements that follow from other reports, each with the reason as its caveat."""
    return frame.assign(
        trust=Trust.DERIVED,
        locator="Report " + frame["year"] + ", " + frame["country"] + ": from other reports and from printed totals",
        says=frame["tier"].map(lambda tier: [(tier, "what other reports allow")]),
        caveat=frame["reason"],
        order="",
    )[_STATEMENT]


def normalise(raw: Raw) -> Tables:
    """One rating for each country and report year, with the disagreements; tiers that no copy distinguishes stay pooled."""
    readers = {"narratives.csv": _narratives, "lists.csv": _lists, "derived.csv": _derived}
    statements = pd.concat([read(located_rows(raw, file)) for file, read in readers.items()], ignore_index=True)
    statements["rating"] = statements["tier"].replace(POOLED)
    placed = resolved_placements(statements)
    texts = zip(placed["caveat"], disagreement_caveats(placed, statements, TIERS), strict=True)
    caveats = ["\n".join(filter(None, parts)) for parts in texts]
    ratings = placed.assign(indicator="tip_tier", as_printed=placed["tier"], caveat=caveats)
    columns = ["indicator", *KEY, "rating", "as_printed", "basis", "locator", "copy", "caveat", "where"]
    return {"ratings": ratings[columns], "left_out": left_out(placed, statements)}
