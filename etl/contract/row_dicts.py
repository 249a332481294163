"""The rows of a frame as dicts: the frames of the atlas name their columns with text, which pandas cannot promise."""

from typing import Any

import numpy as np
import pandas as pd


def _cells(column: pd.Series) -> list[Any]:
    """The cells as Python's own objects, None where pandas has its NA."""
    if column.dtype == object:
        return [None if cell is pd.NA else cell.item() if isinstance(cell, np.generic) else cell for cell in column.array]
    cells = column.tolist()
    is_missing = getattr(column.dtype, "na_value", None) is pd.NA
    return [None if cell is pd.NA else cell for cell in cells] if is_missing else cells


def row_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as a dict by the names of the columns, which must be text; made column by column, which takes less time than ``to_dict``."""
    names = list(frame.columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*(_cells(column) for _, column in frame.items()), strict=True)]
