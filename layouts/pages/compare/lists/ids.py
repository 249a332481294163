"""Identifiers of the components of the lists of countries."""

ROLE, LEFT_OUT, TABLE, SHARE, LINK = "lists-role", "lists-left-out", "lists-table", "lists", "lists-link"
