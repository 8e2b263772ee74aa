"""All connections of the server: how many there may be, and which of them have to go."""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from waitress import wasyncore
from waitress.server import TcpWSGIServer

from plangraph.seldom import Seldom
from plangraph_web.channel import Channel
from plangraph_web.ending import Ending
from plangraph_web.journal import Journal
from plangraph_web.lane import IDLE, Lane
from plangraph_web.watching import SERVER

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from flask import Flask

    from plangraph.settings import Settings
    from plangraph_web.desk import Desks

_OTHER_FILES: Final = 100
_LEAST: Final = 8

log = logging.getLogger("plangraph_web")
_REFUSED: Final = Seldom(log)


class Connections(TcpWSGIServer):
    """The server of waitress with our channels: what a client does slowly, or not at all, holds up no other."""

    channel_class = Channel
    _map: dict[int, Any]
    active_channels: dict[int, Channel]  # type: ignore[assignment] # the stub takes one for all

    def __init__(self, app: Flask, listener: socket.socket, settings: Settings, journal: Journal | None = None) -> None:
        """Take a socket that listens already; every answer is noted in the journal."""
        self.journal = journal or Journal()
        app.extensions[SERVER] = self
        self._patience = settings.arrival
        self._most = _affordable(settings.connections)
        self._room = settings.queries * (settings.megabytes << 20)
        super().__init__(
            app,
            _sock=listener,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            threads=settings.queries + settings.pages,
            ident="plangraph",
            server_name=listener.getsockname()[0],
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            outbuf_high_watermark=1 << 62,  # a thread never waits until somebody reads
            connection_limit=1 << 62,  # it would count, not make room
            cleanup_interval=1,
            clear_untrusted_proxy_headers=not settings.proxies,
            asyncore_use_poll=True,
        )
        self.ending = Ending(self, settings.drain)
        desks: Desks | None = app.extensions.get("plangraph")
        self.lane = Lane(desks, settings, self._map, self.pull_trigger) if desks else None
        """Where SPARQL is answered, if the application has any data."""

    def run(self) -> None:
        """Turn to whatever happens, until a signal or `SystemExit` ends it."""
        try:
            while self._map:
                wasyncore.loop(self.lane.patience if self.lane else IDLE, use_poll=True, map=self._map, count=1)
                if self.lane:
                    self.lane.look()
                self.ending.look()
        except (SystemExit, KeyboardInterrupt):
            self.task_dispatcher.shutdown()

    def readable(self) -> bool:
        """Whether to take one more connection; looks after those that there are."""
        return super().readable() and bool(self._has_room() or self._at_rest())

    def accept(self) -> tuple[socket.socket, Any] | None:
        """Take the next connection; where there is no room, or the system has no more descriptors, make some for it.

        It then waits for one more turn, as what is still told of the closed one must not be taken to be told of it.
        """
        if not self._has_room():
            self._dismissed(_one)
            return None
        try:
            return super().accept()
        except OSError as error:
            _REFUSED.tell("The system gives no more connections (%s): idle ones are closed.", error.strerror)
            self._dismissed(_one)
            return None

    def maintenance(self, now: float) -> None:
        """Close those that have been given time enough, and the slowest readers where too much waits to be read."""
        for channel in list(self.active_channels.values()):
            if channel.overdue(now, self._patience):
                channel.handle_close()
        while sum(map(_unread, self._at_rest())) > self._room:
            self._dismissed(_unread)

    def listen_no_more(self) -> None:
        """Take those who wait to be let in, and nobody after them."""
        known = -1
        while known < len(self.active_channels):
            known = len(self.active_channels)
            self.handle_accept()
        self.accepting = False
        wasyncore.dispatcher.close(self)

    def close_idle(self) -> None:
        """Close the connections on which nothing is on its way; those that have had time enough, too."""
        now = time.time()
        for channel in list(self.active_channels.values()):
            if channel.idle(now):
                channel.handle_close()
        self.maintenance(now)

    @property
    def at_work(self) -> bool:
        """Whether any answer is being made."""
        return any(each.requests for each in self.active_channels.values())

    def _has_room(self) -> bool:
        return len(self.active_channels) < self._most

    def _dismissed(self, burden: Callable[[Channel], int]) -> bool:
        """Whether a connection could be closed to make room.

        It is of the address that is the largest burden, so that nobody has to go because another takes too much, and
        there the one that has waited longest.
        """
        resting = [each for each in self._at_rest() if burden(each)]
        of: Counter[str] = Counter()
        for each in resting:
            of[each.addr[0]] += burden(each)
        if resting:
            min(resting, key=lambda each: (-of[each.addr[0]], each.waiting_since)).handle_close()
        return bool(resting)

    def _at_rest(self) -> list[Channel]:
        """The connections for which nothing is worked on."""
        return [each for each in self.active_channels.values() if each.waits or not each.requests]


def _affordable(wanted: int) -> int:
    """How many connections, each perhaps with a temporary file, leave descriptors for pages and workers."""
    if sys.platform == "win32":
        return wanted
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if files == resource.RLIM_INFINITY else min(wanted, max((files - _OTHER_FILES) // 2, _LEAST))
    if most < wanted:
        log.warning("The system allows %d open files, so %d connections may be open, not %d.", files, most, wanted)
    return most


def _one(channel: Channel) -> int:
    del channel
    return 1


def _unread(channel: Channel) -> int:
    return channel.total_outbufs_len
