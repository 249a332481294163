"""What a page owes: one declaration, checked at start, from which its address, downloads, frames and messages follow.

A page is a folder of layouts/pages whose ``__init__`` holds ``PAGE``. Its state is what a link can say, its scene everything
that it shows; layout and export are made of the scene alone.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, quote, unquote, urlencode

from layouts.card import Head
from layouts.export import Export
from layouts.view_state import Codec, Modes

MISSING: Any = object()
S = TypeVar("S")
C = TypeVar("C")
_VARIABLE = re.compile(r"<(\w+)>")


class PageError(Exception):
    """A page that does not keep the contract; the message says what is missing and what to do."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Page(Generic[S, C]):
    """A page of the atlas.

    ``path``: its address, with one key of the codec in it where it ends like ``/country/<place>``; ``former``: the address that it
    had before, from which links with a query lead here; ``slug``: its name in addresses of downloads and frames; ``name``: in
    the navigation, where ``order`` is its place (None: not there, but at the foot of every page if ``footer``); ``within``: the path
    of the page of the navigation that it belongs to; ``title``: of
    the document; ``description``: a sentence on what it shows; ``codec``: state and link; ``scene``: a state to what is shown;
    ``layout``: a scene to components; ``export``: a scene to what can be taken, or None; ``head``: a scene to what search
    engines are told, where that is not of the export, or of title and description; ``resolve``: what a reader writes for the
    key in the path to the code, '' where there is none; ``embed``: whether other sites may frame it; ``sums``: whether its
    rows are sums of rows of a table, which are offered too; ``worded``: whether its layout says in words all that its export has,
    and stands for it without scripts; ``indexed``: whether search engines should list it; ``views``: the states of it that they
    should list besides the first.
    """

    path: str = MISSING
    slug: str = MISSING
    name: str = MISSING
    title: str = MISSING
    description: str = MISSING
    order: int | None = MISSING
    codec: Codec[S] | Modes = MISSING
    scene: Callable[[S], C] = MISSING
    layout: Callable[[C], Any] = MISSING
    export: Callable[[C], Export] | None = MISSING
    embed: bool = MISSING
    former: str = ""
    within: str = ""
    footer: bool = False
    head: Callable[[C], Head] | None = None
    resolve: Callable[[str], str] | None = None
    sums: bool = False
    worded: bool = False
    indexed: bool = True
    views: Callable[[], Iterable[S]] = tuple

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            name = self.slug if isinstance(self.slug, str) else self.path if isinstance(self.path, str) else "a page"
            raise PageError(f"page {name}: {'; '.join(faults)}")

    def exported(self, state: S) -> Export:
        """What can be taken of a state, for pages that have an export; the last few are kept, of which more is taken as a rule."""
        return _exported(self, state)

    @property
    def key(self) -> str:
        """The key of the codec that stands in the path; '' where none does."""
        return "".join(_VARIABLE.findall(self.path))

    def address(self, link: str) -> str:
        """The address of a state by its link, a query with '?': the key of the path stands in the path alone."""
        if not self.key:
            return self.path + link
        query = dict(parse_qsl(link.removeprefix("?")))
        path = _VARIABLE.sub(quote(query.pop(self.key, ""), safe=""), self.path)
        return path + (f"?{urlencode(query)}" if query else "")

    def text_at(self, path: str) -> str | None:
        """What stands for the key in an address of this page, '' where it has none; None for an address of another page."""
        if not self.key:
            return "" if path == self.path else None
        match = re.fullmatch(_VARIABLE.sub("([^/]+)", self.path), path)
        return unquote(match[1]) if match else None


@lru_cache(maxsize=4)
def _exported(page: Page[Any, Any], state: Any) -> Export:
    if page.export is None:
        raise PageError(f"page {page.slug}: no export")
    export = page.export(page.scene(state))
    return replace(export, page=page.slug, address=page.address(export.link))


def _faults(page: Page[Any, Any]) -> list[str]:
    absent = [field.name for field in fields(page) if getattr(page, field.name) is MISSING]
    faults = [f"no {name}; give one{f', or say {name}=None' if name in ('export', 'order') else ''}" for name in absent]
    rules: Mapping[str, tuple[bool, str]] = {
        "path": (isinstance(page.path, str) and page.path.startswith("/"), "a path begins with '/'"),
        "slug": (isinstance(page.slug, str) and page.slug.isidentifier(), "a slug is a word of letters, digits and '_'"),
        "name": (isinstance(page.name, str), "a name is text"),
        "title": (isinstance(page.title, str), "a title is text"),
        "description": (isinstance(page.description, str), "a description is text"),
        "order": (page.order is None or isinstance(page.order, int), "an order is a whole number, or None"),
        "codec": (all(hasattr(page.codec, name) for name in ("encode", "decode", "parameters")), "a codec encodes and decodes"),
        "scene": (callable(page.scene), "a scene is a function of the state"),
        "layout": (callable(page.layout), "a layout is a function of the scene"),
        "export": (page.export is None or callable(page.export), "an export is a function of the scene, or None"),
        "embed": (page.embed is False or page.export is not None, "a frame is made of the export; say embed=False"),
    }
    return faults + [rule for name, (holds, rule) in rules.items() if name not in absent and not holds]


@dataclass(frozen=True)
class Stateless:
    """The state of a page that is always the same."""


STATELESS = Codec(Stateless())
