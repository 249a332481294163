"""What is costly to make and never changes: made once, and kept in a folder for the next start where that may be written."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import get_native_id

from layouts.library.plotly_js import BUNDLE

_FOLDER = BUNDLE.parent
_known: set[str] = set()


def kept(name: str) -> bytes | None:
    """The content that a name stands for, from the folder, which other servers write and tidy too; None where it is not there."""
    _known.add(name)
    with suppress(OSError):
        return (_FOLDER / name).read_bytes()
    return None


def keep(name: str, content: bytes) -> bool:
    """Put the content into the folder; whether that may be written."""
    _known.add(name)
    file = _FOLDER / name
    with suppress(OSError):
        _FOLDER.mkdir(exist_ok=True)
        unfinished = file.with_name(f"{name}.{get_native_id()}")
        unfinished.write_bytes(content)
        unfinished.replace(file)
        return True
    return False


def once(name: str, make: Callable[[], bytes]) -> bytes:
    """The content that a name stands for: from the folder, else made."""
    content = kept(name)
    if content is None:
        content = make()
        keep(name, content)
    return content


def taken(ending: str) -> Iterator[tuple[str, bytes]]:
    """What is in the folder under names of an ending, which go when the next is asked for."""
    for file in _FOLDER.glob(f"*.{ending}"):
        with suppress(OSError):
            yield file.stem, file.read_bytes()
            file.unlink()


def tidy() -> None:
    """Remove from the folder what this process did not ask for: files of older scripts; for a server that has warmed up."""
    endings = {name.rpartition(".")[2] for name in _known}
    with suppress(OSError):
        for ending in endings:
            for file in _FOLDER.glob(f"*.{ending}"):
                if file.name not in _known:
                    file.unlink()
