"""One connection of the server: it takes a thread only while a request is answered, however slowly it sends or reads.

waitress reads whole requests and buffers whole answers; here that is bounded in time, in number and in size.
"""

from __future__ import annotations

import logging
import socket
import time
from typing import TYPE_CHECKING, Any, Final

from flask import abort, request
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.task import WSGITask

from plangraph.errors import PlangraphError, RequestWrong, Unexpected
from plangraph_web.parsing import HOST, Parser, understood

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Lock

    from _typeshed.wsgi import WSGIEnvironment
    from flask import Flask
    from waitress.parser import HTTPRequestParser

REFUSED: Final = "plangraph.refused"
"""Where the environment of a request holds the status of a fault that waitress has found in it."""

IDLE_SECONDS: Final = 30.0
LINGER_SECONDS: Final = 2.0
MOST_AHEAD: Final = 1 << 16  # bytes that are read beyond a request, to see whether its sender is still there

log = logging.getLogger("plangraph_web")


def init_app(app: Flask) -> None:
    """Let the application say what was wrong with a request that waitress could not read."""
    app.before_request(_refuse)


def _refuse() -> None:
    status = request.environ.get(REFUSED)
    if status == 500:
        raise Unexpected
    if status == 501:  # a coding that is not known is the sender's choice and no fault of ours
        raise RequestWrong
    if status:
        abort(status)


class Reply(WSGITask):
    """The answer of the application. One that fails on the way must not look as if it were whole."""

    channel: Channel

    def get_environment(self) -> WSGIEnvironment:
        """What the application is told: nothing of a host that is none (RFC 9112, section 3.2)."""
        found = super().get_environment()
        host = found.get("HTTP_HOST")
        if HOST.fullmatch(host or "") or (host is None and found["SERVER_PROTOCOL"] == "HTTP/1.0"):
            return found
        return {name: value for name, value in found.items() if name != "HTTP_HOST"} | {REFUSED: 400}

    def execute(self) -> None:
        """Send it."""
        try:
            super().execute()
        except PlangraphError as error:
            log.info("An answer was broken off: %s", error)
            raise ClientDisconnected from error

    def finish(self) -> None:
        """Mark its end, where it has a body that needs one."""
        if not self.wrote_header:
            self.write(b"")
        if getattr(self.request, "command", None) == "HEAD":
            self.chunked_response = False
        super().finish()


class Refusal(Reply):
    """The answer to what is no request, by the application too, so that it has the shape of all its errors."""

    request: Any

    def __init__(self, channel: Channel, request: Parser) -> None:
        """Take of the request as much as an answer needs."""
        super().__init__(channel, understood(request))

    def execute(self) -> None:
        """Send it, and no other after it."""
        self.channel.refused = True
        self.set_close_on_finish()
        super().execute()

    def get_environment(self) -> WSGIEnvironment:
        """Tell the application what is wrong."""
        return super().get_environment() | {REFUSED: self.request.error.code}


class Channel(HTTPChannel):
    """A connection: reads one request at a time, and the next when the answer to this one has been taken."""

    parser_class = Parser
    task_class = Reply
    error_task_class = Refusal  # type: ignore[assignment] # any task would do
    requests: list[HTTPRequestParser]
    socket: Any  # the stub has it optional, which it is only once closed
    requests_lock: Lock
    _flush_exception: Callable[[Callable[[], bool]], object]
    _flush_some: Callable[[], bool]
    _flush_some_if_lockable: Callable[[], bool]

    ahead = b""
    """What has come beyond the request that is being answered."""
    began: float | None = None
    """When the first byte of a request came that is not complete."""
    ended = False
    """Whether the other side will send no more; it may still read."""
    refused = False
    lingering = False

    def check_client_disconnected(self) -> bool:  # type: ignore[override] # the stub forgets what it is for
        """Whether nobody seems to wait for the answer any more."""
        return self.ended or not self.connected

    def readable(self) -> bool:
        """Whether to look for more: also while a request is answered, to see when its sender leaves."""
        closing = self.will_close or self.close_when_flushed or self.ended
        full = self.total_outbufs_len or len(self.ahead) >= MOST_AHEAD
        return self.connected and (self.lingering or not (closing or full))

    def writable(self) -> bool:
        """Whether there is anything to do but to read."""
        done = not self.requests and (self.ended or self.ahead)
        return self.connected and bool(self.total_outbufs_len or self.will_close or self.close_when_flushed or done)

    def handle_read(self) -> None:
        """Take what has come."""
        try:
            data = self.socket.recv(self.adj.recv_bytes)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.handle_close()
            return
        if data and not self.lingering:
            self.last_activity = time.time()
            self.ahead += data
            self._read_on()
        elif not data and (self.requests or self.total_outbufs_len):
            self.ended = True
        elif not data:
            self.handle_close()

    def handle_write(self) -> None:
        """Send what is left of the answer; then close, or turn to the next request."""
        self._flush_exception(self._flush_some_if_lockable if self.requests else self._flush_some)
        if not self.connected:
            return
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            self._sent()

    def overdue(self, now: float, patience: float) -> bool:
        """Whether it has been given time enough, where `patience` is how many seconds a request may take to come."""
        if self.requests:
            return False
        if self.lingering:
            return now - self.last_activity > LINGER_SECONDS
        if self.total_outbufs_len:
            return now - self.last_activity > 2 * patience
        if self.began is not None:
            return now - self.began > patience
        return now - self.last_activity > min(patience, IDLE_SECONDS)

    @property
    def waiting_since(self) -> float:
        """When the other side last did what brings an answer on its way: sent the start of a request, or read a bit."""
        return self.last_activity if self.began is None else self.began

    def _sent(self) -> None:
        if self.close_when_flushed and self.refused:
            self._linger()
        elif self.close_when_flushed:
            self.handle_close()
        else:
            self._read_on()
            if self.ended and not self.requests:
                self.handle_close()

    def _linger(self) -> None:
        """Hear out who is still sending: to close now could cost them the answer (RFC 9112, section 9.6)."""
        self.close_when_flushed, self.lingering, self.ahead = False, True, b""
        self.last_activity = time.time()
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()

    def _read_on(self) -> None:
        with self.requests_lock:
            while self.ahead and not (self.requests or self.will_close or self.close_when_flushed):
                self.began = self.began or time.time()
                part = self.request = self.request or self.parser_class(self.adj)
                self.ahead = self.ahead[part.received(self.ahead) :]
                if part.completed:
                    self._arrived(part)
                elif part.expect_continue and part.headers_finished and not self.sent_continue:
                    self.send_continue()

    def _arrived(self, whole: HTTPRequestParser) -> None:
        self.request = None
        self.sent_continue = False
        if not whole.empty:
            self.began = None
            self.requests.append(whole)
            self.server.add_task(self)  # type: ignore[arg-type] # it calls service()
