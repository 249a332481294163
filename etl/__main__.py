"""The command line of the ETL: python -m etl build | check | import SOURCE FILE."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pyarrow as pa
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import build as building
from etl import imports
from etl.contract.errors import EtlError
from etl.store import allocator
from etl.store.tables import DATA

# Before the first table: the build would peak a quarter higher.
allocator.lean()
pa.set_memory_pool(pa.system_memory_pool())
_CONSOLE = Console()
_data_option = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=DATA, help="Folder with sources/ and reference/."
)


@contextmanager
def _progress(title: str) -> Iterator[Callable[[str], None]]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=_CONSOLE, transient=True) as progress:
        task = progress.add_task(title)
        yield lambda step: progress.update(task, description=f"{title}: {step}")


def _print_report(prepared: building.Prepared) -> None:
    """Rows, places and years of each source, and what was left out."""
    counts = {name: prepared.tables[name]["source_id"].to_pandas().value_counts() for name in ("estimates", "ratings", "flows")}
    left_out = prepared.left_out["source_id"].value_counts()
    table = Table(title=f"Data version {prepared.version}", title_justify="left")
    for heading in ("source", "estimates", "ratings", "flows", "places", "years", "left out"):
        table.add_column(heading, justify="left" if heading == "source" else "right", no_wrap=heading == "source", overflow="fold")
    for row in prepared.tables["sources"].to_pylist():
        source = row["source_id"]
        cells = [str(counts[name].get(source, 0)) for name in counts]
        years = f"{row['first_year']} to {row['last_year']}"
        table.add_row(source, *cells, str(row["places_covered"]), years, str(left_out.get(source, 0)))
    _CONSOLE.print(table)
    for (source, why), rows in prepared.left_out.groupby(["source_id", "why"], sort=False):
        first = rows["where"].iloc[0]
        location = first if len(rows) == 1 else f"{len(rows)} rows, the first at {first}"
        _CONSOLE.print(f"left out: {source}, {location}: {why}", highlight=False)
    for line in prepared.remarks:
        _CONSOLE.print(line, highlight=False)


@click.group(help="Turn the transcribed figures into the tables of the atlas.")
def main() -> None:
    """The group of commands."""


@main.command(help="Build data/built from data/sources and data/reference.")
@_data_option
def build(data: Path) -> None:
    """Build the tables and print a report."""
    with _progress("Building") as progress:
        prepared = building.build(data, progress)
    _print_report(prepared)


@main.command(help="Check the sources without writing anything.")
@_data_option
def check(data: Path) -> None:
    """Do everything that a build does, but write nothing."""
    with _progress("Checking") as progress:
        prepared = building.prepare(data, progress)
    _print_report(prepared)


class _Import(click.Command):
    """The command ``import``; its help lists what can be imported and from which file."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Add the sources and outlines that can be imported."""
        with formatter.section("What can be imported"):
            formatter.write_dl(list(imports.importable(DATA).items()))


@main.command(name="import", cls=_Import, help="Read a publisher's own FILE into data/sources/SOURCE (or the reference outlines).")
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path))
@_data_option
def import_(source: str, file: Path, data: Path) -> None:
    """Import the file; version control then shows the difference."""
    for line in imports.run(source, file, data):
        _CONSOLE.print(line, highlight=False, markup=False, soft_wrap=True)


def run() -> None:
    """Run a command; an error that the user can fix is printed without a traceback, with exit code 1."""
    try:
        main()
    except EtlError as error:
        Console(stderr=True).print(f"[bold]error[/bold] {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 50)  # looking for garbage among the many small parts of tables took a tenth of a build
    run()
