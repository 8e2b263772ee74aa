"""A query that a worker is at, and what to tell whoever asked when it comes to no good end."""

from __future__ import annotations

import logging
import socket
import time
from typing import Any, Final, Protocol

from plangraph import errors
from plangraph.errors import (
    ClientGone,
    DeadlinePassed,
    MemoryExceeded,
    NestingTooDeep,
    PlangraphError,
    ServerStopping,
    WorkerLost,
)
from plangraph.sandbox.admission import Client
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.hosts import Worker
from plangraph.sandbox.wire import Message, Wait

_ALARM: Final = -14
_ABORTS: Final = (-6, 0xC0000409)  # how processes end on POSIX and on Windows
_OVERFLOWS: Final = (-11, -10, 0xC00000FD)
_OWN_DEATHS: Final = (_ALARM, *_ABORTS, *_OVERFLOWS)

log = logging.getLogger("plangraph")


class NotRead(Exception):
    """The worker was dead before it read its job: another one may do it."""


class NotAtOnce(Exception):
    """There is something to wait for, or to tell, for which the event loop has no time."""


class Lender(Protocol):
    """Whoever lent the worker."""

    @property
    def closed(self) -> bool:
        """Whether all workers are being ended."""

    @property
    def memory(self) -> int:
        """The megabytes that a query may use beyond the data."""

    def give_back(self, worker: Worker | None) -> None:
        """Take back a worker that has done its work."""

    def replace(self, worker: Worker) -> int | None:
        """Take back a worker whose work is to end now; how it ended."""


class Work:
    """A job and the worker that is at it."""

    def __init__(self, lender: Lender, worker: Worker, job: Job, client: Client) -> None:
        """Take a worker that is lent out for this job."""
        self._lender, self._worker, self._job, self._client = lender, worker, job, client
        self._wait: Wait | None = None
        self._first = Message()
        self._lost: OSError | EOFError | None = None
        self._began = time.monotonic()

    def begin(self) -> tuple[dict[str, Any], bytes]:
        """Give the job to the worker and wait for its first message. Raises NotRead and what `message` raises."""
        if not self._wait:
            self._send()
        return self._message(self._first, first=True)

    def begin_at_once(self) -> socket.socket | None:
        """Give the job to the worker, where that needs no waiting; the channel on which the answer will come."""
        if not self._worker.loaded:
            return None
        try:
            self._worker.send(self._job)
        except OSError:  # it is dead: `begin` will find so, and has the time to replace it
            return None
        self._sent()
        self._worker.channel.settimeout(0)
        return self._worker.channel

    def arrived(self) -> tuple[dict[str, Any], bytes] | None:
        """The message that is a whole answer, if it has come.

        Raises NotAtOnce if that is not what comes, or not at once: `begin` is to be called, which waits for it.
        """
        try:
            whole = self._first.take_what_is_there(self._worker.channel)
        except (OSError, EOFError) as error:
            self._lost = error  # which the system tells only once
            raise NotAtOnce from None
        if self._first.large:
            raise NotAtOnce
        if not whole:
            return None
        header, body = self._first.parts
        if "more" in header or "error" in header:
            raise NotAtOnce
        self._lender.give_back(self._worker)
        return header, body

    def _send(self) -> None:
        try:
            self._worker.ready(self._watch_client)
            self._worker.send(self._job)
        except ClientGone:
            self._lender.give_back(self._worker)  # it goes on reading the data, for whoever asks next
            raise
        except BaseException as error:
            self._lender.replace(self._worker)
            raise (NotRead() if isinstance(error, OSError) else error) from None
        self._sent()

    def _sent(self) -> None:
        self._began = time.monotonic()
        self._wait = Wait(self._job.deadline + self._worker.grace, self._worker.turn, self._watch)

    def message(self) -> tuple[dict[str, Any], bytes]:
        """Wait for one more message; with the last one the worker is given back. Raises what ends the query."""
        return self._message(Message())

    def _message(self, coming: Message, *, first: bool = False) -> tuple[dict[str, Any], bytes]:
        try:
            if self._lost:
                raise self._lost
            coming.take(self._worker.channel, self._wait)
            header, body = coming.parts
        except BaseException as error:
            raise self._reason(error, self._lender.replace(self._worker), first) from None
        if "more" not in header:
            self._lender.give_back(self._worker)
        if "error" in header:
            kind: type[PlangraphError] = getattr(errors, header["error"])
            raise kind(**header["fields"])
        return header, body

    def stop(self) -> None:
        """End the work in the middle."""
        self._lender.replace(self._worker)

    def _watch(self) -> None:
        self._watch_client()
        self._worker.watch()

    def _watch_client(self) -> None:
        if self._client.gone():
            raise ClientGone

    def _reason(self, error: BaseException, ended: int | None, first: bool) -> BaseException:
        """What to tell when waiting ended with this error, and the worker in this way."""
        match error:
            case TimeoutError():
                return DeadlinePassed(seconds=self._job.deadline)
            case EOFError() | OSError() if self._lender.closed:
                return ServerStopping()
            case OSError() if first and ended not in _OWN_DEATHS:
                return NotRead()  # the channel was reset, as it is when what it held was never read
            case EOFError() | OSError():
                return self._death(ended)
            case _:
                return error

    def _death(self, ended: int | None) -> PlangraphError:
        late = time.monotonic() - self._began >= self._job.deadline
        if ended == _ALARM or (ended is None and late):
            return DeadlinePassed(seconds=self._job.deadline)
        if ended in _OVERFLOWS:
            return NestingTooDeep()
        if ended in _ABORTS:
            return MemoryExceeded(megabytes=self._lender.memory)
        log.warning("A worker ended over a query, for a reason that is not known (%s).", ended)
        return WorkerLost()
