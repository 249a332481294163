"""Errors that a person can cause, each naming the source, the place in it, the problem and the remedy.

The command line prints them without a traceback and exits with 1; nothing that was built before is touched. Faults of
one file are gathered and reported in one run.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

_MOST_LISTED = 20


@dataclass
class EtlError(Exception):
    """Something in the inputs or on the machine keeps the tables from being built or read; ``others`` are reported with it."""

    source: str
    where: str
    problem: str
    remedy: str
    others: tuple["EtlError", ...] = ()

    @property
    def faults(self) -> tuple["EtlError", ...]:
        return (self, *self.others)

    def __str__(self) -> str:
        texts = [f"{fault.source}: {fault.where}: {fault.problem}\n  What to do: {fault.remedy}" for fault in self.faults[:_MOST_LISTED]]
        more = len(self.faults) - len(texts)
        return "\n".join([*texts, *([f"and {more} more of this kind"] if more else [])])


class InputError(EtlError):
    """A file of figures, or a publisher's own file, cannot be read as what it claims to be."""


class PlaceError(EtlError):
    """A printed name of a place is not known."""


class RuleError(EtlError):
    """A row breaks a rule of the tables."""


class WriteError(EtlError):
    """The tables cannot be written."""


class BusyError(EtlError):
    """Another build is running."""


class TablesError(EtlError):
    """The built tables are missing or cannot be read."""


@contextmanager
def gathered(faults: list[EtlError]) -> Iterator[None]:
    """Add the fault that is raised inside to ``faults`` instead of passing it on."""
    try:
        yield
    except EtlError as error:
        faults.append(error)


def raise_all(faults: Sequence[EtlError]) -> None:
    """Raise the first of the faults with the others; do nothing where there are none."""
    single = [fault for error in faults for fault in error.faults]
    if single:
        single[0].others = tuple(single[1:])
        raise single[0]
