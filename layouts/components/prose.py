"""Long text, written in Markdown, as components: what every browser shows without a script of its own."""

from typing import Any

from dash import dcc, html
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_MARKDOWN = MarkdownIt("js-default")


def _component(node: SyntaxTreeNode) -> Any:
    """The component of a part of the text; the parts of it where it is none itself, as in a short list."""
    if node.type in ("text", "html_block", "html_inline"):
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "code_inline":
        return html.Code(node.content)
    children = [part for child in node.children for part in _flat(_component(child))]
    if node.type in ("root", "inline") or node.hidden:
        return children
    href = str(node.attrGet("href") or "") if node.type == "link" else ""
    if href:
        return dcc.Link(children, href=href) if href.startswith("/") else html.A(children, href=href)
    return getattr(html, node.tag.capitalize())(children)


def _flat(part: Any) -> list[Any]:
    return part if isinstance(part, list) else [part]


def prose(text: str) -> html.Div:
    """A text in Markdown: headings, paragraphs, lists, tables, links; HTML in it is words."""
    return html.Div(_component(SyntaxTreeNode(_MARKDOWN.parse(text))))
