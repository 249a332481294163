"""Australian Federal Police: reports of human trafficking and slavery in a financial year.

Reports, not victims, in all and by kind of offence; the kinds are grouped differently from year to year.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
