"""National authorities: figures read one by one from their pages and bulletins; each source.toml says what its authority counts."""

from etl.read.national_counts import FILES, normalise

__all__ = ["FILES", "normalise"]
