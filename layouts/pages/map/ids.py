"""The identifiers of the components of the map page."""

INDICATOR, SOURCE, GROUP, YEAR, PLACE = "world-indicator", "world-source", "world-group", "world-year", "world-place"
TAB, INFERRED, PLAY, TIMER, STOPS = "world-tab", "world-inferred", "world-play", "world-timer", "world-stops"
GROUP_BOX, YEAR_BOX, INFERRED_BOX = "world-group-box", "world-year-box", "world-inferred-box"
HEADING, FIGURE, LEGEND, OUTLINES = "world-heading", "world-figure", "world-legend", "world-outlines"
SOURCE_EVIDENCE, PERIOD_EVIDENCE, HOLE = "world-source-evidence", "world-period-evidence", "world-hole"
PLACE_SUMMARY, PLACE_READING = "world-panel", "world-chosen"
LINK, TABLE, TABLE_LINK = "world-link", "world-table", "world-table-link"
