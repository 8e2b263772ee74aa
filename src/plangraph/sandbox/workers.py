"""The pool of worker processes, as the server sees it: it lends one out for each query and replaces those that die."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Final, Self

from plangraph.errors import ClientGone, ServerStopping, WorkersBusy, WorkersGone
from plangraph.sandbox.admission import OURSELVES, Admission, Client
from plangraph.sandbox.answers import Answer
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.hosts import Worker, hosts
from plangraph.sandbox.lending import Lending, Place
from plangraph.sandbox.orders import OUTAGE, Order
from plangraph.sandbox.starting import Data
from plangraph.settings import Settings

_TURN: Final = 0.25  # seconds after which who waits for a worker looks whether the asker is still there


@dataclass(frozen=True, slots=True)
class State:
    """How busy a pool is at this moment."""

    workers: int
    idle: int
    """How many workers wait for a query."""
    waiting: int
    """How many queries wait for a worker."""
    asked: int
    """How many queries run, wait, or are still being sent."""


class WorkerPool:
    """Runs untrusted queries, each in a process that can be stopped. Any thread may call `run`."""

    def __init__(self, data: Data, settings: Settings) -> None:
        """Start the processes, which read the data while we go on. Raises WorkersGone if none can be started."""
        self._settings = settings
        self._turn = Lock()
        self._closed = self._retired = False
        self._hosts = hosts(data, settings.memory, bool(settings.spawn))
        self.admission = Admission(settings)
        self.lending = Lending([None] * settings.workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        """Whether no query can be run any more."""
        return self._closed

    @property
    def memory(self) -> int:
        """The megabytes that a query may use beyond the data."""
        return self._settings.memory

    @property
    def attempts(self) -> int:
        """How many workers an order tries, as each may turn out to be dead."""
        return self._settings.workers + 1

    @property
    def state(self) -> State:
        """How busy it is."""
        return State(self._settings.workers, self.lending.idle, self.lending.waiting, self.admission.asking)

    def order(self, job: Job, client: Client = OURSELVES, tell: Callable[[], object] | None = None) -> Order:
        """Have a worker run the job for a client; `tell` is called in any thread when there is a worker for it.

        Raises TooManyQueries or AddressBusy.
        """
        with ExitStack() as slot:
            slot.enter_context(self.admission.one_more(client))
            return Order(self, job, client, slot.pop_all(), tell)

    def run(self, job: Job, client: Client = OURSELVES) -> Answer:
        """Have a worker run the job for a client.

        Raises QuerySyntax, a subclass of LimitStruck, EvaluationFailed, WorkersGone, and ClientGone.
        """
        return self.order(job, client).finish()

    def retire(self) -> None:
        """Close when no worker is lent out any more: some answers may still be on their way."""
        with self._turn:
            self._retired = True
        if not self.lending.lent:
            self.close()

    def close(self) -> None:
        """End all workers at once, also those that are busy; a second time nothing happens."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
        self._hosts.close()
        for worker in self.lending.end():
            worker.channel.close()

    def wait(self, place: Place, client: Client) -> Worker:
        """Wait for the worker at the end of the queue. Raises WorkersBusy, WorkersGone, ServerStopping, ClientGone."""
        patience = self._settings.deadline / 2
        until = time.monotonic() + patience
        try:
            while not place.wait(max(min(until - time.monotonic(), _TURN), 0.001)):
                if client.gone():
                    raise ClientGone
                if self._closed:
                    raise ServerStopping
                if time.monotonic() >= until:
                    raise WorkersBusy(seconds=math.ceil(patience))
        except BaseException:
            self.lending.leave(place)
            raise
        if not place.granted:
            raise ServerStopping
        return place.worker or self._made()

    def _made(self) -> Worker:
        worker = None
        try:
            worker, _ = self._hosts.worker()
        except WorkersGone as error:
            if self._closed:
                raise ServerStopping from None
            OUTAGE.tell("Queries cannot be answered: %s", error.what("en"))
            raise
        finally:
            if worker is None:
                self.give_back(None)
        if worker is None:
            raise WorkersBusy(seconds=math.ceil(self._settings.deadline))
        return worker

    def give_back(self, worker: Worker | None) -> None:
        """Take back a worker that has done its work, or None for one that has yet to be made."""
        if self._closed and worker:
            worker.channel.close()
            worker = None
        self.lending.give_back(worker)
        if self._retired and not self.lending.lent:
            self.close()

    def replace(self, worker: Worker) -> int | None:
        """Take back a worker whose work is to end now; how it ended, as `Popen.returncode` tells, if anybody knows."""
        successor = ended = None
        worker.channel.close()
        try:
            successor, ended = self._hosts.worker(worker)
        except WorkersGone:
            pass  # who wants the next worker tries again
        finally:
            self.give_back(successor)
        return ended
