"""The other side of the fork: a zygote that holds the loaded data and forks workers, and what a worker does.

The zygote has one thread for ever, so it may fork where the server, which has many, may not; its workers share the
data with it by copy-on-write. It ends when the server does: nothing else holds the other end of its channel.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

import pyoxigraph

from plangraph.errors import PlangraphError
from plangraph.sandbox import wire
from plangraph.sandbox.evaluation import Job, evaluate

REQUEST: Final = struct.Struct("!i")  # the dead worker to bury, or 0
REPLY: Final = struct.Struct("!ii")  # the new worker and how the dead one ended, as waitpid tells it
NO_WORKER: Final = -1  # in place of the new worker: the system would not fork
CRASHED: Final = 70  # exit status of a worker that met what it did not foresee


def run_zygote(control: socket.socket, engine: pyoxigraph.Store, memory: int) -> NoReturn:
    """Fork a worker, of at most `memory` MB beyond the data, for each request on `control`, until it closes."""
    status = CRASHED
    try:
        _forget_parent()
        _fork_on_request(_keep_only(control), engine, memory)
        status = 0
    finally:
        os._exit(status)  # whatever happens, the server's own code must not go on in this process


def _forget_parent() -> None:
    """Undo what the server set up: objects that may close descriptors, signal handlers, core dumps."""
    import resource  # not on every system, and only needed behind a fork

    gc.freeze()
    gc.disable()
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
        signal.SIGPIPE,
    ):  # they tell the server, and it tells us
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _keep_only(channel: socket.socket) -> socket.socket:
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


def _fork_on_request(control: socket.socket, engine: pyoxigraph.Store, memory: int) -> None:
    workers: set[int] = set()
    try:
        while request := control.recv(REQUEST.size):
            (dead,) = REQUEST.unpack(request)
            status = _buried(dead) if dead in workers else 0
            workers.discard(dead)
            try:
                pid, front = _forked(engine, memory)
            except OSError:
                control.sendall(REPLY.pack(NO_WORKER, status))
                continue
            with front:
                workers.add(pid)
                socket.send_fds(control, [REPLY.pack(pid, status)], [front.fileno()])
    finally:
        for pid in workers:
            _buried(pid)


def _buried(pid: int) -> int:
    """End a worker, unless it has ended itself; how it ended. Only its parent can be sure that the number is its."""
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def _forked(engine: pyoxigraph.Store, memory: int) -> tuple[int, socket.socket]:
    """A new worker and our end of its channel. Raises OSError if the system gives no more of either."""
    front, back = socket.socketpair()
    with back:
        try:
            pid = os.fork()
        except OSError:
            front.close()
            raise
        if pid == 0:
            front.close()
            run_worker(back, engine, memory)
    return pid, front


def run_worker(channel: socket.socket, engine: pyoxigraph.Store, memory: int) -> NoReturn:
    """Answer one query after the other until the channel closes, or until one of them is too much."""
    try:
        channel = _keep_only(channel)
        _confine(memory)
        while True:
            _answer(channel, engine)
    except (EOFError, OSError):
        os._exit(0)
    except MemoryError:
        os.abort()
    finally:
        os._exit(CRASHED)


def _confine(memory: int) -> None:
    """Bound the address space, and leave no descriptor free: no file, no socket, whatever the engine is told to do."""
    import resource

    if sys.platform == "linux":  # elsewhere the system does not hold a process to this limit
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + (memory << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))


def _answer(channel: socket.socket, engine: pyoxigraph.Store) -> None:
    request, _ = wire.receive(channel)
    signal.setitimer(signal.ITIMER_REAL, request["deadline"])
    try:
        body, truncated = evaluate(engine, Job.of_message(request))
        header: dict[str, Any] = {"truncated": truncated}
    except PlangraphError as error:
        body, header = bytearray(), {"error": type(error).__name__, "fields": error.fields}
    signal.setitimer(signal.ITIMER_REAL, 0)
    wire.send(channel, header, body)
