"""National Rapporteur of the Netherlands and CoMensha: people reported as possible victims of trafficking.

One register with two publishers, who print different numbers for 2019 and 2020; each has its own name.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
