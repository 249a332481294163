"""Cho, Dreher and Neumayer: the 3P Anti-trafficking Policy Index.

Coders score what governments do to prosecute, protect and prevent, 1 to 5 each, and add the three up to 3 to 15. The
scores are ordinal. A missing score stays missing; an overall score is taken only where the copy prints one.
"""

from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.csv_reader import read_csv
from etl.read.parse_figures import located_rows, parse_numbers

SCORES = ("prosecution", "protection", "prevention", "overall")
# The names of the copies in scores.csv -> what the atlas calls them.
COPIES = {
    "kelley_scorecard_dta_2015-08-10": "Kelley's data file of 10 August 2015",
    "kelley_simmons_ajps_2014": "Kelley and Simmons's data file",
}
FILES = {"scores.csv": ("country", "year", *SCORES, "copy")}


def _gap_caveats(frame: pd.DataFrame) -> pd.Series:
    """A caveat where the copy has no score for one of the three policies; '' where all have one."""
    blank = frame[list(SCORES[:-1])] == ""
    policies = pd.Series([" and ".join(blank.columns[row]) for row in blank.to_numpy()], frame.index, "str")
    end = pd.Series(".", frame.index, "str").mask(frame["overall"] == "", ", and no overall score.")
    text = "The copy has no score for " + policies + " in this year" + end
    return text.where(policies != "", "")


def normalise(raw: Raw) -> Tables:
    """One rating for each country, year and score that is printed; a stray row after 2013 is left out and counted."""
    frame = located_rows(raw, "scores.csv")
    stray = parse_numbers(frame["year"], frame["where"]) > 2013
    long = frame[~stray].assign(caveat=_gap_caveats).melt(["country", "year", "copy", "where", "caveat"], SCORES, "score", "as_printed")
    long = long[long["as_printed"] != ""]
    ratings = long.rename(columns={"country": "place_printed"}).assign(
        indicator="p3_" + long["score"],
        rating=long["as_printed"],
        locator="Row " + long["country"] + ", " + long["year"] + ", " + long["score"],
        copy=long["copy"].replace(COPIES),
    )
    return {
        "ratings": ratings,
        "left_out": frame[stray].assign(why="a single stray row after the last year of the index")[["where", "why"]],
    }


def _check_sums(frame: pd.DataFrame) -> None:
    """Raise InputError for an overall score that is not the sum of the three, where all four are there."""
    scores = frame[(frame[list(SCORES)] != "").all(axis=1)]
    points = scores[list(SCORES)].astype("float64")
    wrong = scores[points[list(SCORES[:-1])].sum(axis=1) != points["overall"]]
    if len(wrong):
        problem = f"'{wrong['overall'].iloc[0]}' is not the sum of the three scores"
        raise InputError("p3_index", f"line {wrong['row'].iloc[0]}, overall", problem, "Compare the row with the publisher's own file.")


def transcribe(path: Path) -> Tables:
    """The long table of the index (name, iso3, cow, year, scores, source) in the form of ``scores.csv``."""
    frame = read_csv("p3_index", path, ("name", "year", *SCORES, "source"))
    count_tables.label_codes(frame, "source", COPIES)
    for score in SCORES:
        count_tables.check_pattern(frame, score, r"([1-9][0-9]?(\.0)?)?", "a score in whole points")
    _check_sums(frame)
    table = frame.rename(columns={"name": "country", "source": "copy"})[list(FILES["scores.csv"])]
    table[list(SCORES)] = table[list(SCORES)].apply(lambda column: column.str.removesuffix(".0"))
    return {"scores.csv": table.sort_values(["country", "year"], kind="stable")}
