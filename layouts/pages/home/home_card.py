"""What search engines and previews are told of the first page: a site that can be searched, and its best-known conflict."""

from layouts.card import Card, Head
from layouts.pages.home.layout import TITLE
from layouts.pages.home.scene import Scene
from layouts.shell import DESCRIPTION, NAME

_SEARCH = {
    "@type": "SearchAction",
    "target": {"@type": "EntryPoint", "urlTemplate": "/search?q={search_term_string}"},
    "query-input": "required name=search_term_string",
}


def head(scene: Scene) -> Head:
    """The site, and a card with its claim and the answers that bear it out."""
    figures = ", ".join(dot.figure.removesuffix(" million") for dot in scene.dots)
    line = f"People in slavery or forced labour: {figures} million?" if scene.dots else DESCRIPTION
    thing = {"@type": "WebSite", "url": "/", "potentialAction": _SEARCH, "inLanguage": "en", "version": scene.version}
    return Head(NAME, DESCRIPTION, thing, Card(TITLE, (line, "Who says what, how certain it is, and who copied whom")))
