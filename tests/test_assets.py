"""Scripts and style sheets: every file says what it is, no rule stands twice, and nothing names what is not there."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from layouts import stylesheet

ROOT = Path(__file__).parent.parent
SCRIPTS, SHEETS = sorted((ROOT / "assets").rglob("*.js")), sorted((ROOT / "assets").rglob("*.css"))
WRITERS = [*(ROOT / "layouts").rglob("*.py"), *(ROOT / "layouts").rglob("*.html")]
# What others write into the page: Mantine, plotly, and Dash.
FOREIGN = re.compile(r"mantine-|modebar|choropleth|js-plotly|geolayer|hovertext|svg-container|main-svg|bg$|point$|xy$|layer$|land$|map$")


def _text(paths: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _rules(sheet: Path) -> Iterator[tuple[str, str, str]]:
    """The rules of a sheet: the query around them, their selector, and what they set."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    for media, block, selector, body in re.findall(
        r"@(?:media|container) ([^{]+)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}|([^{}@]+)\{([^{}]*)\}", text
    ):
        inner = re.findall(r"([^{}]+)\{([^{}]*)\}", block) if media else [(selector, body)]
        yield from ((media.strip(), " ".join(one.split()), rules.strip()) for one, rules in inner)


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=lambda path: path.name)
def test_a_file_says_at_its_top_what_it_is(path: Path) -> None:
    assert re.match(r"/\* [A-Z\"][^*]{20,}", path.read_text(encoding="utf-8"))


def test_the_first_words_are_as_dark_as_the_page() -> None:
    dark = [colours for media, selector, colours in _rules(ROOT / "assets/css/tokens.css") if "dark" in media + selector]
    assert len(dark) == 2 and dark[0] == dark[1]


def test_no_selector_has_two_rules() -> None:
    counts = Counter((media, selector) for sheet in SHEETS for media, selector, _ in _rules(sheet))
    assert [rule for rule, count in counts.items() if count > 1] == []


def _prefix(name: str) -> str:
    """The beginning that a made-up class or identifier is written with: ``sides-{n}``."""
    return (name.rpartition("-") if "_" not in name else name.partition("-"))[0]


def test_every_class_of_a_style_sheet_is_one_that_a_page_has() -> None:
    writers = _text([*WRITERS, *SCRIPTS])
    whole, begun = set(re.findall(r"[\w-]+", writers)), set(re.findall(r"([\w-]+)-[{$]", writers))
    named = {name for sheet in SHEETS for _, selector, _ in _rules(sheet) for name in re.findall(r"[.#]([a-zA-Z][\w-]*)", selector)}
    assert sorted(name for name in named - whole if not FOREIGN.search(name) and _prefix(name) not in begun) == []


def test_every_custom_property_is_set_and_used() -> None:
    sheets, style = _text(SHEETS), stylesheet.style()
    assert set(re.findall(r"var\(--([\w-]+)\)", sheets)) == set(re.findall(r"--([\w-]+):", sheets + style))


SELECTOR = re.compile(r"(?:querySelector(?:All)?|closest\?*\.?|matches)\(\"([^\"]+)\"")


def test_every_class_that_a_script_looks_for_is_one_that_a_page_has() -> None:
    writers = _text([*WRITERS, *SCRIPTS])
    named = {
        name
        for script in SCRIPTS
        for found in SELECTOR.findall(script.read_text(encoding="utf-8"))
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", found)
    }
    assert len(named) > 5
    quoted = {name for name in named if not FOREIGN.search(name) and not re.search(rf"[\"' ]{re.escape(name)}[\"' ]", writers)}
    assert quoted == set()
