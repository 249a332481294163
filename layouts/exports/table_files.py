"""Whole tables as files in the folder of the built ones, written and compressed once, so that to send one costs nothing.

They lie in a folder named after the data and the code that wrote them: what another version wrote is never taken for them.
"""

import gzip
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import brotli

from etl.queries import open_data
from layouts.exports.responses import ENCODINGS, tag

_COMPRESSORS = {"br": partial(brotli.compress, quality=9), "gzip": partial(gzip.compress, compresslevel=9, mtime=0)}


def _home() -> Path:
    return open_data.folder() / "whole"


def written(name: str) -> Path | None:
    """The file of a name, None where it was not written by this version."""
    path = _home() / tag("whole tables") / name
    return path if path.is_file() else None


def write(path: Path, pieces: Iterable[bytes], *, compressed: bool = False) -> None:
    """Write a file, and where it is to be ``compressed`` the others beside it."""
    plain = b"".join(pieces)
    path.write_bytes(plain)
    for encoding, ending in ENCODINGS.items() if compressed else ():
        path.with_name(path.name + ending).write_bytes(_COMPRESSORS[encoding](plain))


@contextmanager
def replaced() -> Iterator[Path]:
    """A folder to write to, which then stands in the place of all that was written before; nothing changes where it fails."""
    home = _home()
    home.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=home))
    try:
        yield folder
        folder.chmod(0o755)
        for old in home.iterdir():
            if old != folder:
                shutil.rmtree(old)
        folder.rename(home / tag("whole tables"))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
