"""Errors that a person can cause, each naming the source, the place in it, the problem and the remedy.

The command line prints them without a traceback and exits with 1; nothing that was built before is touched.
"""

from dataclasses import dataclass


@dataclass
class EtlError(Exception):
    """Something in the inputs or on the machine keeps the tables from being built or read."""

    source: str
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.source}: {self.where}: {self.problem}\n  What to do: {self.remedy}"


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
