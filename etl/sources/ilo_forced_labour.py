"""International Labour Organization: people in forced labour, in forced marriage and in modern slavery.

Modelled stocks: people in the situation at one time, by world region, form, sex and age. The editions of 2005, 2012,
2017 and 2022 differ in method and in regions, so each is a source of its own.
"""

from etl.read.excerpts import FILES, normalise

__all__ = ["FILES", "normalise"]
