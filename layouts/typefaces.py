"""The typefaces of the pages, from the packages that are installed: of each the part that the atlas writes with, as WOFF2.

Other scripts, and pictures that leave the page, take what the reader's machine has.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import BytesIO

from font_source_sans_pro import SourceSansPro, SourceSansProSemibold
from font_source_serif_pro import SourceSerifProSemibold

from layouts import theme

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
# Latin with its accents, punctuation, currencies, arrows, and signs of comparison.
_CHARACTERS = (*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070), *range(0x20A0, 0x20D0), *range(0x2190, 0x2200))
_SIGNS = (0x2212, 0x2248, 0x2264, 0x2265)
_FEATURES = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"]
# What stands in until a face has come, in its width.
_FALLBACK = 'src:local("Arial"),local("Liberation Sans"),local("Helvetica Neue");size-adjust:94%'


@dataclass(frozen=True)
class Face:
    """A face: the family and the weight that a style sheet names, and its file."""

    family: str
    weight: int
    path: str


FACES: Mapping[str, Face] = {
    "sans": Face(SANS, 400, SourceSansPro),
    "sans-semibold": Face(SANS, 600, SourceSansProSemibold),
    "serif-semibold": Face(SERIF, 600, SourceSerifProSemibold),
}
TEXT = f"'{SANS}','Atlas fallback',{theme.FONT}"
TITLES = f"'{SERIF}',{theme.SERIF}"


@cache
def edition() -> str:
    """A hash of what the files are made of, for addresses that may be cached for ever."""
    packages = [version(name) for name in ("font-source-sans-pro", "font-source-serif-pro", "fonttools")]
    return hashlib.sha256(repr((packages, _CHARACTERS, _SIGNS, _FEATURES)).encode()).hexdigest()[:12]


@cache
def woff2(name: str) -> bytes:
    """The part of a face that the atlas writes with; making it takes a second."""
    from fontTools.subset import Options, Subsetter, load_font, save_font  # noqa: PLC0415 - heavy, and needed once

    options = Options(flavor="woff2", layout_features=_FEATURES, hinting=False)
    file, subsetter = BytesIO(), Subsetter(options)
    subsetter.populate(unicodes=[*_CHARACTERS, *_SIGNS])
    with load_font(FACES[name].path.replace(".otf", ".ttf"), options) as font:
        subsetter.subset(font)
        save_font(font, file, options)
    return file.getvalue()


def address(name: str) -> str:
    """Where the server offers a face."""
    return f"/type/{edition()}/{name}.woff2"


def rules() -> str:
    """The rules of a style sheet by which the pages know the faces, with the families that they name."""
    faces = (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-display:swap;src:url({address(name)}) format('woff2')}}"
        for name, face in FACES.items()
    )
    return f"{''.join(faces)}@font-face{{font-family:'Atlas fallback';{_FALLBACK}}}:root{{--text:{TEXT};--serif:{TITLES}}}"
