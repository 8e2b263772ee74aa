"""A process that holds the loaded data and forks workers, which share the data with it by copy-on-write.

It has one thread for ever, so it may fork where the server, which has many, may not. It ends when the server does:
nothing else holds the other end of its channel.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
from typing import Final, NoReturn

import pyoxigraph

from plangraph.sandbox.confinement import bound_memory, forget_parent, keep_only, no_more_descriptors
from plangraph.sandbox.worker import CRASHED, serve_queries

REQUEST: Final = struct.Struct("!i")  # the dead worker to bury, or 0
REPLY: Final = struct.Struct("!ii")  # the new worker and how the dead one ended, as `Popen.returncode` tells it
NO_WORKER: Final = -1  # in place of the new worker: the system would not fork


def run_zygote(control: socket.socket, engine: pyoxigraph.Store, memory: int) -> NoReturn:
    """Fork a worker, of at most `memory` MB beyond the data, for each request on `control`, until it closes."""
    status = CRASHED
    try:
        forget_parent()
        _fork_on_request(keep_only(control), engine, memory)
        status = 0
    finally:
        os._exit(status)


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
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


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
            _run_worker(back, engine, memory)
    return pid, front


def _run_worker(channel: socket.socket, engine: pyoxigraph.Store, memory: int) -> NoReturn:
    try:
        channel = keep_only(channel)
        bound_memory(memory)
        no_more_descriptors()
        serve_queries(channel, engine, lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds))
    finally:
        os._exit(CRASHED)  # whatever happens, the zygote's own code must not go on in this process
