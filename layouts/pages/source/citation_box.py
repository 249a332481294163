"""The citation of a source: as text, with a button a form that copies it, and each form as a file."""

from collections.abc import Mapping
from typing import Any

from dash import html

from layouts.components.aria import aria, data
from layouts.exports.citations import LABELS


def _id(ending: str) -> str:
    return f"cite-{ending.replace('.', '-')}"


def _copy(ending: str, label: str) -> html.Button:
    name = aria(label=f"Copy the citation as {label}")
    text = f"Copy {'text' if ending == 'txt' else label}"
    return html.Button(text, type="button", className="copy", **data(copy=_id(ending)), **name)


def _form(source: str, ending: str, text: str) -> html.Div:
    file = html.A(f"{LABELS[ending]}, as a file", href=f"/cite/{source}.{ending}")
    # The plain text stands above, where it is copied from.
    return html.Div([file, *([] if ending == "txt" else [html.Pre(text, id=_id(ending), tabIndex=0, **aria(label=LABELS[ending]))])])


def citation_box(source: str, texts: Mapping[str, str]) -> html.Section:
    """The box of a source; ``texts``: its citation by the ending of each form."""
    buttons = html.Div([_copy(ending, label) for ending, label in LABELS.items()], className="copies")
    forms: list[Any] = [_form(source, ending, text) for ending, text in texts.items()]
    text = html.P(texts["txt"].strip(), id=_id("txt"), className="citation")
    return html.Section([html.H2("Cite"), text, buttons, html.Details([html.Summary("Show all forms"), *forms])], className="cite")
