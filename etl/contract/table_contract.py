"""The contract of each built table: its fields, what identifies a row, its defaults, its order and its rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa

from etl.contract import row_rules, vocabulary
from etl.contract.errors import RuleError
from etl.contract.row_rules import Rule
from etl.contract.schema import Field, entries, fields

_MISSING: Mapping[str, Any] = {"text": None, "int": pd.NA, "float": float("nan")}


@dataclass(frozen=True)
class TableContract:
    """One table. ``key`` tells the rows of a source apart, ``indicators_of`` names the tables of whose indicators there may be rows.

    Both are empty for tables that quote no source.
    """

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    indicators_of: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def columns(self) -> list[str]:
        return [field.name for field in self.fields]

    @property
    def row_id(self) -> str:
        """The field that identifies a row."""
        return self.fields[0].name

    @property
    def order(self) -> list[str]:
        """The fields by which rows are sorted."""
        return self.columns[:2]

    @property
    def years(self) -> tuple[str, str]:
        """The fields with the first and the last year that a row speaks of."""
        return ("year", "year") if "year" in self.columns else ("year_start", "year_end")

    @property
    def figures(self) -> list[str]:
        """The fields that say the figure or rating of a row, the figure itself first."""
        return [field.name for field in self.fields if field.figure]

    @property
    def compared(self) -> list[str]:
        """The fields in which a row of two builds may differ so that it counts as revised."""
        return [field.name for field in self.fields if field.compared]

    @property
    def indicators(self) -> list[str]:
        """The codes of the indicators of which there may be rows."""
        return [code for code, indicator in vocabulary.indicators().items() if indicator.table in self.indicators_of]

    def schema(self, data_version: str = "") -> pa.Schema:
        """The pyarrow schema; the metadata holds the data version and each field's description."""
        return pa.schema([field.arrow for field in self.fields], metadata={"data_version": data_version, "table": self.name})

    def empty(self) -> pd.DataFrame:
        """No rows, with all columns and ``where``."""
        return pd.DataFrame(columns=[*self.columns, "where"])

    def with_defaults(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows with the default of each field that the frame lacks, or missing values where the field may be missing."""
        lacking = [field for field in self.fields if field.name not in frame and (field.null or field.default)]
        return frame.assign(**{field.name: field.default or _MISSING[field.type] for field in lacking})

    def check(self, frame: pd.DataFrame) -> None:
        """Check rows (all fields that rules concern, and ``where``); raises RuleError naming the first row that breaks one."""
        for rule in self.rules:
            broken = rule.broken(frame)
            if broken.any():
                row = frame[broken].iloc[0]
                more = f" (and {int(broken.sum()) - 1} more rows)" if broken.sum() > 1 else ""
                place = row["place"] if "place" in row else f"{row['origin']} to {row['destination']}"
                raise RuleError(row["source_id"], f"{row['where']}, {row['indicator']}, {place}", rule.problem + more, rule.remedy)


@cache
def contracts() -> Mapping[str, TableContract]:
    """The contracts of all tables by name, in the order of schema.toml; raises InputError for a broken vocabulary."""
    tables = {}
    for name, own in fields().items():
        key, indicators_of = (tuple(entries()[name].get(part, ())) for part in ("key", "indicators_of"))
        tables[name] = TableContract(name, own, key, indicators_of, row_rules.rules(name, own) if indicators_of else ())
    return tables


def quotations() -> Mapping[str, TableContract]:
    """The contracts of the tables whose rows quote a source, each with an identifier of its own."""
    return {name: table for name, table in contracts().items() if table.key}
