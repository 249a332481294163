"""Computes rates from counts: per 100,000 population, with the World Bank's population of the same place and year.

The atlas does no other arithmetic on published counts. A masked count gives a range of rates; a place without a population
gives no rate. Where a publisher's own rate differs by over a tenth, a caveat says so, and nothing is corrected.
"""

import pandas as pd

from etl.contract import identifiers, vocabulary
from etl.contract.row_figures import highest, lowest
from etl.contract.source_config import Source
from etl.transform import caveats

_PER = 100_000
_VALUES = ("value", "value_low", "value_high")
# Source -> its published rate, and the rate computed here from counts of the same publisher.
PAIRS = {"unodc_sdg": ("sdg_16_2_2", "detected_victims_rate")}
_TOLERANCE, _ROUNDING = 0.1, 0.005
_CELL = ["place", "year_end", "form"]
_TEXT = (
    "UNODC's rate and the one computed here from its counts ({counts}) differ by over a tenth. "
    "UNODC may have used another count or another population."
)


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


def _differs(published: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    """Which published rates lie outside the bounds, by over a tenth of the nearer one and by more than rounding explains."""
    nearer = low.where(published < low, high)
    distance = (published - nearer).abs()
    return ~published.between(low, high) & (distance > _ROUNDING) & (distance > _TOLERANCE * nearer)


def difference_caveats(published: pd.DataFrame, computed: pd.DataFrame, counts: str) -> pd.Series:
    """A caveat for each ``published`` rate that differs from the ``computed`` one, with the title of its ``counts``; else ''."""
    bounds = computed.assign(low=lowest(computed), high=highest(computed)).astype({"place": "str"}).set_index(_CELL)[["low", "high"]]
    cells = published[_CELL].astype({"place": "str"}).join(bounds, on=_CELL)
    differs = _differs(published["value"], cells["low"], cells["high"])
    return pd.Series("", published.index).mask(differs, _TEXT.format(counts=counts))


def _with_caveat_ids(estimates: pd.DataFrame, texts: pd.Series, source: Source) -> pd.DataFrame:
    ids = estimates["caveat_ids"].copy()
    pairs = zip(ids[texts.index], texts, strict=True)
    added = [[*before, identifiers.of_text(source.source_id, text)] for before, text in pairs]
    ids[texts.index] = pd.Series(added, texts.index, "object")
    return estimates.assign(caveat_ids=ids)


def with_difference_caveats(
    estimates: pd.DataFrame, population: pd.DataFrame, sources: list[Source], earlier: frozenset[str]
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """The table ``estimates`` with the caveats of rates that differ, and these caveats as rows of the table ``caveats``.

    ``population``: ``place, year, population``; ``earlier``: the editions that another one revises.
    """
    rows = []
    for source in (source for source in sources if source.source_id in PAIRS):
        indicator, own_indicator = PAIRS[source.source_id]
        published = estimates[(estimates["source_id"] == source.source_id) & (estimates["indicator"] == indicator)]
        for counts in (other for other in sources if other.publisher == source.publisher and other.source_id not in earlier):
            own = computed(estimates[estimates["source_id"] == counts.source_id], population, own_indicator)
            texts = difference_caveats(published, own, counts.short_title)
            texts = texts[texts != ""]
            estimates = _with_caveat_ids(estimates, texts, source)
            rows.append(caveats.of_rows(source, texts))
    return estimates, rows
