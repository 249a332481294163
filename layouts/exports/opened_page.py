"""A page as it opens on a link: what the link asked for in vain, what has changed since it was made, and the page itself."""

import re
from typing import Any

import dash_mantine_components as dmc
from dash import html

from etl.queries.changes_since import since
from layouts.components.change_notice import change_notice, no_version
from layouts.export import Export
from layouts.exports.change_lines import change_lines
from layouts.exports.requested_export import DATA_VERSION_PATTERN
from layouts.page import Page
from layouts.view_state import DATA_VERSION


def _unusable(messages: list[str]) -> list[dmc.Alert]:
    lines = [html.P(message) for message in messages]
    return [dmc.Alert(lines, title="Part of this link could not be used", color="orange", variant="light")] if messages else []


def changes(export: Export, version: object) -> list[dmc.Alert]:
    """What has changed since the data version of a link; nothing where that is the present one."""
    if version == export.version:
        return []
    if not isinstance(version, str) or not re.fullmatch(DATA_VERSION_PATTERN, version):
        return [no_version()]
    lines = change_lines(since(version, export.row_pattern, [source["source_id"] for source in export.sources]))
    return [change_notice(version, export.version, lines)]


def opened_page(page: Page[Any, Any], query: dict[str, object]) -> html.Div:
    """The page for the query of a link."""
    state, messages = page.codec.decode(query)
    notices = changes(page.exported(state), query[DATA_VERSION]) if page.export and DATA_VERSION in query else []
    return html.Div([html.Div([*_unusable(messages), *notices], className="notices", role="status"), page.layout(page.scene(state))])
