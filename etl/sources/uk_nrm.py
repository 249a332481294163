"""Home Office: referrals of possible victims to the United Kingdom's National Referral Mechanism, by quarter and nationality.

The Home Office prints small counts and zeros in full, and they are quoted as printed. Its tables cover 2009 to 2023; the
quarters and years of 2024 and 2025 were read one by one in bulletins, most of them as first published.
"""

import pandas as pd

from etl.contract.schema import Raw, Tables
from etl.read import count_tables, national_counts
from etl.read.home_office_tables import NATIONALITIES, REFERRALS, transcribe
from etl.read.parse_figures import located_rows, parse_numbers

__all__ = ["FILES", "normalise", "transcribe"]
PLACE = "United Kingdom"
FILES = {
    "referrals.csv": REFERRALS,
    "nationalities.csv": NATIONALITIES,
    "bulletins.csv": national_counts.COLUMNS,
    "bulletin_nationalities.csv": ("nationality", "year", "quarter", "printed", "published_year", "seen_at", "page"),
}
_TABLES_PUBLISHED = "2024"


def _counts(raw: Raw, file: str) -> pd.DataFrame:
    """The counts of a transcribed file; a duplicate row is found later, by its identifier."""
    frame = count_tables.with_values(located_rows(raw, file))
    return frame.assign(as_printed=frame["printed"], range_kind="none_published")


def _table_estimates(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table by quarter and age; its years, and its quarters of all ages, are sums made here."""
    whole = counts["quarter"] == ""
    return counts.assign(
        indicator="nrm_referrals",
        place_printed=PLACE,
        year_start=counts["year"],
        year_end=counts["year"],
        published_year=_TABLES_PUBLISHED,
        quarter=parse_numbers(counts["quarter"], counts["where"]),
        basis=pd.Series("printed", counts.index).mask(whole | (counts["age"] == "all"), "derived"),
        locator="Table by age and location of exploitation, rows Total, " + counts["year"] + (" Q" + counts["quarter"]).mask(whole, ""),
        form="all",
        sex="all",
        caveat="",
    )


def _flows_by_nationality(counts: pd.DataFrame) -> pd.DataFrame:
    """What all counts by nationality have in common as flows into the United Kingdom."""
    return counts.rename(columns={"value": "count", "value_low": "count_low", "value_high": "count_high"}).assign(
        indicator="nrm_referrals",
        origin_printed=counts["nationality"],
        destination_printed=PLACE,
        year_start=counts["year"],
        year_end=counts["year"],
        evidence="referred_by_nationality",
    )


def _table_flows(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table by nationality: the quarters of a year are added up here."""
    locator = "Table of referrals by nationality, " + counts["quarters"]
    return _flows_by_nationality(counts).assign(published_year=_TABLES_PUBLISHED, basis="derived", caveat="", locator=locator)


def _bulletin_flows(raw: Raw) -> pd.DataFrame:
    """The nationalities that bulletins name, each for one quarter as printed."""
    counts = national_counts.with_provenance(_counts(raw, "bulletin_nationalities.csv"))
    return _flows_by_nationality(counts).assign(
        quarter=parse_numbers(counts["quarter"], counts["where"]),
        basis="printed",
        locator="Quarterly bulletin, referrals by nationality, " + counts["year"] + " Q" + counts["quarter"],
    )


def normalise(raw: Raw) -> Tables:
    """Referrals of quarters and years as estimates, nationalities as flows into the United Kingdom."""
    estimates = [_table_estimates(_counts(raw, "referrals.csv")), national_counts.estimates(raw, "bulletins.csv")]
    flows = [_table_flows(_counts(raw, "nationalities.csv")), _bulletin_flows(raw)]
    return {"estimates": pd.concat(estimates, ignore_index=True), "flows": pd.concat(flows, ignore_index=True)}
