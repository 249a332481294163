"""A build works in a folder with spaces and under a strict umask; a full disk leaves what was there, with a plain message."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from etl.store import tables
from tests import miniature

Run = Callable[..., tuple[int, str]]


def _write_whole_tables(data: Path, start: Callable[[], object]) -> subprocess.CompletedProcess[str]:
    # -B: compiled modules that a full disk cuts off would be read by the processes after it.
    command, environment = [sys.executable, "-B", "-m", "layouts.exports.whole_tables"], {**os.environ, "ATLAS_DATA": str(data)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, preexec_fn=start, check=False)


def _whole(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (data / "built" / "whole").rglob("*") if path.is_file()}


def _full_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_folder_with_spaces_and_a_strict_umask_take_a_whole_build_and_a_full_disk_leaves_its_tables(tmp_path: Path, run: Run) -> None:
    spaced = miniature.write(tmp_path / "a folder with spaces" / "data")
    before = os.umask(0o077)
    try:
        assert run("build", "--data", spaced) == (0, "")
    finally:
        os.umask(before)
    done = _write_whole_tables(spaced, lambda: os.umask(0o077))
    assert (done.returncode, done.stderr) == (0, "")
    assert tables.read(spaced)[1]
    assert {path.name for path in _whole(spaced)} > {"estimates.csv", "estimates.csv.br", "estimates.csv.gz", "atlas.zip"}
    home = spaced / "built" / "whole"
    folder = next(home.iterdir())
    written = folder.stat()
    assert _write_whole_tables(spaced, lambda: None).returncode == 0
    assert folder.stat() == written  # once is enough for a version
    folder.rename(home / "of another version")
    whole = _whole(spaced)
    failed = _write_whole_tables(spaced, _full_disk)
    assert failed.returncode == 1
    assert "the whole tables cannot be written as files" in failed.stderr
    assert "Free some space" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert _whole(spaced) == whole
