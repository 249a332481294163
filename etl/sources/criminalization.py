"""Kelley and Simmons: whether national law makes human trafficking a crime, by country and year.

The two codings of the project are two indicators and are never merged. A caveat says where the other coding disagrees on a
full crime, and where the adjusted column of the coding of 2015 has another level.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read.parse_figures import located_rows

# Column of the file -> indicator, name of the coding, copy in which it was seen, column of the other coding.
CODINGS = {
    "level_2015": ("trafficking_criminalised", "coding of 2015", "Kelley's data file of 2015", "level_ajps"),
    "level_ajps": ("trafficking_criminalised_2014", "coding of 2014", "Kelley and Simmons's data file", "level_2015"),
}
FILES = {"laws.csv": ("country", "year", "level_2015", "adjusted_2015", "level_ajps")}
LEVELS = {
    "adjusted_2015": {"0": "not a crime", "1": "partly a crime", "2": "fully a crime"},
    "level_2015": {"0": "not a crime", "1": "partly a crime", "2": "fully a crime"},
    "level_ajps": {"0": "not fully a crime", "2": "fully a crime"},
}


def _described(frame: pd.DataFrame, column: str) -> pd.Series:
    return "'" + frame[column].map(LEVELS[column]) + "'"


def _adjustment_caveats(frame: pd.DataFrame) -> pd.Series:
    """A caveat where the adjusted column has another level; '' where it has the same."""
    level = frame["adjusted_2015"]
    before = frame.sort_values(["country", "year"]).groupby("country")["adjusted_2015"].shift().reindex(frame.index).fillna("0")
    text = (
        "In the adjusted column of this coding, which applies laws passed late in a year from the following year, the level is "
        + _described(frame, "adjusted_2015")
    )
    error = " after '" + before.map(LEVELS["adjusted_2015"]) + "' in the year before, which looks like an error in the file"
    return (text + error.where(before > level, "") + ".").where(level != frame["level_2015"], "")


def _disagreement_caveats(frame: pd.DataFrame, column: str) -> pd.Series:
    """A caveat where only one of the two codings has a full crime; '' elsewhere."""
    other = CODINGS[column][-1]
    differs = (frame[column] == "2") != (frame[other] == "2")
    text = "The " + CODINGS[other][1] + " says " + _described(frame, other) + " for this country and year."
    return text.where(differs & (frame[column] != "") & (frame[other] != ""), "")


def _coding(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of one coding; a blank cell is missing."""
    indicator, name, copy, _ = CODINGS[column]
    adjusted = _adjustment_caveats(frame) if column == "level_2015" else ""
    rows = frame.assign(caveat=adjusted + "\n" + _disagreement_caveats(frame, column))[frame[column] != ""]
    return rows.rename(columns={"country": "place_printed"}).assign(
        indicator=indicator,
        rating=rows[column],
        as_printed=rows[column],
        locator="Row " + rows["country"] + ", " + rows["year"] + ", " + name,
        copy=copy,
        caveat=rows["caveat"].str.strip(),
    )


def normalise(raw: Raw) -> Tables:
    """One rating for each country, year and coding."""
    frame = located_rows(raw, "laws.csv")
    return {"ratings": pd.concat([_coding(frame, column) for column in CODINGS], ignore_index=True)}
