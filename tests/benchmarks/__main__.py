"""Prints the benchmark: python -m tests.benchmarks. Ratios against the naive build in the same run; nothing is asserted.

With ``--before REVISION`` only ratios against another revision are printed.
"""

import argparse
import time
from functools import partial

from rich.console import Console
from rich.table import Table

from tests.benchmarks import before, builds, compare, flows, load, map_changes, pages

PARTS = (map_changes, flows, compare, pages, load, builds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--before", metavar="REVISION", help="print ratios against another revision, such as HEAD~1, or a folder with one")
    revision = parser.parse_args().before
    table = Table(title="Benchmark, in one run", title_justify="left")
    for heading in ("what", "measured", "budget"):
        table.add_column(heading)
    for name, part in {"before": partial(before.report, revision)}.items() if revision else [(one.__name__, one.report) for one in PARTS]:
        start = time.monotonic()
        for row in part():
            table.add_row(*row)
        table.add_row(f"({name.rpartition('.')[2]} took {time.monotonic() - start:.0f} s)", "", "")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
