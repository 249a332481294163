"""Holds the rates that a publisher computes itself against those computed here, and says so where the two differ by over a tenth.

Nothing is corrected. The publisher's rates are rounded to two decimals; a masked count stands for the range of its rates.
"""

import pandas as pd

from etl.contract import identifiers
from etl.contract.row_figures import highest, lowest
from etl.contract.source_config import Source
from etl.transform import caveats
from etl.transform.rates import computed

# The publisher's rate, by source -> the rate computed here from counts of the same publisher.
PAIRS = {"unodc_sdg": ("sdg_16_2_2", "detected_victims_rate")}
_TENTH, _ROUNDING = 0.1, 0.005
_CELL = ["place", "year_end", "form"]
_TEXT = (
    "UNODC's rate and the one computed here from its counts ({counts}) differ by over a tenth. "
    "UNODC may have used another count or another population."
)


def _far(published: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    """Which published rates lie outside the bounds, by over a tenth of the nearer one and by more than rounding can explain."""
    nearer = low.where(published < low, high)
    distance = (published - nearer).abs()
    return ~published.between(low, high) & (distance > _ROUNDING) & (distance > _TENTH * nearer)


def texts(rates: pd.DataFrame, ours: pd.DataFrame, counts: str) -> pd.Series:
    """For each of the published ``rates`` the caveat that it is far from ``ours``; '' where it is near or there is none."""
    bounds = ours.assign(low=lowest(ours), high=highest(ours))
    beside = rates[_CELL].astype({"place": "str"}).join(bounds.astype({"place": "str"}).set_index(_CELL)[["low", "high"]], on=_CELL)
    far = _far(rates["value"], beside["low"], beside["high"])
    return pd.Series("", rates.index).mask(far, _TEXT.format(counts=counts))


def _appended(estimates: pd.DataFrame, messages: pd.Series, source: Source) -> pd.DataFrame:
    ids = estimates["caveat_ids"].copy()
    for row, text in messages.items():
        ids[row] = [*ids[row], identifiers.of_text(source.source_id, text)]
    return estimates.assign(caveat_ids=ids)


def marked(
    estimates: pd.DataFrame, population: pd.DataFrame, sources: list[Source], earlier: frozenset[str]
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """The table ``estimates`` with the caveats of rates that are far from ours, and these caveats as rows of the table ``caveats``.

    ``population``: ``place, year, population``; ``earlier``: the editions that another one revises.
    """
    rows = []
    for source in (source for source in sources if source.source_id in PAIRS):
        published, ours = PAIRS[source.source_id]
        rates = estimates[(estimates["source_id"] == source.source_id) & (estimates["indicator"] == published)]
        for counts in (other for other in sources if other.publisher == source.publisher and other.source_id not in earlier):
            own = computed(estimates[estimates["source_id"] == counts.source_id], population, ours)
            messages = texts(rates, own, counts.short_title)
            messages = messages[messages != ""]
            estimates = _appended(estimates, messages, source)
            rows.append(caveats.of_rows(source, messages))
    return estimates, rows
