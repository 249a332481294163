"""Fifty readers at once over map changes, pages, exports and tables: errors, waiting time and memory. Stops by itself.

ATLAS_LOAD=100000 sends as many requests; by itself it prints its own rows: python -m tests.benchmarks.load.
"""

import http.client
import os
import random
import statistics
import threading
import time
from pathlib import Path

from tests.benchmarks.map_changes import _change_bodies
from tests.benchmarks.serving import Served, served
from tests.exports import views

READERS, REQUESTS, SAMPLES = 50, int(os.environ.get("ATLAS_LOAD", "10000")), 20
MOST_SECONDS = REQUESTS * 0.05
FORMS = ("csv", "json", "xlsx", "parquet", "zip", "bib", "picture.json")
PLACES = ("THA", "FRA", "NGA", "BRA", "XKX", "WORLD")


def _paths() -> list[str]:
    shown = [f"/view/{page}.{form}{link}" for page, link in views.links() for form in FORMS]
    tables = [f"/data/{table}.{form}?place={place}" for table in ("estimates", "ratings") for form in ("csv", "json") for place in PLACES]
    frames = [f"/embed/{page}{link}" for page, link in views.links()]
    return [*shown, *tables, *frames, "/", "/sources", "/openapi.json", "/data/datapackage.json", "/data/ratings.csv?limit=2000"]


def _memory(pid: int) -> float:
    """Megabytes that the server and its workers hold, shared pages counted once by their share."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    rolls = [Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii") for process in (str(pid), *children)]
    return sum(int(line.split()[1]) for roll in rolls for line in roll.splitlines() if line.startswith("Pss:")) / 1000


def _ask(app: Served, path: str, body: bytes | None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=60)
    try:
        headers = {"Accept-Encoding": "gzip", "Content-Type": "application/json"}
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except OSError:
        return 0
    finally:
        connection.close()


def _read(app: Served, seed: int, waits: list[float], wrong: list[int], stop: float) -> None:
    chance, paths, bodies = random.Random(seed), _paths(), _change_bodies(app)
    while len(waits) < REQUESTS and time.monotonic() < stop:
        change = chance.random() < 0.4
        path, body = ("/_dash-update-component", chance.choice(bodies)) if change else (chance.choice(paths), None)
        start = time.perf_counter()
        status = _ask(app, path, body)
        waits.append(time.perf_counter() - start)
        if status != http.client.OK:
            wrong.append(status)


def report() -> list[tuple[str, str, str]]:
    """Rows of the report: requests, errors, waiting time and memory."""
    waits: list[float] = []
    wrong: list[int] = []
    memory: list[tuple[int, float]] = []
    with served("app:server") as app:
        stop = time.monotonic() + MOST_SECONDS
        readers = [threading.Thread(target=_read, args=(app, seed, waits, wrong, stop)) for seed in range(READERS)]
        start = time.monotonic()
        for reader in readers:
            reader.start()
        for step in range(1, SAMPLES + 1):
            while len(waits) < REQUESTS * step / SAMPLES and time.monotonic() < stop:
                time.sleep(0.2)
            memory.append((len(waits), _memory(app.pid)))
        for reader in readers:
            reader.join()
        seconds = time.monotonic() - start
    p95 = statistics.quantiles(waits, n=20)[-1]
    quarters = ", ".join(f"{held:.0f}" for _, held in memory[SAMPLES // 4 - 1 :: SAMPLES // 4])
    slope = statistics.linear_regression(*zip(*memory[SAMPLES // 2 :], strict=True)).slope * 1e6
    return [
        ("load: 50 readers at once", f"{len(waits)} requests, {len(wrong)} errors, {len(waits) / seconds:.0f} a second", "0 errors"),
        ("load: waiting", f"median {statistics.median(waits) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms", "stated"),
        ("load: memory at each quarter", f"{quarters} MB; {slope:.0f} bytes a request in the second half", "flat; 120 MB a worker"),
    ]


if __name__ == "__main__":
    for row in report():
        print(*row, sep=" | ")
