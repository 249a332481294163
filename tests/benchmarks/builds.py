"""How the build grows: time and peak memory with more ratings, and with more editions of the largest source of counts.

And how fast case records are read, 20 million of them: as one text, and as a Parquet dataset of several files.
"""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.serving import ROOT, python

RATED, COUNTED, FIRST_EDITION = "tip_tiers", "unodc_glotip", "unodc_glotip_2023"
Inputs = Callable[[Path], None]
ROWS = 20_000_000
_CASES = {
    "yearOfRegistration": [*range(2002, 2022)],
    "gender": ["Woman", "Man", ""],
    "citizenship": ["UKR", "MDA", "PHL", "IDN", "KHM", "MMR", "BLR", "KGZ", "USA", "-99"],
    "CountryOfExploitation": ["POL", "RUS", "IDN", "THA", "USA", "UKR", "-99"],
    "isForcedLabour": ["1", "0", "-99"],
    "isSexualExploit": ["1", "0", "-99"],
}


def _rated(times: int) -> Inputs:
    """Repeats a source of ratings as sources of their own."""

    def multiply(sources: Path) -> None:
        for number in range(1, times):
            copy = sources / f"{RATED}_{number}"
            shutil.copytree(sources / RATED, copy)
            toml = (copy / "source.toml").read_text(encoding="utf-8")
            (copy / "source.toml").write_text(f'module = "{RATED}"\n{toml}', encoding="utf-8")

    return multiply


def _counted(editions: int) -> Inputs:
    """Puts editions with the same counts before the first one, each revised by the next; earlier editions answer no question."""

    def multiply(sources: Path) -> None:
        for number in range(1, editions + 1):
            copy, later = (sources / f"{FIRST_EDITION}{f'_{one}' if one else ''}" for one in (number, number - 1))
            shutil.copytree(sources / FIRST_EDITION, copy, ignore=shutil.ignore_patterns("source.toml"))
            toml = (later / "source.toml").read_text(encoding="utf-8")
            (copy / "source.toml").write_text(toml, encoding="utf-8")
            revising = re.sub(rf'(?m)^(module = "{COUNTED}")$', rf'\1\nrevises = "{copy.name}"', toml, count=1)
            (later / "source.toml").write_text(revising, encoding="utf-8")

    return multiply


def built(inputs: Inputs, tree: Path = ROOT) -> tuple[float, float]:
    """Seconds of a build by the code of a checkout and its peak memory in MiB, as the system accounts for it."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for name in ("sources", "reference"):
            shutil.copytree(tree / "data" / name, data / name)
        inputs(data / "sources")
        return _measured(tree, "build", "--data", str(data))


def _measured(tree: Path, *command: str) -> tuple[float, float]:
    """Seconds of a command of the ETL and its peak memory in MiB."""
    start = time.perf_counter()
    # Started by a small process: one that is forked off a large one is charged with the size of that one.
    done = subprocess.run([python(tree), "-c", _MEASURED, *command], cwd=tree, stdout=subprocess.PIPE, check=True, text=True)
    return time.perf_counter() - start, int(done.stdout) / 1024


_MEASURED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "etl", *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
INPUTS = {
    "as it is": _rated(1),
    "about 10 times the ratings": _rated(35),
    "about 100 times the ratings": _rated(390),
    "about twice the counted rows": _counted(4),
}


def _text(cases: pd.DataFrame, path: Path) -> None:
    """The cases again and again as one text."""
    lines = cases.to_csv(index=False).encode().split(b"\n", 1)
    with path.open("wb") as file:
        file.write(lines[0] + b"\n")
        for _ in range(ROWS // len(cases)):
            file.write(lines[1])


def _dataset(cases: pd.DataFrame, path: Path) -> None:
    """The cases again and again, as a file each."""
    path.mkdir()
    for number in range(ROWS // len(cases)):
        cases.to_parquet(path / f"{number}.parquet", index=False)


def _imports() -> Iterator[tuple[str, str, str]]:
    """Rows of the report: how fast case records are imported, and in how much memory."""
    random = np.random.default_rng(0)
    cases = pd.DataFrame({column: random.choice(cells, ROWS // 20) for column, cells in _CASES.items()})
    for words, write in (("one text", _text), ("20 Parquet files", _dataset)):
        with tempfile.TemporaryDirectory() as folder:
            data, path = Path(folder) / "data", Path(folder) / "cases"
            for name in ("sources", "reference"):
                shutil.copytree(ROOT / "data" / name, data / name)
            write(cases, path)
            seconds, memory = _measured(ROOT, "import", "ctdc", str(path), "--data", str(data))
        figures = f"{ROWS / seconds / 1e6:.1f} million rows a second, peak {memory:.0f} MiB"
        yield f"import of {ROWS / 1e6:.0f} million cases, {words}", figures, "< 600 MiB"


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: ratios to the build of the inputs as they are, and imports."""
    rows: list[tuple[str, str, str]] = []
    first = 0.0
    for words, inputs in INPUTS.items():
        seconds, memory = built(inputs)
        first = first or seconds
        rows.append((f"build, {words}", f"{seconds:.1f} s ({seconds / first:.1f} times), peak {memory:.0f} MiB", "linear, < 1 GiB"))
    return [*rows, *_imports()]
