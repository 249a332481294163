"""The pages that are there: every folder of layouts/pages; there is no list to keep in step.

A page that does not keep the contract, or cannot be imported, is named in the log and left out; the others go on without it.
"""

import importlib
import logging
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from etl.contract.errors import EtlError
from layouts import pages as folder
from layouts.page import Page, PageError
from layouts.shell import Navigation
from layouts.view_state import Modes

AnyPage = Page[Any, Any]
_NOT_FOUND = "not_found_404"  # the name by which Dash knows it, too
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, EtlError, ImportError, LookupError),
    *(NameError, OSError, RuntimeError, SyntaxError, TypeError, ValueError),
)


@contextmanager
def contained(name: str) -> Iterator[None]:
    """Log a fault of a page, or of its callbacks, under the name of its folder, and go on."""
    try:
        yield
    except PageError as error:
        logging.getLogger("atlas").error("%s", error)
    except _FAULTS as error:
        logging.getLogger("atlas").error("page %s: %s: %s", name, type(error).__name__, error)


def modules() -> Mapping[str, str]:
    """The names of the folders of pages and of the modules in them that hold the pages."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return {name: f"{folder.__name__}.{name}" for name in names}


def owner(name: str) -> str:
    """The page in whose folder a folder of a name stands, as that of one of its modes does; '' where there is none."""
    folders = ((Path(root), path) for root in folder.__path__ for path in Path(root).rglob(name) if path.is_dir())
    return next((path.relative_to(root).parts[0] for root, path in folders), "")


def _page_of(name: str, others: Iterable[AnyPage]) -> AnyPage:
    """The page of a folder; raises PageError where it has none, or one whose address another page has."""
    page = getattr(importlib.import_module(modules()[name]), "PAGE", None)
    if not isinstance(page, Page):
        raise PageError(f"page {name}: no PAGE in layouts/pages/{name}/__init__.py; give one")
    for other in others:
        if {page.path, page.slug} & {other.path, other.slug}:
            raise PageError(f"page {name}: path or slug of page {other.slug}; choose another")
    return page


@cache
def pages() -> Mapping[str, AnyPage]:
    """The pages by the names of their folders."""
    usable: dict[str, AnyPage] = {}
    for name in modules():
        with contained(name):
            usable[name] = _page_of(name, usable.values())
    return usable


def exporting() -> Mapping[str, AnyPage]:
    """The pages that have an export, by their slugs."""
    return {page.slug: page for page in pages().values() if page.export is not None}


@dataclass(frozen=True)
class Place:
    """Where an address leads: a page, the query with the key of the path, and the address that it should be ('' as it is).

    ``known`` is False where the page has nothing of what the path names.
    """

    page: AnyPage
    query: Mapping[str, object]
    better: str = ""
    known: bool = True


def _at_former(path: str, query: Mapping[str, object]) -> AnyPage | None:
    """The page that had an address before, where the query is one of its links."""
    former = (page for page in pages().values() if page.former == path)
    return next((page for page in former if set(query) & {name for name, *_ in page.codec.parameters()}), None)


def place_at(path: str, query: Mapping[str, object]) -> Place:
    """Where an address leads: to the page that says so where there is none at it."""
    if page := _at_former(path, query):
        return Place(page, query, better=page.path)
    for page in pages().values():
        text = page.text_at(path)
        if text is not None:
            return _in_path(page, text, query) if page.key else Place(page, query)
    return Place(pages()[_NOT_FOUND], {}, known=False)


def _in_path(page: AnyPage, text: str, query: Mapping[str, object]) -> Place:
    code = page.resolve(text) if page.resolve else text
    rest = {name: value for name, value in query.items() if name != page.key}
    better = page.address(f"?{page.key}={quote(code, safe='')}") if code and (code != text or len(rest) < len(query)) else ""
    return Place(page, {**rest, page.key: code or text}, better, known=bool(code))


def navigation() -> Navigation:
    """The pages of the navigation in their order, and those at the foot of every page by name."""
    top = sorted((page for page in pages().values() if page.order is not None), key=lambda page: page.order or 0)
    foot = sorted((page for page in pages().values() if page.footer), key=lambda page: page.name)
    within = {page.within: page.path.partition("<")[0] for page in pages().values() if page.within}
    top_links, foot_links = ([(page.name, page.path) for page in group] for group in (top, foot))
    return Navigation(top_links, foot_links, within)


def share_rows() -> list[str]:
    """The names of the rows that offer what can be taken: of each page its slug, and of a page of several modes each mode's."""
    modes = [mode for page in exporting().values() if isinstance(page.codec, Modes) for mode in page.codec.modes]
    return [*exporting(), *modes]
