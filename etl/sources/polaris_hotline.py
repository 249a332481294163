"""Polaris: cases of potential trafficking reported to the National Human Trafficking Hotline of the United States.

What callers and others describe, unconfirmed; the figures were read on pages of others and count different things.
"""

from etl import national
from etl.schema import Raw, Tables

FILES = national.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national.estimates(raw)
