"""Home Office: referrals of possible victims to the United Kingdom's National Referral Mechanism, by quarter and nationality.

The Home Office prints small counts and zeros in full, and they are quoted as printed. People with two nationalities are
counted together, since the file does not say which comes first.
"""

from pathlib import Path

import pandas as pd

from etl import cells
from etl.errors import InputError
from etl.printed import lines, numbers
from etl.readers import read_csv, read_header
from etl.schema import Raw, Tables

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
FILES = {"referrals.csv": ("year", "quarter", "age", "printed"), "nationalities.csv": ("nationality", "year", "quarters", "printed")}
_QUARTERLY = ("Year", "Quarter", "Age at exploitation", "Location of exploitation", "NRM referrals")
_NATIONAL = ("Nationality", "period", "referrals")
_LOCATIONS = ("Overseas", "UK", "UK and Overseas", "Not specified or unknown", "Total")
_COUNT = r"\d+(,\d{3})*"


def normalise(raw: Raw) -> Tables:
    """Referrals of quarters and years as estimates, nationalities as flows into the United Kingdom."""
    counts, people = (_counted(raw, name) for name in FILES)
    whole = counts["quarter"] == ""
    shared = {"indicator": "nrm_referrals"}
    return {
        "estimates": counts.assign(
            **shared,
            place_printed=PLACE,
            year_start=counts["year"],
            year_end=counts["year"],
            quarter=numbers(counts["quarter"], counts["where"]),
            basis=pd.Series("printed", counts.index).mask(whole | (counts["age"] == "all"), "derived"),
            locator="Table by age and location of exploitation, rows Total, " + counts["year"] + " Q" + counts["quarter"],
        ).assign(locator=lambda rows: rows["locator"].str.removesuffix(" Q")),
        "flows": people.rename(columns={"value": "count", "value_low": "count_low", "value_high": "count_high"}).assign(
            **shared,
            origin_printed=people["nationality"],
            destination_printed=PLACE,
            year_start=people["year"],
            year_end=people["year"],
            evidence="referred_by_nationality",
            basis="derived",
            locator="Table of referrals by nationality, " + people["quarters"],
        ),
    }


def _counted(raw: Raw, name: str) -> pd.DataFrame:
    """The counts of a transcribed file; a row that stands twice is found by the identifiers of the table."""
    frame = cells.figures(raw[name].assign(where=lambda rows: lines(name, rows)))
    return frame.assign(as_printed=frame["printed"], range_kind="none_published")


def _referrals(path: Path) -> pd.DataFrame:
    frame = read_csv("uk_nrm", path, _QUARTERLY)
    cells.matching(frame, "Year", cells.YEAR, "a year")
    cells.matching(frame, "Quarter", "Q[1-4]", "a quarter")
    cells.matching(frame, "Location of exploitation", "|".join(_LOCATIONS), f"a location that the atlas reads ({', '.join(_LOCATIONS)})")
    cells.matching(frame, "NRM referrals", _COUNT, "a count")
    frame = frame[frame["Location of exploitation"] == "Total"].assign(where=lambda rows: lines(path.name, rows))
    frame = frame.assign(n=numbers(frame["NRM referrals"], frame["where"]), age=cells.coded(frame, "Age at exploitation", AGES))
    frame = frame.assign(year=frame["Year"], quarter=frame["Quarter"].str.removeprefix("Q"))
    sums = [
        frame.groupby(keys, as_index=False)["n"].sum()
        for keys in (["year", "quarter", "age"], ["year", "quarter"], ["year", "age"], ["year"])
    ]
    table = pd.concat(sums).fillna({"quarter": "", "age": "all"}).sort_values(["year", "quarter", "age"])
    return table.assign(printed=table["n"].astype("int64").astype("str"))


def _nationalities(path: Path) -> pd.DataFrame:
    frame = read_csv("uk_nrm", path, _NATIONAL).assign(where=lambda rows: lines(path.name, rows))
    period = frame["period"].str.extract(r"^(?P<year>\d{4})_q(?P<quarter>[1-4])$")
    bad = frame[period["year"].isna()]
    if len(bad):
        raise InputError("uk_nrm", bad["where"].iloc[0], f"'{bad['period'].iloc[0]}' is not a quarter", "Write it as 2022_q2.")
    cells.matching(frame, "referrals", _COUNT, "a count")
    frame["Nationality"] = frame["Nationality"].str.strip()
    single = frame["Nationality"].isin(SINGLE) | ~frame["Nationality"].str.contains(" ")
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
