"""The allocator of C, which Arrow is made to use as well: what is free goes back to the system at once.

Else a process keeps the most that it ever used, and each thread a pool of its own. To be called before Arrow is imported.
"""

import ctypes
import os

# Of mallopt: what may be free at the end of a pool, how large a piece is that is a mapping of its own, and how many pools there are.
_TRIMMED, _MAPPED, _ARENAS = -1, -3, -8
_c = ctypes.CDLL(None)


def lean() -> None:
    """Keep little; where the allocator is another, only Arrow does."""
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    if hasattr(_c, "mallopt"):
        for option, value in ((_TRIMMED, 2**20), (_MAPPED, 2**18), (_ARENAS, 2)):
            _c.mallopt(option, value)


def trim() -> None:
    """Give back what is free amid what is used."""
    if hasattr(_c, "malloc_trim"):
        _c.malloc_trim(0)
