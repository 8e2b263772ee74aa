"""One connection of the server: it takes a thread only while a request is answered, however slowly it sends or reads.

waitress reads whole requests and buffers whole answers; here that is bounded in time, in number and in size.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from waitress.channel import ClientDisconnected

from plangraph_web.parsing import Parser
from plangraph_web.replies import Refusal, Reply
from plangraph_web.spool import SpoolingChannel

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Lock

    from plangraph_web.begun import Begun
    from plangraph_web.connections import Connections
    from plangraph_web.entries import Entry
    from plangraph_web.fast_replies import FastReply

IDLE_SECONDS: Final = 30.0
LINGER_SECONDS: Final = 2.0
NEW_SECONDS: Final = 1.0
MOST_AT_ONCE: Final = 20
"""Requests of one connection that are answered before the others have their turn."""
MOST_AHEAD: Final = 1 << 16  # bytes that are read beyond a request, to see whether its sender is still there


class Channel(SpoolingChannel):
    """A connection: reads one request at a time, and the next when the answer to this one has been taken."""

    parser_class = Parser
    task_class = Reply
    error_task_class = Refusal  # type: ignore[assignment] # any task would do
    request: Parser | None
    requests: list[Parser]
    server: Connections
    socket: Any  # the stub has it optional, which it is only once closed
    requests_lock: Lock
    _flush_exception: Callable[[Callable[[], bool]], object]
    _flush_some: Callable[[], bool]
    _flush_some_if_lockable: Callable[[], bool]

    ahead = b""
    """What has come beyond the request that is being answered."""
    began: float | None = None
    """When the first byte of a request came that is not complete."""
    arrived = 0.0
    """When the request that is being answered had come as a whole, by `perf_counter`."""
    ended = False
    """Whether the other side will send no more; it may still read."""
    waits = False
    """Whether it only waits for what is worked out for another one."""
    begun: Begun | None = None
    """What the fast lane has begun of the request that is being answered."""
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

    def idle(self, now: float) -> bool:
        """Whether nothing is on its way, and the other side, if it is new, has had a moment to send something."""
        new = self.last_activity == self.creation_time and now - self.creation_time < NEW_SECONDS
        sending = self.total_outbufs_len or self.close_when_flushed or self.lingering
        return not (new or self.requests or sending or self.ahead or self.began is not None)

    @property
    def is_last(self) -> bool:
        """Whether no request will be taken after the one that is being answered."""
        return self.server.ending.begun and not self.ahead

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
        lane = self.server.lane
        with self.requests_lock:
            for _ in range(MOST_AT_ONCE):
                if not self.ahead or self._at_work:
                    break
                if lane and not self.request and (known := lane.remembered(self.ahead)):
                    self.ahead, self.began = b"", None
                    lane.repeat(self, known)
                    break
                self.began = self.began or time.time()
                part = self.request = self.request or self.parser_class(self.adj)
                taken = part.received(self.ahead)
                part.sent = self.ahead if part.sent is None and taken == len(self.ahead) else b""
                self.ahead = self.ahead[taken:]
                if part.completed:
                    self._arrived(part)
                elif part.expect_continue and part.headers_finished and not self.sent_continue:
                    self.send_continue()

    @property
    def _at_work(self) -> bool:
        """Whether the next request has to wait: also for an answer of the fast lane to be taken."""
        return bool(self.requests or self.will_close or self.close_when_flushed or self.total_outbufs_len)

    def reply(self, reply: FastReply, entry: Entry) -> None:
        """Send a reply of the fast lane."""
        self.last_activity = time.time()
        last = self.is_last
        if self.current_outbuf_count:  # each answer has a buffer of its own, which ends with it
            self.current_outbuf_count = self.adj.outbuf_high_watermark
        if self.connected:
            with suppress(ClientDisconnected):
                self.write_soon(reply.bytes(self.last_activity, last=last))
            self.close_when_flushed = last
        self.server.journal.note(entry)

    def hand_over(self) -> None:
        """Have a thread answer the request, or go on where the fast lane stopped."""
        self.server.add_task(self)  # type: ignore[arg-type] # it calls service()

    def service(self) -> None:
        """Answer a request, in a thread."""
        begun, self.begun = self.begun, None
        self.requests[0].begun = begun
        try:
            super().service()
        except Exception:  # not even the answer that says so could be made
            with self.requests_lock:
                self.requests = []
            self.will_close = True
            self.server.pull_trigger()
            raise
        finally:
            if begun:
                begun.close()

    def _arrived(self, whole: Parser) -> None:
        self.request = None
        self.sent_continue = False
        if not whole.empty:
            self.began = None
            self.arrived = time.perf_counter()
            lane = self.server.lane
            if not (lane and lane.takes(self, whole)):
                self.requests.append(whole)
                self.hand_over()
