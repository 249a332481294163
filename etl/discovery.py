"""Finds the module that understands a source: the one of the same name in etl/sources, or the one that source.toml names.

There is no list to keep in step: several editions of one form share a module.
"""

import importlib

from etl.contract.errors import RuleError
from etl.contract.source_config import Source
from etl.contract.source_module import SourceModule, checked


def module_of(source: Source) -> SourceModule:
    """The module of a source; raises RuleError where there is none, or where it offers something malformed."""
    name = f"etl.sources.{source.module or source.source_id}"
    try:
        return checked(importlib.import_module(name), source.source_id)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        remedy = f"Write {name.replace('.', '/')}.py, or name the module in source.toml."
        raise RuleError(source.source_id, "source.toml", "no module understands this source", remedy) from error
