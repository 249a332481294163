"""A build is repeatable, atomic and alone; what it writes says which inputs it was made from."""

import hashlib
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl import __main__ as command_line
from etl import build
from etl.contract.errors import TablesError
from etl.contract.schema import fields
from etl.store import changelog, tables

Run = Callable[..., tuple[int, str]]
COMMAND = [sys.executable, "-B", "-m", "etl", "build", "--data"]


def _hashes(data: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((data / "built").iterdir())}


def test_a_rebuild_is_identical_to_the_byte_and_leaves_no_trace_in_the_changelog(built: Path) -> None:
    first = _hashes(built)
    build.build(built)
    assert _hashes(built) == first
    assert changelog.read(built) == {}
    assert set(first) == {f"{name}.parquet" for name in fields()} | {"world_50m.json"}


def test_every_table_carries_the_data_version_and_the_meaning_of_its_fields(built: Path) -> None:
    version = tables.read(built)[1]
    for name, columns in fields().items():
        schema = pq.read_schema(built / "built" / f"{name}.parquet")
        assert (schema.metadata or {})[b"data_version"].decode() == version
        assert [(field.metadata or {})[b"description"].decode() for field in schema] == [column.say for column in columns]


def test_a_build_names_the_row_of_every_pinned_figure(built: Path) -> None:
    pinned = tables.read(built)[0]["pinned_figures"]
    assert [*zip(pinned["number"], pinned["row_id"], pinned["locator"], strict=True)] == [
        (1, "mini/forced_labour/WORLD/2011/2012/all/all/all", "there"),
        (2, "mini/forced_labour/M49:150/2011/2012/all/all/all", "there"),
        (3, "mini/forced_labour/WORLD/2011/2012/all/female/all", "there"),
        (4, "mini/forced_labour/FRA/2011/2012/all/all/all", "there"),
        (5, "mini/forced_labour/AND/2011/2012/all/all/all", "there"),
    ]


def test_check_writes_nothing(data: Path, run: Run) -> None:
    before = sorted(data.rglob("*"))
    assert run("check", "--data", data)[0] == 0
    assert sorted(data.rglob("*")) == before


def test_two_builds_at_once_are_refused(data: Path, run: Run) -> None:
    with tables.exclusive(data):
        code, message = run("build", "--data", data)
    assert code == 1
    assert "another build or import is running" in message


def test_a_folder_that_cannot_be_written_is_refused_in_plain_words(data: Path, run: Run) -> None:
    (data / ".build.lock").mkdir()
    code, message = run("build", "--data", data)
    assert code == 1
    assert "the tables cannot be written" in message


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _edited(data: Path) -> Path:
    """The folder with another figure, so that its build would be another."""
    figures = data / "sources" / "mini" / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("A bound alone", "Only a bound"), encoding="utf-8")
    return data


def test_a_disk_that_takes_no_more_leaves_the_old_tables_whole(built: Path) -> None:
    before = _hashes(built)
    failed = subprocess.run([*COMMAND, str(_edited(built))], capture_output=True, text=True, preexec_fn=_small_files, check=False)
    assert failed.returncode == 1
    assert "the tables cannot be written" in failed.stderr
    assert "the tables built before are untouched" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert _hashes(built) == before
    assert len(list((built / ".built").iterdir())) == 1


# Builds two folders in processes of their own, of which one is killed as it comes to write a table, the other to publish the tables.
KILLED = """
import os, signal, sys
from pathlib import Path
from etl import __main__ as command_line
from etl import build
from etl.store import changelog, tables
for data, moment in zip(sys.argv[1:], ("_write_all", "_publish"), strict=True):
    if not (process := os.fork()):
        setattr(tables, moment, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        build.build(Path(data))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"""


def test_a_build_that_is_killed_leaves_whole_tables_and_the_next_one_tidies_up(built: Path, tmp_path: Path) -> None:
    version = tables.read(built)[1]
    folders = [_edited(built), shutil.copytree(built, tmp_path / "other", symlinks=True)]
    ended = subprocess.run([sys.executable, "-c", KILLED, *map(str, folders)], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == [str(-signal.SIGKILL)] * 2
    for folder in folders:
        assert tables.read(folder)[1] == version
        assert version != build.build(folder).version == tables.read(folder)[1]
        assert len(list((folder / ".built").iterdir())) <= 2


def test_a_folder_that_was_no_link_is_replaced(built: Path) -> None:
    (built / "built").unlink()
    (built / "built").mkdir()
    (built / "built" / "old.txt").write_text("old", encoding="utf-8")
    build.build(built)
    assert (built / "built").is_symlink()
    assert tables.read(built)[1]


def test_missing_and_mixed_tables_are_named(built: Path) -> None:
    with pytest.raises(TablesError, match="have not been built"):
        tables.read(built / "sources")
    ratings = (built / "built").resolve() / "ratings.parquet"
    other = pq.read_table(ratings).replace_schema_metadata({"data_version": "0"})
    for content in (b"nonsense", ratings.with_name("places.parquet").read_bytes()):
        ratings.write_bytes(content)
        with pytest.raises(TablesError, match=r"ratings\.parquet"):
            tables.read(built)
    pq.write_table(other, ratings)
    with pytest.raises(TablesError, match="different builds"):
        tables.read(built)


def test_the_command_line_prints_what_was_built(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setattr("sys.argv", ["etl", "build", "--data", str(data)])
    with pytest.raises(SystemExit) as ended:
        command_line.run()
    printed = capsys.readouterr().out
    assert not ended.value.code
    assert "mini" in printed
    assert "2011 to 2012" in printed
    assert "an unknown name stops the build" in printed
