"""The chosen place of the map page: what the map says of it."""

from dataclasses import dataclass, replace

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import map_rows, place_summary
from layouts.evidence import edition_notes, row_evidence
from layouts.evidence.layer import Layer
from layouts.evidence.row_evidence import Caveats


@dataclass(frozen=True, eq=False)
class PlaceReading:
    """What a map says of a place, by its own row or that of the ``region`` around it, with caveats that the whole map has not.

    ``note``: what another edition of the source says.
    """

    place: str
    name: str
    text: str
    note: str = ""
    region: str = ""
    locator: str = ""
    copy: str = ""
    caveats: Caveats = ()


def place_reading(layer: Layer, place: str) -> PlaceReading:
    """The reading of a place on a map."""
    name, selection = place_summary.names()[place], layer.selection
    around = layer.rows[layer.rows["place"].isin(place_summary.around(place))]
    if around.empty:
        return PlaceReading(place, name, vocabulary.label("absence", "not_covered"))
    # A country's own row stands before those of the regions around it.
    own = around.loc[[around["kind"].eq("region").idxmin()]]
    (row,) = row_dicts(own)
    if row["status"] in map_rows.absences_of(selection.source):
        # Also where the whole map has them: why the place has no figure.
        lacking = row_evidence.absence_caveats(selection.source, selection.indicator, layer.period, place)
        caveats = tuple(replace(caveat, about="") for caveat in lacking)
    else:
        caveats = _own_caveats(layer, own)
    where = {column: row[column] for column in ("locator", "copy") if not pd.isna(row[column])}
    rows = layer.series.at(selection.group, selection.year, inferred=True)
    left_out = not selection.inferred and ((rows["place"] == row["place"]) & (rows["basis"] == "inferred")).any()
    reading = row["reading"] + (". An inferred value is not shown" if left_out else "")
    region = "" if row["place"] == place else row["name"]
    return PlaceReading(place, name, reading, edition_notes.note(row), region, **where, caveats=caveats)


def _own_caveats(layer: Layer, row: pd.DataFrame) -> Caveats:
    """The caveats of one row that the whole map does not have; what another edition says stands beside the figure already."""
    row = row.rename(columns={"name": "place_name"})
    editions = {text for _, text, _ in edition_notes.disagreeing(row)}
    own = tuple(caveat for caveat in row_evidence.evidence_of(row).caveats if caveat.text not in editions)
    return row_evidence.split_caveats(own, layer.caveats[0] + layer.standing)[0]
