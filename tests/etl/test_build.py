"""A build is repeatable, atomic and alone; what it writes says which inputs it was made from."""

import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl import build
from etl.contract.errors import TablesError
from etl.contract.schema import fields
from etl.store import tables

Run = Callable[..., tuple[int, str]]
COMMAND = [sys.executable, "-m", "etl", "build", "--data"]


def _hashes(data: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((data / "built").iterdir())}


def test_a_rebuild_is_identical_to_the_byte(data: Path) -> None:
    build.build(data)
    first = _hashes(data)
    build.build(data)
    assert _hashes(data) == first
    assert set(first) == {f"{name}.parquet" for name in fields()} | {"world_50m.json"}


def test_every_table_carries_the_data_version_and_the_meaning_of_its_fields(data: Path) -> None:
    version = build.build(data).version
    for name, columns in fields().items():
        schema = pq.read_schema(data / "built" / f"{name}.parquet")
        assert (schema.metadata or {})[b"data_version"].decode() == version
        assert [(field.metadata or {})[b"description"].decode() for field in schema] == [column.say for column in columns]


def test_a_build_names_the_row_of_every_pinned_figure(data: Path) -> None:
    pinned = build.build(data).tables["pinned_figures"].to_pandas()
    assert [*zip(pinned["number"], pinned["row_id"], pinned["locator"], strict=True)] == [
        (1, "mini/forced_labour/WORLD/2011/2012/all/all/all", "there"),
        (2, "mini/forced_labour/M49:150/2011/2012/all/all/all", "there"),
        (3, "mini/forced_labour/WORLD/2011/2012/all/female/all", "there"),
        (4, "mini/forced_labour/FRA/2011/2012/all/all/all", "there"),
        (5, "mini/forced_labour/AND/2011/2012/all/all/all", "there"),
    ]


def test_the_data_version_changes_with_the_figures(data: Path) -> None:
    before = build.build(data).version
    figures = data / "sources" / "mini" / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("A bound alone", "Only a bound"), encoding="utf-8")
    assert build.build(data).version != before


def test_check_writes_nothing(data: Path, run: Run) -> None:
    before = sorted(data.rglob("*"))
    assert run("check", "--data", data)[0] == 0
    assert sorted(data.rglob("*")) == before


def test_two_builds_at_once_are_refused(data: Path, run: Run) -> None:
    with tables.exclusive(data):
        code, message = run("build", "--data", data)
    assert code == 1
    assert "another build or import is running" in message
    assert run("build", "--data", data)[0] == 0


def test_a_folder_that_cannot_be_written_is_refused_in_plain_words(data: Path, run: Run) -> None:
    (data / ".build.lock").mkdir()
    code, message = run("build", "--data", data)
    assert code == 1
    assert "the tables cannot be written" in message


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_disk_that_takes_no_more_leaves_the_old_tables_whole(data: Path) -> None:
    build.build(data)
    before = _hashes(data)
    figures = data / "sources" / "mini" / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("A bound alone", "Only a bound"), encoding="utf-8")
    failed = subprocess.run([*COMMAND, str(data)], capture_output=True, text=True, preexec_fn=_small_files, check=False)
    assert failed.returncode == 1
    assert "the tables cannot be written" in failed.stderr
    assert "the tables built before are untouched" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert _hashes(data) == before
    assert len(list((data / ".built").iterdir())) == 1


def test_a_build_killed_at_any_moment_leaves_whole_tables(data: Path) -> None:
    build.build(data)
    version = tables.read(data)[1]
    started = time.monotonic()
    subprocess.run([*COMMAND, str(data)], check=True, capture_output=True)
    whole = time.monotonic() - started
    for share in (0.85, 0.95):
        process = subprocess.Popen([*COMMAND, str(data)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * share)
        process.kill()
        process.wait()
        assert tables.read(data)[1] == version
    assert build.build(data).version == version
    assert len(list((data / ".built").iterdir())) <= 2


def test_a_folder_that_was_no_link_is_replaced(data: Path) -> None:
    (data / "built").mkdir()
    (data / "built" / "old.txt").write_text("old", encoding="utf-8")
    build.build(data)
    assert (data / "built").is_symlink()
    assert tables.read(data)[1]


def test_missing_and_mixed_tables_are_named(data: Path) -> None:
    with pytest.raises(TablesError, match="have not been built"):
        tables.read(data)
    build.build(data)
    folder = (data / "built").resolve()
    (folder / "ratings.parquet").write_bytes(b"nonsense")
    with pytest.raises(TablesError, match=r"ratings\.parquet"):
        tables.read(data)
    other = pq.read_table(folder / "places.parquet").replace_schema_metadata({"data_version": "0"})
    pq.write_table(other, folder / "ratings.parquet")
    with pytest.raises(TablesError, match="different builds"):
        tables.read(data)


def test_the_command_line_prints_what_was_built(data: Path) -> None:
    done = subprocess.run([*COMMAND, str(data)], capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "140"})
    assert "mini" in done.stdout
    assert "2011 to 2012" in done.stdout
    assert "an unknown name stops the build" in done.stdout
