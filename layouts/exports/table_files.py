"""Whole tables as files in the folder of the built ones, written and compressed once, so that to send one costs nothing.

They lie in a folder named after the data and the code that wrote them: what another version wrote is never taken for them.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.contract.errors import WriteError
from etl.queries import open_data
from layouts.exports.responses import ENCODINGS, tag
from layouts.library.compressed import HARDEST


def _home() -> Path:
    return open_data.folder() / "whole"


def written(name: str) -> Path | None:
    """The file of a name, None where it was not written by this version."""
    path = _home() / tag("whole tables") / name
    return path if path.is_file() else None


def write(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write a file."""
    path.write_bytes(b"".join(pieces))
    return path


def compress(path: Path, encoding: str) -> None:
    """Write the compressed form of a file beside it; threads do that at once, since the compressors leave the interpreter free."""
    path.with_name(path.name + ENCODINGS[encoding]).write_bytes(HARDEST[encoding](path.read_bytes()))


@contextmanager
def replaced() -> Iterator[Path]:
    """A folder to write to, which then stands in the place of all that was written before.

    Raises WriteError where it cannot be written; nothing changes where it fails.
    """
    home = _home()
    try:
        with _folder(home) as folder:
            yield folder
    except OSError as error:
        problem = f"the whole tables cannot be written as files ({error.strerror or error})"
        remedy = "Free some space or fix the permissions, then run: python -m layouts.exports.whole_tables. The files written before stay."
        raise WriteError("whole tables", str(home), problem, remedy) from error


@contextmanager
def _folder(home: Path) -> Iterator[Path]:
    """A new folder in ``home``, which at the end is the only one there, or is gone."""
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
