"""Sums of corridors, on a few rows: what enters them, what stays open, and what is no corridor."""

import pandas as pd
import pytest

from etl.queries import choices, corridors

Row = dict[str, object]
EVIDENCE = "detected_by_citizenship"


def _row(origin: str, count: float | None = 1.0, **more: object) -> Row:
    """A count of people from ``origin`` in France in 2020; without a count a mask without bounds."""
    ends = {"count": count, "count_low": None, "count_high": None, "masked": count is None}
    series = {"source_id": "mini", "evidence": EVIDENCE, "indicator": "detected_victims"}
    plain = {"range_kind": "none_published", "kind": "corridor"}
    group = {"form": "all", "sex": "all", "age": "all", "year_start": 2020, "year_end": 2020, "quarter": None}
    return {"flow_id": "f", "origin": origin, "destination": "FRA", **series, **plain, **group, **ends, **more}


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cache of the real rows is read here, and none is filled with these."""
    for name in ("series", "rows", "years", "corridors"):
        monkeypatch.setattr(corridors, name, getattr(corridors, name).__wrapped__)


def _corridors(monkeypatch: pytest.MonkeyPatch, *rows: Row) -> pd.DataFrame:
    """The corridors of these rows by origin."""
    kinds = {"count": "float64", "count_low": "float64", "count_high": "float64", "quarter": "Int64"}
    flows = pd.DataFrame(list(rows)).astype(kinds).assign(group=choices.ALL)
    corridors._ends()
    monkeypatch.setattr(corridors, "with_group", {"flows": flows}.get)
    return corridors.corridors("mini." + EVIDENCE, choices.ALL, 2020, 2021).set_index("origin")


def test_a_quarter_and_a_total_are_in_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [_row("ITA", 5), _row("ITA", 70, quarter=1), _row("ITA", 700, kind="total"), _row("ITA", 2, year_start=2021, year_end=2021)]
    sums = _corridors(monkeypatch, *rows)
    assert sums.T["ITA"][["count", "low", "high", "cells", "years"]].tolist() == [7, 7, 7, 2, 2]
    years = corridors.by_year("mini." + EVIDENCE, choices.ALL, "FRA")
    assert dict(zip(years["year"], years["count"], strict=True)) == {2020: 5, 2021: 2}


def test_a_series_of_an_earlier_edition_is_offered_no_more_and_its_link_goes_on_working(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corridors, "superseded", lambda: frozenset({"old"}))
    _corridors(monkeypatch, _row("ITA"), _row("ITA", source_id="old"))
    assert corridors.current_series.__wrapped__() == (f"mini.{EVIDENCE}",)
    assert corridors.rows(f"old.{EVIDENCE}")["source_id"].tolist() == ["old"]


def test_a_sum_with_a_mask_has_a_bound_only_where_every_mask_prints_one(monkeypatch: pytest.MonkeyPatch) -> None:
    bounded = _row("ITA", None, count_low=0, count_high=4)
    sums = _corridors(monkeypatch, _row("ITA", 5), bounded, _row("AND", 5), _row("AND", None, count_low=0))
    assert sums.T["ITA"][["count", "low", "high"]].tolist() == [5, 5, 9]
    assert sums.T["AND"][["count", "low"]].tolist() == [5, 5] and pd.isna(sums["high"]["AND"])


def test_only_what_is_known_to_come_from_another_country_is_across_borders(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = [f"GROUP:{word}" for word in ("unknown", "unmapped", "other", "several", "stateless", "abroad")]
    across = _corridors(monkeypatch, *(_row(origin) for origin in ("ITA", "FRA", *groups)))["across"]
    assert set(across.index[across]) == {"ITA", "GROUP:abroad"}


def test_two_series_have_a_factor_only_where_both_say_one_number() -> None:
    ends = {"origin": "ITA", "destination": "FRA", "origin_name": "Italy", "destination_name": "France", "drawn": True}
    ten, two, masked = (
        pd.DataFrame([{**ends, "count": count, "low": low, "high": high}]) for count, low, high in ((10, 10, 10), (2, 2, 2), (2, 2, 6))
    )
    assert corridors.common_corridors(ten, two)["factor"].tolist() == corridors.common_corridors(two, ten)["factor"].tolist() == [5]
    assert corridors.common_corridors(ten, masked)["factor"].isna().all() and corridors.common_corridors(masked, ten)["factor"].isna().all()
