"""What a page owes: one declaration, checked at start, from which its address, downloads, frames and messages follow.

A page is a folder of layouts/pages whose ``__init__`` holds ``PAGE``. Its state is what a link can say, its scene everything
that it shows; layout and export are made of the scene alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from layouts.export import Export
from layouts.view_state import Codec, Modes

MISSING: Any = object()
S = TypeVar("S")
C = TypeVar("C")


class PageError(Exception):
    """A page that does not keep the contract; the message says what is missing and what to do."""


@dataclass(frozen=True, kw_only=True)
class Page(Generic[S, C]):
    """A page of the atlas.

    ``path``: its address; ``slug``: its name in addresses of downloads and frames; ``name``: in the navigation, where ``order``
    is its place (None: not there); ``title``: of the document; ``codec``: state and link; ``scene``: a state to what is shown;
    ``layout``: a scene to components; ``export``: a scene to what can be taken, or None; ``embed``: whether other sites may
    frame it; ``sums``: whether its rows are sums of rows of a table, which are offered too.
    """

    path: str = MISSING
    slug: str = MISSING
    name: str = MISSING
    title: str = MISSING
    order: int | None = MISSING
    codec: Codec[S] | Modes = MISSING
    scene: Callable[[S], C] = MISSING
    layout: Callable[[C], Any] = MISSING
    export: Callable[[C], Export] | None = MISSING
    embed: bool = MISSING
    sums: bool = False

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            name = self.slug if isinstance(self.slug, str) else self.path if isinstance(self.path, str) else "a page"
            raise PageError(f"page {name}: {'; '.join(faults)}")

    def exported(self, state: S) -> Export:
        """What can be taken of a state; for pages that have an export."""
        if self.export is None:
            raise PageError(f"page {self.slug}: no export")
        return replace(self.export(self.scene(state)), page=self.slug, path=self.path)


def _faults(page: Page[Any, Any]) -> list[str]:
    absent = [field.name for field in fields(page) if getattr(page, field.name) is MISSING]
    faults = [f"no {name}; give one{f', or say {name}=None' if name in ('export', 'order') else ''}" for name in absent]
    rules: Mapping[str, tuple[bool, str]] = {
        "path": (isinstance(page.path, str) and page.path.startswith("/"), "a path begins with '/'"),
        "slug": (isinstance(page.slug, str) and page.slug.isidentifier(), "a slug is a word of letters, digits and '_'"),
        "name": (isinstance(page.name, str), "a name is text"),
        "title": (isinstance(page.title, str), "a title is text"),
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
