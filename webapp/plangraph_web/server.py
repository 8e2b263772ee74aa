"""The production server: waitress around the application."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Never

import waitress.server

from plangraph.errors import PortInUse
from plangraph.settings import Settings
from plangraph_web.app import create_app
from plangraph_web.desk import Desk


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    root: Path | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Answer requests until SIGINT or SIGTERM; port 0 takes any free one. Tells the address once it answers.

    Raises PortInUse before any data is read.
    """
    settings = settings or Settings.from_environment()
    with _listen(host, port) as listener:
        app = create_app(settings, root)
        desk: Desk = app.extensions["plangraph"]
        try:
            server = waitress.server.create_server(app, sockets=[listener], threads=settings.threads, ident="plangraph")
            signal.signal(signal.SIGTERM, _leave)
            announce(f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/")
            server.run()
        finally:
            desk.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(port=port) from error
        raise


def _leave(number: int, frame: FrameType | None) -> Never:
    del number, frame
    raise SystemExit(0)
