"""International Labour Organization: yearly illegal profits from forced labour in the private economy.

Modelled flows of money in whole US dollars of the year the producer used: 2005 (Belser), 2014 and 2024. The edition of
2024 also states US$ 172 billion for 2012; that is a row of the 2024 source, beside and not instead of what was printed in 2014.
"""

from etl.read.excerpts import FILES, normalise

__all__ = ["FILES", "normalise"]
