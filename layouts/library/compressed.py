"""Files that never change, compressed as far as can be, which takes seconds: python -m layouts.library.compressed does it.

It goes on beside a server that has started, which until then sends what can be compressed at once.
"""

import gzip
import hashlib
import os
import signal
from collections.abc import Callable, Mapping
from functools import partial

import brotli

from layouts.library import once

HARDEST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=11, lgwin=22)),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
ENCODINGS = tuple(HARDEST)
_AT_ONCE: Mapping[str, Callable[[bytes], bytes]] = {**HARDEST, "br": lambda body: bytes(brotli.compress(body, quality=5))}
_PLAIN = "plain"
# By the name of the content and the encoding; as many as there are files to serve.
_best: dict[str, bytes] = {}
_first: dict[str, bytes] = {}


def compressed(body: bytes, encoding: str) -> bytes:
    """The body in an encoding of HTTP, 'br' or 'gzip', as far as it is compressed by now; where nothing can be kept, as far as can be."""
    content = hashlib.sha256(body).hexdigest()[:20]
    name = f"{content}.{encoding}"
    if name in _best:
        return _best[name]
    if best := once.kept(name):
        _best[name] = best
        _first.pop(name, None)
        return best
    if name not in _first:
        compress = _AT_ONCE if once.keep(f"{content}.{_PLAIN}", body) else HARDEST
        _first[name] = compress[encoding](body)
    return _first[name]


def finish() -> None:
    """Compress as far as can be what was only compressed at once."""
    for content, body in once.taken(_PLAIN):
        for encoding, compress in HARDEST.items():
            once.once(f"{content}.{encoding}", partial(compress, body))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the compressor would first finish its file
    os.nice(19)  # readers come first
    finish()
