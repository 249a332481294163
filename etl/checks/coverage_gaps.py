"""A year without figures inside the span of a source must be explained, so that no map is empty without a reason."""

from collections.abc import Iterator

import pandas as pd

from etl.contract import vocabulary
from etl.contract.errors import RuleError, raise_all
from etl.contract.source_config import Source

_SHARE = 0.1


def _explained(source: Source) -> frozenset[int]:
    """The years whose absence a caveat of the source explains for all places."""
    spans = (caveat.years for caveat in source.caveats if caveat.hole and caveat.years and not caveat.place)
    return frozenset(year for first, last in spans for year in range(first, last + 1))


def _sparse(ratings: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """The indicators and years with hardly any ratings; acts on a day are no yearly series."""
    dated = [code for code, indicator in vocabulary.indicators().items() if indicator.unit == "date"]
    for indicator, rows in ratings[~ratings["indicator"].isin(dated)].groupby("indicator"):
        counts = rows["year"].value_counts().reindex(range(rows["year"].min(), rows["year"].max() + 1), fill_value=0)
        yield from ((str(indicator), int(year)) for year in counts[counts < counts.median() * _SHARE].index)


def check(source: Source, ratings: pd.DataFrame) -> None:
    """Raise RuleError for all years with hardly any ratings that no caveat of the source explains.

    A document that repeats the ratings of others covers no span of years, and cannot leave one out.
    """
    if source.kind == "secondary_claim":
        return
    problem = "the year has hardly any figures and no reason is given"
    remedy = "Complete the transcription, or add a caveat with hole = true that says why."
    gaps = [(indicator, year) for indicator, year in _sparse(ratings) if year not in _explained(source)]
    raise_all([RuleError(source.source_id, f"{indicator}, {year}", problem, remedy) for indicator, year in gaps])
