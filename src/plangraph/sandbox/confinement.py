"""What a worker gives up before it sees a query: descriptors, signals, memory.

Where the system has no such limits, the parent of the worker watches over it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from pathlib import Path


def forget_parent() -> None:
    """Undo what Python and the parent set up: objects that may close descriptors, signal handlers, core dumps."""
    import resource  # not on every system, and only needed where there is fork

    gc.freeze()
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)  # they tell the server, and it tells us
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def keep_only(channel: socket.socket) -> socket.socket:
    """Close every descriptor but this one, which becomes number 3, behind three that lead nowhere."""
    import fcntl

    kept = fcntl.fcntl(channel.detach(), fcntl.F_DUPFD, 4)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.dup2(kept, 3, inheritable=False)
    _close_from(4)
    return socket.socket(fileno=3)


def _close_from(first: int) -> None:
    try:
        opened = [int(name) for name in os.listdir("/dev/fd")]  # noqa: PTH208 - names, not paths
    except OSError:
        os.closerange(first, os.sysconf("SC_OPEN_MAX"))  # which may be billions, where numbers are not listed
        return
    for number in opened:
        if number >= first:
            with contextlib.suppress(OSError):  # one of them was that of the list itself
                os.close(number)


def no_more_descriptors() -> None:
    """Leave no descriptor free: no file, no socket, whatever the engine is told to do."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))


def bound_memory(megabytes: int) -> None:
    """Let the address space grow by no more than this."""
    import resource

    if sys.platform == "linux":  # elsewhere the system does not hold a process to this limit
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
