"""Statistics Canada: incidents of human trafficking that the police reported.

Incidents, not victims. Two counts of the same years, that of The Daily and that of the crime table, stand under two names.
"""

from etl import national
from etl.schema import Raw, Tables

FILES = national.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national.estimates(raw)
