"""The preview picture of a view as an answer: any query gets the picture of the nearest view, since a preview has no words for a fault."""

from collections.abc import Mapping
from http import HTTPStatus

from layouts.exports import registry
from layouts.exports.card_drawing import picture
from layouts.exports.registry import AnyPage
from layouts.exports.responses import LONGEST, Answer, Query, refusal, tag, texts, written
from layouts.exports.view_heads import View

_MEDIA = "image/png"


def _understood(page: AnyPage, query: Query) -> Mapping[str, object]:
    """The query with the code in place of a name, where the address of the page has a name for a key; nothing of one too long."""
    if sum(len(key) + sum(map(len, values)) for key, values in query.items()) > LONGEST:
        return {}
    own = texts(query)
    text = own.get(page.key)
    code = page.resolve(text) if page.resolve and isinstance(text, str) else ""
    return {**own, page.key: code} if code else own


def card(name: str, query: Query) -> Answer:
    """The picture of a name such as 'world.png' for a query."""
    slug, _, form = name.partition(".")
    pages = {page.slug: page for page in registry.pages().values()}
    if slug not in pages or form != "png":
        return refusal(
            HTTPStatus.NOT_FOUND, f"There is no picture at this address. Known pictures: {', '.join(f'{one}.png' for one in pages)}."
        )
    view = View(pages[slug], _understood(pages[slug], query))
    etag = tag("card", slug, view.link)
    return Answer(written(etag, lambda: picture(view.card)), _MEDIA, name=f"{slug}.png", etag=etag, inline=True)
