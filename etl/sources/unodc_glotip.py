"""UNODC, Global Report on Trafficking in Persons: what countries reported of victims and of proceedings, 2003 to 2023.

'<5' masks a count of 0 to 4; the editions before October 2025 print no 0. Codes and years printed in place of counts,
duplicate rows and rows without a country are left out and counted.
"""

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import highest, lowest
from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.glotip_workbook import COUNTS, PEOPLE, SHEET, edition_date, transcribe
from etl.read.parse_figures import line_references, located_rows, parse_numbers
from etl.transform import suspect_counts

__all__ = ["FILES", "edition_date", "normalise", "transcribe"]
FILES = {"counts.csv": COUNTS, "people.csv": PEOPLE, "left_out.csv": ("code", "rows")}
_COUNT_KEY = ["indicator", "country", "form", "sex", "age", "year"]
_PEOPLE_KEY = ["indicator", "by", "country", "label", "year"]
_EXCESS_TOLERANCE = 1.1
# Up to this year UNODC lists repatriations under the country that people were returned from, later under the one they returned to.
_LAST_OUTWARD_YEAR, _FIRST_DIRECTED_YEAR = 2016, 2010
TOTALS = ("Abroad", "All", "TOTAL", "TOTAL POR AÑO")
_NATIONALS = ("Nationals", "Ciudadanos de su pa�s", "Own country nationals")
# Two labels under which the edition of October 2025 prints the same people.
_OTHERS = ("OTH", "Other")
_ALIKE = ["by", "country", "year", "indicator"]
_DIRECTION_UNIFIED = (
    "UNODC's sheet names the country of exploitation first from 2010 to 2016 and the country returned to first from 2017 on. "
    "Here every row runs from the country of exploitation to the country returned to."
)
_NO_DIRECTION = "Before 2010 the sheet names no other country, so it is not known in which direction people were returned."
_LABELS = {
    "Dominica": "The file prints 'Dominica'. Some of these figures were listed under 'R.Dominicana', the Dominican Republic, "
    "in the April 2025 edition, so the country is uncertain."
}
_SARK = "Sark has no code of its own, and a part's figures are not those of Guernsey"
_A_TOTAL = "A total of other rows listed with it, or a repetition of one of them. It is left out of sums."
_A_TOTAL_ALONE = "A total that the source does not break down for this country and year. It is left out of sums."


def _unlabelled_totals(people: pd.DataFrame) -> pd.Series:
    """Which rows without a label print the sum of the other rows of the country and year, or repeat their total."""
    totals, alike = [], people.groupby(_ALIKE, sort=False).indices
    unlabelled = people[(people["label"] == "") & people["value"].notna()]
    for index, row in zip(unlabelled.index, row_dicts(unlabelled), strict=True):
        others = people.iloc[alike[tuple(row[name] for name in _ALIKE)]].drop(index)
        parts = others[~others["label"].isin(TOTALS)]
        low, high = lowest(parts).sum(), highest(parts).sum()
        if (others.loc[others["label"].isin(TOTALS), "value"] == row["value"]).any() or 0 < low <= row["value"] <= high:
            totals.append(index)
    return pd.Series(people.index.isin(totals), people.index)


def _repeated_under_other_label(people: pd.DataFrame) -> pd.Series:
    """Which rows under the first of the two labels for other citizenships repeat a figure of the second."""
    others = people[people["label"].isin(_OTHERS)]
    repeated = others.duplicated(["indicator", "by", "country", "year", "as_printed"], keep=False) & (others["label"] == _OTHERS[0])
    return repeated.reindex(people.index, fill_value=False)


def _kinds(people: pd.DataFrame) -> pd.Series:
    """Whether each row by citizenship or repatriation is a corridor or a total."""
    returned = people["by"] == "repatriation"
    totals = people["label"].isin(TOTALS) | (returned & people["label"].isin(_NATIONALS)) | _unlabelled_totals(people)
    totals |= _repeated_under_other_label(people)
    return pd.Series("corridor", people.index).mask(totals, "total")


def _estimates(counts: pd.DataFrame, citizens: pd.DataFrame, exceeded: pd.Series) -> pd.DataFrame:
    contradicted = suspect_counts.contradiction_caveats(counts)
    masked = suspect_counts.masked_part_caveats(counts, citizens).drop(contradicted.index.union(exceeded.index), errors="ignore")
    doubted = (
        *(suspect_counts.repeated_victims_caveats, suspect_counts.larger_part_caveats, suspect_counts.without_unknown_caveats),
        *(suspect_counts.year_like_caveats, suspect_counts.all_other_caveats),
    )
    return counts.assign(
        place_printed=counts["country"],
        year_start=counts["year"],
        year_end=counts["year"],
        locator=f"Sheet {SHEET}, " + counts["rows"],
        caveat=count_tables.joined_caveats(counts["caveat"], contradicted, exceeded, masked, *(of(counts) for of in doubted)),
    )


def _caveats(people: pd.DataFrame, kinds: pd.Series, exceeding: pd.Series) -> pd.Series:
    """The caveats of rows by citizenship and repatriation: their direction, totals, sums that exceed the country's total."""
    returned, years = people["by"] == "repatriation", people["year"].astype("int64")
    direction = pd.Series(_DIRECTION_UNIFIED, people.index).mask(years < _FIRST_DIRECTED_YEAR, _NO_DIRECTION)[returned]
    alone = ~people.duplicated(["indicator", "by", "country", "year"], keep=False)
    totals = pd.Series(_A_TOTAL, people.index).mask(alone, _A_TOTAL_ALONE)[kinds == "total"]
    labels = people["label"].map(_LABELS).dropna()
    return count_tables.joined_caveats(people["caveat"], direction, totals, labels, exceeding)


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
    frame = located_rows(raw, name)
    count_tables.check_pattern(frame, "year", "[0-9]{4}", "a year of four digits")
    return count_tables.without_questionnaire_codes(count_tables.with_values(frame))


def _one_row_per_cell(frame: pd.DataFrame, years: pd.Series, key: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per cell, without those that print a year, and the rows left out."""
    rows, duplicates = count_tables.one_row_per_cell(frame[~years], key, row="sheet_row")
    return rows, pd.concat([count_tables.left_out(frame, years, suspect_counts.YEAR_AS_COUNT), duplicates])


def _without_country(codes: pd.DataFrame) -> pd.DataFrame:
    """The rows of the sheet without a country, one line each, by the code that is printed instead."""
    rows = parse_numbers(codes["rows"], line_references("left_out.csv", codes)).astype("int64")
    return pd.DataFrame({"where": codes["code"].repeat(rows.tolist()), "why": "the file prints no country"}).reset_index(drop=True)


def normalise(raw: Raw) -> Tables:
    """Counts as estimates, counts by citizenship and by repatriation as flows, and what is left out."""
    counts, count_codes = _cells(raw, "counts.csv")
    people, people_codes = _cells(raw, "people.csv")
    counts, not_counts = _one_row_per_cell(counts, suspect_counts.year_marks(counts, counts), _COUNT_KEY)
    people, not_people = _one_row_per_cell(people, suspect_counts.year_marks(people, counts), _PEOPLE_KEY)
    sark = [count_tables.left_out(frame, frame["country"] == "Sark", _SARK) for frame in (counts, people)]
    dropped = [count_codes, people_codes, not_counts, not_people, *sark, _without_country(raw["left_out.csv"])]
    counts, people = (frame[frame["country"] != "Sark"] for frame in (counts, people))
    kinds = _kinds(people)
    citizens = people[(people["by"] == "citizenship") & (kinds == "corridor")]
    exceeding, exceeded = suspect_counts.excess_caveats(citizens, counts, tolerance=_EXCESS_TOLERANCE)
    return {
        "estimates": _estimates(counts, citizens, exceeded),
        "flows": _flows(people, kinds, exceeding),
        "left_out": pd.concat(dropped, ignore_index=True),
    }
