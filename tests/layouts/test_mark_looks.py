"""One table of looks: figures, legends, drawings of exports and the style sheet cannot tell two things of one mark."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from etl.contract import vocabulary
from layouts import legend_symbols, mark_looks, stylesheet, theme
from layouts.figures import flow_map

ROOT = Path(__file__).parent.parent.parent
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.mark.parametrize("kind", vocabulary.terms("kind"))
def test_the_legend_of_the_page_and_of_a_picture_show_the_shape_and_the_colour_of_a_kind(kind: str) -> None:
    look, rules = theme.of_kind(kind), unquote(stylesheet.marks())
    for ink in (look.light, look.dark):
        assert legend_symbols.mark(theme.SYMBOLS[kind]).format(ink=ink) in rules.split(f".shape-{kind}::before", 1)[1]


@pytest.mark.parametrize("code", vocabulary.terms("range_kind"))
def test_every_kind_of_range_has_a_look_in_figures_legends_and_pictures(code: str) -> None:
    assert code in mark_looks.RANGES
    assert f".sign-{code}::before" in stylesheet.marks()
    assert legend_symbols.RANGES[code].count("{ink}") > 0


def test_no_two_kinds_of_range_look_alike_in_a_legend_nor_in_a_figure() -> None:
    assert len(set(legend_symbols.RANGES.values())) == len(legend_symbols.RANGES)
    assert len(set(mark_looks.RANGES.values())) == len(mark_looks.RANGES)


def test_the_lines_of_a_legend_are_as_wide_and_as_coloured_as_those_of_the_map() -> None:
    lines = [trace["line"] for trace in flow_map.flow_map()["data"][: len(flow_map.WIDTHS)]]
    for number, line in enumerate(lines):
        rule = f".line-{number}::before{{border-top-width:{line['width']}px;border-color:light-dark({line['color']},"
        assert rule in stylesheet.marks()


def test_colours_stand_in_the_theme_and_in_one_style_sheet_alone() -> None:
    assert [path.name for path in (ROOT / "layouts").rglob("*.py") if HEX.search(path.read_text(encoding="utf-8"))] == ["theme.py"]
    assert len([path for path in (ROOT / "assets").rglob("*.css") if HEX.search(path.read_text(encoding="utf-8"))]) == 1
