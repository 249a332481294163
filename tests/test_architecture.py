"""The arrows of the house: who may import whom, directly or through others, read from the code itself."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP = ["app.py", "assets", "callbacks", "data", "etl", "layouts", "pyproject.toml", "README.md", "tests"]
# The examples of extensions stand where they would stand in the repository, and keep its rules.
MODULES = {
    path.relative_to(root).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
    for root in (ROOT, ROOT / "tests" / "examples")
    for folder in ("etl", "layouts", "callbacks")
    for path in (root / folder).rglob("*.py")
} | {"app": ROOT / "app.py"}
# Names that every page, and every package, has.
SHARED_NAMES = {"__init__", "state", "scene", "layout", "export", "ids"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _module(name: str) -> str:
    """The module that an import names: itself, the one that defines the imported word, or what is not ours."""
    return name if name in MODULES else name.rpartition(".")[0] if name.rpartition(".")[0] in MODULES else name


@cache
def _direct() -> dict[str, set[str]]:
    """What each module imports by itself."""
    return {module: {_module(name) for name in _imports(path)} - {module} for module, path in MODULES.items()}


@cache
def _reached(module: str) -> frozenset[str]:
    """Everything that a module imports, itself or through others."""
    direct = _direct()[module]
    return frozenset(direct).union(*(_reached(name) for name in direct if name in MODULES))


# who (a prefix), never reaches (prefixes)
NEVER_REACHES = [
    ("etl", ["dash", "plotly", "layouts", "callbacks", "app"]),
    ("etl.contract", ["etl.read", "etl.sources", "etl.transform", "etl.claims", "etl.geography", "etl.checks", "etl.store", "etl.queries"]),
    ("etl.sources", ["etl.store", "etl.build", "etl.queries", "requests", "urllib", "http", "socket"]),
    ("etl.queries", ["shapely", "topojson", "pycountry", "etl.build", "etl.sources"]),
    ("layouts", ["callbacks", "app", "shapely", "topojson", "pycountry", "etl.build", "etl.sources"]),
    ("layouts.figures", ["dash", "dash_mantine_components", "etl.queries", "layouts.pages"]),
    ("layouts.components", ["layouts.pages", "layouts.exports"]),
    ("callbacks", ["app"]),
]
# who (a pattern), never imports by itself (prefixes)
NEVER_IMPORTS = [
    (r"callbacks\..*", ["pandas", "pyarrow", "callbacks"]),
    (r"layouts\.pages\..*\.(layout|export|ids)", ["etl.queries", "etl.store"]),
    (r"layouts\.(figures|components)\..*", ["etl.queries", "etl.store"]),
    (r"layouts\..*", ["etl.store"]),
]


def _under(name: str, prefixes: list[str]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


@pytest.mark.parametrize(("who", "never"), NEVER_REACHES, ids=[who for who, _ in NEVER_REACHES])
def test_a_layer_never_reaches(who: str, never: list[str]) -> None:
    members = [module for module in MODULES if _under(module, [who])]
    assert {module: wrong for module in members if (wrong := [name for name in _reached(module) if _under(name, never)])} == {}


@pytest.mark.parametrize(("who", "never"), NEVER_IMPORTS, ids=[who for who, _ in NEVER_IMPORTS])
def test_a_layer_never_imports(who: str, never: list[str]) -> None:
    members = [module for module in MODULES if re.fullmatch(who, module)]
    assert members
    assert {module: wrong for module in members if (wrong := [name for name in _direct()[module] if _under(name, never)])} == {}


@pytest.mark.parametrize("folder", ["etl.sources", "layouts.pages"])
def test_neighbours_do_not_reach_one_another(folder: str) -> None:
    depth = folder.count(".") + 2
    own = {module: ".".join(module.split(".")[:depth]) for module in MODULES if module.startswith(f"{folder}.")}
    assert {module: wrong for module, home in own.items() if (wrong := [n for n in _reached(module) if own.get(n, home) != home])} == {}


def _folder(module: str) -> str:
    """The folder of a module; a package is in its own."""
    return module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0] or module


def _drawn(module: str) -> str:
    """The folder of the README's drawing that a module belongs to: all pages are one, and each only finds what gathers it."""
    folder = "layouts.pages" if _under(module, ["layouts.pages"]) else _folder(module)
    return "app.py" if folder == "app" else folder.replace(".", "/")


def test_the_readme_draws_the_house_as_its_imports_do() -> None:
    house = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The house")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \|([^|]*)\|$", house, re.MULTILINE)
    packages = {module for module, path in MODULES.items() if not path.read_text(encoding="utf-8")}
    arrows: dict[str, set[str]] = {_drawn(module): set() for module in MODULES}
    for module, names in _direct().items():
        arrows[_drawn(module)] |= {_drawn(name) for name in names if name in MODULES and name not in packages} - {_drawn(module)}
    drawn = {folder: {"etl/contract", *re.findall(r"`([^`]+)`", uses)} - {folder} for folder, uses in rows}
    assert drawn == arrows
    for number, (folder, _) in enumerate(rows):
        assert arrows[folder] <= {above for above, _ in rows[:number]}, folder


@pytest.mark.parametrize("room", [str, _folder], ids=["modules", "folders"])
def test_there_are_no_circles(room: type[str]) -> None:
    graph: dict[str, set[str]] = {}
    for module, names in _direct().items():
        graph.setdefault(room(module), set()).update({room(name) for name in names if name in MODULES} - {room(module)})
    assert list(TopologicalSorter(graph).static_order())


def test_no_two_modules_have_one_name() -> None:
    names = Counter(path.stem for path in MODULES.values())
    assert {name: count for name, count in names.items() if count > 1 and name not in SHARED_NAMES} == {}


def test_only_the_store_opens_data() -> None:
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        if not _under(module, ["etl.store"]):
            assert "read_parquet" not in text, module
            assert not re.search(r"[\"']data/(built|sources|reference)[\"']", text), module


def test_missing_is_never_made_zero() -> None:
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"errors=.coerce|except Exception", text), module
        if _under(module, ["etl"]) and module != "etl.contract.row_rules":
            assert "fillna(0" not in text, module


def test_packages_that_gather_are_empty() -> None:
    for path in (ROOT / "etl", ROOT / "layouts", ROOT / "callbacks", ROOT / "etl" / "store", ROOT / "etl" / "queries"):
        assert (path / "__init__.py").read_text(encoding="utf-8") == ""


def test_every_module_says_what_it_is() -> None:
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        doc = ast.get_docstring(ast.parse(text))
        assert not text or doc, module
        assert len((doc or "").splitlines()) <= 8, module


def test_the_top_level_is_as_agreed() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith((".egg-info", "__pycache__"))}
    tooling = {"CITATION.cff", "LICENSE", "Makefile", "constraints.txt", "gunicorn.conf.py", "build", "deploy"}
    assert set(TOP) <= found
    assert found - set(TOP) <= tooling


def test_only_the_figure_panel_makes_graphs() -> None:
    makers = [module for module, path in MODULES.items() if re.search(r"dcc\.Graph\(", path.read_text(encoding="utf-8"))]
    assert makers == ["layouts.components.graphs"]


def test_nothing_is_fetched_from_another_host() -> None:
    for path in [*MODULES.values(), *(ROOT / "assets").glob("*.[cjs]s*")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://(cdn|unpkg|fonts\.g|cdnjs)|@import|url\(\s*['\"]?https?:", text), path
