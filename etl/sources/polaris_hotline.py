"""Polaris: cases of potential trafficking reported to the National Human Trafficking Hotline of the United States.

What callers and others describe, unconfirmed; the figures were read on pages of others and count different things.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
