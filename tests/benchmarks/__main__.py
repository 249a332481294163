"""Prints the benchmark: python -m tests.benchmarks. Ratios against the naive build in the same run; nothing is asserted."""

from rich.console import Console
from rich.table import Table

from tests.benchmarks import builds, compare, flows, load, map_changes, pages


def main() -> None:
    """Measure and print."""
    table = Table(title="Benchmark, in one run", title_justify="left")
    for heading in ("what", "measured", "budget"):
        table.add_column(heading)
    for row in (*map_changes.report(), *flows.report(), *compare.report(), *pages.report(), *load.report(), *builds.report()):
        table.add_row(*row)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
