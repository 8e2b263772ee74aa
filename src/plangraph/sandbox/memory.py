"""Having the C library return to the system what a large answer took."""

from __future__ import annotations

import ctypes
import platform
from typing import Final

_M_TRIM_THRESHOLD: Final = -1  # as malloc.h of glibc has them
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8


def give_memory_back(beyond: int = 1 << 16) -> None:
    """Use one arena for all threads, and keep pieces of more bytes apart, where they can be given back one by one.

    What is given back has to be taken again, which makes answers of that size slower. Call it before the first thread
    starts. Other C libraries than glibc do as they think best.
    """
    if platform.libc_ver()[0] == "glibc":
        allocator = ctypes.CDLL(None)
        allocator.mallopt(_M_ARENA_MAX, 1)
        allocator.mallopt(_M_MMAP_THRESHOLD, beyond)
        allocator.mallopt(_M_TRIM_THRESHOLD, 2 * beyond)
