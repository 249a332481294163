"""Runs the atlas in processes of their own, with extensions: modules in a folder that has the paths of the repository.

They are found as if they stood in the repository, and are gone when the process ends.
"""

import fnmatch
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent / "examples"
PACKAGES = ("etl.sources", "layouts.pages", "callbacks")
# Output, values by 'id.property', and what has changed: the arguments of tests.callbacks.driving.post.
Call = tuple[str, Mapping[str, Any], str]
Answer = tuple[int, str, str]
ETL = """
import runpy, sys
from tests.extended import extend
command, *folders = sys.argv[1:]
extend(folders)
sys.argv[1:] = [command]
runpy.run_module("etl", run_name="__main__", alter_sys=True)
"""
APP = """
import json, sys
from tests.extended import answers, extend
extend(sys.argv[1:])
print(json.dumps(answers(**json.load(sys.stdin))))
"""


def extend(folders: Iterable[str]) -> None:
    """Let the modules of the folders be found."""
    for folder in folders:
        for package in PACKAGES:
            importlib.import_module(package).__path__.append(str(Path(folder, *package.split("."))))


def _process(code: str, *arguments: object, data: Path | None, questions: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"ATLAS_DATA": str(data)} if data else {})}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, input=questions, env=environment, capture_output=True, text=True, check=False)


def etl(command: str, data: Path, *folders: Path) -> subprocess.CompletedProcess[str]:
    """Run ``python -m etl build`` or ``check`` on a data folder, with the sources of the folders."""
    return _process(ETL, command, *folders, data=data)


def _every(address: str, described: Iterable[str]) -> list[str]:
    """The addresses that OpenAPI describes and that an address with a '*' stands for."""
    path, mark, query = address.partition("?")
    return [f"{fitting}{mark}{query}" for fitting in fnmatch.filter(described, path)] if "*" in path else [address]


def answers(addresses: Iterable[str], calls: Mapping[str, Call]) -> dict[str, Answer]:
    """Status, type and text of what this process answers, by address and by the name of a call."""
    driving = importlib.import_module("tests.callbacks.driving")
    described = driving.client().get("/openapi.json").json["paths"]
    responses = {one: driving.client().get(one) for address in addresses for one in _every(address, described)}
    responses |= {name: driving.post(*call) for name, call in calls.items()}
    return {name: (one.status_code, one.content_type, one.get_data().decode(errors="replace")) for name, one in responses.items()}


def ask(
    addresses: Iterable[str], *folders: Path, calls: Mapping[str, Call] | None = None, data: Path | None = None
) -> tuple[dict[str, Answer], str]:
    """What the app answers with the pages of the folders, as ``answers`` has it, and its log."""
    questions = json.dumps({"addresses": [*addresses], "calls": calls or {}})
    ran = _process(APP, *folders, data=data, questions=questions)
    assert ran.returncode == 0, ran.stderr
    return {name: (status, kind, text) for name, (status, kind, text) in json.loads(ran.stdout).items()}, ran.stderr
