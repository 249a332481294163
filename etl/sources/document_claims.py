"""A document that repeats figures on trafficking: every quantitative claim in it, each at its offset in the text.

Victim numbers, shares, money, counts of countries and cases, and classifications of countries, as five documents of 2001
to 2014 state them. What stands behind a claim is another question, which its lineage answers. Figures carry over,
sentences do not; what is printed only in words is listed and never made a number: magnitudes, trends, lack of evidence,
the scales of ratings, and whatever a story tells of one person (scope ``story``). What is counted stands in ``counted``, and the
year is the one printed beside the claim; ``year_of`` says whose year it is where it is not the figure's.
"""

import pandas as pd

from etl.claims.claim_vocabulary import RATINGS, UNITS, check, place_code, range_kind
from etl.claims.lineage import NODE
from etl.contract import vocabulary
from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import lines, numbers

FILES = {
    "claims.csv": (
        *("offset", "section", "about", "scope", "counts", "counted", "place_printed", "place", "origin_printed", "origin"),
        *("sex", "age", "form", "value", "low", "high", "bound", "unit", "as_printed", "rating", "year_start", "year_end", "year_of"),
        *("produced_by", "attribution", "issue", "caveat", "note", "quantity_id", "repeats"),
    ),
    "lineage.csv": NODE,
}
_KEPT = ("offset", "section", "scope", "counts", "sex", "age", "form", "produced_by", "attribution", "issue", "repeats", "where")


def _counted(frame: pd.DataFrame) -> pd.Series:
    """What is counted, in words: as the document says it, else the label of the indicator."""
    labels = {code: indicator.label for code, indicator in vocabulary.indicators().items()}
    return frame["counted"].where(frame["counted"] != "", frame["counts"].map(labels))


def _caveats(frame: pd.DataFrame) -> pd.Series:
    """The caveat of each claim, with a sentence where no place is named and where the year is not that of the figure."""
    year = frame["year_start"] + " is the year of " + frame["year_of"] + "; the document does not say which year the claim speaks of."
    place = pd.Series("The document names no place; the claim is listed under World.", frame.index)
    parts = (frame["caveat"], year.where(frame["year_of"] != "", ""), place.where(frame["place"] == "", ""))
    return pd.Series([" ".join(filter(None, texts)) for texts in zip(*parts, strict=True)], frame.index, "str")


def _said(frame: pd.DataFrame) -> pd.DataFrame:
    """What every claim brings along: what it counts, place, where it stands, whether a year is printed, and its caveats."""
    return frame[list(_KEPT)].assign(
        indicator=frame["counts"],
        counted=_counted(frame),
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


def _estimates(frame: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Rows with a figure; a bound that is printed alone stays a bound."""
    kinds = [range_kind(bound) for bound in frame["bound"]]
    return said.assign(
        value=numbers(frame["value"], frame["where"]),
        value_low=numbers(frame["low"], frame["where"]),
        value_high=numbers(frame["high"], frame["where"]),
        range_kind=kinds,
        unit=[UNITS[unit.partition(":")[0]] for unit in frame["unit"]],
    )


def _ratings(frame: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Rows that classify a place; the wording of the document becomes a word of the indicator's scale."""
    codes = [RATINGS.get(text, text) for text in frame["rating"]]
    return said.assign(rating=codes, year=said["year_start"], as_printed=said["as_printed"] + ": " + frame["rating"].str.replace("_", " "))


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
    """What is in the file and makes no figure: titles of references, and statements in words, told as one line."""
    titles = frame.loc[frame["about"] == "title", ["where"]].assign(why="the title of a reference, which is not a claim of the document")
    words = int((frame["about"] == "word_only").sum())
    told = pd.DataFrame({"where": ["claims.csv"], "why": [f"{words} statements without a figure to compare; they are in the table claims"]})
    return pd.concat([titles, told.head(1 if words else 0)], ignore_index=True)


def normalise(raw: Raw) -> Tables:
    """Figures, classifications and statements in words, one row for each claim, and how the figures travelled."""
    frame = raw["claims.csv"]
    frame = frame.assign(where=lines("claims.csv", frame))
    check(frame)
    said = _said(frame)
    figures, rated = frame["about"].isin(["estimate", "flow"]), frame["about"] == "rating"
    estimates = _estimates(frame[figures], said[figures])
    flows = frame["about"] == "flow"
    return {
        "estimates": estimates,
        "ratings": _ratings(frame[rated], said[rated]),
        "flows": _flows(frame[flows], estimates[flows[figures]]),
        "words": said[frame["about"] == "word_only"],
        "lineage": raw["lineage.csv"].assign(where=lines("lineage.csv", raw["lineage.csv"])),
        "left_out": _left_out(frame),
    }
