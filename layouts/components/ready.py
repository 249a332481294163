"""A part of a page that many readers ask for: its JSON is made once, and not for every answer."""

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from plotly.io.json import to_json_plotly


def ready(children: Sequence[Any], **properties: Any) -> html.Div:
    """A box of components that never changes; hold on to it, since its worth is in being sent again."""
    box = html.Div(list(children), **properties)
    plain = json.loads(to_json_plotly(box))
    # What serialises a component asks it for this.
    box.to_plotly_json = lambda: plain  # type: ignore[method-assign]
    return box
