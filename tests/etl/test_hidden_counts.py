"""Over the real tables: no printed total leaves a reader one hidden part to compute, in any edition or between two of them."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pandas as pd
import pytest

from etl.queries.atlas import atlas
from etl.store.tables import DATA

EDITIONS = ("unodc_glotip", "unodc_glotip_2023")
SPLITS = {
    "sexes": ("sex", ("female", "male", "other")),
    "ages": ("age", ("child", "adult")),
    "forms": ("form", ("sexual_exploitation", "labour_exploitation", "other_exploitation")),
}
KEY = ["indicator", "place", "year_end", "form", "sex", "age", "quarter"]


def _estimates(source: str) -> pd.DataFrame:
    table = atlas()["estimates"]
    table = table[table["source_id"] == source].copy()
    words = table.select_dtypes("category").columns
    return table.astype(dict.fromkeys(words, "str")).assign(quarter=table["quarter"].fillna(0).astype("int64"))


@cache
def _small() -> frozenset[tuple[str, str]]:
    """Source and locator of every count that UNODC hides."""
    found: set[tuple[str, str]] = set()
    for source, name in product(EDITIONS, ("counts.csv", "people.csv")):
        rows = pd.read_csv(DATA / "sources" / source / name, dtype="str", keep_default_na=False)
        found |= {(source, f"Sheet data_glotip_1, row {row}") for row in rows.loc[rows["printed"] == "<5", "sheet_row"]}
    return frozenset(found)


def _lone(parts: pd.DataFrame, totals: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Shown totals of which all parts are shown but one, which the producer hides, and of which 0 to 4 are left for that one."""
    places = zip(parts["source_id"], parts["locator"], strict=True)
    small = pd.Series([source not in EDITIONS or (source, locator) in _small() for source, locator in places], parts.index)
    hidden = parts["value"].isna()
    sums = parts.assign(shown=parts["value"], hidden=hidden, small=small & hidden).groupby(key)[["shown", "hidden", "small"]].sum()
    joined = totals.dropna(subset="value").join(sums, on=key, how="inner")
    rest = joined["value"] - joined["shown"]
    return joined[(joined["hidden"] == 1) & (joined["small"] == 1) & (rest >= 0) & (rest <= 4)]


def _split(table: pd.DataFrame, column: str, words: tuple[str, ...]) -> Iterator[tuple[pd.DataFrame, list[str]]]:
    """The parts of every total along a column, with and without those of whom nothing is recorded."""
    key = [name for name in KEY if name != column]
    parts = table[table[column].isin(words)]
    yield parts, key
    unknown = table[(table["age"] == "unknown") & table["sex"].isin(["all", "unknown"])].assign(sex="all", age="all")
    if column != "form":
        yield pd.concat([parts, unknown]), key


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("source", "other"), list(product(EDITIONS, EDITIONS)))
def test_no_hidden_part_is_what_a_total_leaves(source: str, other: str, split: str) -> None:
    table, totals = _estimates(source), _estimates(other)
    column, words = SPLITS[split]
    for parts, key in _split(table, column, words):
        found = _lone(parts, totals[totals[column] == "all"], key)
        assert found[KEY].to_dict("records") == []
    assert table["value"].isna().sum() > 10_000


def test_no_crossed_table_completes_a_margin() -> None:
    for source in EDITIONS:
        table = _estimates(source)
        both = table[table["sex"].isin(SPLITS["sexes"][1]) & table["age"].isin(SPLITS["ages"][1])]
        whole = table[(table["sex"] == "all") & (table["age"] == "all")]
        key = [name for name in KEY if name not in ("sex", "age")]
        assert len(both) > 5_000
        assert _lone(both, whole, key).empty


@pytest.mark.parametrize(("source", "other"), list(product(EDITIONS, EDITIONS)))
def test_no_hidden_citizenship_is_what_a_total_leaves(source: str, other: str) -> None:
    flows = atlas()["flows"]
    flows = flows[(flows["source_id"] == source) & (flows["evidence"] != "repatriated")]
    flows = flows.astype({"destination": "str", "indicator": "str", "evidence": "str"}).rename(columns={"destination": "place"})
    totals = _estimates(other)
    totals = totals[(totals["form"] == "all") & (totals["sex"] == "all") & (totals["age"] == "all")]
    parts = flows.assign(value=flows["count"])
    for _, rows in parts.groupby("evidence"):
        assert _lone(rows, totals, ["indicator", "place", "year_end"]).empty


def test_no_hidden_return_is_what_the_returns_from_abroad_leave() -> None:
    flows = atlas()["flows"].astype({"origin": "str", "destination": "str", "indicator": "str"})
    flows = flows[(flows["evidence"] == "repatriated") & (flows["origin"] != flows["destination"])].assign(value=lambda rows: rows["count"])
    abroad, key = flows["destination"] == "GROUP:abroad", ["source_id", "indicator", "origin", "year_end"]
    assert _lone(flows[~abroad], flows[abroad], key).empty


def test_no_hidden_count_of_referrals_is_what_ages_or_quarters_leave() -> None:
    table = _estimates("uk_nrm")
    by_age = [name for name in KEY if name != "age"]
    assert _lone(table[table["age"] != "all"], table[table["age"] == "all"], by_age).empty
    by_quarter = [name for name in KEY if name != "quarter"]
    assert _lone(table[table["quarter"] > 0], table[table["quarter"] == 0], by_quarter).empty
    people = atlas()["flows"].query("source_id == 'uk_nrm'").assign(value=lambda rows: rows["count"])
    totals = table[(table["age"] == "all") & (table["quarter"] == 0)]
    assert _lone(people, totals, ["year_end"]).empty


def test_every_total_that_the_source_prints_is_still_shown() -> None:
    table = pd.concat(map(_estimates, EDITIONS))
    totals = table[(table["form"] == "all") & (table["sex"] == "all") & (table["age"] == "all")]
    assert len(totals) > 10_000
    assert (totals["range_kind"] != "withheld_here").all()
