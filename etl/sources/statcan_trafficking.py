"""Statistics Canada: incidents of human trafficking that the police reported.

Incidents, not victims. Two counts of the same years, that of The Daily and that of the crime table, stand under two names.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
