"""A build says what it changes in the rows of the build before, and a link of an older version can be told of it."""

import json
import re
from pathlib import Path
from typing import Any

from etl import build, changes
from etl.queries import since
from etl.store import changelog


def _edit(data: Path, old: str, new: str) -> None:
    path = data / "sources" / "mini" / "figures.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_first_build_and_a_rebuild_leave_no_trace(data: Path) -> None:
    build.build(data)
    build.build(data)
    assert changelog.read(data) == {}


def test_a_build_says_what_was_added_revised_and_withdrawn(data: Path) -> None:
    first = build.build(data).version
    _edit(data, "forced_labour,Andorra,all,all,all,2011,2012,700", "forced_labour,Andorra,all,all,child,2011,2012,700")
    toml = data / "sources" / "mini" / "source.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("value = 700\n", 'value = 700\nage = "child"\n').replace("value = 1500000", "value = 1600000"), encoding="utf-8"
    )
    _edit(data, "2011,2012,1.5,", "2011,2012,1.6,")
    second = build.build(data).version
    step = changelog.read(data)[second]
    assert step["previous"] == first
    said = step["changed"]["mini/estimates"]
    assert said["counts"] == {"added": 1, "revised": 1, "withdrawn": 1}
    assert said["rows"]["added"] == ["mini/forced_labour/AND/2011/2012/all/all/child"]
    assert said["rows"]["withdrawn"] == ["mini/forced_labour/AND/2011/2012/all/all/all"]
    revised = said["rows"]["revised"]["mini/forced_labour/M49:150/2011/2012/all/all/all"]
    assert revised["value"] == [1500000.0, 1600000.0]
    assert build.build(data).version == second
    assert len(changelog.read(data)) == 1


def test_the_changelog_is_no_input_of_the_build(data: Path) -> None:
    version = build.build(data).version
    changelog.write(data, "0" * 12, "1" * 12, {})
    assert build.build(data).version == version


def test_a_source_that_comes_or_goes_is_counted_not_listed(data: Path) -> None:
    found = changes.changes({}, build.prepare(data).tables)["mini/estimates"]
    assert found == {"counts": {"added": 5, "revised": 0, "withdrawn": 0}}


def _step(previous: str, **rows: Any) -> dict[str, Any]:
    whole = {"added": [], "revised": {}, "withdrawn": [], **rows}
    return {"previous": previous, "changed": {"s/estimates": {"counts": {}, "rows": whole}}}


def test_steps_are_followed_as_one() -> None:
    steps = {
        "b": _step("a", added=["s/x/FRA/1"], withdrawn=["s/x/AND/1"], revised={"s/x/ITA/1": {"value": [1, 2]}}),
        "c": _step("b", withdrawn=["s/x/FRA/1"], added=["s/x/AND/1", "s/x/DEU/1"], revised={"s/x/ITA/1": {"value": [2, 3]}}),
    }
    led = since.path(steps, "a", "c")
    assert led is not None
    found = since._follow(led, re.compile(r"s/x/[^/]+/1"))
    assert (found.added, found.withdrawn) == (("s/x/DEU/1",), ())
    assert found.revised == {"s/x/ITA/1": {"value": (1, 3)}}
    assert since._follow(led, re.compile("s/y/.*")).added == ()
    assert since.path(steps, "z", "c") is None
    assert since.path({"a": _step("b"), "b": _step("a")}, "z", "a") is None


def test_the_files_are_small_and_readable(data: Path) -> None:
    changelog.write(data, "0" * 12, "1" * 12, {"mini/estimates": {"counts": {"added": 1}}})
    text = (data / "changelog" / f"{'0' * 12}.json").read_text(encoding="utf-8")
    assert json.loads(text)["previous"] == "1" * 12
