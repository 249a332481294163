"""What a module of etl/sources may offer is checked when it is used; what is malformed is refused with the file and the remedy."""

from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from etl.contract import source_config
from etl.contract.errors import RuleError
from etl.contract.source_module import checked, importer, module_of
from etl.store.tables import DATA

FILES = {"figures.csv": ("place", "figure")}


def _normalise(raw: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return raw


def _module(**parts: object) -> ModuleType:
    module = ModuleType("etl.sources.mini")
    vars(module).update({"FILES": FILES, "normalise": _normalise} | parts)
    return module


MALFORMED = {
    "no files": ({"FILES": None}, ["FILES is missing or malformed", "each file and its columns"]),
    "files without columns": ({"FILES": {"figures.csv": ()}}, ["FILES is missing or malformed"]),
    "columns as one text": ({"FILES": {"figures.csv": "place"}}, ["FILES is missing or malformed"]),
    "no normalise": ({"normalise": None}, ["normalise is missing", "normalise(raw)"]),
    "normalise is no function": ({"normalise": FILES}, ["normalise is not a function of raw"]),
    "transcribe of nothing": ({"transcribe": lambda: None}, ["transcribe is not a function of path", "transcribe(path)"]),
    "aggregate of a file alone": ({"aggregate": lambda path: None}, ["aggregate is not a function of path, k, names"]),
    "a misspelt name": ({"transcibe": lambda path: None}, ["unknown function transcibe", "Did you mean transcribe?"]),
    "two faults": ({"FILES": None, "normalise": None}, ["FILES is missing", "normalise is missing"]),
}


@pytest.mark.parametrize(("parts", "problems"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_module_is_refused(parts: dict[str, object], problems: list[str]) -> None:
    with pytest.raises(RuleError) as refused:
        checked(_module(**parts), "mini")
    assert all(part in str(refused.value) for part in ["mini: etl/sources/mini.py", *problems])


def test_a_module_with_the_two_required_parts_is_taken_and_reads_no_publishers_file() -> None:
    assert importer(checked(_module(), "mini")) is None


def test_the_importer_of_a_module_is_the_function_that_it_offers() -> None:
    def transcribe(path: Path) -> dict[str, pd.DataFrame]:
        return {}

    assert importer(checked(_module(transcribe=transcribe), "mini")) is transcribe


def test_the_module_of_every_source_is_well_formed() -> None:
    assert all(module_of(source).FILES for source in source_config.discover(DATA / "sources"))
