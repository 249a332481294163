"""International Labour Organization: yearly illegal profits from forced labour in the private economy.

Modelled flows of money in whole US dollars of the year the producer used: 2005 (Belser), 2014 and 2024. The edition of
2024 also states US$ 172 billion for 2012; that is a row of the 2024 source, beside and not instead of what was printed in 2014.
"""

from etl.contract.schema import Raw, Tables
from etl.read import excerpts

FILES = excerpts.FILES


def normalise(raw: Raw) -> Tables:
    """One row for each figure seen in an excerpt of the report."""
    return excerpts.estimates(raw)
