"""United States Department of State: what the Trafficking in Persons Report of 2015 quotes of two US departments.

Letters of the Department of Health and Human Services, and victims whom the Department of Homeland Security assisted.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
