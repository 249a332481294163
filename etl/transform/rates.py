"""Computes rates from counts: per 100,000 population, with the World Bank's population of the same place and year.

The one arithmetic of the atlas on published counts. A masked count gives a range of rates, a place without a population
no rate at all.
"""

import pandas as pd

from etl.contract import vocabulary

_PEOPLE = 100_000
_COLUMNS = ("value", "value_low", "value_high")


def computed(estimates: pd.DataFrame, population: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Rates of an indicator that is ``computed_from`` another, for everyone (each form), as rows of the table ``estimates``.

    ``estimates``: the counts, persons of a single year; ``population``: ``place, year, population``.
    """
    entry = vocabulary.indicators()[indicator]
    counts = estimates[(estimates["indicator"] == entry.computed_from) & (estimates["sex"] == "all") & (estimates["age"] == "all")]
    counts = counts[counts["year_start"] == counts["year_end"]].astype({"place": "str"})
    inhabitants = population.rename(columns={"year": "year_end"}).astype({"place": "str"})
    joined = counts.merge(inhabitants, on=["place", "year_end"], how="inner")
    share = _PEOPLE / joined["population"]
    texts = joined["as_printed"].astype("str") + " / " + joined["population"].map("{:,}".format).astype("str") + " population"
    return joined.assign(
        **{column: joined[column] * share for column in _COLUMNS},
        indicator=indicator,
        unit=entry.unit,
        basis="derived",
        as_printed=texts,
        locator=joined["locator"].astype("str") + "; population: World Bank, " + joined["year_end"].astype("str"),
    ).drop(columns="population")
