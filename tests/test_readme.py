"""What the README promises is there."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", README))
    assert {"run", "test"} <= named <= targets


def test_every_file_that_is_linked_exists() -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert linked
    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_every_command_of_the_etl_exists() -> None:
    source = (ROOT / "etl" / "__main__.py").read_text(encoding="utf-8")
    for command in set(re.findall(r"python -m etl ([a-z]+)", README)):
        assert re.search(rf"def {command}_?\(", source), command


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {
        re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    }
    wanted = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in wanted} <= pinned


def test_no_path_of_a_machine_is_written_down() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*.py"), ROOT / "Makefile", *(ROOT / "etl").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        assert not re.search(r"/(work|home|root|tmp)/", path.read_text(encoding="utf-8").replace('r"/(work|home|root|tmp)/"', "")), path


def test_ci_runs_the_suite() -> None:
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111
