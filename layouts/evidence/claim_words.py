"""Words on a claim that every page which lists claims says alike."""

from collections.abc import Mapping
from typing import Any

from etl.contract import vocabulary

_OPEN = ("at_least", "at_most")


def bound(claim: Mapping[str, Any]) -> str:
    """Whether the figure of a claim, which may be printed without a word of it, is a least or a most; '' where it is neither."""
    return vocabulary.label("range_kind", claim["range_kind"]) if claim["range_kind"] in _OPEN else ""
