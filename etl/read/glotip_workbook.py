"""The workbook of UNODC's Global Report on Trafficking in Persons, transcribed; all editions of the file share this form."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Tables
from etl.read import count_tables
from etl.read.excel import first_rows, read_sheet

SHEET, HEADER_ROW = "data_glotip_1", 3
COUNTS = ("sheet_row", "country", "indicator", "form", "sex", "age", "year", "printed")
PEOPLE = ("sheet_row", "country", "indicator", "by", "label", "year", "printed")
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
DIMENSIONS = ("Total", "by form of exploitation", *_BY_PLACE)
_COLUMNS = ("Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement", "txtVALUE")
_NAMES = {"Country": "country", "Indicator": "indicator", "Sex": "sex", "Age": "age", "Year": "year", "txtVALUE": "printed"}


def _with_country(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """The rows with a country, and by code how many have none; raises InputError where other rows name the country of that code."""
    blank = frame["Country"] == ""
    merged = frame[blank & frame["Iso3_code"].isin(frame.loc[~blank, "Iso3_code"])]
    if len(merged):
        where, code = f"row {merged['row'].iloc[0]}, Country", merged["Iso3_code"].iloc[0]
        remedy = "Give the publisher's own file; merged cells keep their text only in the first."
        raise InputError("", where, f"the cell is blank, and other rows name the country of {code}", remedy)
    count_tables.check_one_name(frame[~blank & (frame["Iso3_code"] != "")], "Iso3_code", "Country")
    return frame[~blank], frame[blank].groupby("Iso3_code").size()


def _checked_sheet(path: Path) -> pd.DataFrame:
    frame = read_sheet("unodc_glotip", path, SHEET, _COLUMNS, header_row=HEADER_ROW)
    count_tables.check_pattern(frame, "Year", count_tables.YEAR, "a year")
    count_tables.check_pattern(frame, "txtVALUE", count_tables.COUNT, "a count")
    count_tables.check_pattern(frame, "Unit of measurement", "Counts", "a unit that the atlas reads (Counts)")
    count_tables.check_pattern(frame, "Dimension", "|".join(DIMENSIONS), f"a dimension that the atlas reads ({', '.join(DIMENSIONS)})")
    return frame


def transcribe(path: Path) -> Tables:
    """The sheet of the file that UNODC offers, in the form of ``counts.csv`` and ``people.csv``; rows without a country are counted."""
    frame, without_country = _with_country(_checked_sheet(path))
    labels = {"Indicator": INDICATORS, "Sex": SEXES, "Age": AGES}
    codes = {column: count_tables.label_codes(frame, column, known) for column, known in labels.items()}
    frame = frame.assign(sheet_row=frame["row"], **codes).rename(columns=_NAMES)
    by_place = frame["Dimension"].isin(list(_BY_PLACE))
    counts, people = frame[~by_place], frame[by_place]
    counts = counts.assign(form=count_tables.label_codes(counts, "Category", FORMS))
    one_line = people["Category"].str.replace(r"\s*\n\s*", " ", regex=True)
    people = people.assign(by=people["Dimension"].map(_BY_PLACE), label=one_line)
    return {
        "counts.csv": counts[list(COUNTS)],
        "people.csv": people[list(PEOPLE)],
        "left_out.csv": pd.DataFrame({"code": without_country.index, "rows": without_country.astype("str").to_numpy()}),
    }


def _date(text: str) -> date | None:
    """A date such as 14/04/2025; None for any other text."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None


def edition_date(path: Path) -> date | None:
    """The date that the sheet prints above its header, such as 14/04/2025; None where it prints none."""
    cells = (cell for row in first_rows("unodc_glotip", path, SHEET) for cell in row[:2])
    return next((day for cell in cells if (day := _date(cell))), None)
