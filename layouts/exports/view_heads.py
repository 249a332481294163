"""A view as search engines and previews are told of it: its words, what it is, its picture, and the addresses that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from layouts.card import Card, Head
from layouts.export import Export
from layouts.exports.citations import ATLAS
from layouts.exports.export_notes import earlier_edition, left_out
from layouts.exports.registry import AnyPage

_LONGEST = 300
_FILES = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
_PAGE: Mapping[str, Any] = {"@type": "WebPage"}
# The link of a page that has no state.
_STATELESS = "?v=1"


def described(text: str) -> str:
    """A text in as many words as a search engine shows."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rpartition(' ')[0]}…"


def dataset(export: Export) -> dict[str, Any]:
    """The view as a schema.org Dataset; files are named only where the sources let them be passed on."""
    files = [] if left_out(export) else [(f"/view/{export.page}.{form}{export.link}", media) for form, media in _FILES.items()]
    return {
        "@type": "Dataset",
        "name": export.title,
        "description": export.alt,
        "url": export.pinned,
        "version": export.version,
        **({"temporalCoverage": "/".join(dict.fromkeys(map(str, export.years)))} if export.years else {}),
        "isAccessibleForFree": True,
        "license": [{"@type": "CreativeWork", "name": source["licence"]} for source in export.sources],
        "creator": [{"@type": "Organization", "name": source["publisher"]} for source in export.sources],
        "publisher": {"@type": "Organization", "name": ATLAS, "url": "/"},
        "citation": [source["citation"] for source in export.sources],
        "isBasedOn": [source["url"] or {"@type": "CreativeWork", "name": source["citation"]} for source in export.sources],
        "distribution": [{"@type": "DataDownload", "contentUrl": url, "encodingFormat": media} for url, media in files],
    }


def absolute(thing: Any, address: str) -> Any:
    """A thing of schema.org whose addresses on this host, which begin with '/', are those of the atlas."""
    if isinstance(thing, Mapping):
        return {name: absolute(value, address) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [absolute(value, address) for value in thing]
    return address + thing if isinstance(thing, str) and thing.startswith("/") else thing


@dataclass(frozen=True)
class View:
    """A page in the state of a query.

    ``export`` is None where the page has none, and where nothing is made of it: a page in words whose head says what it is.
    """

    page: AnyPage
    query: Mapping[str, object]

    @cached_property
    def _state(self) -> Any:
        return self.page.codec.decode(self.query)[0]

    @cached_property
    def link(self) -> str:
        return self.page.codec.encode(self._state)

    @cached_property
    def scene(self) -> Any:
        return self.page.scene(self._state)

    @cached_property
    def export(self) -> Export | None:
        in_words = self.page.worded and self._own is not None and self._own.thing != _PAGE
        return self.page.exported(self._state) if self.page.export and not in_words else None

    @cached_property
    def _own(self) -> Head | None:
        return self.page.head(self.scene) if self.page.head else None

    @cached_property
    def head(self) -> Head:
        """What the page says of the view, else its export, else the page; a view that has an export is a data set."""
        export = self.export
        head = self._own or (Head(export.title, export.alt) if export else Head(self.page.title, self.page.description))
        thing = dataset(export) if export and head.thing == _PAGE else head.thing
        return replace(head, description=described(head.description), thing=thing)

    @property
    def card(self) -> Card:
        """What the preview picture is drawn of: of the words alone where the page has no card."""
        own = self._own.card if self._own else None
        card = own or Card(self.head.title, (self.head.description,))
        earlier = earlier_edition(self.export) if self.export and len(self.export.sources) == 1 else ()
        return replace(card, lines=(*(f"{lead}: {text}." for lead, text in earlier), *card.lines))

    @property
    def permalink(self) -> str:
        """The address of the view, with the data version where it has data."""
        return self.export.pinned if self.export else canonical(self.page, self.link)

    @property
    def picture(self) -> str:
        """The address of the preview picture."""
        return f"/card/{self.page.slug}.png{self.link}"


def canonical(page: AnyPage, link: str) -> str:
    """The one address under which a search engine should know a view: the bare one of the page where the view is its first."""
    if not page.key and link in (_STATELESS, page.codec.encode(page.codec.decode({})[0])):
        return page.path
    return page.address(link).removesuffix(_STATELESS)
