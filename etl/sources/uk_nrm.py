"""Home Office: referrals of possible victims to the United Kingdom's National Referral Mechanism, by quarter and nationality.

The Home Office prints small counts and zeros in full, and they are quoted as printed. People with two nationalities are
counted together, since the file does not say which comes first. Tables hold 2009 to 2023; the quarters and years of 2024
and 2025 were read one by one in bulletins, most of them as first published.
"""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from etl.contract.errors import InputError
from etl.contract.schema import Raw, Tables
from etl.read import count_tables, national_counts
from etl.read.csv_reader import read_csv, read_header
from etl.read.parse_figures import lines, numbers

PLACE = "United Kingdom"
AGES = {"Adult (18 or over)": "adult", "Child (17 or under)": "child", "Age not specified or unknown": "unknown"}
DUAL = "two nationalities"
# Names of one nationality that have more than one word; every other name of several words is two nationalities.
SINGLE = (
    "Cape Verdean",
    "Cayman Islander",
    "Central African",
    "Citizen of Antigua and Barbuda",
    "Citizen of Bosnia and Herzegovina",
    "Citizen of Guinea Bissau",
    "Citizen of Guinea-Bissau",
    "Citizen of Seychelles",
    "Citizen of the Dominican Republic",
    "Congolese (Congo)",
    "Congolese (DRC)",
    "Congolese (Drc)",
    "Congolese Congo",
    "Congolese Drc",
    "Costa Rican",
    "East Timorese",
    "Hong Konger",
    "Papua New Guinean",
    "Saudi Arabian",
    "Sierra Leonean",
    "South African",
    "South Korean",
    "South Sudanese",
    "Sri Lankan",
    "St Lucian",
    "New Zealander",
    "British Virgin Islander",
)
# How the second of two nationalities may be written beside the names that stand alone.
_BRITISH_AND_OTHER = ("UK", "UKrainian")
FILES = {
    "referrals.csv": ("year", "quarter", "age", "printed"),
    "nationalities.csv": ("nationality", "year", "quarters", "printed"),
    "bulletins.csv": national_counts.COLUMNS,
    "bulletin_nationalities.csv": ("nationality", "year", "quarter", "printed", "published_year", "seen_at", "page"),
}
_TABLES_PUBLISHED = "2024"
_QUARTERLY = ("Year", "Quarter", "Age at exploitation", "Location of exploitation", "NRM referrals")
_NATIONAL = ("Nationality", "period", "referrals")
_LOCATIONS = ("Overseas", "UK", "UK and Overseas", "Not specified or unknown", "Total")
_COUNT = r"\d+(,\d{3})*"


def normalise(raw: Raw) -> Tables:
    """Referrals of quarters and years as estimates, nationalities as flows into the United Kingdom."""
    estimates = [_of_tables(_counted(raw, "referrals.csv")), national_counts.estimates(raw, "bulletins.csv")["estimates"]]
    people = [_by_nationality(_counted(raw, "nationalities.csv")), _bulletins_by_nationality(raw)]
    return {"estimates": pd.concat(estimates, ignore_index=True), "flows": pd.concat(people, ignore_index=True)}


def _of_tables(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table by quarter and age; its years, and its quarters of all ages, are added up here."""
    whole = counts["quarter"] == ""
    return counts.assign(
        indicator="nrm_referrals",
        place_printed=PLACE,
        year_start=counts["year"],
        year_end=counts["year"],
        published_year=_TABLES_PUBLISHED,
        quarter=numbers(counts["quarter"], counts["where"]),
        basis=pd.Series("printed", counts.index).mask(whole | (counts["age"] == "all"), "derived"),
        locator="Table by age and location of exploitation, rows Total, " + counts["year"] + " Q" + counts["quarter"],
    ).assign(locator=lambda rows: rows["locator"].str.removesuffix(" Q"), form="all", sex="all", caveat="")


def _into_the_kingdom(people: pd.DataFrame) -> pd.DataFrame:
    """What counts by nationality have in common as flows."""
    return people.rename(columns={"value": "count", "value_low": "count_low", "value_high": "count_high"}).assign(
        indicator="nrm_referrals",
        origin_printed=people["nationality"],
        destination_printed=PLACE,
        year_start=people["year"],
        year_end=people["year"],
        evidence="referred_by_nationality",
    )


def _by_nationality(people: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table by nationality: the quarters of a year added up here."""
    return _into_the_kingdom(people).assign(
        published_year=_TABLES_PUBLISHED, basis="derived", caveat="", locator="Table of referrals by nationality, " + people["quarters"]
    )


def _bulletins_by_nationality(raw: Raw) -> pd.DataFrame:
    """The nationalities that bulletins name, each for one quarter as printed."""
    people = national_counts.seen(_counted(raw, "bulletin_nationalities.csv"))
    return _into_the_kingdom(people).assign(
        quarter=numbers(people["quarter"], people["where"]),
        basis="printed",
        locator="Quarterly bulletin, referrals by nationality, " + people["year"] + " Q" + people["quarter"],
    )


def _counted(raw: Raw, name: str) -> pd.DataFrame:
    """The counts of a transcribed file; a row that stands twice is found by the identifiers of the table."""
    frame = count_tables.figures(raw[name].assign(where=lambda rows: lines(name, rows)))
    return frame.assign(as_printed=frame["printed"], range_kind="none_published")


def _totals(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of all locations; raises InputError where one is missing or is not the sum of its locations."""
    key = ["Year", "Quarter", "Age at exploitation"]
    count_tables.once(frame, [*key, "Location of exploitation"])
    whole = frame["Location of exploitation"] == "Total"
    totals, parts = frame[whole].set_index(key)["n"], frame[~whole].groupby(key)["n"].sum()
    wrong = parts[parts != totals.reindex(parts.index)]
    if len(wrong):
        problem = f"the locations of {', '.join(wrong.index[0])} add up to {wrong.iloc[0]:.0f}, and no row Total says the same"
        remedy = "Give the publisher's whole file; rows may be missing or changed."
        raise InputError("", f"row {frame.set_index(key)['row'].loc[[wrong.index[0]]].iloc[0]}", problem, remedy)
    return frame[whole]


def _referrals(path: Path) -> pd.DataFrame:
    frame = read_csv("uk_nrm", path, _QUARTERLY)
    count_tables.matching(frame, "Year", count_tables.YEAR, "a year")
    count_tables.matching(frame, "Quarter", "Q[1-4]", "a quarter")
    count_tables.matching(
        frame, "Location of exploitation", "|".join(_LOCATIONS), f"a location that the atlas reads ({', '.join(_LOCATIONS)})"
    )
    count_tables.matching(frame, "NRM referrals", _COUNT, "a count")
    frame = frame.assign(where=lines(path.name, frame), age=count_tables.coded(frame, "Age at exploitation", AGES))
    frame = _totals(frame.assign(n=numbers(frame["NRM referrals"], frame["where"])))
    frame = frame.assign(year=frame["Year"], quarter=frame["Quarter"].str.removeprefix("Q"))
    sums = [
        frame.groupby(keys, as_index=False)["n"].sum()
        for keys in (["year", "quarter", "age"], ["year", "quarter"], ["year", "age"], ["year"])
    ]
    table = pd.concat(sums).fillna({"quarter": "", "age": "all"}).sort_values(["year", "quarter", "age"])
    return table.assign(printed=table["n"].astype("int64").astype("str"))


def _check_two(frame: pd.DataFrame, known: Collection[str]) -> None:
    """Raise InputError for each name of several words that neither begins nor ends with a nationality: it is not two of them."""
    for name in frame["Nationality"].unique():
        words = name.split(" ")
        ends = [" ".join(part) for at in range(1, len(words)) for part in (words[:at], words[at:])]
        if not any(end in known for end in ends):
            row = frame.loc[frame["Nationality"] == name, "row"].iloc[0]
            remedy = "Correct it; if it is one nationality, add it to SINGLE in etl/sources/uk_nrm.py."
            raise InputError("", f"row {row}, Nationality", f"'{name}' is neither a known nationality nor two of them", remedy)


def _nationalities(path: Path) -> pd.DataFrame:
    frame = read_csv("uk_nrm", path, _NATIONAL).assign(where=lambda rows: lines(path.name, rows))
    period = frame["period"].str.extract(r"^(?P<year>\d{4})_q(?P<quarter>[1-4])$")
    bad = frame[period["year"].isna()]
    if len(bad):
        raise InputError("uk_nrm", bad["where"].iloc[0], f"'{bad['period'].iloc[0]}' is not a quarter", "Write it as 2022_q2.")
    count_tables.matching(frame, "referrals", _COUNT, "a count")
    count_tables.matching(frame, "Nationality", count_tables.FILLED, "a nationality")
    frame["Nationality"] = frame["Nationality"].str.strip()
    count_tables.once(frame, _NATIONAL[:2])
    single = frame["Nationality"].isin(SINGLE) | ~frame["Nationality"].str.contains(" ")
    _check_two(frame[~single], {*frame.loc[single, "Nationality"], *SINGLE, *_BRITISH_AND_OTHER})
    frame = frame.assign(nationality=frame["Nationality"].where(single, DUAL), n=numbers(frame["referrals"], frame["where"]), **period)
    table = frame.groupby(["nationality", "year"], as_index=False).agg(n=("n", "sum"), first=("quarter", "min"), last=("quarter", "max"))
    spans = frame.groupby("year")["quarter"].agg(["min", "max"])
    return table.assign(
        printed=table["n"].astype("int64").astype("str"),
        quarters=[f"{year} Q{spans['min'][year]} to Q{spans['max'][year]}" for year in table["year"]],
    )


def transcribe(path: Path) -> Tables:
    """One of the two tables of the Home Office (by quarter and age, or by nationality), in our own form."""
    if _NATIONAL[0] in read_header("uk_nrm", path):
        return {"nationalities.csv": _nationalities(path)[list(FILES["nationalities.csv"])]}
    return {"referrals.csv": _referrals(path)[list(FILES["referrals.csv"])]}
