"""Controls that stand open on a broad screen and fold behind their name on a phone (assets/css/components/controls.css)."""

from typing import Any

from dash import html


def folded(label: str, children: list[Any], *, identifier: str = "", active: int = 0) -> html.Details:
    """The controls behind a ``label``, which says how many of them are in use where any is (``active``).

    A browser that cannot open the group by a style rule shows the label on every screen. With an ``identifier`` the label
    can be an output of a callback: ``{identifier}-label``.
    """
    own: dict[str, Any] = {"id": f"{identifier}-label"} if identifier else {}
    return html.Details(
        [html.Summary(fold_label(label, active), **own), html.Div(children, className="folded-controls")], className="folded"
    )


def fold_label(label: str, active: int) -> str:
    """The label with the number of controls in use: 'Filters (2)'."""
    return f"{label} ({active})" if active else label
