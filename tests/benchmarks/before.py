"""The same numbers of another revision and of this one, measured in turns in one run: their ratios say what a change costs.

Only what every revision has is asked: addresses, the start of the server, the build, and what the page of the map itself posts.
A revision is checked out and set up as its README says, with packages of its own; a folder is a checkout that was set up before.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.builds import built
from tests.benchmarks.map_changes import rates
from tests.benchmarks.pages import LINES, visits
from tests.benchmarks.serving import CALLBACK, ROOT, Served, served
from tests.browser.conftest import FLAGS, WAIT
from tests.browser.install import system_chromium

ROUNDS, STEPS = 3, 12
Numbers = Mapping[str, float]


@contextmanager
def _checkout(revision: str) -> Iterator[Path]:
    """A folder as it is; or a checkout of a revision, set up and built, which is gone at the end."""
    if Path(revision).is_dir():
        yield Path(revision).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "before"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, revision], cwd=ROOT, check=True)
        try:
            subprocess.run(["make", "build", f"PYTHON={sys.executable}"], cwd=tree, stdout=subprocess.DEVNULL, check=True)
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def _posted(app: Served) -> list[bytes]:
    """What the page of the map posts for steps of its slider."""
    bodies: list[bytes] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        page = browser.new_page()
        page.goto(f"{app.address}/map?v=1&indicator=tip_tier&source=tip_tiers&year=2017", timeout=WAIT)
        page.wait_for_selector(".choroplethlocation", state="attached", timeout=WAIT)
        page.wait_for_load_state("networkidle")
        for _ in range(STEPS):
            with page.expect_response(f"**{CALLBACK}*", timeout=WAIT) as answer:
                page.locator("[role=slider]").first.press("ArrowLeft")
            page.wait_for_load_state("networkidle")
            bodies.append((answer.value.request.post_data or "").encode())
        browser.close()
    return bodies


def _changes(app: Served) -> Numbers:
    """How many steps a second the server answers, for how long one keeps it busy, and what it holds afterwards."""
    bodies = _posted(app)
    anew, kept = rates(app.port, bodies)
    times = [app.ask(CALLBACK, body, encoding=f"gzip, y-{number}")[1] * 1000 for number in range(9) for body in bodies]
    numbers = {
        "map changes a second": kept,
        "map changes a second, each made anew": anew,
        "server time of a map change, ms": statistics.median(times),
    }
    return {**numbers, "memory of a worker, MiB": max(app.memory()[1:])}


def _views(apps: list[Served]) -> list[dict[str, float]]:
    """First views of the map and a second page, of each server in turn."""
    numbers: list[dict[str, float]] = [{} for _ in apps]
    for name, slow in LINES.items():
        for own, visit in zip(numbers, visits([f"{app.address}/map" for app in apps], times=ROUNDS, slow=slow), strict=True):
            times = {"words": visit.words, "map on screen": visit.seen, "map that answers": visit.answers}
            own |= {f"first view, {name}: {what}, ms": milliseconds for what, milliseconds in times.items()}
            own["first view, KB"] = visit.size / 1000
    for own, visit in zip(numbers, visits([f"{app.address}/map" for app in apps], times=1, then="/country/NPL"), strict=True):
        own["a country after the map, KB"] = visit.size / 1000
    return numbers


def _started(tree: Path) -> float:
    with served(tree=tree) as app:
        return app.started


def _numbers(trees: list[Path]) -> list[Numbers]:
    """What is measured of each checkout."""
    starts = [[_started(tree) for tree in trees] for _ in range(ROUNDS)]
    builds = [built(lambda sources: None, tree) for tree in trees]
    with served(tree=trees[0]) as one, served(tree=trees[1]) as other:
        views = _views([one, other])
        changes = [_changes(app) for app in (one, other)]
    return [
        {"start, s": min(start), "build, s": seconds, "build, MiB": memory, **seen, **answered}
        for start, (seconds, memory), seen, answered in zip(zip(*starts, strict=True), builds, views, changes, strict=True)
    ]


def report(revision: str) -> list[tuple[str, str, str]]:
    """Rows of the report: each number of this revision, with its ratio to that of another."""
    with _checkout(revision) as tree:
        before, now = _numbers([tree, ROOT])
    return [
        (name, f"{number / (before[name] or 1):.2f} of {revision}", f"{number:.1f} against {before[name]:.1f}")
        for name, number in now.items()
    ]
