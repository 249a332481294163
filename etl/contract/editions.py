"""Which sources are earlier editions: those that another source of the atlas revises. The rule for build and queries alike."""

import pandas as pd


def superseded(sources: pd.DataFrame) -> frozenset[str]:
    """The identifiers of the earlier editions in a table of sources (``source_id, revises``)."""
    return frozenset(sources["source_id"]) & frozenset(sources["revises"])
