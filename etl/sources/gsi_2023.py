"""Walk Free: people in modern slavery, vulnerability and government response by country, Global Slavery Index 2023.

The estimates refer to any day in 2021; the two scores are those of the edition. Blank cells are missing, never zero.
"""

from pathlib import Path

from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.excel import read_sheet
from etl.read.parse_figures import located_rows, long_format, parse_numbers

SHEET = "GSI 2023 summary data"
COLUMNS = {
    "country": "Country",
    "region": "Region",
    "prevalence_per_1000": "Estimated prevalence of modern slavery per 1,000 population",
    "number": "Estimated number of people in modern slavery",
    "vulnerability": "Total Vulnerability score (%)",
    "government_response": "Government response total (%)",
}
FILES = {"countries.csv": ("sheet_row", *COLUMNS)}
ESTIMATES = {"prevalence_per_1000": "modern_slavery_prevalence", "number": "modern_slavery"}
SCORES = {"vulnerability": "gsi_vulnerability", "government_response": "gsi_government_response"}
YEAR_OF_ESTIMATES, YEAR_OF_SCORES = "2021", "2023"


def normalise(raw: Raw) -> Tables:
    """Numbers and rates as estimates, the two scores as ratings."""
    rows = located_rows(raw, "countries.csv").assign(locator=lambda frame: f"Workbook, sheet '{SHEET}', row " + frame["sheet_row"])
    estimates, scores = (long_format(rows, indicators, COLUMNS) for indicators in (ESTIMATES, SCORES))
    return {
        "estimates": estimates.assign(
            year_start=YEAR_OF_ESTIMATES,
            year_end=YEAR_OF_ESTIMATES,
            value=parse_numbers(estimates["as_printed"], estimates["where"]),
            range_kind="none_published",
        ),
        "ratings": scores.assign(year=YEAR_OF_SCORES, rating=scores["as_printed"]),
    }


def transcribe(path: Path) -> Tables:
    """The summary sheet of the workbook that Walk Free offers, in the form of ``countries.csv``.

    Rows without a figure (notes below the table) are left out. Raises InputError for an estimate of 0, which the index does not print.
    """
    frame = read_sheet("gsi_2023", path, SHEET, list(COLUMNS.values()), header_row=3)
    for indicator in ESTIMATES:
        count_tables.check_pattern(frame, COLUMNS[indicator], r"(?!0+(\.0*)?$).*", "an estimate (a cell without one is blank)")
    table = frame.rename(columns={printed: name for name, printed in COLUMNS.items()} | {"row": "sheet_row"})
    table = table[(table[[*ESTIMATES, *SCORES]] != "").any(axis=1)]
    return {"countries.csv": table[list(FILES["countries.csv"])]}
