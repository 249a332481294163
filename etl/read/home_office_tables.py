"""The two tables of the Home Office on the National Referral Mechanism, transcribed: by quarter and age, and by nationality.

People with two nationalities are counted together, since the file does not say which comes first.
"""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Tables
from etl.read import count_tables
from etl.read.csv_reader import read_csv, read_first_lines
from etl.read.parse_figures import line_references, parse_numbers

REFERRALS = ("year", "quarter", "age", "printed")
NATIONALITIES = ("nationality", "year", "quarters", "printed")
AGES = {"Adult (18 or over)": "adult", "Child (17 or under)": "child", "Age not specified or unknown": "unknown"}
DUAL = "two nationalities"
# Names of one nationality that have more than one word; every other name of several words is two nationalities.
SINGLE = (
    *("Cape Verdean", "Cayman Islander", "Central African", "Citizen of Antigua and Barbuda"),
    *("Citizen of Bosnia and Herzegovina", "Citizen of Guinea Bissau", "Citizen of Guinea-Bissau"),
    *("Citizen of Seychelles", "Citizen of the Dominican Republic", "Congolese (Congo)", "Congolese (DRC)"),
    *("Congolese (Drc)", "Congolese Congo", "Congolese Drc", "Costa Rican", "East Timorese", "Hong Konger"),
    *("Papua New Guinean", "Saudi Arabian", "Sierra Leonean", "South African", "South Korean", "South Sudanese"),
    *("Sri Lankan", "St Lucian", "New Zealander", "British Virgin Islander"),
)
# Spellings of the second of two nationalities that do not occur alone.
_BRITISH_AND_OTHER = ("UK", "UKrainian")
_BY_QUARTER = ("Year", "Quarter", "Age at exploitation", "Location of exploitation", "NRM referrals")
_BY_NATIONALITY = ("Nationality", "period", "referrals")
_LOCATIONS = ("Overseas", "UK", "UK and Overseas", "Not specified or unknown", "Total")
_COUNT, _PERIOD = r"\d+(,\d{3})*", r"(?P<year>\d{4})_q(?P<quarter>[1-4])"


def _printed(counts: pd.Series) -> pd.Series:
    return counts.astype("int64").astype("str")


def _totals(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of all locations; raises InputError where one is missing or is not the sum of its locations."""
    key = ["Year", "Quarter", "Age at exploitation"]
    count_tables.check_unique(frame, [*key, "Location of exploitation"])
    whole = frame["Location of exploitation"] == "Total"
    totals, sums = frame[whole].set_index(key)["n"], frame[~whole].groupby(key)["n"].sum()
    wrong = sums[sums != totals.reindex(sums.index)]
    if len(wrong):
        problem = f"the locations of {', '.join(wrong.index[0])} add up to {wrong.iloc[0]:.0f}, and no row Total says the same"
        remedy = "Give the publisher's whole file; rows may be missing or changed."
        raise InputError("", f"row {frame.set_index(key)['row'].loc[[wrong.index[0]]].iloc[0]}", problem, remedy)
    return frame[whole]


def _referrals(path: Path) -> pd.DataFrame:
    frame = read_csv("uk_nrm", path, _BY_QUARTER)
    locations = f"a location that the atlas reads ({', '.join(_LOCATIONS)})"
    count_tables.check_pattern(frame, "Year", count_tables.YEAR, "a year")
    count_tables.check_pattern(frame, "Quarter", "Q[1-4]", "a quarter")
    count_tables.check_pattern(frame, "Location of exploitation", "|".join(_LOCATIONS), locations)
    count_tables.check_pattern(frame, "NRM referrals", _COUNT, "a count")
    frame = frame.assign(where=line_references(path.name, frame), age=count_tables.label_codes(frame, "Age at exploitation", AGES))
    frame = _totals(frame.assign(n=parse_numbers(frame["NRM referrals"], frame["where"])))
    frame = frame.assign(year=frame["Year"], quarter=frame["Quarter"].str.removeprefix("Q"))
    keys = (["year", "quarter", "age"], ["year", "quarter"], ["year", "age"], ["year"])
    sums = [frame.groupby(key, as_index=False)["n"].sum() for key in keys]
    table: pd.DataFrame = pd.concat(sums).fillna({"quarter": "", "age": "all"}).sort_values(["year", "quarter", "age"])
    return table.assign(printed=_printed(table["n"]))


def _check_dual(frame: pd.DataFrame, known: Collection[str]) -> None:
    """Raise InputError for each name of several words that neither begins nor ends with a nationality: it is not two of them."""
    for name in frame["Nationality"].unique():
        words = name.split(" ")
        ends = [" ".join(part) for cut in range(1, len(words)) for part in (words[:cut], words[cut:])]
        if not any(end in known for end in ends):
            row = frame.loc[frame["Nationality"] == name, "row"].iloc[0]
            remedy = "Correct it; if it is one nationality, add it to SINGLE in etl/read/home_office_tables.py."
            raise InputError("", f"row {row}, Nationality", f"'{name}' is neither a known nationality nor two of them", remedy)


def _nationalities(path: Path) -> pd.DataFrame:
    frame = read_csv("uk_nrm", path, _BY_NATIONALITY).assign(where=lambda rows: line_references(path.name, rows))
    count_tables.check_pattern(frame, "period", _PERIOD, "a quarter such as 2022_q2")
    count_tables.check_pattern(frame, "referrals", _COUNT, "a count")
    count_tables.check_pattern(frame, "Nationality", count_tables.NOT_BLANK, "a nationality")
    frame["Nationality"] = frame["Nationality"].str.strip()
    count_tables.check_unique(frame, _BY_NATIONALITY[:2])
    single = frame["Nationality"].isin(SINGLE) | ~frame["Nationality"].str.contains(" ")
    _check_dual(frame[~single], {*frame.loc[single, "Nationality"], *SINGLE, *_BRITISH_AND_OTHER})
    counts = parse_numbers(frame["referrals"], frame["where"])
    frame = frame.assign(nationality=frame["Nationality"].where(single, DUAL), n=counts, **frame["period"].str.extract(_PERIOD))
    table = frame.groupby(["nationality", "year"])["n"].sum().reset_index()
    spans = frame.groupby("year")["quarter"].agg(["min", "max"])
    periods = [f"{year} Q{spans['min'][year]} to Q{spans['max'][year]}" for year in table["year"]]
    return table.assign(printed=_printed(table["n"]), quarters=periods)


def transcribe(path: Path) -> Tables:
    """One of the two tables of the Home Office (by quarter and age, or by nationality), in our own form."""
    if _BY_NATIONALITY[0] in read_first_lines("uk_nrm", path):
        return {"nationalities.csv": _nationalities(path)[list(NATIONALITIES)]}
    return {"referrals.csv": _referrals(path)[list(REFERRALS)]}
