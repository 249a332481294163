"""Values that a browser sends as JSON: whether they are of moderate size, and whether they are of an annotated type."""

import math
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

LONGEST_TEXT, DEEPEST, LARGEST_NUMBER = 4_000, 8, 2**53


def is_moderate(value: object, depth: int = 0) -> bool:
    """Whether texts are of Unicode and up to a length, numbers those of JavaScript, and lists and objects nested a few times."""
    if isinstance(value, Mapping | list):
        parts = [*value.keys(), *value.values()] if isinstance(value, Mapping) else value
        return depth < DEEPEST and all(is_moderate(part, depth + 1) for part in parts)
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT and not any("\ud800" <= character <= "\udfff" for character in value)
    return not isinstance(value, int | float) or (math.isfinite(value) and abs(value) <= LARGEST_NUMBER)


def is_of_type(value: object, kind: Any) -> bool:
    """Whether a value is of an annotated type; a tuple is a list of its length, and a flag is no number."""
    outer, parts = get_origin(kind), get_args(kind)
    if kind in (Any, object):
        return True
    if outer in (Union, UnionType):
        return any(is_of_type(value, part) for part in parts)
    if outer is list:
        return isinstance(value, list) and all(is_of_type(cell, parts[0]) for cell in value)
    if outer is tuple:
        return isinstance(value, list) and len(value) == len(parts) and all(map(is_of_type, value, parts))
    if kind in (int, float):
        return isinstance(value, (int, kind)) and not isinstance(value, bool)
    return value is None if kind in (None, NoneType) else isinstance(value, outer or kind)
