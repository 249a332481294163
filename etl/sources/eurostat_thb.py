"""Eurostat: registered victims of trafficking, suspected and convicted traffickers in the European Union.

Totals of the 27 member states without the United Kingdom, and of single states what press reports single out. Registered
victims follow what each state looks for and records.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
