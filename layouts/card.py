"""What a view says of itself to search engines and to sites that show a preview of its link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Card:
    """What the preview picture of a view is drawn of.

    ``lines``: what stands under the title; ``areas``: colour (#rrggbb) by place, of a map; ``marked``: a place that is outlined.
    """

    title: str
    lines: tuple[str, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    marked: str = ""


@dataclass(frozen=True)
class Head:
    """Title, one sentence, and ``thing``: type and fields of schema.org; ``card`` None for one of the words alone."""

    title: str
    description: str
    thing: Mapping[str, Any] = field(default_factory=lambda: {"@type": "WebPage"})
    card: Card | None = None
