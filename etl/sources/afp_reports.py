"""Australian Federal Police: reports of human trafficking and slavery in a financial year.

Reports, not victims, in all and by kind of offence; the kinds are grouped differently from year to year.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
