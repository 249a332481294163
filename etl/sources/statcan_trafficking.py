"""Statistics Canada: incidents of human trafficking that the police reported.

Incidents, not victims. Two counts of the same years, that of The Daily and that of the crime table, stand under two names.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
