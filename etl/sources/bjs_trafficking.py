"""Bureau of Justice Statistics of the United States: suspects, defendants and prisoners for human trafficking offences.

Federal records by fiscal year, and state prisons; the offences are wider than trafficking in persons as UNODC counts it.
"""

from etl import national
from etl.schema import Raw, Tables

FILES = national.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national.estimates(raw)
