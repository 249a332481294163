"""U.S. Citizenship and Immigration Services: decisions on T visas for victims of trafficking and their families.

Decisions of the fiscal years 2005 to 2009, approved and denied; applications are fewer than victims.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
