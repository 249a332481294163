"""Fixtures that several tests share."""

import ctypes
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from etl import __main__ as command_line
from etl import build, imports
from etl.contract.schema import Reference
from etl.geography.gazetteer import Gazetteer
from etl.geography.reference_geography import Geography, build_geography
from etl.imports import _gazetteer as read_gazetteer
from etl.store import inputs
from etl.store.inputs import read_places
from etl.store.tables import DATA
from layouts.exports import table_files
from tests import miniature

# The command line, when it is loaded, has memory given back at once; the tests keep it, which costs them less.
_TRIMMED, _MAPPED = -1, -3
if hasattr(c := ctypes.CDLL(None), "mallopt"):
    c.mallopt(_TRIMMED, 2**29)
    c.mallopt(_MAPPED, 2**25)

# Where a test does not say how many examples it needs; a busy machine is no fault of what is tested.
settings.register_profile("suite", max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def tables() -> None:
    """The real tables, built once if they are not there yet."""
    if not (DATA / "built").exists():
        build.build(DATA)


@pytest.fixture(scope="session", autouse=True)
def _shared_geographies() -> Iterator[None]:
    """Builds and imports with the same places, names and outlines, as the miniature has them, share what is made of them.

    None changes it, and what is refused is not kept.
    """
    known: dict[bytes, Any] = {}

    def kept(make: Callable[[], Any], *key: object) -> Any:
        if (text := pickle.dumps(key)) not in known:
            known[text] = make()
        return known[text]

    def written(data: Path) -> list[tuple[str, bytes]]:
        return sorted((path.name, path.read_bytes()) for path in (data / "reference").glob("*.csv"))

    def geography(reference: Reference, *, scopes: Iterable[str]) -> Geography:
        scopes = list(scopes)
        return cast(Geography, kept(lambda: build_geography(reference, scopes=scopes), reference.tables, reference.outlines, scopes))

    def places(data: Path) -> Mapping[str, pd.DataFrame]:
        return cast(Mapping[str, pd.DataFrame], kept(lambda: read_places(data), "places", written(data)))

    def gazetteer(data: Path) -> Gazetteer:
        sources = sorted(folder.name for folder in (data / "sources").iterdir())
        return cast(Gazetteer, kept(lambda: read_gazetteer(data), "gazetteer", written(data), sources))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "build_geography", geography)
        patch.setattr(inputs, "read_places", places)
        patch.setattr(imports, "_gazetteer", gazetteer)
        yield


@pytest.fixture(scope="module")
def unwritten() -> Iterator[None]:
    """Whole tables are made when they are asked for, whatever files there are of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_files, "written", lambda _: None)
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A complete miniature of the data folder, to break in one place."""
    return miniature.write(tmp_path / "data")


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A miniature of the data folder with its tables, not to be changed."""
    build.build(data := miniature.write(tmp_path_factory.mktemp("first") / "data"))
    return data


@pytest.fixture
def built(first_build: Path, tmp_path: Path) -> Path:
    """A miniature of the data folder with its tables, to change."""
    return shutil.copytree(first_build, tmp_path / "data", symlinks=True)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run the command line; returns its exit code and what it wrote to standard error."""

    def run_with(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["etl", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            command_line.run()
        return int(str(ended.value.code or 0)), capsys.readouterr().err

    return run_with
