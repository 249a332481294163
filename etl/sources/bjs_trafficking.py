"""Bureau of Justice Statistics of the United States: suspects, defendants and prisoners for human trafficking offences.

Federal records by fiscal year, and state prisons; the offences are wider than trafficking in persons as UNODC counts it.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
