"""Prints the benchmark: python -m tests.benchmarks. Ratios against the naive build in the same run; nothing is asserted.

With ``--before REVISION`` only ratios against another revision are printed.
"""

import argparse

from rich.console import Console
from rich.table import Table

from tests.benchmarks import before, builds, compare, flows, load, map_changes, pages

PARTS = (map_changes, flows, compare, pages, load, builds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--before", metavar="REVISION", help="print ratios against another revision, such as HEAD~1")
    revision = parser.parse_args().before
    table = Table(title="Benchmark, in one run", title_justify="left")
    for heading in ("what", "measured", "budget"):
        table.add_column(heading)
    for part in [lambda: before.report(revision)] if revision else [module.report for module in PARTS]:
        for row in part():
            table.add_row(*row)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
