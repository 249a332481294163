"""International Labour Organization: people in forced labour, forced marriage and modern slavery, and the profits of forced labour.

People are modelled stocks, at one time, by world region, form, sex and age. The editions of 2005, 2012, 2017 and 2022 differ in
method and in regions. Profits are modelled flows of money in whole US dollars of the year the producer used: 2005 (Belser), 2014
and 2024. The edition of 2024 also states US$ 172 billion for 2012; that is a row of the 2024 source, beside and not instead of
what was printed in 2014. Each edition is a source of its own.
"""

from etl.read.excerpts import FILES, normalise

__all__ = ["FILES", "normalise"]
