"""Who covers what, against the tables themselves, row by row and by other code than the query's."""

from collections import defaultdict
from functools import cache
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl.contract import vocabulary
from etl.queries import source_coverage
from etl.store.tables import DATA

Key = tuple[str, str, str]
REPEATERS = {"compilation_2014", "encyclopedia_2009", "soroptimist_2007", "stopvaw_2003", "toolkit_2001"}
EARLIER = {"unodc_glotip", "unodc_glotip_2023"}
KINDS = {
    **dict.fromkeys(("administrative_count", "case_records"), "count"),
    **dict.fromkeys(("expert_index", "government_rating"), "rating"),
    "model_estimate": "estimate",
    "treaty_register": "treaty",
    "secondary_claim": "claim",
}


COLUMNS = {"place", "name", "origin", "destination", "kind", "source_id", "indicator", "evidence", "basis", "range_kind", "masked"}
COLUMNS |= {"year", "year_start", "year_end"}


def _table(name: str) -> list[dict[str, Any]]:
    path = DATA / "built" / f"{name}.parquet"
    own = [column for column in pq.read_schema(path).names if column in COLUMNS]
    rows: list[dict[str, Any]] = pq.read_table(path, columns=own).to_pylist()
    return rows


def _kind(row: dict[str, Any]) -> str:
    return KINDS[vocabulary.indicators()[row["indicator"]].kind]


@cache
def _counted() -> tuple[dict[Key, set[int]], dict[Key, set[int]], dict[Key, int]]:
    """The years of figures, the years of masks, and the first year spoken of, by place, source and kind, one row after the other."""
    figures: dict[Key, set[int]] = defaultdict(set)
    masks: dict[Key, set[int]] = defaultdict(set)
    first: dict[Key, int] = {}

    def take(key: Key, start: int, end: int, *, masked: bool) -> None:
        key = (*key[:2], "claim") if key[1] in REPEATERS else key
        (masks if masked else figures)[key].add(end)
        if not masked:
            first[key] = min(first.get(key, start), start)

    for row in _table("estimates"):
        take((row["place"], row["source_id"], _kind(row)), row["year_start"], row["year_end"], masked=row["range_kind"] == "masked")
    for row in _table("ratings"):
        if row["basis"] != "inferred":
            take((row["place"], row["source_id"], _kind(row)), row["year"], row["year"], masked=False)
    for row in _table("flows"):
        ends = (row["destination"], row["origin"])
        counting, home = ends[::-1] if row["evidence"] == "repatriated" else ends
        for place, kind in ((counting, "count"), (home, "citizenship")):
            take((place, row["source_id"], kind), row["year_start"], row["year_end"], masked=row["masked"])
    return figures, masks, first


@cache
def _today() -> set[str]:
    return {row["place"] for row in _table("places") if row["kind"] in ("country", "territory")} - {"SCG", "ANT"}


def _cell(place: str, source: str, kind: str) -> dict[str, Any]:
    cells = source_coverage.cells()
    own = cells[(cells["place"] == place) & (cells["source_id"] == source) & (cells["kind"] == kind)].astype(object)
    assert len(own) == 1
    return dict(own.where(own.notna(), None).iloc[0])


def test_every_cell_has_the_years_of_its_rows() -> None:
    figures, masks, first = _counted()
    expected = {}
    for key in {*figures, *masks}:
        if key[0] in _today() and key[1] not in EARLIER:
            own, hidden = figures.get(key, set()), masks.get(key, set()) - figures.get(key, set())
            expected[key] = (first.get(key), max(own, default=None), len(own), len(hidden), max(hidden, default=None))
    table = source_coverage.cells().astype(object).where(lambda frame: frame.notna(), None)
    names = ["place", "source_id", "kind", "first", "last", "years", "masked", "last_masked"]
    assert len(expected) > 3000
    assert {tuple(row[:3]): tuple(row[3:]) for row in table[names].itertuples(index=False)} == expected


def test_nobody_has_a_figure_after_2015_for_these_places_alone() -> None:
    figures, _, _ = _counted()
    with_figure = {place for (place, source, kind), years in figures.items() if kind in source_coverage.FIGURES and max(years) > 2015}
    countries = {row["place"]: row["name"] for row in _table("places") if row["kind"] == "country"}
    without = _today() - with_figure
    cells = source_coverage.cells()
    recent = cells[cells["kind"].isin(source_coverage.FIGURES) & (cells["last"] > 2015)]
    assert set(source_coverage.places()["place"]) - set(recent["place"]) == without
    assert sorted(countries[code] for code in without & countries.keys()) == ["São Tomé and Príncipe", "Tuvalu"]


def test_a_mask_is_no_figure() -> None:
    cell = _cell("STP", "unodc_glotip_2025_10", "citizenship")
    masks = [row for row in _table("flows") if "STP" in (row["origin"], row["destination"]) and row["source_id"] == "unodc_glotip_2025_10"]
    assert {row["masked"] for row in masks if row["year_end"] > 2015} == {True}
    assert (cell["last"] or 0) <= 2015 < cell["last_masked"]


def test_a_figure_of_a_region_is_none_of_its_members() -> None:
    regional = {row["source_id"] for row in _table("sources") if row["source_id"].startswith(("ilo_forced", "ilo_profits"))}
    assert regional
    assert not regional & set(source_coverage.cells()["source_id"])


def test_the_row_that_stands_for_a_cell_is_one_of_its_newest_of_a_whole_year() -> None:
    figures, masks, _ = _counted()
    for row in source_coverage.cells().to_dict("records"):
        key = (row["place"], row["source_id"], row["kind"])
        assert row["year"] in figures.get(key, masks.get(key, set()))
        assert row["indicator"] in row["indicators"]
    assert _cell("ERI", "tip_tiers", "rating")["year"] == 2025


@pytest.mark.parametrize(
    ("source", "kind", "span"),
    [
        ("tip_tiers", "rating", (2009, 2025)),
        ("gsi_2013", "estimate", (2013, 2013)),
        ("gsi_2023", "estimate", (2021, 2021)),
        ("p3_index", "rating", (2008, 2013)),
        ("uk_nrm", "citizenship", (2022, 2025)),
    ],
)
def test_who_covers_eritrea_and_since_when(source: str, kind: str, span: tuple[int, int]) -> None:
    cell = _cell("ERI", source, kind)
    assert (cell["first"], cell["last"]) == span


def test_what_documents_repeat_is_a_claim_and_no_figure() -> None:
    cells = source_coverage.cells()
    assert set(cells.loc[cells["source_id"].isin(REPEATERS), "kind"]) == {"claim"}
    assert set(cells.loc[cells["kind"] == "claim", "source_id"]) <= REPEATERS
