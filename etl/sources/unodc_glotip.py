"""UNODC, Global Report on Trafficking in Persons: what countries reported of victims and of proceedings, 2003 to 2023.

All editions of the file share this form. '<5' masks a count of 0 to 4; the editions before October 2025 print no 0. Codes
and years that stand where counts should, rows printed twice and rows without a country are left out and counted.
"""

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.row_figures import highest, lowest
from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.excel import first_rows, read_sheet
from etl.read.parse_figures import lines, numbers
from etl.transform import suspect_counts

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
DIMENSIONS = ("Total", "by form of exploitation", "by citizenship", "by country of repatriation")
_BY_PLACE = {"by citizenship": "citizenship", "by country of repatriation": "repatriation"}

FILES = {
    "counts.csv": ("sheet_row", "country", "indicator", "form", "sex", "age", "year", "printed"),
    "people.csv": ("sheet_row", "country", "indicator", "by", "label", "year", "printed"),
    "left_out.csv": ("code", "rows"),
}
_COLUMNS = ("Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement", "txtVALUE")
_COUNT_KEY = ["indicator", "country", "form", "sex", "age", "year"]
_PEOPLE_KEY = ["indicator", "by", "country", "label", "year"]
_EXCESS_TOLERANCE = 1.1
# Up to this year a row of repatriations stands under the country that people were returned from, later under the one they returned to.
_LAST_OUTWARD_YEAR, _FIRST_DIRECTED_YEAR = 2016, 2010
TOTALS = ("Abroad", "All", "TOTAL", "TOTAL POR AÑO")
_NATIONALS = ("Nationals", "Ciudadanos de su pa�s", "Own country nationals")
# Two labels under which the edition of October 2025 prints the same people.
_OTHERS = ("OTH", "Other")
_DIRECTION_UNIFIED = (
    "UNODC's sheet names the country of exploitation first from 2010 to 2016 and the country returned to first from 2017 on. "
    "Here every row runs from the country of exploitation to the country returned to."
)
_NO_DIRECTION = "Before 2010 the sheet names no other country, so that it is not known in which direction people were returned."
_LABELS = {
    "Dominica": "The file prints 'Dominica'. Some of these figures were under 'R.Dominicana', the Dominican Republic, in the edition of "
    "April 2025, so that the country is not certain."
}
_A_TOTAL = "A total of rows listed beside it, or a repetition of one of them. It is left out of sums."
_A_TOTAL_ALONE = "A total that the source does not break down for this country and year. It is left out of sums."


def _unlabelled_totals(people: pd.DataFrame) -> pd.Series:
    """Which rows without a label hold what the other rows of the country and year add up to, or repeat their total."""
    found = []
    for row in people[(people["label"] == "") & people["value"].notna()].itertuples():
        same = (people["by"] == row.by) & (people["country"] == row.country) & (people["year"] == row.year)
        others = people[same & (people["indicator"] == row.indicator) & (people.index != row.Index)]
        parts = others[~others["label"].isin(TOTALS)]
        low, high = lowest(parts).sum(), highest(parts).sum()
        if (others.loc[others["label"].isin(TOTALS), "value"] == row.value).any() or 0 < low <= row.value <= high:
            found.append(row.Index)
    return pd.Series(people.index.isin(found), people.index)


def _repeated_under_other_label(people: pd.DataFrame) -> pd.Series:
    """Which rows of other citizenships repeat a figure that stands under the other of the two labels."""
    others = people[people["label"].isin(_OTHERS)]
    again = others.duplicated(["indicator", "by", "country", "year", "as_printed"], keep=False) & (others["label"] == _OTHERS[0])
    return again.reindex(people.index, fill_value=False)


def _kinds(people: pd.DataFrame) -> pd.Series:
    """Whether each row by citizenship or repatriation is a corridor or a total."""
    returned = people["by"] == "repatriation"
    totals = people["label"].isin(TOTALS) | (returned & people["label"].isin(_NATIONALS)) | _unlabelled_totals(people)
    totals |= _repeated_under_other_label(people)
    return pd.Series("corridor", people.index).mask(totals, "total")


def _estimates(counts: pd.DataFrame, citizens: pd.DataFrame, exceeded: pd.Series) -> pd.DataFrame:
    contradicted = suspect_counts.contradictions(counts)
    masked = suspect_counts.masked_parts(counts, citizens).drop(contradicted.index.union(exceeded.index), errors="ignore")
    return counts.assign(
        place_printed=counts["country"],
        year_start=counts["year"],
        year_end=counts["year"],
        locator=f"Sheet {SHEET}, " + counts["rows"],
        caveat=count_tables.joined(counts["caveat"], contradicted, exceeded, masked, suspect_counts.like_years(counts)),
    )


def _caveats(people: pd.DataFrame, kinds: pd.Series, exceeding: pd.Series) -> pd.Series:
    """The caveats of rows by citizenship and repatriation: their direction, totals, sums that exceed the country's total."""
    returned, years = people["by"] == "repatriation", people["year"].astype("int64")
    direction = pd.Series(_DIRECTION_UNIFIED, people.index).mask(years < _FIRST_DIRECTED_YEAR, _NO_DIRECTION)[returned]
    alone = ~people.duplicated(["indicator", "by", "country", "year"], keep=False)
    totals = pd.Series(_A_TOTAL, people.index).mask(alone, _A_TOTAL_ALONE)[kinds == "total"]
    labels = people["label"].map(_LABELS).dropna()
    return count_tables.joined(people["caveat"], direction, totals, labels, exceeding)


def _flows(people: pd.DataFrame, kinds: pd.Series, exceeding: pd.Series) -> pd.DataFrame:
    """By citizenship: from citizenship to reporting country. By repatriation: from the country of exploitation to the one returned to."""
    returned = people["by"] == "repatriation"
    outward = returned & (people["year"].astype("int64") <= _LAST_OUTWARD_YEAR)
    evidence = people["indicator"].map({"persons_convicted": "convicted_by_citizenship"}).fillna("detected_by_citizenship")
    return people.rename(columns={"value": "count", "value_low": "count_low", "value_high": "count_high"}).assign(
        origin_printed=people["country"].where(outward, people["label"]),
        destination_printed=people["label"].where(outward, people["country"]),
        label_end=pd.Series("origin", people.index).mask(outward, "destination"),
        evidence=evidence.mask(returned, "repatriated"),
        kind=kinds,
        year_start=people["year"],
        year_end=people["year"],
        locator=f"Sheet {SHEET}, " + people["rows"],
        caveat=_caveats(people, kinds, exceeding),
    )


def _cells(raw: Raw, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures of a transcribed file, and the codes of the questionnaire that are left out."""
    return count_tables.possible(count_tables.figures(count_tables.dated(raw[name].assign(where=lambda rows: lines(name, rows)))))


def _single(frame: pd.DataFrame, years: pd.Series, key: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a cell, without those that hold a year, and the rows left out."""
    kept, again = count_tables.single(frame[~years], key, row="sheet_row")
    return kept, pd.concat([count_tables.left_out(frame, years, suspect_counts.A_YEAR), again])


def _sark(frame: pd.DataFrame) -> pd.DataFrame:
    why = "Sark has no code of its own, and a part's figures are not those of Guernsey"
    return count_tables.left_out(frame, frame["country"] == "Sark", why)


def _without_country(codes: pd.DataFrame) -> pd.DataFrame:
    """The rows of the sheet without a country, one line each, by the code that stands in its place."""
    rows = numbers(codes["rows"], lines("left_out.csv", codes)).astype("int64")
    return pd.DataFrame({"where": codes["code"].repeat(rows), "why": "the file prints no country"}).reset_index(drop=True)


def normalise(raw: Raw) -> Tables:
    """Counts as estimates, counts by citizenship and by repatriation as flows; what is left out is said."""
    counts, codes = _cells(raw, "counts.csv")
    people, more_codes = _cells(raw, "people.csv")
    counts, not_counts = _single(counts, suspect_counts.years_as_counts(counts, counts), _COUNT_KEY)
    people, not_people = _single(people, suspect_counts.years_as_counts(people, counts), _PEOPLE_KEY)
    nowhere = _without_country(raw["left_out.csv"])
    left = [codes, more_codes, not_counts, not_people, _sark(counts), _sark(people), nowhere]
    counts, people = (frame[frame["country"] != "Sark"] for frame in (counts, people))
    kinds = _kinds(people)
    citizens = people[(people["by"] == "citizenship") & (kinds == "corridor")]
    exceeding, exceeded = suspect_counts.exceeding(citizens, counts, tolerance=_EXCESS_TOLERANCE)
    return {
        "estimates": _estimates(counts, citizens, exceeded),
        "flows": _flows(people, kinds, exceeding),
        "left_out": pd.concat(left, ignore_index=True),
    }


def _one_line(labels: pd.Series) -> pd.Series:
    """Labels that break over several lines of a cell, on one line."""
    return labels.str.replace(r"\s*\n\s*", " ", regex=True)


def _placed(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """The rows with a country, and how many have none by code; raises InputError where the code is that of a country beside others."""
    nowhere = frame["Country"] == ""
    lost = frame[nowhere & frame["Iso3_code"].isin(frame.loc[~nowhere, "Iso3_code"])]
    if len(lost):
        where, code = f"row {lost['row'].iloc[0]}, Country", lost["Iso3_code"].iloc[0]
        remedy = "Give the publisher's own file; merged cells keep their text only in the first."
        raise InputError("", where, f"the cell is blank, and other rows name the country of {code}", remedy)
    count_tables.one_name(frame[~nowhere & (frame["Iso3_code"] != "")], "Iso3_code", "Country")
    return frame[~nowhere], frame[nowhere].groupby("Iso3_code").size()


def transcribe(path: Path) -> Tables:
    """The sheet of the file that UNODC offers, in the form of ``counts.csv`` and ``people.csv``; rows without a country are counted."""
    frame = read_sheet("unodc_glotip", path, SHEET, _COLUMNS, header_row=HEADER_ROW)
    count_tables.matching(frame, "Year", count_tables.YEAR, "a year")
    count_tables.matching(frame, "txtVALUE", count_tables.COUNT, "a count")
    count_tables.matching(frame, "Unit of measurement", "Counts", "a unit that the atlas reads (Counts)")
    count_tables.matching(frame, "Dimension", "|".join(DIMENSIONS), f"a dimension that the atlas reads ({', '.join(DIMENSIONS)})")
    frame, nowhere = _placed(frame)
    codes = {"Indicator": INDICATORS, "Sex": SEXES, "Age": AGES}
    frame = frame.assign(sheet_row=frame["row"], **{column: count_tables.coded(frame, column, words) for column, words in codes.items()})
    placed = frame["Dimension"].isin(list(_BY_PLACE))
    names = {"Country": "country", "Indicator": "indicator", "Sex": "sex", "Age": "age", "Year": "year", "txtVALUE": "printed"}
    frame = frame.rename(columns=names)
    counts = frame[~placed].assign(form=count_tables.coded(frame[~placed], "Category", FORMS))
    people = frame[placed].assign(by=frame.loc[placed, "Dimension"].map(_BY_PLACE), label=_one_line(frame.loc[placed, "Category"]))
    return {
        "counts.csv": counts[list(FILES["counts.csv"])],
        "people.csv": people[list(FILES["people.csv"])],
        "left_out.csv": pd.DataFrame({"code": nowhere.index, "rows": nowhere.astype("str").to_numpy()}),
    }


def edition_date(path: Path) -> date | None:
    """The date that the sheet prints above its header, such as 14/04/2025; None where it prints none."""
    for row in first_rows("unodc_glotip", path, SHEET):
        for cell in row[:2]:
            if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", cell):
                day, month, year = map(int, found.groups())
                return date(year, month, day) if month in range(1, 13) and day in range(1, monthrange(year, month)[1] + 1) else None
    return None
