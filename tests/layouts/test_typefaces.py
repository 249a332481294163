"""The typefaces of pages and pictures: every name of a place is in them, numerals are of one width, and what stands in fits."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from etl.queries import place_summary
from layouts import theme, typefaces

# How often letters and the space stand in English text, and how wide they are in the faces that stand in, in thousandths.
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_OFTEN = "82 15 28 43 127 22 20 61 70 1.5 8 40 24 67 75 19 1 60 63 91 28 10 24 1.5 20 0.7 190"
_WIDTHS = {
    "Arial": "556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 278",
    "Arial Bold": "556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 278",
    "Times New Roman Bold": "500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 250",
}


def _by_letter(numbers: str) -> dict[str, float]:
    return dict(zip(_LETTERS, map(float, numbers.split()), strict=True))


def _font(name: str) -> TTFont:
    return TTFont(BytesIO(typefaces.woff2(name)))


@pytest.mark.parametrize("name", typefaces.FACES)
def test_every_name_of_a_place_is_set_in_the_face_and_numerals_are_of_one_width(name: str) -> None:
    font = _font(name)
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    letters = set("".join(place_summary.names().values())) | set("Côte d’Ivoire Türkiye Åland São Tomé 1,234–5 ≥ → ·")
    assert sorted(letter for letter in letters if ord(letter) not in glyphs) == []
    assert len({widths[glyphs[ord(numeral)]][0] for numeral in "0123456789"}) == 1


@pytest.mark.parametrize(("name", "fallback"), list(zip(typefaces.FACES, typefaces.FALLBACKS, strict=True)))
def test_what_stands_in_for_a_face_has_its_width_and_its_height(
    name: str, fallback: tuple[str, int, tuple[str, ...], tuple[float, ...]]
) -> None:
    font, (_, weight, local, (width, ascent, descent)) = _font(name), fallback
    glyphs, units = font.getBestCmap(), font["head"].unitsPerEm
    own = sum(often * font["hmtx"][glyphs[ord(letter)]][0] * 1000 / units for letter, often in _by_letter(_OFTEN).items())
    other = sum(_by_letter(_OFTEN)[letter] * wide for letter, wide in _by_letter(_WIDTHS[local[0]]).items())
    assert typefaces.FACES[name].weight == weight
    assert width == pytest.approx(100 * own / other, abs=0.2)
    assert ascent == pytest.approx(100 * font["hhea"].ascent / units / (width / 100), abs=0.2)
    assert descent == pytest.approx(-100 * font["hhea"].descent / units / (width / 100), abs=0.2)


def test_the_families_of_figures_are_those_that_the_style_sheet_declares() -> None:
    rules = typefaces.rules()
    for families in (theme.FONT, theme.SERIF):
        assert all(f"font-family:{family.strip()}" in rules for family in families.split(",")[:2])
