"""What a process of the suite needs, be it one that runs tests or the one that hands them out."""

import gc
import os
import sys

import pytest

# The modules are compiled once, also for the programs that tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What a test leaves is small beside what is loaded and stays: less often is all of it looked through for garbage.
gc.set_threshold(100_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    """The process that only hands out tests loads nothing that they need: until it has started, no other does."""
    if config.getoption("dist") == "no":
        for name in ("schemathesis.pytest.plugin", "tests.fixtures"):
            config.pluginmanager.import_plugin(name)


def pytest_unconfigure(config: pytest.Config) -> None:
    """A process that has run its share of the tests ends at once: its memory is for the system to free."""
    if hasattr(config, "workerinput"):
        os._exit(0)
