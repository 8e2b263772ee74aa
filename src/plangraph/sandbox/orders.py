"""A job on its way through the pool, for threads, which can wait, and for an event loop, which must not."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Final, Protocol

from plangraph.errors import WorkersGone
from plangraph.sandbox.admission import Client
from plangraph.sandbox.answers import Answer, Rest
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.hosts import Worker
from plangraph.sandbox.lending import Lending, Place
from plangraph.sandbox.work import Lender, NotRead, Work
from plangraph.seldom import Seldom

OUTAGE: Final = Seldom(logging.getLogger("plangraph"), logging.ERROR)
"""Tells that no query can be answered, and when they can again."""


class Pool(Lender, Protocol):
    """Whoever takes orders."""

    lending: Lending

    @property
    def attempts(self) -> int:
        """How many workers to try, as each may turn out to be dead."""

    def wait(self, place: Place, client: Client) -> Worker:
        """Wait for the worker at the end of the queue. Raises WorkersBusy, WorkersGone, ServerStopping, ClientGone."""


class Order:
    """A job that waits for a worker and then for its answer.

    `finish` waits for both. Who must not wait calls `begin` when told that there is a worker, and `arrived` when the
    channel can be read; what these cannot do at once is left to `finish`, in a thread.
    """

    def __init__(
        self, pool: Pool, job: Job, client: Client, slot: ExitStack, tell: Callable[[], object] | None
    ) -> None:
        """Queue up for a worker, and call `tell` when there is one. The slot is closed when all is over."""
        self._pool, self._job, self._client, self._slot = pool, job, client, slot
        self._work: Work | None = None
        self.over = False
        """Whether nothing is left to be done about it here."""
        self._place = Place(tell)
        pool.lending.ask(self._place)

    def begin(self) -> socket.socket | None:
        """Give the job to the worker, where that needs no waiting; the channel on which the answer will come."""
        worker = self._place.worker
        if not worker:
            return None
        self._work = Work(self._pool, worker, self._job, self._client)
        return self._work.begin_at_once()

    def arrived(self) -> Answer | None:
        """The answer, if it has come as a whole. Raises NotAtOnce if it is not to be waited for in this way."""
        found = self._work and self._work.arrived()
        if not found:
            return None
        self.over = True
        self._slot.close()
        return Answer(self._job.format, found[1], found[0]["truncated"])

    def finish(self) -> Answer:
        """Wait for the answer. Raises what ends the query."""
        self.over = True
        with self._slot as slot:
            for _ in range(self._pool.attempts):
                work = self._work or Work(
                    self._pool, self._pool.wait(self._place, self._client), self._job, self._client
                )
                with suppress(NotRead):
                    header, body = work.begin()
                    rest = Rest(work, slot.pop_all()) if "more" in header else None
                    OUTAGE.over("Queries are answered again.")
                    return Answer(self._job.format, body, header.get("truncated"), rest)
                self._work, self._place = None, Place()
                self._pool.lending.ask(self._place)
            self._pool.lending.leave(self._place)
        OUTAGE.tell("Queries cannot be answered: the processes that run them end before they can take one.")
        raise WorkersGone

    def stop(self) -> None:
        """End it, if it is not over."""
        if self.over:
            return
        self.over = True
        with self._slot:
            if self._work:
                self._work.stop()
            else:
                self._pool.lending.leave(self._place)
