"""A page as it opens on a link: what the link asked for in vain, what has changed since it was made, and the page itself."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from layouts.components.change_notice import notice
from layouts.page import Page
from layouts.view_state import DATA_VERSION


def _unusable(messages: list[str]) -> list[dmc.Alert]:
    lines = [html.P(message) for message in messages]
    return [dmc.Alert(lines, title="Part of this link could not be used", color="orange", variant="light")] if messages else []


def opened_page(page: Page[Any, Any], query: dict[str, object]) -> html.Div:
    """The page for the query of a link."""
    state, messages = page.codec.decode(query)
    changes = notice(page.exported(state), query.get(DATA_VERSION)) if page.export and DATA_VERSION in query else []
    return html.Div([html.Div([*_unusable(messages), *changes], className="notices", role="status"), page.layout(page.scene(state))])
