"""How the build grows: time and peak memory with the rows as they are, and with 10 and 100 times as many."""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from etl.store.tables import DATA

SOURCE = "tip_tiers"


def _multiplied(folder: Path, times: int) -> Path:
    """A copy of the inputs in which a source of ratings is repeated as sources of their own."""
    shutil.copytree(DATA / "sources", folder / "sources")
    shutil.copytree(DATA / "reference", folder / "reference")
    for number in range(1, times):
        copy = folder / "sources" / f"{SOURCE}_{number}"
        shutil.copytree(DATA / "sources" / SOURCE, copy)
        toml = (copy / "source.toml").read_text(encoding="utf-8")
        (copy / "source.toml").write_text(f'module = "{SOURCE}"\n{toml}', encoding="utf-8")
    return folder


def _built(folder: Path) -> tuple[float, float]:
    """Seconds of a build and its peak memory in MiB, as the system accounts for it."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "etl", "build", "--data", str(folder)], check=True, capture_output=True)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def report() -> list[tuple[str, str, str]]:
    """Rows of the report."""
    rows, first = [], 0.0
    for copies, words in ((1, "as it is"), (35, "about 10 times the ratings"), (390, "about 100 times the ratings")):
        with tempfile.TemporaryDirectory() as folder:
            seconds, memory = _built(_multiplied(Path(folder) / "data", copies))
        first = first or seconds
        rows.append((f"build, {words}", f"{seconds:.1f} s ({seconds / first:.1f} times), peak {memory:.0f} MiB", "linear, < 1 GiB"))
    return rows
