"""The same numbers of another revision and of this one, measured in turns in one run: their ratios say what a change costs."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.builds import ROOT, built

ROUNDS = 3
ADDRESSES = (
    *("/", "/map", "/flows", "/compare", "/coverage", "/country/NPL", "/sources", "/search.json?q=nepal"),
    *("/view/world.csv", "/view/flows.xlsx", "/view/compare.picture.json", "/embed/world", "/card/world.png"),
)
# It asks only what every revision has: the app, and addresses; one that a revision lacks is left out.
_ASK = """
import json, sys, time
def timed(work):
    start = time.process_time()
    return work(), (time.process_time() - start) * 1000
app, loaded = timed(lambda: __import__("app"))
client, times = app.server.test_client(), {"start of the app": loaded}
for path in sys.argv[1:]:
    for when in ("first", "again"):
        answer, taken = timed(lambda: client.get(path))
        if answer.status_code == 200:
            times[f"{path}, {when}"] = taken
print(json.dumps(times))
"""


@contextmanager
def _worktree(revision: str) -> Iterator[Path]:
    """A checkout of a revision with its tables built, gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "before"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, revision], cwd=ROOT, check=True)
        try:
            subprocess.run([sys.executable, "-m", "etl", "build"], cwd=tree, stdout=subprocess.DEVNULL, check=True)
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def _numbers(tree: Path) -> dict[str, float]:
    """Processor time in ms of the app of a checkout, and its build in seconds and MiB."""
    asked = subprocess.run([sys.executable, "-c", _ASK, *ADDRESSES], cwd=tree, stdout=subprocess.PIPE, check=True, text=True)
    seconds, memory = built(lambda sources: None, tree)
    times: dict[str, float] = json.loads(asked.stdout.splitlines()[-1])
    return {**times, "build, s": seconds, "build, MiB": memory}


def report(revision: str) -> list[tuple[str, str, str]]:
    """Rows of the report: medians of this revision, with their ratios to those of another."""
    with _worktree(revision) as tree:
        rounds = [(_numbers(tree), _numbers(ROOT)) for _ in range(ROUNDS)]
    rows = []
    for name in rounds[0][0].keys() & rounds[0][1].keys():
        before, now = (statistics.median(numbers[name] for numbers in side) for side in zip(*rounds, strict=True))
        rows.append((name, f"{now / before:.2f} of {revision} ({now:.1f} against {before:.1f})", ""))
    return sorted(rows)
