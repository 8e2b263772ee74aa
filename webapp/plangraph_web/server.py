"""The production server: waitress around the application."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Never

import waitress.server

from plangraph.errors import AddressUnusable, PortInUse
from plangraph.settings import Settings
from plangraph_web.app import create_app
from plangraph_web.desk import Desk


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    root: Path | None = None,
    sources: Path | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Answer requests until SIGINT or SIGTERM; port 0 takes any free one. Tells the address once it answers.

    Raises PortInUse or AddressUnusable before any data is read, SystemExit(1) if the query workers end by themselves.
    """
    settings = settings or Settings.from_environment()
    with _listen(host, port) as listener:
        app = create_app(settings, root, sources)
        desk: Desk = app.extensions["plangraph"]
        try:
            server = waitress.server.create_server(
                app,
                sockets=[listener],
                threads=settings.threads,
                ident="plangraph",
                max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            )
            _end_on_signals(desk)
            announce(f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/")
            warming = threading.Thread(target=desk.warm, name="warm")
            warming.start()
            server.run()
        finally:
            desk.close()
        if warming.is_alive():
            os._exit(int(desk.lost))  # Python would wait for a check whose findings nobody reads any more
        if desk.lost:
            raise SystemExit(1)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, UnicodeError) as error:  # UnicodeError: no name that DNS could have
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise PortInUse(port=port) from error
        reason = getattr(error, "strerror", None) or "no host name"
        raise AddressUnusable(host=host, port=port, reason=reason) from error


def _end_on_signals(desk: Desk) -> None:
    """First end the workers, so that nobody waits for them: what they were asked is answered with an error."""
    ending = (signal.SIGINT, signal.SIGTERM)

    def leave(number: int, frame: FrameType | None) -> Never:
        del number, frame
        for each in ending:
            signal.signal(each, signal.SIG_IGN)
        desk.close()
        raise SystemExit(int(desk.lost))

    for each in ending:
        signal.signal(each, leave)
    # waitress tells of every request that waits for a thread, which is nothing that anybody has to mend
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    main = threading.main_thread().ident
    desk.when_lost = lambda: signal.pthread_kill(main or 0, signal.SIGTERM)
