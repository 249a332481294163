"""Identifiers of the components of the claims."""

OPEN, TABLE, SHARE, LINK = "claims-open", "claims-table", "claims", "claims-link"
