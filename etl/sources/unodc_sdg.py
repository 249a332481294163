"""United Nations Office on Drugs and Crime: detected victims per 100,000 population, as UNODC itself computes the rate.

Indicator 16.2.2 of the Sustainable Development Goals, for everyone and by form. UNODC rounds to two decimals, prints zeros,
and omits values as confidential without saying between which bounds they lie. A rate of detection, never of prevalence.
"""

import pandas as pd

from etl.contract.row_figures import MASKED
from etl.contract.schema import Raw, Tables
from etl.read import count_tables
from etl.read.parse_figures import located_rows, parse_numbers

FILES = {"rates.csv": ("place", "area", "year", "form", "printed", "collection")}
FORMS = {
    "all": "all",
    "sexual exploitation": "sexual_exploitation",
    "forced labour or services": "labour_exploitation",
    "organ removal": "organ_removal",
}
OMITTED = "Omitted value for confidentiality reasons"
# Sub-regions in which UNODC sums up small countries; they have no country code, and no list of members is printed.
SUBREGIONS = ("CAS", "EEU", "MCN")
_CONTRADICTION = "The printed rate for one form is higher than the rate for all forms: the two contradict each other."
_PRE_PUBLICATION = "UNODC marks the value as collected before publication."


def normalise(raw: Raw) -> Tables:
    """One rate for each country, year and form; sub-regions, and cells that the file leaves blank, are left out."""
    frame = located_rows(raw, "rates.csv")
    count_tables.check_pattern(frame, "year", "[0-9]{4}", "a year of four digits")
    frame = frame.assign(form=count_tables.label_codes(frame, "form", FORMS))
    regional, blank = frame["place"].isin(SUBREGIONS), frame["printed"] == ""
    regions = count_tables.left_out(frame, regional, "a sub-region that sums up small countries")
    blanks = count_tables.left_out(frame, blank & ~regional, "the file prints neither a value nor why there is none")
    return {"estimates": _estimates(frame[~regional & ~blank]), "left_out": pd.concat([regions, blanks], ignore_index=True)}


def _estimates(frame: pd.DataFrame) -> pd.DataFrame:
    """The rates as estimates: an omitted value is a mask without bounds."""
    omitted = frame["printed"] == OMITTED
    value = parse_numbers(frame["printed"].mask(omitted, ""), frame["where"])
    pre_publication = frame["collection"].map({"SDG pre-pub": _PRE_PUBLICATION}).fillna("")
    return frame.assign(
        indicator="sdg_16_2_2",
        place_printed=frame["area"],
        year_start=frame["year"],
        year_end=frame["year"],
        value=value,
        as_printed=frame["printed"],
        range_kind=pd.Series("none_published", frame.index).mask(omitted, MASKED),
        locator="Indicator 16.2.2, " + frame["area"] + ", " + frame["year"] + ", sex and age Total, collection " + frame["collection"],
        caveat=count_tables.joined_caveats(pre_publication, _contradiction_caveats(frame.assign(value=value))),
    )


def _contradiction_caveats(frame: pd.DataFrame) -> pd.Series:
    """A caveat for each total that is lower than one of its forms, and for each form that is higher than its total."""
    cell, whole = ["place", "year"], frame["form"] == "all"
    highest = frame.join(frame[~whole].groupby(cell)["value"].max().rename("highest"), on=cell)["highest"]
    total = frame.join(frame[whole].set_index(cell)["value"].rename("total"), on=cell)["total"]
    return pd.Series("", frame.index).mask((frame["value"] < highest) & whole | (frame["value"] > total), _CONTRADICTION)
