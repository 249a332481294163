"""Says at the top of a view that was opened by an older link what has changed since in the rows that it shows."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html


def change_notice(version: str, present: str, lines: Sequence[str]) -> dmc.Alert:
    """The notice for a link of an older data version: ``lines`` say what has changed until the ``present`` one."""
    title = f"The link was made with data version {version}; shown is {present}"
    return dmc.Alert([html.P(line) for line in lines], title=title, color="gray", variant="light", className="since")


def no_version() -> dmc.Alert:
    """The notice for a link whose data version is none."""
    return dmc.Alert(html.P("A data version is twelve hexadecimal digits."), title="The link names no data version", variant="light")
