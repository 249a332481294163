"""The arrows of the house: who may import whom, read from the code itself."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP = ["app.py", "assets", "callbacks", "data", "etl", "layouts", "pyproject.toml", "README.md", "tests"]
MODULES = {
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
    for folder in ("etl", "layouts", "callbacks")
    for path in (ROOT / folder).rglob("*.py")
} | {"app": ROOT / "app.py"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _known(name: str) -> str | None:
    """The module that an import names: itself, or the one that defines the imported word."""
    return name if name in MODULES else name.rpartition(".")[0] if name.rpartition(".")[0] in MODULES else None


ARROWS = {module: sorted(set(_imports(path))) for module, path in MODULES.items()}

# who (a prefix), never imports (prefixes), except
RULES = [
    ("etl", ["dash", "plotly", "layouts", "callbacks", "app"], []),
    ("etl.sources", ["etl.sources", "etl.store", "etl.build", "etl.queries", "requests", "urllib", "http", "socket"], []),
    ("layouts", ["callbacks", "app"], []),
    ("layouts", ["etl"], ["etl.queries", *(f"etl.contract.{name}" for name in ("dates", "errors", "forms", "schema", "vocabulary"))]),
    ("layouts.figures", ["dash", "etl.queries", "layouts.pages", "layouts.components", "layouts.views"], []),
    ("layouts.components", ["layouts.pages", "layouts.views"], []),
    ("callbacks", ["app", "pandas", "geopandas", "pyarrow"], []),
    ("etl.queries", ["geopandas", "shapely", "topojson", "pycountry", "etl.build", "etl.sources"], []),
    ("etl.store.tables", ["geopandas", "shapely", "pycountry", "etl.sources"], []),
]


def _under(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


@pytest.mark.parametrize(("who", "never", "but"), RULES, ids=lambda value: str(value)[:40])
def test_a_layer_never_imports(who: str, never: list[str], but: list[str]) -> None:
    for module, imports in ARROWS.items():
        if _under(module, who):
            allowed = [*but, module]
            wrong = [name for name in imports if any(_under(name, p) for p in never) and not any(_under(name, p) for p in allowed)]
            assert not wrong, f"{module} imports {wrong}"


def test_callbacks_do_not_import_one_another() -> None:
    for module, imports in ARROWS.items():
        if _under(module, "callbacks"):
            assert not [name for name in imports if _under(name, "callbacks")]


def test_there_are_no_circles() -> None:
    graph = {module: {found for name in imports if (found := _known(name)) and found != module} for module, imports in ARROWS.items()}
    assert list(TopologicalSorter(graph).static_order())


def test_only_the_store_opens_data() -> None:
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        if not _under(module, "etl.store"):
            assert "read_parquet" not in text, module
            assert not re.search(r"[\"']data/(built|sources|reference)[\"']", text), module


def test_missing_is_never_made_zero() -> None:
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"errors=.coerce|except Exception", text), module
        if _under(module, "etl") and module != "etl.contract.row_rules":
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
    tooling = {"CITATION.cff", "LICENSE", "Makefile", "constraints.txt", "gunicorn.conf.py", "build"}
    assert set(TOP) <= found
    assert found - set(TOP) <= tooling


def test_only_the_figure_panel_makes_graphs() -> None:
    makers = [module for module, path in MODULES.items() if re.search(r"dcc\.Graph\(", path.read_text(encoding="utf-8"))]
    assert makers == ["layouts.components.graphs"]


def test_nothing_is_fetched_from_another_host() -> None:
    for path in [*MODULES.values(), *(ROOT / "assets").glob("*.[cjs]s*")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://(cdn|unpkg|fonts\.g|cdnjs)|@import|url\(\s*['\"]?https?:", text), path
