"""How a text is compared with a search: without case, accents, punctuation and a leading article, in any script.

The browser compares in the same way: ``atlas.folded`` in assets/core/atlas.js. A test compares the two.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that stand for another, and have no decomposition in Unicode: Latin ones, and what Arabic writers use for one another.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ة": "ه", "ـ": None})
_AMPERSAND = re.compile(r"\b\s*&\s*\b")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The words of a text in their order, separated by single blanks; '' where it has none."""
    marked = unicodedata.normalize("NFKD", _APOSTROPHES.sub(" ", text))
    plain = marked if marked.isascii() else "".join(letter for letter in marked if not unicodedata.category(letter).startswith("M"))
    letters = _AMPERSAND.sub(" and ", plain.casefold().translate(_LETTERS))
    return re.sub(r"[\W_]+", " ", letters).strip().removeprefix("the ")
