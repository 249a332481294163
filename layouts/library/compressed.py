"""Files that never change, compressed as far as can be."""

import gzip
import hashlib
from collections.abc import Callable, Mapping

import brotli

from layouts.library.once import once

HARDEST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=11, lgwin=22)),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
ENCODINGS = tuple(HARDEST)
# By encoding and content; as many as there are files to serve.
_ready: dict[tuple[str, str], bytes] = {}


def compressed(body: bytes, encoding: str) -> bytes:
    """The body in an encoding of HTTP, 'br' or 'gzip'."""
    content = hashlib.sha256(body).hexdigest()[:20]
    key = (encoding, content)
    if key not in _ready:
        _ready[key] = once(f"{content}.{encoding}", lambda: HARDEST[encoding](body))
    return _ready[key]
