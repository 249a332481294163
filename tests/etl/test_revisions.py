"""Revisions say which cells an edition changed, and never a number that is hidden in either edition."""

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from etl.contract.row_dicts import row_dicts
from etl.queries import choices, revisions
from etl.queries.atlas import Atlas, atlas

NEW, OLD = "unodc_glotip", "unodc_glotip_2023"

REVISED = revisions._revised.__wrapped__


def _shown(source: str) -> dict[str, str]:
    rows = atlas()["estimates"]
    rows = rows[(rows["source_id"] == source) & (rows["indicator"] == "detected_victims") & (rows["year_end"] == 2020)]
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")]
    return {row["place"]: "" if row["range_kind"] == "masked" else row["as_printed"].replace(",", "") for row in row_dicts(rows)}


def test_the_british_total_of_2020_was_lowered_by_31() -> None:
    frame = revisions.changes("detected_victims", NEW, choices.ALL, 2020).set_index("place")
    assert frame.T["GBR"][["name", "before", "after", "difference", "kind"]].tolist() == [
        "United Kingdom",
        "10,613",
        "10,582",
        -31.0,
        "changed",
    ]


def test_every_difference_between_the_editions_is_listed_once_and_nothing_else() -> None:
    before, after = _shown(OLD), _shown(NEW)
    frame = revisions.changes("detected_victims", NEW, choices.ALL, 2020).set_index("place")
    differing = {place for place in before | after if before.get(place) != after.get(place)}
    assert frame.index.is_unique
    assert set(frame.index) == differing
    for place, old, new in zip(frame.index, frame["before"], frame["after"], strict=True):
        assert (old.replace(",", ""), new.replace(",", "")) == (before.get(place, ""), after.get(place, ""))


def test_a_hidden_cell_brings_no_number() -> None:
    seen = set()
    for indicator in ("detected_victims", "persons_convicted", "persons_prosecuted"):
        for year in (2016, 2019, 2020):
            for group in choices.series(indicator, NEW).groups:
                frame = revisions.changes(indicator, NEW, group, year)
                hidden = frame[frame["kind"].isin(["masked_now", "masked_before"])]
                assert hidden["difference"].isna().all()
                assert (hidden.loc[hidden["kind"] == "masked_now", "after"] == "").all()
                assert (hidden.loc[hidden["kind"] == "masked_before", "before"] == "").all()
                seen |= set(frame["kind"])
    assert seen >= {"changed", "added", "masked_now", "masked_before"}


def test_the_summary_counts_every_cell_of_both_editions_once() -> None:
    cells = atlas()["estimates"]
    key = ["indicator", "place", "year_end", "form", "sex", "age"]
    both = cells[cells["source_id"].isin([NEW, OLD])].drop_duplicates(key)
    counts = revisions.summary(NEW)
    assert sum(counts.values()) == len(both)
    assert counts["changed"] > 500
    assert counts["added"] > counts["withdrawn"] > 0


def test_the_later_edition_that_is_named_is_the_last_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = pd.DataFrame({"source_id": ["first", "second", "third", "other"], "revises": ["", "first", "second", ""]})
    monkeypatch.setattr(revisions, "atlas", lambda: Atlas({"sources": sources}, "0" * 12))
    monkeypatch.setattr(revisions, "_revised", REVISED)
    assert [revisions.latest(source) for source in sources["source_id"]] == ["third", "third", "", ""]
    assert [revisions.revised(source) for source in sources["source_id"]] == ["", "first", "second", ""]


CELLS = {
    "same": (("1,234", 1234.0), ("1234", 1234.0)),
    "changed": (("7", 7.0), ("8", 8.0)),
    "masked_now": (("7", 7.0), ("<5", None)),
    "masked_before": (("<5", None), ("7", 7.0)),
    "masked_in_both": (("<5", None), ("<5", None)),
    "withdrawn": (("7", 7.0), None),
    "added": (None, ("7", 7.0)),
    "zero_now": (("<5", None), ("0", 0.0)),
}


def _edition(source: str, number: int) -> list[dict[str, object]]:
    """The cells of an edition, one a place; the place is the kind of change."""
    held = [(kind, pair[number]) for kind, pair in CELLS.items()]
    fixed = {
        "source_id": source,
        "indicator": "detected_victims",
        "year_end": 2020,
        "form": "all",
        "sex": "all",
        "age": "all",
        "quarter": pd.NA,
    }
    rows = [{**fixed, "place": kind, "as_printed": cell[0], "value": cell[1]} for kind, cell in held if cell]
    return [
        {**row, "estimate_id": f"{source}/{row['place']}", "range_kind": "masked" if row["value"] is None else "none_published"}
        for row in rows
    ]


def test_every_kind_of_change_is_told_of_the_cell_that_has_it_and_no_figure_of_a_mask(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = pd.DataFrame([*_edition("first", 0), *_edition("second", 1)])
    masked = cells["range_kind"] == "masked"
    cells = cells.astype({"value": "float64", "as_printed": "category"}).assign(
        value_low=masked.map({True: 0.0}), value_high=masked.map({True: 4.0})
    )
    sources = pd.DataFrame({"source_id": ["first", "second"], "revises": ["", "first"]})
    monkeypatch.setattr(revisions, "atlas", lambda: Atlas({"sources": sources, "estimates": cells}, "0" * 12))
    monkeypatch.setattr(revisions, "_revised", REVISED)
    both = revisions._both("first", "second")
    assert dict(zip(both["place"], both["kind"], strict=True)) == {kind: kind for kind in CELLS}
    told = {row: (one.kind, one.printed) for row, one in revisions.disagreements.__wrapped__().items()}
    assert told == {
        **{"first/changed": ("changed", "8"), "second/changed": ("changed", "7")},
        **{"first/masked_now": ("masked_now", ""), "second/masked_now": ("masked_now", "")},
        **{"first/masked_before": ("masked_before", "7"), "second/masked_before": ("masked_before", "")},
        **{"first/zero_now": ("zero_now", "0"), "second/zero_now": ("zero_now", "")},
        "first/withdrawn": ("withdrawn", ""),
    }
    masks = {row: one.mask for row, one in revisions.disagreements.__wrapped__().items() if one.mask}
    assert masks == dict.fromkeys(("first/masked_now", "second/masked_before", "second/zero_now"), "<5")


def _laid(monkeypatch: pytest.MonkeyPatch, first: Sequence[Mapping[str, object]], second: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Both editions of cells that are ranges or quarters, compared; a row has what it says beside ``figures``."""
    fixed = {"indicator": "detected_victims", "place": "FRA", "year_end": 2020, "form": "all", "sex": "all", "age": "all"}
    fixed |= {"quarter": pd.NA, "range_kind": "none_published", "value": None, "value_low": None, "value_high": None}
    editions = (("first", first), ("second", second))
    rows = [
        {**fixed, "source_id": source, "estimate_id": f"{source}/{at}", **row} for source, own in editions for at, row in enumerate(own)
    ]
    cells = pd.DataFrame(rows).astype({**dict.fromkeys(("value", "value_low", "value_high"), "float64"), "as_printed": "category"})
    sources = pd.DataFrame({"source_id": ["first", "second"], "revises": ["", "first"]})
    monkeypatch.setattr(revisions, "atlas", lambda: Atlas({"sources": sources, "estimates": cells}, "0" * 12))
    monkeypatch.setattr(revisions, "_revised", REVISED)
    return revisions._both("first", "second")


def test_a_range_that_is_printed_in_another_order_is_the_same_and_one_with_another_end_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"range_kind": "conflicting", "value_low": 5.0, "value_high": 9.0, "as_printed": "5; 9"}
    assert _laid(monkeypatch, [one], [{**one, "as_printed": "9; 5"}])["kind"].tolist() == ["same"]
    assert _laid(monkeypatch, [one], [{**one, "as_printed": "5; 12", "value_high": 12.0}])["kind"].tolist() == ["changed"]


def test_quarters_are_compared_with_the_same_quarter_and_stand_in_no_list_of_years(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = ([{"quarter": n, "value": float(n + more), "as_printed": str(n + more)} for n in (1, 2)] for more in (0, 1))
    both = _laid(monkeypatch, before, after)
    assert both["kind"].tolist() == ["changed", "changed"]
    monkeypatch.setattr(revisions, "_compared", lambda source: both)
    assert revisions._changed.__wrapped__("second").empty


def test_a_source_that_revises_none_has_no_changes() -> None:
    assert set(revisions.summary("gsi_2023").values()) == {0}
    assert revisions.changes("modern_slavery", "gsi_2023", choices.ALL, 2021).empty
