"""Starting a process and sending it the data (see `plangraph.sandbox.host`)."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO, Any, TypeAlias, cast

from plangraph.errors import WorkersUnstarted

log = logging.getLogger("plangraph")

Data: TypeAlias = Callable[[IO[bytes]], object]
"""Writes the data into a file, as N-Quads."""


def started(data: Data, role: str, memory: int) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """A new host, to which the data are on their way, and the channel to it. Raises WorkersUnstarted."""
    try:
        ours, theirs = socket.socketpair()
    except OSError as error:
        raise WorkersUnstarted(reason=error.strerror) from error
    with theirs:
        command = [sys.executable, "-P", "-m", "plangraph.sandbox.host", role, str(memory)]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
        if sys.platform == "win32":
            pipes["creationflags"] = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        else:  # a group of its own: what is typed at a terminal is for the server, which then tells its processes
            command.append(str(theirs.fileno()))
            pipes |= {"pass_fds": [theirs.fileno()], "process_group": 0}
        try:
            process = subprocess.Popen(command, **pipes)  # noqa: S603 - our own program
        except OSError as error:
            ours.close()
            raise WorkersUnstarted(reason=error.strerror) from error
        pipe = cast("IO[bytes]", process.stdin)
        if sys.platform == "win32":
            shared = theirs.share(process.pid)
            pipe.write(len(shared).to_bytes(4, "big") + shared)
    Thread(target=_feed, args=(data, process, pipe), name="feed", daemon=True).start()
    return process, ours


def _feed(data: Data, process: subprocess.Popen[bytes], pipe: IO[bytes]) -> None:
    """Send all data. A host must not take a part of them for the whole, so it dies before the pipe is closed."""
    with suppress(OSError), pipe:
        try:
            data(pipe)
        except BaseException as error:
            process.kill()
            process.wait()
            if not isinstance(error, OSError):  # which only says that it was dead already
                log.error("The data could not be sent to a process that runs queries.", exc_info=error)
