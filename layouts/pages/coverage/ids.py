"""The identifiers of the components of the coverage page."""

QUESTION, SINCE, KIND, REGION = "coverage-question", "coverage-since", "coverage-kind", "coverage-region"
PLACE, TAB, LINK, TABLE_LINK = "coverage-place", "coverage-tab", "coverage-link", "coverage-table-link"
HEADING, OPENED, NAMES, FIGURE, LEGEND = "coverage-heading", "coverage-opened", "coverage-names", "coverage-figure", "coverage-legend"
MATRIX = "coverage-matrix"
