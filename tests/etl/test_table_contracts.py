"""The contract of each table holds of the built tables: its fields, what identifies a row, its words and its order."""

import pandas as pd
import pytest

from etl.contract import identifiers, vocabulary
from etl.contract.schema import ROW_TABLES
from etl.contract.table_contract import TableContract, contracts, quotations
from etl.queries.atlas import atlas

NAMES = list(contracts())


def _texts(table: TableContract) -> pd.DataFrame:
    """The built rows, with the types that words become in memory undone."""
    return atlas()[table.name].astype(dict.fromkeys(table.order, "object"))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_its_fields_in_its_order(name: str) -> None:
    table = contracts()[name]
    rows = _texts(table)
    assert list(rows.columns) == table.columns
    assert rows[table.order].equals(rows[table.order].sort_values(table.order, kind="stable"))


@pytest.mark.parametrize("name", NAMES)
def test_a_field_is_missing_only_where_its_contract_says_so(name: str) -> None:
    rows = atlas()[name]
    assert [field.name for field in contracts()[name].fields if not field.null and rows[field.name].isna().any()] == []


@pytest.mark.parametrize("name", list(quotations()))
def test_an_identifier_names_one_row_and_is_made_of_the_key(name: str) -> None:
    table = contracts()[name]
    rows = atlas()[name]
    assert rows[table.row_id].is_unique
    plain = rows[~rows[table.row_id].str.contains("/@")] if name != "claims" else rows
    made = identifiers.of_rows(plain.astype(dict.fromkeys(["source_id", *table.key], "object")), table.key)
    assert made.tolist() == plain[table.row_id].tolist()


@pytest.mark.parametrize("name", ROW_TABLES)
def test_words_are_those_of_the_vocabulary(name: str) -> None:
    for field in contracts()[name].fields:
        if field.words:
            assert set(atlas()[name][field.name]) <= set(vocabulary.terms(field.words)), field.name


def test_what_a_row_leaves_out_is_its_default_or_missing() -> None:
    row = contracts()["estimates"].with_defaults(pd.DataFrame({"sex": ["female"], "value": [7.0]})).iloc[0]
    assert (row["sex"], row["age"], row["form"], row["basis"], row["value"]) == ("female", "all", "all", "printed", 7.0)
    assert row[["value_low", "value_high", "quarter", "quantity_id"]].isna().all()
    assert "locator" not in row
