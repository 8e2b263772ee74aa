"""What systemd and a service of it tell each other: the socket that it hands over, and what state the service is in."""

from __future__ import annotations

import logging
import os
import socket
import time
from typing import Final

from plangraph.errors import SocketUnusable

FIRST: Final = 3
"""The descriptor of the first socket that is handed over (sd_listen_fds(3))."""

_HANDED_OVER: Final = ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")

log = logging.getLogger("plangraph")


def listener() -> socket.socket | None:
    """The listening socket that systemd hands over, if it does. Raises SocketUnusable.

    The processes that we start will not take it to be handed over to them.
    """
    pid, number, _ = (os.environ.pop(name, "") for name in _HANDED_OVER)
    if pid != str(os.getpid()):
        return None
    if number != "1":
        raise SocketUnusable(found_ja=f"{number} 個のソケット", found_en=f"{number} sockets")
    try:
        found = socket.socket(fileno=FIRST)
    except OSError as error:
        raise SocketUnusable(found_ja="ソケットではないもの", found_en="something that is no socket") from error
    found.set_inheritable(False)
    if not _listens(found):
        kind = f"{found.family.name}, {found.type.name}"
        found.close()
        raise SocketUnusable(found_ja=f"別の種類のソケット({kind})", found_en=f"a socket of another kind ({kind})")
    return found


def _listens(found: socket.socket) -> bool:
    over_internet = found.family in (socket.AF_INET, socket.AF_INET6) and found.type == socket.SOCK_STREAM
    return over_internet and bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


class Manager:
    """The service manager that wants to know how we are, if there is one (sd_notify(3))."""

    def __init__(self) -> None:
        """Find it. The processes that we start will not find it."""
        self._address = os.environ.pop("NOTIFY_SOCKET", "")

    def ready(self, status: str) -> None:
        """Say that requests are answered, also after a reload, and in a sentence how things are."""
        self._tell("READY=1", f"STATUS={status}")

    def reloading(self) -> None:
        """Say that new data are being loaded."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Say that the end has begun."""
        self._tell("STOPPING=1")

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
                told.settimeout(1)
                told.sendto("\n".join(lines).encode(), address)
        except OSError as error:
            log.warning("The service manager could not be told %s (%s).", lines[0], error)
