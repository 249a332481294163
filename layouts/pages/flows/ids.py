"""The identifiers of the components of the flow page."""

SERIES, AGAINST, PLACE, YEARS = "flows-series", "flows-against", "flows-place", "flows-years"
GROUP, GROUP_BOX = "flows-group", "flows-group-box"
REGION, ROLE, MINIMUM, TOP = "flows-region", "flows-role", "flows-minimum", "flows-top"
HIDDEN, ACROSS = "flows-hidden", "flows-across"
# The years as two lists, where a screen is too narrow for the slider.
FIRST, LAST = "flows-first", "flows-last"
FILTERS, MORE, CHIPS, HEADING, LEGEND = "flows-filters", "flows-more", "flows-chips", "flows-heading", "flows-legend"
# The part of the world that the map shows, and the corridor that is picked on it.
ZOOM, PICKED = "flows-zoom", "flows-picked"
TAB, OPEN, CLOSE, REGIONS = "flows-tab", "flows-open", "flows-close", "flows-regions"
# The link that the controls make; with the tab and the opened regions; where the server is asked for a table or a Sankey.
CHOICES, LINK, REQUEST, STAGE = "flows-choices", "flows-link", "flows-request", "flows-stage"
BASE, TABLE, NOTE = "flows-base", "flows-table", "flows-note"
MULTIPLES, MULTIPLES_BOX, MULTIPLES_TITLE = "flows-multiples", "flows-multiples-box", "flows-multiples-title"
SIDES = (0, 1)


def part(name: str, side: int) -> str:
    """The identifier of a part of one of the two sides."""
    return f"flows-{name}-{side}"
