"""Files that never change, compressed as far as can be: once, and kept in a folder for the next start where that may be written."""

import gzip
import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress

import brotli

from layouts.library.plotly_js import BUNDLE

_FOLDER = BUNDLE.parent
_HARDEST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=11, lgwin=22)),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
ENCODINGS = tuple(_HARDEST)
# By encoding and content; as many as there are files to serve.
_ready: dict[tuple[str, str], bytes] = {}


def _made(encoding: str, content: str, body: bytes) -> bytes:
    """From the folder, which other servers write and tidy too, else made."""
    file = _FOLDER / f"{content}.{encoding}"
    with suppress(OSError):
        return file.read_bytes()
    small = _HARDEST[encoding](body)
    with suppress(OSError):
        _FOLDER.mkdir(exist_ok=True)
        unfinished = file.with_suffix(f".{encoding}.{os.getpid()}")
        unfinished.write_bytes(small)
        unfinished.replace(file)
    return small


def compressed(body: bytes, encoding: str) -> bytes:
    """The body in an encoding of HTTP, 'br' or 'gzip'."""
    content = hashlib.sha256(body).hexdigest()[:20]
    key = (encoding, content)
    if key not in _ready:
        _ready[key] = _made(encoding, content, body)
    return _ready[key]


def tidy() -> None:
    """Remove from the folder what this process did not ask for: files of older scripts; for a server that has warmed up."""
    known = {f"{content}.{encoding}" for encoding, content in _ready}
    with suppress(OSError):
        for encoding in ENCODINGS:
            for file in _FOLDER.glob(f"*.{encoding}"):
                if file.name not in known:
                    file.unlink()
