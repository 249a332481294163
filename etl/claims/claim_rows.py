"""The table ``claims``: where a repeated claim is printed in its document, and who is said to have produced the figure.

Its rows belong to estimates and ratings of the document, or stand alone for what it says only in words.
"""

import pandas as pd

from etl.contract import identifiers
from etl.contract.source_config import Source
from etl.contract.table_contract import contracts

_COPIED = (
    *("source_id", "offset", "section", "scope", "counts", "counted", "place", "place_printed", "sex", "age", "form"),
    *("as_printed", "year_stated", "produced_by", "attribution", "issues", "repeats"),
)


def with_document_year(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The claims with the document's own year where none is printed beside them; other rows are unchanged."""
    if "year_stated" not in frame:
        return frame
    years = [name for name in ("year_start", "year_end", "year") if name in frame]
    return frame.assign(**{name: frame[name].where(frame["year_stated"], str(source.published_year)) for name in years})


def _common(frame: pd.DataFrame) -> pd.DataFrame:
    claim = identifiers.of_rows(frame, contracts()["claims"].key)
    issues = frame["issue"].map(lambda text: [word for word in text.split(";") if word])
    years = {name: pd.to_numeric(frame[name].where(frame["year_stated"], None)).astype("Int64") for name in ("year_start", "year_end")}
    return frame.assign(issues=issues)[[*_COPIED, "where"]].assign(claim_id=claim, offset=frame["offset"].astype("int64"), **years)


def claims(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of the table ``claims`` that go with completed rows of ``estimates`` or ``ratings``."""
    row_id = frame[contracts()[table].row_id]
    return _common(frame).assign(row_table=table, row_id=row_id, caveat_ids=frame["caveat_ids"])


def worded_claims(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table ``claims`` for what is printed only in words."""
    rows = _common(frame).assign(row_table="", row_id=None)
    return rows.assign(**{name: frame[name] for name in ("caveat", "indicator", "published_year")})
