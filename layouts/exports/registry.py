"""The pages that are there: every folder of layouts/pages; there is no list to keep in step.

A page that does not keep the contract is named in the log and left out; the others go on without it.
"""

import importlib
import logging
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from layouts import pages as folder
from layouts.export import Export
from layouts.page import Page, PageError

AnyPage = Page[Any, Any]


def modules() -> list[str]:
    """The names of the modules that hold pages."""
    return sorted(f"{folder.__name__}.{module.name}" for module in pkgutil.iter_modules(folder.__path__))


def page_of(module: str) -> AnyPage:
    """The page of a module; raises PageError where it has none, or one that does not keep the contract."""
    page = getattr(importlib.import_module(module), "PAGE", None)
    if not isinstance(page, Page):
        name = module.rpartition(".")[2]
        raise PageError(f"page {name}: no PAGE in {module.replace('.', '/')}/__init__.py; give one")
    return page


def usable(found: Iterable[str]) -> Mapping[str, AnyPage]:
    """The pages of modules by the name of the module; one that is faulty, or whose address is taken, is logged and left out."""
    known: dict[str, AnyPage] = {}
    for module in found:
        try:
            page = page_of(module)
            for other in known.values():
                if {page.path, page.slug} & {other.path, other.slug}:
                    raise PageError(f"page {page.slug}: path or slug of page {other.slug}; choose another")
            known[module] = page
        except (PageError, ImportError, AttributeError, NameError, TypeError, ValueError, SyntaxError) as error:
            logging.getLogger("atlas").error("left out %s: %s", module, error)
    return known


@cache
def pages() -> Mapping[str, AnyPage]:
    """The pages by the names of their modules."""
    return usable(modules())


def exporting() -> Mapping[str, AnyPage]:
    """The pages that can be taken along, by their slugs."""
    return {page.slug: page for page in pages().values() if page.export is not None}


def page_at(path: str) -> AnyPage | None:
    """The page at an address whose view can be taken along; None where there is none."""
    return next((page for page in exporting().values() if page.path == path), None)


def export_of(slug: str, query: Mapping[str, object]) -> tuple[Export, list[str]]:
    """What a page draws for a query, and a plain message for everything in the query that gave way."""
    page = exporting()[slug]
    state, messages = page.codec.decode(query)
    return page.exported(state), messages
