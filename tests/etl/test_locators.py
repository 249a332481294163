"""Every locator that names rows of a sheet leads to those rows: what stands there is what the built row quotes."""

import re
from functools import cache

import pandas as pd
import pytest

from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.sources.gsi_2023 import COLUMNS
from etl.store.tables import DATA

EDITIONS = ("unodc_glotip", "unodc_glotip_2023", "unodc_glotip_2025_10")
# The header of the sheets of UNODC and of Walk Free is in row 3.
FIRST_ROW = 4


def _transcribed(source: str, *names: str) -> pd.DataFrame:
    folder = DATA / "sources" / source
    tables = [pd.read_csv(folder / name, dtype="str", keep_default_na=False) for name in names]
    return pd.concat(tables).set_index("sheet_row")


@cache
def _built(table: str, source: str) -> pd.DataFrame:
    rows = atlas()[table]
    rows = rows[rows["source_id"] == source]
    return rows.astype(dict.fromkeys(rows.select_dtypes("category"), "str"))


def _pointed(rows: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """The built rows, once for every row of the sheet that their locator names, beside what is transcribed of that row."""
    numbers = pd.Series([re.findall(r"\d+", text.partition(", row")[2]) for text in rows["locator"]], index=rows.index)
    assert numbers.map(len).min() > 0
    spread = rows.assign(sheet_row=numbers).explode("sheet_row")
    return spread.join(sheet.add_prefix("sheet_"), on="sheet_row")


def _said(pointed: pd.DataFrame) -> pd.Series:
    """What the rows of the sheet print, in their order, for each built row."""
    printed = pointed["sheet_printed"]
    several = printed.index.duplicated(keep=False)
    joined: pd.Series = pd.concat([printed[~several], printed[several].groupby(level=0).agg("; ".join)]).sort_index()
    return joined


@pytest.mark.parametrize(
    ("source", "files"), [*((edition, ("counts.csv", "people.csv")) for edition in EDITIONS), ("gsi_2023", ("countries.csv",))]
)
def test_every_row_of_the_sheet_is_transcribed_once_and_in_its_order(source: str, files: tuple[str, ...]) -> None:
    """Two digits of a number of a row that change places repeat one row and leave out another."""
    folder = DATA / "sources" / source
    numbers = [pd.read_csv(folder / name)["sheet_row"] for name in files]
    assert all(held.is_monotonic_increasing for held in numbers)
    nowhere = folder / "left_out.csv"
    without_a_country = int(pd.read_csv(nowhere)["rows"].sum()) if nowhere.exists() else 0
    every = pd.concat(numbers)
    assert every.is_unique
    assert (every.min(), every.max()) == (FIRST_ROW, FIRST_ROW + len(every) + without_a_country - 1)


@pytest.mark.parametrize("source", EDITIONS)
def test_a_count_stands_where_its_locator_says(source: str) -> None:
    rows = _built("estimates", source)
    pointed = _pointed(rows, _transcribed(source, "counts.csv"))
    for name in ("indicator", "form", "sex", "age"):
        assert (pointed[name] == pointed[f"sheet_{name}"]).all(), name
    assert (pointed["place_printed"] == pointed["sheet_country"]).all()
    assert (pointed["year_end"].astype("str") == pointed["sheet_year"]).all()
    assert (_said(pointed) == rows["as_printed"]).all()
    assert len(rows) > 30_000


@pytest.mark.parametrize("source", EDITIONS)
def test_a_count_by_citizenship_or_repatriation_stands_where_its_locator_says(source: str) -> None:
    rows = _built("flows", source)
    pointed = _pointed(rows, _transcribed(source, "people.csv"))
    ends = [set(pair) for pair in zip(pointed["origin_printed"], pointed["destination_printed"], strict=True)]
    assert ends == [set(pair) for pair in zip(pointed["sheet_country"], pointed["sheet_label"], strict=True)]
    assert (pointed["year_end"].astype("str") == pointed["sheet_year"]).all()
    assert ((pointed["evidence"] == "repatriated") == (pointed["sheet_by"] == "repatriation")).all()
    assert (_said(pointed) == rows["as_printed"]).all()


@pytest.mark.parametrize("source", EDITIONS)
def test_a_cell_that_is_printed_with_several_figures_names_every_row_that_prints_it(source: str) -> None:
    sheet = _transcribed(source, "counts.csv").reset_index()
    key = ["country", "indicator", "form", "sex", "age", "year"]
    rows = _built("estimates", source)
    conflicting = rows[rows["range_kind"] == "conflicting"]
    named = _pointed(conflicting, sheet.set_index("sheet_row")).groupby(level=0)["sheet_row"].agg(set)
    cells = sheet.groupby(key)
    for row in row_dicts(conflicting.assign(named=named)):
        same = cells.get_group((row["place_printed"], row["indicator"], row["form"], row["sex"], row["age"], str(row["year_end"])))
        assert set(same.drop_duplicates("printed")["sheet_row"]) <= row["named"] <= set(same["sheet_row"]), row["estimate_id"]
    assert len(conflicting) > 100


def test_a_figure_of_the_slavery_index_stands_where_its_locator_says() -> None:
    sheet = _transcribed("gsi_2023", "countries.csv")
    for table in ("estimates", "ratings"):
        for row in row_dicts(_built(table, "gsi_2023")):
            number, _, printed = row["locator"].partition(", row ")[2].partition(", ")
            column = next(name for name, heading in COLUMNS.items() if heading == printed)
            assert sheet[column][number] == row["as_printed"], row["locator"]
