"""UNODC, Global Report on Trafficking in Persons: what countries reported of victims and of proceedings, 2003 to 2022.

Both editions of the file share this form. '<5' stands for a count that is hidden; the file prints neither 0 nor 1 to 4.
Form codes that stand where counts should, and rows printed twice, are left out and counted; a cell printed with several
figures becomes a range.
"""

from pathlib import Path

import pandas as pd

from etl import cells
from etl.printed import lines
from etl.schema import Raw, Tables
from etl.workbooks import read_sheet

SHEET, HEADER_ROW = "data_glotip_1", 3
INDICATORS = {
    "Detected trafficking victims": "detected_victims",
    "Persons brought into formal contact": "persons_formal_contact",
    "Persons prosecuted": "persons_prosecuted",
    "Persons convicted": "persons_convicted",
    "Offences of trafficking in persons": "trafficking_offences",
}
FORMS = {
    "Total": "all",
    "Sexual exploitation": "sexual_exploitation",
    "Forced labour": "labour_exploitation",
    "Other forms of exploitation": "other_exploitation",
}
SEXES = {"Total": "all", "Female": "female", "Male": "male", "Other": "other", "Unknown": "unknown"}
AGES = {"Total": "all", "18 years or over": "adult", "0 to 17 years": "child", "Unknown": "unknown"}
_BY_PLACE = {"by citizenship": "citizenship", "by country of repatriation": "repatriation"}

FILES = {
    "counts.csv": ("sheet_row", "country", "indicator", "form", "sex", "age", "year", "printed"),
    "people.csv": ("sheet_row", "country", "indicator", "by", "label", "year", "printed"),
}
_COLUMNS = ("Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement", "txtVALUE")
_COUNT_KEY = ["indicator", "country", "form", "sex", "age", "year"]
_PEOPLE_KEY = ["indicator", "by", "country", "label", "year"]
_CITIZENS_TOLD_APART = 1.1


def _estimates(counts: pd.DataFrame) -> pd.DataFrame:
    return counts.assign(
        place_printed=counts["country"],
        year_start=counts["year"],
        year_end=counts["year"],
        locator=f"Sheet {SHEET}, row " + counts["sheet_row"],
        caveat=cells.joined(counts["caveat"], cells.contradictions(counts)),
    )


def _flows(people: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """By citizenship: citizenship to reporting country. By repatriation: reporting country to the country returned from."""
    home = people["by"] == "repatriation"
    kinds = people["indicator"].map({"persons_convicted": "convicted_by_citizenship"}).fillna("detected_by_citizenship")
    return people.rename(columns={"value": "count", "value_low": "count_low", "value_high": "count_high"}).assign(
        origin_printed=people["country"].where(home, people["label"]),
        destination_printed=people["label"].where(home, people["country"]),
        evidence=kinds.mask(home, "repatriated"),
        year_start=people["year"],
        year_end=people["year"],
        locator=f"Sheet {SHEET}, row " + people["sheet_row"],
        caveat=cells.joined(people["caveat"], cells.exceeding(people[~home], counts, tolerance=_CITIZENS_TOLD_APART)),
    )


def normalise(raw: Raw) -> Tables:
    """Counts as estimates, counts by citizenship and by repatriation as flows; what is left out is said."""
    counts, no_counts = cells.read(raw["counts.csv"].assign(where=lambda rows: lines("counts.csv", rows)), _COUNT_KEY)
    people, no_people = cells.read(raw["people.csv"].assign(where=lambda rows: lines("people.csv", rows)), _PEOPLE_KEY)
    no_code = counts["country"] == "Sark"
    sark = counts[no_code].assign(why="Sark has no code of its own, and a part's figures are not those of Guernsey")[["where", "why"]]
    counts = counts[~no_code]
    return {
        "estimates": _estimates(counts),
        "flows": _flows(people[people["country"] != "Sark"], counts),
        "left_out": pd.concat([no_counts, no_people, sark], ignore_index=True),
    }


def transcribe(path: Path) -> Tables:
    """The sheet of the file that UNODC offers, in the form of ``counts.csv`` and ``people.csv``."""
    frame = read_sheet("unodc_glotip", path, SHEET, _COLUMNS, header_row=HEADER_ROW)
    codes = {"Indicator": INDICATORS, "Sex": SEXES, "Age": AGES}
    cells.matching(frame, "Year", cells.YEAR, "a year")
    cells.matching(frame, "txtVALUE", cells.COUNT, "a count")
    frame = frame.assign(sheet_row=frame["row"], **{column: cells.coded(frame, column, words) for column, words in codes.items()})
    placed = frame["Dimension"].isin(list(_BY_PLACE))
    names = {"Country": "country", "Indicator": "indicator", "Sex": "sex", "Age": "age", "Year": "year", "txtVALUE": "printed"}
    frame = frame.rename(columns=names)
    counts = frame[~placed].assign(form=cells.coded(frame[~placed], "Category", FORMS))
    people = frame[placed].assign(by=frame.loc[placed, "Dimension"].map(_BY_PLACE), label=frame.loc[placed, "Category"])
    return {"counts.csv": counts[list(FILES["counts.csv"])], "people.csv": people[list(FILES["people.csv"])]}
