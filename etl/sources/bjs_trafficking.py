"""Bureau of Justice Statistics of the United States: suspects, defendants and prisoners for human trafficking offences.

Federal records by fiscal year, and state prisons; the offences are wider than trafficking in persons as UNODC counts it.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
