"""The other names of places, by which a line that names them is found as well."""

from collections.abc import Mapping
from functools import cache

from etl.queries import place_summary


@cache
def _names() -> Mapping[str, str]:
    return {option["value"]: option["also"] for option in place_summary.options()}


def also_called(*places: str) -> str:
    """The other names and the codes of places, given by their codes: 'NLD; Holland'."""
    return "; ".join(_names().get(place, "") for place in places)
