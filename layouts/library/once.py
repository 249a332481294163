"""What is costly to make and never changes: made once, and kept in a folder for the next start where that may be written."""

import os
from collections.abc import Callable
from contextlib import suppress

from layouts.library.plotly_js import BUNDLE

_FOLDER = BUNDLE.parent
_known: set[str] = set()


def once(name: str, make: Callable[[], bytes]) -> bytes:
    """The content that a name stands for: from the folder, which other servers write and tidy too, else made."""
    _known.add(name)
    file = _FOLDER / name
    with suppress(OSError):
        return file.read_bytes()
    content = make()
    with suppress(OSError):
        _FOLDER.mkdir(exist_ok=True)
        unfinished = file.with_name(f"{name}.{os.getpid()}")
        unfinished.write_bytes(content)
        unfinished.replace(file)
    return content


def tidy() -> None:
    """Remove from the folder what this process did not ask for: files of older scripts; for a server that has warmed up."""
    endings = {name.rpartition(".")[2] for name in _known}
    with suppress(OSError):
        for ending in endings:
            for file in _FOLDER.glob(f"*.{ending}"):
                if file.name not in _known:
                    file.unlink()
