"""Fifty readers at once over map changes, pages, searches, exports and tables: errors, waiting time and memory. Stops by itself.

ATLAS_LOAD=500000 sends as many requests; by itself it prints its own rows: python -m tests.benchmarks.load.
"""

import asyncio
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from http import HTTPStatus

from etl.queries import place_summary
from tests.benchmarks.map_changes import bodies
from tests.benchmarks.readers import Answer, read, request
from tests.benchmarks.serving import CALLBACK, Served, served
from tests.exports import views

READERS, REQUESTS = 50, int(os.environ.get("ATLAS_LOAD", "20000"))
MOST_SECONDS, VIEWS = max(60.0, REQUESTS * 0.01), 150
FORMS = ("csv", "json", "xlsx", "parquet", "zip", "bib", "picture.json")
PAGES = ("/", "/map", "/flows", "/compare", "/coverage", "/sources", "/countries", "/data", "/about", "/glossary")
PLACES = ("NPL", "DEU", "THA", "NGA", "USA", "GBR", "FRA", "BRA")
TABLES = ("/data/estimates.csv", "/data/flows.csv", "/data/ratings.csv", "/data/ratings.csv?place=THA", "/data/estimates.json?place=XKX")


def _kinds(app: Served) -> dict[str, tuple[float, Sequence[bytes]]]:
    """Of each kind of request how many there are among a hundred, and those of it, the most frequent first."""
    chance = random.Random(0)
    pages = [*PAGES, *(f"/country/{place}" for place in PLACES)]
    searches = [f"/search.json?q={name[:size]}" for name in place_summary.names().values() if name.isascii() for size in (3, 5)]
    exports = [f"/view/{page}.{form}{link}" for page, link in views.links() for form in FORMS]
    frames = [f"/embed/{page}{link}" for page, link in views.links()]
    asked = {
        "pages": (14.0, pages),
        "searches": (4.0, searches),
        "exports": (1.5, exports),
        "frames": (0.4, frames),
        "tables": (0.1, TABLES),
    }
    changes = [request(CALLBACK, body) for body in bodies(app, [views.map_state(chance) for _ in range(VIEWS)])]
    gets = {kind: (share, [request(path.replace(" ", "%20")) for path in paths]) for kind, (share, paths) in asked.items()}
    return {"map changes": (80.0, changes), **gets}


def _asked(app: Served) -> Iterator[bytes]:
    """What readers ask for, the same in every run; the first of a kind more often than the last."""
    kinds, chance, stop = _kinds(app), random.Random(1), time.monotonic() + MOST_SECONDS
    shares, requests = zip(*kinds.values(), strict=True)
    for own in chance.choices(requests, shares, k=REQUESTS):
        if time.monotonic() > stop:
            return
        yield own[int(len(own) * chance.random() ** 2)]


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: requests, errors, waiting time and memory."""
    memory: list[tuple[int, float]] = []
    with served() as app:

        async def watch(answers: list[Answer]) -> None:
            while True:
                memory.append((len(answers), sum(app.memory())))
                await asyncio.sleep(0.5)

        answers, seconds = read(app.port, _asked(app), READERS, watch)
        workers = app.memory()[1:]
    kinds = Counter(answer.status for answer in answers)
    busy, wrong = kinds[HTTPStatus.SERVICE_UNAVAILABLE], len(answers) - kinds[HTTPStatus.OK] - kinds[HTTPStatus.SERVICE_UNAVAILABLE]
    waits = statistics.quantiles((answer.seconds * 1000 for answer in answers), n=20)
    half = memory[len(memory) // 2 :]
    slope = statistics.linear_regression(*zip(*half, strict=True)).slope * 100_000
    rows = f"{len(answers)} requests of {REQUESTS}, {wrong} errors, {busy} told to come again; {len(answers) / seconds:.0f} a second"
    held = f"{max(workers):.0f} MiB a worker at most; {slope:+.1f} MiB in 100,000 requests, over the last {half[-1][0] - half[0][0]}"
    return [
        (f"load: {READERS} readers at once", rows + "".join(f"; {line}" for line in _wrong(answers)), "0 errors"),
        ("load: waiting", f"median {waits[9]:.0f} ms, p95 {waits[18]:.0f} ms", "stated"),
        ("load: memory", held, "flat; <= 120 MiB a worker"),
    ]


def _wrong(answers: Sequence[Answer]) -> list[str]:
    """The first few requests that went wrong."""
    right = (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE)
    return [f"{answer.status} {answer.request[:80]!r}" for answer in answers if answer.status not in right][:3]


if __name__ == "__main__":
    for row in report():
        print(*row, sep=" | ")
