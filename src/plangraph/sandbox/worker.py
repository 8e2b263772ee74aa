"""What a worker does: it answers one query after the other until its channel closes, or until one is too much."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any, Final, NoReturn

import pyoxigraph

from plangraph.errors import PlangraphError
from plangraph.sandbox import wire
from plangraph.sandbox.evaluation import Job, evaluate

CRASHED: Final = 70
"""Exit status of a process that met what it did not foresee."""


def serve_queries(channel: socket.socket, engine: pyoxigraph.Store, alarm: Callable[[float], object]) -> NoReturn:
    """Answer queries; `alarm` is called with the seconds after which to be killed, and with 0 to call that off."""
    try:
        while True:
            _answer(channel, engine, alarm)
    except (EOFError, OSError):
        os._exit(0)
    except MemoryError:
        os.abort()
    finally:
        os._exit(CRASHED)


def _answer(channel: socket.socket, engine: pyoxigraph.Store, alarm: Callable[[float], object]) -> None:
    request, _ = wire.receive(channel)
    alarm(request["deadline"])
    try:
        job = Job.of_message(request)
        body, truncated = evaluate(engine, job, lambda part: _send_part(channel, part))
        header: dict[str, Any] = {"truncated": truncated}
    except PlangraphError as error:
        body, header = bytearray(), {"error": type(error).__name__, "fields": error.fields}
    alarm(0)
    wire.send(channel, header, body)


def _send_part(channel: socket.socket, part: bytearray) -> None:
    try:
        wire.send(channel, {"more": True}, part)
    except OSError:
        os._exit(0)  # nobody reads on; the engine would take this for a failure of its own
