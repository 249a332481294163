"""Attributes whose names have a hyphen, which Dash takes under no name of Python's."""

from typing import Any


def aria(**states: str) -> dict[str, Any]:
    """ARIA attributes by the rest of their names, to be unpacked: ``**aria(label="Pages", live="polite")``."""
    return {f"aria-{name}": state for name, state in states.items()}


def data(**values: str) -> dict[str, Any]:
    """Data attributes by the rest of their names, to be unpacked: ``**data(head="Q1")``."""
    return {f"data-{name}": value for name, value in values.items()}
