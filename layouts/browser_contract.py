"""What the browser's code (assets/) relies on in figures and exports: the only home of these names, positions and sizes.

Every document that loads the code carries them as JSON, which the scripts read as ``atlas.contract``. The shapes of the
objects that travel later (a map of corridors) are types here; a test in the browser compares them with what the scripts read.
Of a point that is clicked, the browser takes ``location`` (areas) or ``id`` (circles) as the place, and ``customdata`` as the
claim (marks of a question) or as the two ends (corridors).
"""

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from layouts import map_zooms, mark_looks
from layouts.library import plotly_js

# The traces of the flow map after its lines, one for each class.
TRACES = ("masked", "picked", "heads", "places", "inside", "names", "hover")
# What stands where in a point and in a corridor that is sent to the browser, by its origin; a corridor with an exact count ends with
# it, and one with masks of 0 to so many people each ends with the number of masks.
POINT = ("longitude", "latitude", "name")
CORRIDOR = ("origin", "destination", "count", "masked", "low", "high")
MASK = 4
# Sizes of pictures and of their smallest text, in pixels; ``least``: of the words of their charts; ``scale``, ``dpi`` and the
# sheet of paper for those that are printed.
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "report": {"label": "Report, 16:9", "width": 1600, "height": 900, "text": 16.5, "least": 16.5},
    "square": {"label": "Square", "width": 1080, "height": 1080, "text": 14, "least": 14},
    "story": {"label": "Story, 9:16", "width": 1080, "height": 1920, "text": 20, "least": 20},
    "print": {
        "label": "A4 page, 300 dpi",
        "width": 1754,
        "height": 1240,
        "text": 18,
        "least": 18,
        "scale": 2,
        "dpi": 300,
        "paper": ("297mm", "210mm"),
    },
}
# What a frame is made of, and the name of the message that says its height to the page that holds it.
EMBED = {"figure": "embed-figure", "data": "embed-data", "message": "atlas:height"}
# The diameter of a ring of the flow map is the first of these times the root of its people, and not less than the second; on maps
# narrower than the third, on phones, it is smaller by the fourth.
RING = (0.2, 5.0, 460, 0.6)
# The element that holds what Dash asks for first (assets/core/connection.js).
START = "atlas-start"
_ELEMENT = "atlas-contract"


class Corridors(TypedDict):
    """What the function ``flows`` of the browser draws a map of corridors from.

    ``arcs``: the corridors by their origin; ``zoom``: the part of the world.
    """

    points: Mapping[str, list[Any]]
    arcs: Mapping[str, list[list[Any]]]
    said: str
    chosen: str
    inside: str
    counted: str
    zoom: str


def contract() -> dict[str, Any]:
    """Everything that the scripts read."""
    return {
        "traces": TRACES,
        "point": POINT,
        "corridor": CORRIDOR,
        "mask": MASK,
        "bounds": mark_looks.LINE_BOUNDS,
        "heads": mark_looks.HEAD_LENGTHS,
        "presets": PRESETS,
        "embed": EMBED,
        "zooms": map_zooms.BOXES,
        "ring": RING,
        "start": START,
        "library": plotly_js.address(),
    }


def element() -> str:
    """The contract as an element of a document; it stands before the scripts."""
    return f'<script type="application/json" id="{_ELEMENT}">{json.dumps(contract())}</script>'
