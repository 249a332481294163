"""Identifiers of the components of countries side by side."""

PLACES, FAMILIES = "places-places", "places-families"
HEADING, STAGE, TABLE, LINK = "places-heading", "places-stage", "places-table", "places-link"
