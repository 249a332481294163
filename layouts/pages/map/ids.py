"""The identifiers of the components of the map page."""

PAGE, INDICATOR, SOURCE, GROUP, YEAR, PLACE = "world", "world-indicator", "world-source", "world-group", "world-year", "world-place"
TAB, INFERRED, STOPS = "world-tab", "world-inferred", "world-year-stops"
GROUP_BOX, YEAR_BOX, INFERRED_BOX = "world-group-box", "world-year-box", "world-inferred-box"
HEADING, FIGURE, LEGEND, OUTLINES = "world-heading", "world-figure", "world-legend", "world-outlines"
# What is pressed in the legend; the scripts find these by the identifier of the legend.
SHADED, ONLY = f"{LEGEND}-shaded", f"{LEGEND}-only"
SOURCE_EVIDENCE, PERIOD_EVIDENCE, HOLE = "world-source-evidence", "world-period-evidence", "world-hole"
KIND, GIST = "world-kind", "world-gist"
EVIDENCE, CHOSEN = "evidence", "world-chosen"
LINK, TABLE, TABLE_LINK = "world-link", "world-table", "world-table-link"
PLACES, CHART, CHART_FIGURE = "world-places", "world-chart", "world-chart-figure"
CHART_TABLE, CHART_LINK = "world-chart-table", "world-chart-link"
