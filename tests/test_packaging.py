"""The wheel carries all that the app needs to serve a data/built, and the web process loads nothing that only the ETL needs."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from etl.store.tables import DATA

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOLDERS = ("assets", "callbacks", "etl", "layouts")
OWN = (*FOLDERS, "app")
# The web framework needs click, too.
ETL_ONLY = set(PROJECT["optional-dependencies"]["etl"]) - {"click"}
ADDRESSES = [
    *("/map", "/country/NPL", "/glossary", "/search.json?q=nepal"),
    *("/assets/favicon.svg", "/card/world.png", "/view/world.xlsx", "/view/world.bib"),
]

ASK = f"""
import json, sys
import app
client = app.server.test_client()
statuses = {{path: client.get(path).status_code for path in {ADDRESSES}}}
top = sorted({{name.partition(".")[0] for name in sys.modules}})
files = [module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] in {OWN} and module.__file__]
print(json.dumps([statuses, top, files]))
"""


def _ask(cwd: Path, **environment: str) -> tuple[dict[str, int], list[str], list[str]]:
    """Statuses by address, the top-level modules loaded, and the files of our own modules, of a process of its own."""
    command = [sys.executable, "-c", ASK]
    answer = subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    statuses, loaded, files = json.loads(answer.stdout.splitlines()[-1])
    return statuses, loaded, files


def _is_ours(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("*.plain"))  # servers of other tests remove them
    for name in ("app.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(source)]
    subprocess.run([sys.executable, "-m", "pip", *build], check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_file_of_the_code_and_nothing_else(wheel: Path) -> None:
    source = wheel.parent / "source"  # servers of other tests write what they compress beside the code
    files = {path.relative_to(source).as_posix() for name in FOLDERS for path in (source / name).rglob("*") if _is_ours(path)}
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert carried == files | {"app.py"}


def test_the_wheel_serves_a_folder_of_built_tables_and_loads_no_package_that_only_the_etl_needs(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(site)
    shutil.copytree(DATA / "built", elsewhere / "data" / "built")
    statuses, loaded, files = _ask(elsewhere, PYTHONPATH=str(site), ATLAS_DATA="data")
    assert statuses == dict.fromkeys(ADDRESSES, 200)
    assert files
    assert all(Path(file).is_relative_to(site) for file in files)
    assert "pandas" in loaded
    assert ETL_ONLY.isdisjoint(loaded)
    assert not ETL_ONLY & set(PROJECT["dependencies"])


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_app_run_as_a_program_serves_and_says_its_address(first_build: Path) -> None:
    address = f"http://127.0.0.1:{(port := _free_port())}"
    environment = {**os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1", "ATLAS_DATA": str(first_build)}
    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            assert any(f"Running on {address}" in line for line in process.stderr)
            with urlopen(f"{address}/health", timeout=60) as answer:
                assert json.load(answer)["status"] == "ok"
        finally:
            process.terminate()
