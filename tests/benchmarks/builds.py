"""How the build grows: time and peak memory with more ratings, and with a hundredth, a tenth and all of the counted rows."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
RATED, COUNTED = "tip_tiers", "unodc_glotip"
Inputs = Callable[[Path], None]


def _rated(times: int) -> Inputs:
    """Repeats a source of ratings as sources of their own."""

    def multiply(sources: Path) -> None:
        for number in range(1, times):
            copy = sources / f"{RATED}_{number}"
            shutil.copytree(sources / RATED, copy)
            toml = (copy / "source.toml").read_text(encoding="utf-8")
            (copy / "source.toml").write_text(f'module = "{RATED}"\n{toml}', encoding="utf-8")

    return multiply


def _kept(line: str, share: int) -> bool:
    return zlib.crc32(line.split(",")[1].encode()) % share == 0


def _without(toml: str, *unwanted: str) -> str:
    """A TOML file without the tables of its lists in which one of the texts stands."""
    return "".join(block for block in re.split(r"(?m)^(?=\[\[)", toml) if not any(text in block for text in unwanted))


def _counted(share: int) -> Inputs:
    """Keeps the counts of one country in ``share`` of one edition; pins hold for the whole source only, and are left out."""

    def change(sources: Path) -> None:
        shutil.rmtree(sources / f"{COUNTED}_2023")
        toml = (sources / COUNTED / "source.toml").read_text(encoding="utf-8")
        toml = toml.replace('redistribution = "figures"', 'redistribution = "user_supplied"').replace(f'revises = "{COUNTED}_2023"\n', "")
        (sources / COUNTED / "source.toml").write_text(_without(toml, "[[pins]]"), encoding="utf-8")
        for table in (sources / COUNTED).glob("*.csv"):
            header, *lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
            table.write_text("".join([header, *(line for line in lines if _kept(line, share))]), encoding="utf-8")
        _ask_nothing(sources.parent / "reference" / "quantities.toml")

    return change


def _ask_nothing(quantities: Path) -> None:
    """Take out the groups of questions that the counted source answers; the rows that they ask for may be gone."""
    quantities.write_text(_without(quantities.read_text(encoding="utf-8"), f'"{COUNTED}'), encoding="utf-8")


def built(inputs: Inputs, tree: Path = ROOT) -> tuple[float, float]:
    """Seconds of a build by the code of a checkout and its peak memory in MiB, as the system accounts for it."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for name in ("sources", "reference"):
            shutil.copytree(tree / "data" / name, data / name)
        inputs(data / "sources")
        start = time.perf_counter()
        # Started by a small process: one that is forked off a large one is charged with the size of that one.
        done = subprocess.run([sys.executable, "-c", _MEASURED, str(data)], cwd=tree, stdout=subprocess.PIPE, check=True, text=True)
        return time.perf_counter() - start, int(done.stdout) / 1024


_MEASURED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "etl", "build", "--data", sys.argv[1]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
RATINGS = {"as it is": _rated(1), "about 10 times the ratings": _rated(35), "about 100 times the ratings": _rated(390)}
COUNTS = {
    "a hundredth of the counted rows": _counted(100),
    "10 times that": _counted(10),
    "100 times that, all rows of an edition": _counted(1),
}


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: ratios to the build of the smallest inputs of each series."""
    rows: list[tuple[str, str, str]] = []
    for series in (RATINGS, COUNTS):
        first = 0.0
        for words, inputs in series.items():
            seconds, memory = built(inputs)
            first = first or seconds
            rows.append((f"build, {words}", f"{seconds:.1f} s ({seconds / first:.1f} times), peak {memory:.0f} MiB", "linear, < 1 GiB"))
    return rows
