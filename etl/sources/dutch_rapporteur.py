"""National Rapporteur of the Netherlands and CoMensha: people reported as possible victims of trafficking.

One register with two publishers, who print different numbers for 2019 and 2020; each stands under its own name.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
