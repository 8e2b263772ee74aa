"""The program of a process that holds the data: `python -m plangraph.sandbox.host ROLE MEMORY [CHANNEL]`.

It reads the data, as N-Quads, from standard input, and then either forks workers (ROLE `zygote`) or, where there is no
fork, is the one worker itself (ROLE `worker`), killed by its parent when it takes too long or too much memory.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import BinaryIO, Final, NoReturn

import pyoxigraph
from pyoxigraph import RdfFormat

from plangraph.sandbox import wire
from plangraph.sandbox.confinement import forget_parent, keep_only, no_more_descriptors
from plangraph.sandbox.memory import give_memory_back
from plangraph.sandbox.worker import serve_queries
from plangraph.sandbox.zygote import run_zygote

_PARENT_LATE: Final = 1.0  # seconds
_LARGE: Final = 1 << 22  # bytes; most answers are smaller


def main(role: str, memory: str, *descriptor: str) -> NoReturn:
    """Take the channel and the data, then do what the role says, until the channel closes."""
    give_memory_back(beyond=_LARGE)
    channel = _channel(sys.stdin.buffer, *descriptor)
    engine = pyoxigraph.Store()
    try:
        engine.bulk_load(sys.stdin.buffer, RdfFormat.N_QUADS)
    except SyntaxError:  # the parent has ended in the middle of them
        sys.exit(1)
    if role == "zygote":
        run_zygote(channel, engine, int(memory))
    if hasattr(os, "fork"):  # then there are these walls, too
        forget_parent()
        channel = keep_only(channel)
        no_more_descriptors()
    wire.send(channel, {"ready": True})
    serve_queries(channel, engine, _alarm_for_orphans)


def _alarm_for_orphans(seconds: float) -> None:
    """End this process when its parent, which would have killed it in time, is no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds and seconds + _PARENT_LATE)


def _channel(given: BinaryIO, descriptor: str | None = None) -> socket.socket:
    """The socket that the parent shares: by its number or, on Windows, by what `socket.share` wrote."""
    if sys.platform != "win32":
        assert descriptor  # noqa: S101 - given by whoever starts this program
        return socket.socket(fileno=int(descriptor))
    return socket.fromshare(given.read(int.from_bytes(given.read(4), "big")))


if __name__ == "__main__":
    main(*sys.argv[1:])
