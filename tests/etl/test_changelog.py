"""A build says what it changes in the rows of the build before, and a link of an older version can be told of it."""

import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from etl import build
from etl.checks import table_differences
from etl.contract.errors import WriteError
from etl.contract.table_contract import quotations
from etl.queries import changes_since
from etl.store import changelog, inputs, tables
from layouts.exports.opened_page import change_lines
from tests.etl.test_bad_counts import COUNT, COUNTS, PERSON, _glotip
from tests.etl.test_counted_cases import _unpinned


def _edit(data: Path, old: str, new: str) -> None:
    path = data / "sources" / "mini" / "figures.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_says_what_was_added_revised_and_withdrawn(built: Path) -> None:
    first = tables.read(built)[1]
    _edit(built, "forced_labour,Andorra,all,all,all,2011,2012,700", "forced_labour,Andorra,all,all,child,2011,2012,700")
    toml = built / "sources" / "mini" / "source.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("value = 700\n", 'value = 700\nage = "child"\n').replace("value = 1500000", "value = 1600000"), encoding="utf-8"
    )
    _edit(built, "2011,2012,1.5,", "2011,2012,1.6,")
    second = build.build(built).version
    step = changelog.read(built)[second]
    assert step["previous"] == first
    said = step["changed"]["mini/estimates"]
    assert said["counts"] == {"added": 1, "revised": 1, "withdrawn": 1}
    assert said["rows"]["added"] == ["mini/forced_labour/AND/2011/2012/all/all/child"]
    assert said["rows"]["withdrawn"] == ["mini/forced_labour/AND/2011/2012/all/all/all"]
    revised = said["rows"]["revised"]["mini/forced_labour/M49:150/2011/2012/all/all/all"]
    assert revised["value"] == [1500000.0, 1600000.0]
    assert build.build(built).version == second
    assert len(changelog.read(built)) == 1


def test_the_changelog_is_no_input_of_the_build(data: Path) -> None:
    version = inputs.data_version(data)
    changelog.write(data, "0" * 12, "1" * 12, {})
    assert inputs.data_version(data) == version


def _built_tables(data: Path) -> dict[str, ds.Dataset]:
    return {name: ds.dataset(data / "built" / f"{name}.parquet") for name in quotations()}


def test_a_source_that_comes_or_goes_is_counted_not_listed(first_build: Path) -> None:
    made = _built_tables(first_build)
    found = table_differences.changes({}, made)["mini/estimates"]
    assert found == {"counts": {"added": 5, "revised": 0, "withdrawn": 0}}


def _step(previous: str, **rows: Any) -> dict[str, Any]:
    whole = {"added": [], "revised": {}, "withdrawn": [], **rows}
    return {"previous": previous, "changed": {"s/estimates": {"counts": {}, "rows": whole}}}


def test_steps_are_followed_as_one() -> None:
    steps = {
        "b": _step("a", added=["s/x/FRA/1"], withdrawn=["s/x/AND/1"], revised={"s/x/ITA/1": {"value": [1, 2]}}),
        "c": _step("b", withdrawn=["s/x/FRA/1"], added=["s/x/AND/1", "s/x/DEU/1"], revised={"s/x/ITA/1": {"value": [2, 3]}}),
    }
    led = changes_since.path(steps, "a", "c")
    assert led is not None
    found = changes_since._follow(led, re.compile(r"s/x/[^/]+/1"))
    assert (found.added, found.withdrawn) == (("s/x/DEU/1",), ())
    assert found.revised == {"s/x/ITA/1": {"value": (1, 3)}}
    assert changes_since._follow(led, re.compile("s/y/.*")).added == ()
    assert changes_since.path(steps, "z", "c") is None
    assert changes_since.path({"a": _step("b"), "b": _step("a")}, "z", "a") is None


def test_the_files_are_small_and_readable(data: Path) -> None:
    changelog.write(data, "0" * 12, "1" * 12, {"mini/estimates": {"counts": {"added": 1}}})
    text = (data / "changelog" / f"{'0' * 12}.json").read_text(encoding="utf-8")
    assert json.loads(text)["previous"] == "1" * 12


_FIELDS: dict[str, pa.DataType] = {"estimate_id": pa.string(), "source_id": pa.string(), "value": pa.float64(), "value_low": pa.float64()}
_FIELDS |= {"value_high": pa.float64(), "as_printed": pa.string(), "range_kind": pa.string(), "year_end": pa.int64()}
_FIELDS |= {"locator": pa.string(), "caveat_ids": pa.list_(pa.string())}


def _estimates(**values: dict[str, Any]) -> dict[str, ds.Dataset]:
    """A table of the rows ``source_name``, each with what it says beside a plain 7."""
    plain: dict[str, Any] = {
        "value": 7.0,
        "value_low": None,
        "value_high": None,
        "as_printed": "7",
        "range_kind": "not_seen",
        "year_end": 2020,
    }
    plain |= {"locator": "page 1", "caveat_ids": ["all"]}
    rows = [{"estimate_id": name, "source_id": name[0], **plain, **row} for name, row in values.items()]
    return {"estimates": ds.dataset(pa.Table.from_pylist(rows, schema=pa.schema(_FIELDS)))}


def test_rows_are_compared_by_their_identifier_field_by_field_and_only_what_differs_is_told() -> None:
    low = {"value": None, "value_low": 3.0}
    before = _estimates(
        s_same=low, s_revised={}, s_moved={}, s_masked={"value": 565.0, "as_printed": "565"}, s_gone={}, t_other={}, t_same={}
    )
    masked = {"value": None, "value_low": 0.0, "value_high": 4.0, "as_printed": "<5", "range_kind": "masked"}
    moved, later = {"locator": "page 2", "caveat_ids": ["all", "more"]}, {"year_end": 2021}
    after = _estimates(t_same={}, s_new={}, s_masked=masked, s_moved=moved, s_revised=later, s_same=low, t_other={"value": 8.0})
    found = table_differences.changes(before, after)
    assert found["s/estimates"]["counts"] == {"added": 1, "revised": 2, "withdrawn": 1}
    rows = found["s/estimates"]["rows"]
    assert (rows["added"], rows["withdrawn"], rows["revised"]["s_revised"]) == (["s_new"], ["s_gone"], {"year_end": [2020, 2021]})
    now = {"value": None, "value_low": 0.0, "value_high": 4.0, "as_printed": "<5"}
    assert rows["revised"]["s_masked"] == {**{name: [None, said] for name, said in now.items()}, "range_kind": ["not_seen", "masked"]}
    assert found["t/estimates"]["rows"] == {"added": [], "withdrawn": [], "revised": {"t_other": {"value": [7.0, 8.0]}}}


@pytest.mark.parametrize(("table", "figure"), [("estimates", "value"), ("flows", "count")])
def test_a_range_that_is_masked_now_is_not_repeated_by_its_ends(table: str, figure: str) -> None:
    wide = {f"{figure}_low": 500.0, f"{figure}_high": 565.0, "as_printed": "500 to 565", "range_kind": "conflicting"}
    masked = {f"{figure}_low": 0.0, f"{figure}_high": 4.0, "as_printed": "<5", "range_kind": "masked"}
    fields: dict[str, pa.DataType] = {f"{table[:-1]}_id": pa.string(), "source_id": pa.string(), figure: pa.float64()}
    schema = pa.schema(fields)
    for name, said in wide.items():
        schema = schema.append(pa.field(name, pa.string() if isinstance(said, str) else pa.float64()))
    before, after = (
        {table: ds.dataset(pa.Table.from_pylist([{f"{table[:-1]}_id": "s_one", "source_id": "s", figure: None, **said}], schema=schema))}
        for said in (wide, masked)
    )
    found = table_differences.changes(before, after)
    assert found[f"s/{table}"]["counts"]["revised"] == 1
    assert not any(number in json.dumps(found) for number in ("500", "565"))


@pytest.mark.parametrize(("rows", "named"), [(table_differences.MANY, True), (table_differences.MANY + 1, False)])
def test_more_changes_than_a_person_would_read_are_counted_and_not_named(rows: int, named: bool) -> None:
    before, after = (_estimates(**{f"s_{n}": {"value": value} for n in range(rows)}) for value in (1.0, 2.0))
    step = table_differences.changes(before, after)["s/estimates"]
    assert (step["counts"]["revised"], "rows" in step) == (rows, named)


def _masked_now(data: Path) -> dict[str, Any]:
    """The changelog of a build in which a count of 565 is masked and a rating of another row is gone."""
    other = COUNT.replace("France", "Andorra")
    folder = _glotip(data, [COUNT.replace(",12", ",565"), other.replace(",12", ",77")], [PERSON])
    _unpinned(folder)
    build.build(data)
    rows = [COUNTS, COUNT.replace(",12", ",<5"), other.replace(",12", ",78"), ""]
    (folder / "counts.csv").write_text("\n".join(rows), encoding="utf-8")
    version = build.build(data).version
    revised: dict[str, Any] = changelog.read(data)[version]["changed"]["unodc_glotip/estimates"]["rows"]["revised"]
    return revised


def test_the_changelog_repeats_no_figure_that_is_masked_now(data: Path) -> None:
    revised = _masked_now(data)
    masked = revised["unodc_glotip/detected_victims/FRA/2020/2020/all/all/all"]
    assert masked["as_printed"] == [None, "<5"] and masked["value"] == [None, None]
    assert "565" not in json.dumps(revised)
    assert revised["unodc_glotip/detected_victims/AND/2020/2020/all/all/all"]["value"] == [77.0, 78.0]
    # A version is made of hexadecimal digits, which may read 565 by chance.
    assert "565" not in json.dumps([step["changed"] for step in changelog.read(data).values()])


def test_a_figure_of_an_earlier_step_is_not_repeated_where_a_later_step_masks_it() -> None:
    steps = [
        _step("a", revised={"s/x": {"value": [1, 565]}}),
        _step("b", revised={"s/x": {"value": [None, None], "as_printed": [None, "<5"]}}),
    ]
    found = changes_since._follow(steps, re.compile(".*"))
    assert found.revised == {"s/x": {"value": (None, None), "as_printed": (None, "<5")}}
    assert not any("565" in line for line in change_lines(found))


def test_rows_of_one_table_are_told_where_another_table_of_the_source_is_only_counted() -> None:
    step = _step("a", added=["s/x/FRA/1"])
    step["changed"]["s/ratings"] = {"counts": {"added": 491, "revised": 0, "withdrawn": 0}}
    assert changes_since._follow([step], re.compile(".*")).added == ("s/x/FRA/1",)


def test_another_copy_of_the_same_figure_is_no_revision(first_build: Path) -> None:
    made = _built_tables(first_build)
    table = made["estimates"].to_table()
    place = table.schema.get_field_index("copy")
    elsewhere = table.set_column(place, table.schema.field(place), pa.array(["elsewhere"] * len(table), table.schema.field(place).type))
    assert table_differences.changes({**made, "estimates": ds.dataset(elsewhere)}, made) == {}


def test_a_figure_of_an_earlier_step_is_not_repeated_where_a_later_step_only_counts() -> None:
    """The row may be masked by then; what is told of other sources stays."""
    first = _step("a", revised={"s/x/FRA/1": {"value": [565, 570]}}, added=["s/x/AND/1"], withdrawn=["s/x/ITA/1"])
    first["changed"]["t/estimates"] = {"counts": {}, "rows": {"revised": {"t/x/FRA/1": {"value": [1, 2]}}}}
    steps = [first, {"previous": "b", "changed": {"s/estimates": {"counts": {"added": 0, "revised": 500, "withdrawn": 0}}}}]
    found = changes_since._follow(steps, re.compile(".*"))
    assert (found.added, found.withdrawn, found.revised) == ((), (), {"t/x/FRA/1": {"value": (1, 2)}})
    assert changes_since._counted(steps, ["s"], re.compile(".*")) == {"s": {"added": 0, "revised": 500, "withdrawn": 0}}


def _changed(part: str) -> str:
    return f'{{"previous": "a", "changed": {{"s/estimates": {part}}}}}'


UNREADABLE = {
    "nothing": "",
    "half a file": "{",
    "a list": "[]",
    "a number for a version": '{"previous": 1}',
    "a list of changes": '{"previous": "a", "changed": []}',
    "a number for the changes": _changed("7"),
    "a number for the counts": _changed('{"counts": 7}'),
    "a text for a count": _changed('{"counts": {"added": "many"}}'),
    "an unknown count": _changed('{"counts": {"lost": 1}}'),
    "a list of rows": _changed('{"counts": {}, "rows": []}'),
    "a number for added rows": _changed('{"counts": {}, "rows": {"added": 3}}'),
    "a number for a row": _changed('{"counts": {}, "rows": {"withdrawn": [3]}}'),
    "a list of two revised rows": _changed('{"counts": {}, "rows": {"revised": ["s/x", "s/y"]}}'),
    "a number for a revised row": _changed('{"counts": {}, "rows": {"revised": {"s/x": 3}}}'),
    "a number for a revision": _changed('{"counts": {}, "rows": {"revised": {"s/x": {"value": 3}}}}'),
    "a revision without its end": _changed('{"counts": {}, "rows": {"revised": {"s/x": {"value": [3]}}}}'),
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_of_the_changelog_that_cannot_be_read_costs_its_notice_alone(
    data: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    changelog.write(data, "0" * 12, "1" * 12, {})
    (data / "changelog" / f"{'2' * 12}.json").write_text(text, encoding="utf-8")
    assert list(changelog.read(data)) == ["0" * 12]
    assert f"{'2' * 12}.json is not a step of the changelog" in caplog.text


def test_the_changelog_is_written_after_the_tables(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _edit(built, "2011,2012,700", "2011,2012,701")
    toml = built / "sources" / "mini" / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("value = 700\n", "value = 701\n"), encoding="utf-8")

    def fail(*_: object) -> None:
        raise WriteError("build", "disk", "no space", "Free some.")

    monkeypatch.setattr("etl.store.tables.write", fail)
    with pytest.raises(WriteError):
        build.build(built)
    assert changelog.read(built) == {}


def test_rows_of_our_own_aggregates_are_counted_and_never_named(data: Path) -> None:
    toml = data / "sources" / "mini" / "source.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('redistribution = "figures"', 'redistribution = "aggregates"'), encoding="utf-8"
    )
    build.build(data)
    _edit(data, "2011,2012,700", "2011,2012,701")
    toml.write_text(toml.read_text(encoding="utf-8").replace("value = 700\n", "value = 701\n"), encoding="utf-8")
    version = build.build(data).version
    assert changelog.read(data)[version]["changed"]["mini/estimates"] == {"counts": {"added": 0, "revised": 1, "withdrawn": 0}}
