"""One table of looks: figures, legends, drawings of exports and the style sheet cannot tell two things of one mark."""

import re
from pathlib import Path

import pytest

from etl.contract import vocabulary
from layouts import legend_symbols, mark_looks, stylesheet, theme
from layouts.figures import flow_map

ROOT = Path(__file__).parent.parent.parent
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.mark.parametrize("kind", vocabulary.terms("kind"))
def test_the_legend_of_the_page_and_of_a_picture_show_the_shape_and_the_colour_of_a_kind(kind: str) -> None:
    glyph, look = mark_looks.GLYPHS[theme.SYMBOLS[kind]], theme.of_kind(kind)
    assert f'.shape-{kind}::before{{content:"{glyph}";color:light-dark({look.light},{look.dark})}}' in stylesheet.marks()
    assert "{ink}" in legend_symbols.mark(theme.SYMBOLS[kind])


@pytest.mark.parametrize("code", vocabulary.terms("range_kind"))
def test_every_kind_of_range_has_a_look_in_figures_legends_and_pictures(code: str) -> None:
    look = mark_looks.RANGES[code]
    assert f'.sign-{code}::before{{content:"{look.glyph}"}}' in stylesheet.marks()
    assert legend_symbols.RANGES[code].count("{ink}") > 0


def test_ranges_that_look_alike_are_confidence_intervals_alone() -> None:
    drawings = [drawing for code, drawing in legend_symbols.RANGES.items() if not code.startswith("ci_")]
    assert len(set(drawings)) == len(drawings)
    assert len({legend_symbols.RANGES[code] for code in ("ci_68", "ci_90", "ci_95")}) == 1


def test_the_lines_of_a_legend_are_as_wide_and_as_coloured_as_those_of_the_map() -> None:
    lines = [trace["line"] for trace in flow_map.flow_map()["data"][: len(flow_map.WIDTHS)]]
    for number, line in enumerate(lines):
        rule = f".line-{number}::before{{border-top-width:{line['width']}px;border-color:light-dark({line['color']},"
        assert rule in stylesheet.marks()


def test_colours_stand_in_the_theme_and_in_one_style_sheet_alone() -> None:
    assert [path.name for path in (ROOT / "layouts").rglob("*.py") if HEX.search(path.read_text(encoding="utf-8"))] == ["theme.py"]
    assert len([path for path in (ROOT / "assets").rglob("*.css") if HEX.search(path.read_text(encoding="utf-8"))]) == 1
