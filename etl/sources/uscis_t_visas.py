"""U.S. Citizenship and Immigration Services: decisions on T visas for victims of trafficking and their families.

Decisions of the fiscal years 2005 to 2009, approved and denied; applications are fewer than victims.
"""

from etl import national
from etl.schema import Raw, Tables

FILES = national.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national.estimates(raw)
