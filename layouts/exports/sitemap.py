"""What search engines are told: which addresses the atlas has, and which of them they may leave alone."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from layouts.exports import registry
from layouts.exports.registry import AnyPage
from layouts.exports.responses import TEXT, Answer, tag
from layouts.exports.view_heads import canonical

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Addresses that only scripts ask, and files of views, which the pages of the views lead to.
_CLOSED = ("/_dash-", "/view/")


def _codes(page: AnyPage) -> list[str]:
    """What the key in the path of a page may be."""
    return [str(code) for name, schema, _ in page.codec.parameters() if name == page.key for code in schema.get("enum", ())]


def _addresses(page: AnyPage) -> Iterator[str]:
    if page.key:
        yield from (canonical(page, f"?{page.key}={code}") for code in _codes(page) if not page.resolve or page.resolve(code) == code)
    else:
        yield page.path
        yield from (canonical(page, page.codec.encode(state)) for state in page.views())


def addresses() -> list[str]:
    """The addresses on this host that search engines should list, each once: every page, and the views that it names."""
    listed = (page for page in registry.pages().values() if page.indexed)
    return list(dict.fromkeys(address for page in listed for address in _addresses(page)))


def sitemap(address: str) -> Answer:
    """The sitemap; when a page was last changed is not known, and not said."""
    root = ET.Element("urlset", xmlns=_NAMESPACE)
    for path in addresses():
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = address + path
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Answer(body, "application/xml", etag=tag("sitemap", address))


def robots(address: str) -> Answer:
    """The rules for robots."""
    # The first rule that fits holds for simple robots, the longest for others.
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Allow: /", "", f"Sitemap: {address}/sitemap.xml"]
    return Answer("".join(f"{rule}\n" for rule in rules).encode(), TEXT, etag=tag("robots", address))
