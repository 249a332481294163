"""Holds each source to the figures that its source.toml pins: the build must reproduce them, or it fails."""

from collections.abc import Iterator

import pandas as pd

from etl.contract.errors import RuleError, raise_all
from etl.contract.schema import Tables
from etl.contract.source_config import Pin, Source

_LEAST = 5


def _flow(pin: Pin, flows: pd.DataFrame) -> pd.DataFrame:
    fits = (flows["year_end"] == pin.year) & flows["quarter"].isna() & (flows["origin"] == pin.origin) & (flows["destination"] == pin.place)
    rows = flows[fits & (flows["evidence"] == pin.evidence)] if pin.evidence else flows[fits]
    return rows.rename(columns={"count": "value", "count_low": "value_low", "count_high": "value_high"})


def _found(pin: Pin, done: Tables) -> dict[str, object] | None:
    """The row that a pin speaks of: for an estimate the one whose period ends in the year, for a flow the one from ``origin``."""
    if pin.rating is not None:
        rows = done["ratings"][(done["ratings"]["year"] == pin.year) & (done["ratings"]["place"] == pin.place)]
    else:
        estimates = done["estimates"]
        fits = (estimates["place"] == pin.place) & (estimates["year_end"] == pin.year) & estimates["quarter"].isna()
        rows = _flow(pin, done["flows"]) if pin.origin else estimates[fits]
        if pin.offset is None:
            rows = rows[(rows["sex"] == pin.sex) & (rows["age"] == pin.age) & (rows["form"] == pin.form)]
    rows = rows[rows["indicator"] == pin.indicator]
    if pin.offset is not None:
        rows = rows[rows.iloc[:, 0].str.endswith(f"/@{pin.offset}")]
    return dict(rows.iloc[0]) if len(rows) == 1 else None


def _differences(source: Source, pin: Pin, done: Tables) -> Iterator[RuleError]:
    """Where the rows of a source are not what a pin says."""
    row = _found(pin, done)
    where = f"source.toml, pin {pin.indicator}, {pin.place}, {pin.year} ({pin.locator})"
    if row is None:
        yield RuleError(source.source_id, where, "no single row matches the pin", "Mend the pin or the transcription.")
        return
    for name in ("rating", "value", "value_low", "value_high"):
        pinned = getattr(pin, name)
        if pinned is not None and row[name] != pinned:
            problem, remedy = f"{name} is {row[name]}, pinned is {pinned}", "Compare both with the publication."
            yield RuleError(source.source_id, where, problem, remedy)


def hold(source: Source, done: Tables) -> None:
    """Compare the pins of a source with its rows; raises RuleError for all that differ."""
    raise_all([fault for pin in source.pins for fault in _differences(source, pin, done)])


def count(source: Source, done: Tables) -> None:
    """Raise RuleError for too few pins. A source of the user's own has no publication that the atlas could have pinned."""
    if source.redistribution == "user_supplied":
        return
    if len(source.pins) < min(_LEAST, sum(len(done[table]) for table in ("estimates", "ratings", "flows"))):
        remedy = "Pin figures from different parts of the publication, each with its locator."
        raise RuleError(source.source_id, "source.toml", f"only {len(source.pins)} pinned figures of at least {_LEAST}", remedy)
