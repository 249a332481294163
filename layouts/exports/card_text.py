"""The words of a preview picture: faces that have every letter of a text, and lines that fit into a width."""

from dataclasses import dataclass
from functools import cache, lru_cache

import font_source_sans_pro
import font_source_serif_pro
from PIL import ImageFont

_FILES = {**font_source_serif_pro.font_files_ttf, **font_source_sans_pro.font_files_ttf}
SERIF, SANS, BOLD = "SourceSerifProSemibold", "SourceSansPro", "SourceSansProSemibold"
# Faces of the system for the scripts that ours lack, the first that is installed and has the letters.
_OTHERS = ("NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoSansArabic-Regular.ttf", "DejaVuSans.ttf")


@lru_cache(maxsize=64)
def _face(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(_FILES.get(name, name), size)
    except OSError:
        return None


@cache
def _has(name: str, letter: str) -> bool:
    """Whether a face has a letter, and not only the box that stands for a missing one."""
    face = _face(name, 20)
    return face is not None and bytes(face.getmask(letter)) != bytes(face.getmask("\U0010fffd"))


def _lacks(name: str, text: str) -> set[str]:
    return {letter for letter in set(text) if not letter.isspace() and not _has(name, letter)}


def face(name: str, size: int, text: str) -> ImageFont.FreeTypeFont:
    """The face for a text: the named one, or another where that has more of the letters."""
    best = min((name, *_OTHERS), key=lambda one: len(_lacks(one, text))) if _lacks(name, text) else name
    return _face(best, size) or ImageFont.truetype(_FILES[name], size)


def legible(text: str, name: str) -> str:
    """A text without the letters that no face of this server has: nothing stands there rather than boxes."""
    lacking = set.intersection(*(_lacks(one, text) for one in (name, *_OTHERS)))
    return " ".join("".join(letter for letter in text if letter not in lacking).split())


@dataclass(frozen=True)
class Block:
    """Lines of text in one face; ``leading``: from one line to the next, in pixels."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    leading: int

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if font.getlength(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(f"{text[:middle].rstrip()}…") <= width else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def block(text: str, name: str, sizes: tuple[int, ...], width: int, most: int) -> Block:
    """A text in the largest of the sizes in which it takes at most so many lines; in the smallest, cut, where it fits in none."""
    text = legible(text, name)
    for size in sizes:
        font = face(name, size, text)
        lines = _wrapped(text, font, width)
        if len(lines) <= most and all(font.getlength(line) <= width for line in lines):
            break
    rest = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return Block(tuple(shortened(line, font, width) for line in rest), font, round(size * 1.22))
