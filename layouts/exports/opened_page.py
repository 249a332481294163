"""A page as it opens on a link: what the link asked for in vain, what has changed since it was made, and the page itself."""

import re
from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from etl.queries.changes_since import since
from layouts.export import Export
from layouts.exports.change_lines import change_lines
from layouts.exports.requested_export import DATA_VERSION_PATTERN
from layouts.page import Page
from layouts.view_state import DATA_VERSION


def _notice(title: str, lines: Sequence[str], **look: str) -> dmc.Alert:
    return dmc.Alert([html.P(line) for line in lines], title=title, variant="light", **look)


def changes(export: Export, version: object) -> list[dmc.Alert]:
    """What has changed since the data version of a link; nothing where that is the present one."""
    if version == export.version:
        return []
    if not isinstance(version, str) or not re.fullmatch(DATA_VERSION_PATTERN, version):
        return [_notice("The link names no data version", ["A data version is twelve hexadecimal digits."])]
    lines = change_lines(since(version, export.row_pattern, [source["source_id"] for source in export.sources]))
    title = f"The link was made with data version {version}; shown is {export.version}"
    return [_notice(title, lines, color="gray", className="since")]


def opened_page(page: Page[Any, Any], /, **query: object) -> html.Div:
    """The page for the query of a link, whatever its words are."""
    state, messages = page.codec.decode(query)
    notices = [_notice("Part of this link could not be used", messages, color="orange")] if messages else []
    if page.export and DATA_VERSION in query:
        notices += changes(page.exported(state), query[DATA_VERSION])
    return html.Div([html.Div(notices, className="notices", role="status"), page.layout(page.scene(state))])
