"""The identifiers of the components of the flow page."""

SERIES, AGAINST, PLACE, YEARS = "flows-series", "flows-against", "flows-place", "flows-years"
GROUP, GROUP_BOX = "flows-group", "flows-group-box"
REGION, ROLE, MINIMUM, TOP = "flows-region", "flows-role", "flows-minimum", "flows-top"
HIDDEN, ACROSS = "flows-hidden", "flows-across"
TAB, LINK, OPEN, CLOSE, REGIONS = "flows-tab", "flows-link", "flows-open", "flows-close", "flows-regions"
REQUEST, STAGE = "flows-request", "flows-stage"
BASE, TABLE, NOTE = "flows-base", "flows-table", "flows-note"
MULTIPLES, MULTIPLES_BOX, MULTIPLES_TITLE = "flows-multiples", "flows-multiples-box", "flows-multiples-title"
SIDES = (0, 1)


def part(name: str, side: int) -> str:
    """The identifier of a part of one of the two sides."""
    return f"flows-{name}-{side}"
