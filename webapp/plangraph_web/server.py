"""The production server: waitress around the application."""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Final

from plangraph.control import Control, Loaded
from plangraph.errors import AddressUnusable, PlangraphError, PortInUse
from plangraph.sandbox.memory import give_memory_back
from plangraph.settings import Settings
from plangraph.systemd import Manager
from plangraph.systemd import listener as handed_over
from plangraph_web.app import create_app
from plangraph_web.connections import Connections
from plangraph_web.desk import Desks
from plangraph_web.health import READINESS
from plangraph_web.journal import Journal
from plangraph_web.turns import Turns
from plangraph_web.watching import TALLIES

if TYPE_CHECKING:
    from flask import Flask

    from plangraph_web.ending import Ending, Waiting

FIRST_VISITORS: Final = 0.5
"""Seconds in which whoever waited for the start is answered before anything is worked out for others."""

log = logging.getLogger("plangraph_web")


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    root: Path | None = None,
    sources: Path | None = None,
    announce: Callable[[str], None] = print,
    loaded: Callable[[Loaded], None] = print,
    waits: Callable[[Waiting], None] = print,
) -> None:
    """Answer requests until SIGINT or SIGTERM, and reload the data at SIGHUP or when `plangraph reload` says so.

    Port 0 takes any free one. Announces the address once it answers, what was `loaded` later, and for what it `waits`
    before it ends, if it does. A socket of systemd takes the place of host and port, which then only name it.
    Raises PortInUse, AddressUnusable or SocketUnusable before any data is read, and what `create_app` raises.
    """
    settings, manager = settings or Settings.from_environment(), Manager()
    give_memory_back()
    with handed_over() or _listen(host, port) as listener:
        app = _application(settings, root, sources)
        desks: Desks = app.extensions["plangraph"]
        warm = Turns("warm", lambda: _warm(desks) if settings.warm else None)
        reload = Turns("reload", lambda: renew(desks, loaded, manager))
        url = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
        _allow_descriptors(3 * settings.connections + 200)
        try:
            server = Connections(app, listener, settings, Journal(settings.access_log, app.extensions[TALLIES]))
            end = server.ending
            end.begins, end.cut, end.tell = partial(_begin_to_end, app, manager), desks.close, waits
            _obey_signals(end, reload)
            with server.journal, Control(host, listener.getsockname()[1], reload.ask):
                announce(url)
                manager.ready(url)
                warm.ask()
                server.run()
        finally:
            _close(desks)
    if warm.busy or reload.busy:
        sys.stdout.flush()
        os._exit(0)  # Python would meet a thread in the middle of what nobody wants any more


def _application(settings: Settings, root: Path | None, sources: Path | None) -> Flask:
    """The application; what it has been made of so far is never looked through for garbage."""
    app = create_app(settings, root, sources)
    gc.freeze()
    gc.enable()
    return app


def renew(desks: Desks, loaded: Callable[[Loaded], None], manager: Manager) -> Loaded:
    """Swap the data for what the files hold now, and tell what was `loaded`. Raises what `Desks.reload` raises."""
    begin = time.perf_counter()
    manager.reloading()
    try:
        store = desks.reload().store
    except PlangraphError as error:
        log.error("The data could not be reloaded, so the old data are still served. %s", error.sentence("en"))
        raise
    finally:
        manager.ready(f"Data version {desks.current.store.version}")
    found = Loaded(store.version, len(store.graphs()), len(store), time.perf_counter() - begin)
    try:
        loaded(found)
    except Exception as error:  # the new data are served already, whatever comes of telling so
        log.warning("The data were reloaded, but this could not be told: %s", error)
    return found


def _warm(desks: Desks) -> None:
    Event().wait(FIRST_VISITORS)
    desks.current.warm()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        if not host:
            raise UnicodeError  # Python would take it for every address there is
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, UnicodeError) as error:  # UnicodeError: no name that DNS could have
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise PortInUse(port=port) from error
        reason = getattr(error, "strerror", None) or "no host name"
        reason = reason.partition(" (while ")[0]  # after which Python says the address again
        raise AddressUnusable(host=host, port=port, reason=reason) from error


def _allow_descriptors(number: int) -> None:
    """Have the system give us so many, as each connection may need a file for what it sends and one for its answer."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = number if hard == resource.RLIM_INFINITY else min(number, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _begin_to_end(app: Flask, manager: Manager) -> None:
    """Have nobody sent here any more."""
    app.extensions[READINESS].draining = True
    manager.stopping()


def _obey_signals(ending: Ending, reload: Turns[Loaded]) -> None:
    """When asked to end, answer what is on its way; when asked again, end that as well."""

    def leave(number: int, frame: FrameType | None) -> None:
        del frame
        ending.ask(signal.Signals(number).name)

    def hang_up(number: int, frame: FrameType | None) -> None:
        if not at_terminal or _at_terminal():
            reload.ask()
        elif not ending.begun:  # the kernel and the shell may both tell that the terminal has hung up
            leave(number, frame)

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, leave)
    if sys.platform != "win32":
        at_terminal = _at_terminal()
        signal.signal(signal.SIGHUP, hang_up)
    # waitress tells of every request that waits for a thread, which is nothing that anybody has to mend
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _close(desks: Desks) -> None:
    """End the workers. No signal may disturb the last steps: Python would end by it, and not with exit code 0."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    desks.close()


def _at_terminal() -> bool:
    """Whether there is a terminal that can hang up; the signal for that is also the one that asks for a reload."""
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True
