"""A year without figures inside the span of a source must be explained, so that no map is empty without a reason."""

import pandas as pd

from etl.contract import vocabulary
from etl.contract.errors import RuleError, raise_all
from etl.contract.source_config import Source

_SHARE = 0.1


def check(source: Source, ratings: pd.DataFrame) -> None:
    """Raise RuleError for every year with hardly any ratings that no caveat of the source explains.

    A document that repeats the ratings of others covers no span of years, and cannot leave one out.
    """
    if source.kind == "secondary_claim":
        return
    declared = {
        year
        for caveat in source.caveats
        if caveat.hole and caveat.years and not caveat.place
        for year in range(caveat.years[0], caveat.years[1] + 1)
    }
    dated = [code for code, indicator in vocabulary.indicators().items() if indicator.unit == "date"]
    yearly = ratings[~ratings["indicator"].isin(dated)]
    faults = []
    for indicator, rows in yearly.groupby("indicator"):
        counts = rows["year"].value_counts().reindex(range(rows["year"].min(), rows["year"].max() + 1), fill_value=0)
        empty = [year for year in counts[counts < counts.median() * _SHARE].index if year not in declared]
        remedy = "Complete the transcription, or add a caveat with hole = true that says why."
        problem = "the year has hardly any figures and no reason is given"
        faults += [RuleError(source.source_id, f"{indicator}, {year}", problem, remedy) for year in empty]
    raise_all(faults)
