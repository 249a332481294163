"""National Rapporteur of the Netherlands and CoMensha: people reported as possible victims of trafficking.

One register with two publishers, who print different numbers for 2019 and 2020; each stands under its own name.
"""

from etl import national
from etl.schema import Raw, Tables

FILES = national.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national.estimates(raw)
