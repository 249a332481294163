"""Polaris: cases of potential trafficking reported to the National Human Trafficking Hotline of the United States.

What callers and others describe, unconfirmed; the figures were read on pages of others and count different things.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
