"""The identifiers of the components of the page of one place."""

SHARE = "one_place"
PLACE, FAMILY, HEADING, TABLE, LINK = "one_place-place", "one_place-family", "one_place-heading", "one_place-table", f"{SHARE}-link"
