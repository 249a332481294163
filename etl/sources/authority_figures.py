"""Figures that authorities, and those whom they charge with a register or a hotline, publish page by page.

Police reports and incidents, suspects and prisoners, reported and registered victims, cases, letters and visas are different
things: reports and incidents are not victims, and applications are fewer than victims. Each publisher is a source of its own,
whose source.toml says what it counts and how its kinds, years or neighbouring counts differ.
"""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
