"""Holds each source to the figures that its source.toml pins: the build must reproduce them, or it fails."""

import pandas as pd

from etl.catalog import Pin, Source
from etl.errors import RuleError

_LEAST = 5


def _found(pin: Pin, estimates: pd.DataFrame, ratings: pd.DataFrame) -> dict[str, object] | None:
    """The row that a pin speaks of: for an estimate the one whose period ends in the year, or the claim at the offset."""
    if pin.rating is not None:
        rows = ratings[ratings["year"] == pin.year]
    else:
        rows = estimates[estimates["year_end"] == pin.year]
        if pin.offset is None:
            rows = rows[(rows["sex"] == pin.sex) & (rows["age"] == pin.age) & (rows["form"] == pin.form)]
    rows = rows[(rows["indicator"] == pin.indicator) & (rows["place"] == pin.place)]
    if pin.offset is not None:
        rows = rows[rows.iloc[:, 0].str.endswith(f"/@{pin.offset}")]
    return dict(rows.iloc[0]) if len(rows) == 1 else None


def hold(source: Source, estimates: pd.DataFrame, ratings: pd.DataFrame) -> None:
    """Compare the pins of a source with its rows; raises RuleError for the first that differs, and for too few pins."""
    if len(source.pins) < min(_LEAST, len(estimates) + len(ratings)):
        remedy = "Pin figures from different parts of the publication, each with its locator."
        raise RuleError(source.source_id, "source.toml", f"only {len(source.pins)} pinned figures of at least {_LEAST}", remedy)
    for pin in source.pins:
        row = _found(pin, estimates, ratings)
        where = f"source.toml, pin {pin.indicator}, {pin.place}, {pin.year} ({pin.locator})"
        if row is None:
            raise RuleError(source.source_id, where, "no single row answers the pin", "Mend the pin or the transcription.")
        for name in ("rating", "value", "value_low", "value_high"):
            pinned = getattr(pin, name)
            if pinned is not None and row[name] != pinned:
                raise RuleError(source.source_id, where, f"{name} is {row[name]}, pinned is {pinned}", "Compare both with the publication.")
