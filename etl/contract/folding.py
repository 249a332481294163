"""How a text is compared with a search: without case, accents, punctuation and a leading article, in any script."""

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
    plain = "".join(c for c in unicodedata.normalize("NFKD", _APOSTROPHES.sub(" ", text)) if not unicodedata.combining(c))
    letters = _AMPERSAND.sub(" and ", plain.casefold().translate(_LETTERS))
    return re.sub(r"[\W_]+", " ", letters).strip().removeprefix("the ")
