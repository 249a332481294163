"""Statistics Canada: incidents of human trafficking that the police reported.

Incidents, not victims. Two counts of the same years, in The Daily and in the crime table, have two names.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
