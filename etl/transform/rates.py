"""Computes rates from counts: per 100,000 population, with the World Bank's population of the same place and year.

The atlas does no other arithmetic on published counts. A masked count gives a range of rates; a place without a population
gives no rate.
"""

import pandas as pd

from etl.contract import vocabulary

_PER = 100_000
_VALUES = ("value", "value_low", "value_high")


def computed(estimates: pd.DataFrame, population: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Rates of an indicator that is ``computed_from`` another, for everyone (each form), as rows of the table ``estimates``.

    ``estimates``: the counts, persons of a single year; ``population``: ``place, year, population``.
    """
    entry = vocabulary.indicators()[indicator]
    counts = estimates[(estimates["indicator"] == entry.computed_from) & (estimates["sex"] == "all") & (estimates["age"] == "all")]
    counts = counts[counts["year_start"] == counts["year_end"]].astype({"place": "str"})
    by_year = population.rename(columns={"year": "year_end"}).astype({"place": "str"})
    joined = counts.merge(by_year, on=["place", "year_end"], how="inner")
    factor = _PER / joined["population"]
    printed = joined["as_printed"].astype("str") + " / " + joined["population"].map("{:,}".format).astype("str") + " population"
    return joined.assign(
        **{column: joined[column] * factor for column in _VALUES},
        indicator=indicator,
        unit=entry.unit,
        basis="derived",
        as_printed=printed,
        locator=joined["locator"].astype("str") + "; population: World Bank, " + joined["year_end"].astype("str"),
    ).drop(columns="population")
