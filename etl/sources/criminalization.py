"""Kelley and Simmons: whether national law makes human trafficking a crime, by country and year.

Two codings of one project stand side by side, each an indicator of its own, and are never merged. A row says so where the
other coding disagrees on a full crime, and where the adjusted column of the coding of 2015 has another level.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import line_references

# By the column of the file: indicator, name of the coding, copy in which it was seen, the column of the other coding.
CODINGS = {
    "level_2015": ("trafficking_criminalised", "coding of 2015", "Kelley's data file of 2015", "level_ajps"),
    "level_ajps": ("trafficking_criminalised_2014", "coding of 2014", "Kelley and Simmons's data file", "level_2015"),
}
FILES = {"laws.csv": ("country", "year", "level_2015", "adjusted_2015", "level_ajps")}
LEVELS = {"0": "not a crime", "1": "partly a crime", "2": "fully a crime"}


def _named(levels: pd.Series) -> pd.Series:
    return levels + " (" + levels.map(LEVELS) + ")"


def _adjusted(frame: pd.DataFrame) -> pd.Series:
    """What the adjusted column says of a row where it has another level; '' where it has the same."""
    level = frame["adjusted_2015"]
    before = frame.sort_values(["country", "year"]).groupby("country")["adjusted_2015"].shift().reindex(frame.index).fillna("0")
    said = "The adjusted column of this coding, which moves laws passed late in a year to the next year, has " + _named(level)
    odd = " after " + before + " in the year before, which looks like an error in the file"
    return (said + odd.where(before > level, "") + ".").where(level != frame["level_2015"], "")


def _other(frame: pd.DataFrame, column: str) -> pd.Series:
    """What the other coding says of a row where only one of the two has a full crime; '' elsewhere."""
    other = CODINGS[column][-1]
    differs = (frame[column] == "2") != (frame[other] == "2")
    said = "The " + CODINGS[other][1] + " has " + _named(frame[other]) + " for this country and year."
    return said.where(differs & (frame[column] != "") & (frame[other] != ""), "")


def _coding(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of one coding; a blank cell is missing."""
    indicator, name, copy, _ = CODINGS[column]
    adjusted = _adjusted(frame) if column == "level_2015" else ""
    held = frame.assign(caveat=adjusted + "\n" + _other(frame, column))[frame[column] != ""]
    return pd.DataFrame(
        {
            "indicator": indicator,
            "place_printed": held["country"],
            "year": held["year"],
            "rating": held[column],
            "as_printed": held[column],
            "locator": "Row " + held["country"] + ", " + held["year"] + ", " + name,
            "copy": copy,
            "caveat": held["caveat"].str.strip(),
            "where": line_references("laws.csv", held),
        }
    )


def normalise(raw: Raw) -> Tables:
    """One rating for each country, year and coding."""
    return {"ratings": pd.concat([_coding(raw["laws.csv"], column) for column in CODINGS], ignore_index=True)}
