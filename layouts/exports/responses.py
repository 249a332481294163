"""What the server answers to someone who asks for data: a body, its media type, its file name, its validator.

Answers are made of plain values, so that the routes have nothing left to decide.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path

from etl.queries import atlas

TEXT, JSON, CSV = "text/plain; charset=utf-8", "application/json", "text/csv; charset=utf-8"
PARQUET = "application/vnd.apache.parquet"


@dataclass(frozen=True)
class Answer:
    """An answer: ``body`` whole or in pieces, ``name`` of the file if it is one, ``etag`` to ask for it again cheaply.

    A browser shows a file that is ``inline``, and saves it under its name only when asked to.
    """

    body: bytes | Iterable[bytes]
    media: str = TEXT
    name: str = ""
    status: int = HTTPStatus.OK
    etag: str = ""
    inline: bool = False


def refusal(status: int, *messages: str) -> Answer:
    """A plain message instead of what was asked for."""
    return Answer("".join(f"{line}\n" for line in messages).encode(), status=status)


@cache
def _edition() -> str:
    """A hash of the code that writes exports, so that an older copy is not taken for a newer form of the same data."""
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def tag(*parts: str) -> str:
    """A validator of an answer that depends on the parts, on the data version and on the code."""
    return hashlib.sha256("\0".join([atlas.atlas().version, _edition(), *parts]).encode()).hexdigest()[:20]


@lru_cache(maxsize=128)
def _place(_etag: str) -> list[bytes]:
    return []


def written(etag: str, write: Callable[[], bytes]) -> bytes:
    """The body with a validator, written when it is first asked for; the one cache of what is exported."""
    place = _place(etag)
    if not place:
        place.append(write())
    return place[0]
