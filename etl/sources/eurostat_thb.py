"""Eurostat: registered victims of trafficking, suspected and convicted traffickers in the European Union.

Totals of the 27 member states without the United Kingdom, and of single states what press reports single out. Registered
victims follow what each state looks for and records.
"""

from etl.contract.schema import Raw, Tables
from etl.read import national_counts

FILES = national_counts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure that was read on a page or in a release."""
    return national_counts.estimates(raw)
