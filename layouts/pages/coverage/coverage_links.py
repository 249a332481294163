"""The view of the atlas that a cell of coverage stands for: an address in which {place} and {name} stand for the place."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

from etl.contract import vocabulary
from etl.queries import choices, source_coverage
from layouts.evidence.selection import SELECTION, Selection

Cell = Mapping[str, Any]
# The end of a corridor at which a place stands, by whether its citizens are counted and whether people return to it.
_ROLES = {
    ("citizenship", False): "origin",
    ("citizenship", True): "destination",
    ("count", False): "destination",
    ("count", True): "origin",
}


def template(cell: Cell) -> str:
    """The address that a cell, a row of ``source_coverage.cells``, stands for: claims, corridors, or the map of its newest figure."""
    if cell["kind"] == "claim":
        document = quote_plus(source_coverage.titles()[cell["source_id"]])
        return f"/compare?v=1&mode=claims&search={{name}}+{document}"
    if cell["evidence"]:
        return f"/flows?{urlencode(_corridors(cell))}&place={{place}}"
    dated = vocabulary.indicators()[cell["indicator"]].unit == "date"
    chosen = Selection(cell["indicator"], cell["source_id"], cell["group"], None if dated else cell["year"])
    return f"/map{SELECTION.encode(chosen)}&place={{place}}"


def _corridors(cell: Cell) -> dict[str, str]:
    group = {} if cell["group"] == choices.ALL else {"group": cell["group"]}
    hidden = {} if cell["years"] else {"hidden": "yes"}
    role = _ROLES[cell["kind"], cell["evidence"] == "repatriated"]
    return {"v": "1", "series": f"{cell['source_id']}.{cell['evidence']}", **group, "role": role, **hidden}


def filled(address: str, place: str, name: str) -> str:
    """An address with its place."""
    return address.replace("{place}", quote(place)).replace("{name}", quote_plus(name))
