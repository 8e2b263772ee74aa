"""All connections of the server: how many there may be, and which of them have to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waitress.server import TcpWSGIServer

from plangraph_web.channel import Channel

if TYPE_CHECKING:
    import socket

    from flask import Flask

    from plangraph.settings import Settings


class Connections(TcpWSGIServer):
    """The server of waitress with our channels: what a client does slowly, or not at all, holds up no other."""

    channel_class = Channel
    active_channels: dict[int, Channel]  # type: ignore[assignment] # the stub takes one for all

    def __init__(self, app: Flask, listener: socket.socket, settings: Settings) -> None:
        """Take a socket that listens already."""
        self._patience = settings.arrival
        self._most = settings.connections
        self._room = settings.queries * (settings.megabytes << 20)
        super().__init__(
            app,
            _sock=listener,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            threads=settings.queries + settings.pages,
            ident="plangraph",
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            outbuf_high_watermark=1 << 62,  # a thread never waits until somebody reads
            connection_limit=1 << 62,  # it would count, not make room
            cleanup_interval=1,
            asyncore_use_poll=True,
        )

    def readable(self) -> bool:
        """Whether to take one more connection; looks after those that there are."""
        return super().readable() and (len(self.active_channels) < self._most or self._dismissed())

    def accept(self) -> tuple[socket.socket, Any] | None:
        """Take the next connection; where the system has no more descriptors, make room for it first."""
        try:
            return super().accept()
        except OSError:
            if not self._dismissed():
                raise
            return None

    def maintenance(self, now: float) -> None:
        """Close those that have been given time enough, and the slowest readers where too much waits to be read."""
        for channel in list(self.active_channels.values()):
            if channel.overdue(now, self._patience):
                channel.handle_close()
        left = self._at_rest()
        while sum(each.total_outbufs_len for each in left) > self._room:
            left.pop(0).handle_close()

    def _dismissed(self) -> bool:
        """Whether a connection could be closed to make room."""
        for channel in self._at_rest()[:1]:
            channel.handle_close()
            return True
        return False

    def _at_rest(self) -> list[Channel]:
        """The connections for which nothing is worked on, from the one that has waited longest."""
        resting = [each for each in self.active_channels.values() if not each.requests]
        return sorted(resting, key=lambda each: each.waiting_since)
