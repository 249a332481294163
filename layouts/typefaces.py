"""The typefaces of pages and pictures, from the packages that are installed: of each the part that the atlas writes with, as WOFF2.

Their numerals are of one width by themselves. Other scripts take what the reader's machine has.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import BytesIO

from font_source_sans_pro import SourceSansPro, SourceSansProSemibold
from font_source_serif_pro import SourceSerifProSemibold

from layouts import theme
from layouts.library.once import once

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
# Latin with its accents, punctuation, currencies, arrows, and signs of comparison.
_CHARACTERS = (*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070), *range(0x20A0, 0x20D0), *range(0x2190, 0x2200))
_SIGNS = (0x2212, 0x2248, 0x2264, 0x2265)
_FEATURES = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"]
# What stands in until a face has come: a common face of about the same width, so that no line breaks anew. Of each the families
# and weights that it stands in for, local names, and width, ascent and descent in percent, so that the metrics are the face's own.
FALLBACKS = (
    ("Atlas fallback", 400, ("Arial", "Liberation Sans", "Helvetica"), (94.6, 104.0, 28.9)),
    ("Atlas fallback", 600, ("Arial Bold", "Liberation Sans Bold", "Helvetica Bold"), (90.0, 109.3, 30.3)),
    ("Atlas fallback serif", 600, ("Times New Roman Bold", "Liberation Serif Bold", "Times Bold"), (106.7, 97.1, 31.4)),
)


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


@cache
def edition() -> str:
    """A hash of what the files are made of, for addresses that may be cached for ever."""
    packages = [version(name) for name in ("font-source-sans-pro", "font-source-serif-pro", "fonttools")]
    return hashlib.sha256(repr((packages, _CHARACTERS, _SIGNS, _FEATURES)).encode()).hexdigest()[:12]


def _subset(name: str) -> bytes:
    from fontTools.subset import Options, Subsetter, load_font, save_font  # noqa: PLC0415 - heavy, and needed once

    options = Options(flavor="woff2", layout_features=_FEATURES, hinting=False)
    file, subsetter = BytesIO(), Subsetter(options)
    subsetter.populate(unicodes=[*_CHARACTERS, *_SIGNS])
    with load_font(FACES[name].path.replace(".otf", ".ttf"), options) as font:
        subsetter.subset(font)
        save_font(font, file, options)
    return file.getvalue()


@cache
def woff2(name: str) -> bytes:
    """The part of a face that the atlas writes with; made once, which takes a second."""
    return once(f"{name}-{edition()}.woff2", lambda: _subset(name))


def address(name: str) -> str:
    """Where the server offers a face."""
    return f"/type/{edition()}/{name}.woff2"


def _fallback(family: str, weight: int, local: Sequence[str], metrics: tuple[float, float, float]) -> str:
    names = ",".join(f'local("{name}")' for name in local)
    width, ascent, descent = metrics
    overrides = f"size-adjust:{width}%;ascent-override:{ascent}%;descent-override:{descent}%;line-gap-override:0%"
    return f"@font-face{{font-family:'{family}';font-weight:{weight};src:{names};{overrides}}}"


def rules() -> str:
    """The rules of a style sheet by which the pages know the faces, with the families that they name."""
    faces = (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-display:swap;src:url({address(name)}) format('woff2')}}"
        for name, face in FACES.items()
    )
    fallbacks = (_fallback(*fallback) for fallback in FALLBACKS)
    return f"{''.join((*faces, *fallbacks))}:root{{--text:{theme.FONT};--serif:{theme.SERIF}}}"
