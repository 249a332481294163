"""A document that repeats figures on trafficking: every quantitative claim in it, each at its offset in the text.

Victim numbers, shares, money, counts of countries and cases, and classifications of countries, as five documents of 2001
to 2014 state them; the lineage of a claim says where it comes from. Figures are copied, sentences are not. What is printed
only in words (magnitudes, trends, lack of evidence, the story of one person) is listed and never made a number. ``counted``
says what is counted; the year is the one printed beside the claim, and ``year_of`` says whose it is if not the figure's.
"""

import pandas as pd

from etl.claims import claim_rules
from etl.claims.claim_rules import BOUNDS, RATING_CODES, UNITS, place_code
from etl.claims.lineage import NODE
from etl.contract import vocabulary
from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows, parse_numbers

FILES = {
    "claims.csv": (
        *("offset", "section", "about", "scope", "counts", "counted", "place_printed", "place", "origin_printed", "origin"),
        *("sex", "age", "form", "value", "low", "high", "bound", "unit", "as_printed", "rating", "year_start", "year_end", "year_of"),
        *("produced_by", "attribution", "issue", "caveat", "note", "quantity_id", "repeats"),
    ),
    "lineage.csv": NODE,
}
_COPIED = ("offset", "section", "scope", "counts", "sex", "age", "form", "produced_by", "attribution", "issue", "repeats", "where")


def _caveats(frame: pd.DataFrame) -> pd.Series:
    """The caveat of each claim, with a sentence where no place is named or the year is not that of the figure."""
    year = (
        "The document does not say which year the claim refers to. The year shown, "
        + frame["year_start"]
        + ", is that of "
        + frame["year_of"]
        + "."
    )
    place = pd.Series("The document names no place; the claim is listed under World.", frame.index)
    parts = (frame["caveat"], year.where(frame["year_of"] != "", ""), place.where(frame["place"] == "", ""))
    return pd.Series([" ".join(filter(None, texts)) for texts in zip(*parts, strict=True)], frame.index, "str")


def _common(frame: pd.DataFrame) -> pd.DataFrame:
    """What every claim has: what it counts, its place and location in the document, whether a year is printed, its caveats."""
    labels = {code: indicator.label for code, indicator in vocabulary.indicators().items()}
    return frame[list(_COPIED)].assign(
        indicator=frame["counts"],
        counted=frame["counted"].where(frame["counted"] != "", frame["counts"].map(labels)),
        place=[place_code(code) if code else "WORLD" for code in frame["place"]],
        place_printed=frame["place_printed"].where(frame["place_printed"] != "", "(no place named)"),
        as_printed=frame["as_printed"].str.replace(r"\s+", " ", regex=True),
        year_stated=frame["year_start"] != "",
        year_start=frame["year_start"],
        year_end=frame["year_end"].where(frame["year_end"] != "", frame["year_start"]),
        locator=frame["section"] + ", at character " + frame["offset"],
        quantity_id=frame["quantity_id"].replace("", None),
        caveat=_caveats(frame),
    )


def _estimates(frame: pd.DataFrame, common: pd.DataFrame) -> pd.DataFrame:
    """Rows with a figure; a bound that is printed alone stays a bound."""
    return common.assign(
        value=parse_numbers(frame["value"], frame["where"]),
        value_low=parse_numbers(frame["low"], frame["where"]),
        value_high=parse_numbers(frame["high"], frame["where"]),
        range_kind=[BOUNDS[bound] for bound in frame["bound"]],
        unit=[UNITS[unit.partition(":")[0]] for unit in frame["unit"]],
    )


def _ratings(frame: pd.DataFrame, common: pd.DataFrame) -> pd.DataFrame:
    """Rows that classify a place; the wording of the document becomes a word of the indicator's scale."""
    codes = [RATING_CODES.get(text, text) for text in frame["rating"]]
    printed = common["as_printed"] + ": " + frame["rating"].str.replace("_", " ")
    return common.assign(rating=codes, year=common["year_start"], as_printed=printed)


def _flows(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The claims that name an origin and a destination, for the table of flows."""
    return rows.assign(
        origin=[place_code(code) for code in frame["origin"]],
        origin_printed=frame["origin_printed"],
        destination=rows["place"],
        destination_printed=rows["place_printed"],
        count=rows["value"],
        count_low=rows["value_low"],
        count_high=rows["value_high"],
        evidence="narrative_mention",
        basis="printed",
    )


def _left_out(frame: pd.DataFrame) -> pd.DataFrame:
    """What is in the file and is not a figure: titles of references, and one line on the statements in words."""
    titles = frame.loc[frame["about"] == "title", ["where"]].assign(why="the title of a reference, which is not a claim of the document")
    words = int((frame["about"] == "word_only").sum())
    why = f"{words} statements without a figure to compare; they are in the table claims"
    summary = pd.DataFrame({"where": ["claims.csv"], "why": [why]})
    return pd.concat([titles, summary.head(1 if words else 0)], ignore_index=True)


def normalise(raw: Raw) -> Tables:
    """Figures, classifications and statements in words, one row for each claim, and how the figures travelled."""
    frame = located_rows(raw, "claims.csv")
    claim_rules.check(frame)
    common = _common(frame)
    figures, rated = frame["about"].isin(["estimate", "flow"]), frame["about"] == "rating"
    estimates = _estimates(frame[figures], common[figures])
    flows = frame["about"] == "flow"
    return {
        "estimates": estimates,
        "ratings": _ratings(frame[rated], common[rated]),
        "flows": _flows(frame[flows], estimates[flows[figures]]),
        "words": common[frame["about"] == "word_only"],
        "lineage": located_rows(raw, "lineage.csv"),
        "left_out": _left_out(frame),
    }
