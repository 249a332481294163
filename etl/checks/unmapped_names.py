"""What a person who builds should know of printed names that mean no place."""

from collections.abc import Iterator

import pandas as pd

_UNMAPPED = "GROUP:unmapped"
# Codes that are printed where a name belongs.
_CODES = "Q6"


def remarks(flows: pd.DataFrame) -> Iterator[str]:
    """Which printed citizenships are not mapped to a place, and that there are no other names of that kind."""
    rows = flows[(flows["origin"] == _UNMAPPED) | (flows["destination"] == _UNMAPPED)]
    if len(rows):
        labels = sorted(set(rows.loc[rows["origin"] == _UNMAPPED, "origin_printed"]))
        names = ", ".join(repr(label) for label in labels if not label.startswith(_CODES))
        yield f"not mapped to a place: {len(rows)} flows of {len(labels)} printed citizenships, kept as printed: {names}"
    yield "all other names of places are mapped; an unknown name stops the build"
