"""Identifiers of the components of a question."""

QUESTION, AXIS, ORDER, KIND, PLACE, FORM = (f"compare-{name}" for name in ("question", "axis", "order", "kind", "place", "form"))
YEARS, SEARCH, MARK, TAB, LINK = (f"compare-{name}" for name in ("years", "search", "mark", "tab", "link"))
HEADING, FIGURE, LEGEND, GROUPS, CHECKED = (f"compare-{name}" for name in ("heading", "figure", "legend", "groups", "checked"))
DETAILS, TABLE = "compare-details", "compare-table"
