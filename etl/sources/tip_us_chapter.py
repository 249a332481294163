"""United States Department of State: what the Trafficking in Persons Report of 2015 quotes of two US departments.

Letters of the Department of Health and Human Services, and victims whom the Department of Homeland Security assisted.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
