"""What every row that is passed on says of where it comes from: title and address of its source, and the data version."""

import pandas as pd

from etl.queries import atlas, evidence
from layouts.exports.panel import Column

SOURCE = (
    Column("source_title", "text", "Title of the source."),
    Column("source_url", "text", "Where the source is found."),
    Column("data_version", "text", "Data version of the atlas that the row is taken from."),
)


def with_source(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that have a ``source_id``, with the columns of ``SOURCE``."""
    records = {source: evidence.source(source) for source in rows["source_id"].unique()}
    told = {f"source_{name}": [records[source][name] for source in rows["source_id"]] for name in ("title", "url")}
    return rows.assign(**told, data_version=atlas.atlas().version)
