"""The rows of a frame as dicts: the frames of the atlas name their columns with text, which pandas cannot promise."""

from typing import Any, cast

import pandas as pd


def row_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as a dict by the names of the columns, which must be text."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))
