"""U.S. Citizenship and Immigration Services: decisions on T visas for victims of trafficking and their families.

Decisions of the fiscal years 2005 to 2009, approved and denied; applications are fewer than victims.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
