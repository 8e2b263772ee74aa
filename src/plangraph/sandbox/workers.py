"""The pool of worker processes, as the server sees it: it lends one out for each query and replaces those that die."""

from __future__ import annotations

import math
import queue
import time
from contextlib import ExitStack, suppress
from threading import Lock
from types import TracebackType
from typing import Final, Self

from plangraph.errors import ClientGone, ServerStopping, WorkersBusy, WorkersGone
from plangraph.sandbox.admission import OURSELVES, Admission, Client
from plangraph.sandbox.answers import Answer, Rest
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.hosts import Worker, hosts
from plangraph.sandbox.starting import Data
from plangraph.sandbox.work import NotRead, Work
from plangraph.settings import Settings

_TURN: Final = 0.25  # seconds after which who waits for a worker looks whether the asker is still there


class WorkerPool:
    """Runs untrusted queries, each in a process that can be stopped. Any thread may call `run`."""

    def __init__(self, data: Data, settings: Settings) -> None:
        """Start the processes, which read the data while we go on. Raises WorkersGone if none can be started."""
        self._settings = settings
        self._admission = Admission(settings)
        self._turn = Lock()
        self._closed = self._retired = False
        self._lent = 0
        self._hosts = hosts(data, settings.memory, bool(settings.spawn))
        # The worker used last is the one whose memory is warm. None stands for one that has yet to be made.
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(settings.workers):
            self._idle.put(None)

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
    def idle(self) -> int:
        """How many workers wait for a query."""
        return self._idle.qsize()

    def run(self, job: Job, client: Client = OURSELVES) -> Answer:
        """Have a worker run the job for a client.

        Raises QuerySyntax, a subclass of LimitStruck, EvaluationFailed, WorkersGone, and ClientGone.
        """
        with ExitStack() as slot:
            slot.enter_context(self._admission.one_more(client))
            for _ in range(self._settings.workers + 1):
                work = Work(self, self._take(client), job, client)
                with suppress(NotRead):
                    header, body = work.begin()
                    rest = Rest(work, slot.pop_all()) if "more" in header else None
                    return Answer(job.format, body, header.get("truncated"), rest)
        raise WorkersGone

    def retire(self) -> None:
        """Close when no worker is lent out any more: some answers may still be on their way."""
        with self._turn:
            self._retired = True
            last = not self._lent
        if last:
            self.close()

    def close(self) -> None:
        """End all workers at once, also those that are busy; a second time nothing happens."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
        self._hosts.close()
        self._drop_idle()

    def _take(self, client: Client) -> Worker:
        """Borrow a worker, waiting for one if need be."""
        patience = self._settings.deadline / 2
        until = time.monotonic() + patience
        while not self._closed:
            left = until - time.monotonic()
            try:
                worker = self._idle.get(timeout=max(min(left, _TURN), 0.001))
            except queue.Empty:
                if client.gone():
                    raise ClientGone from None
                if left <= 0:
                    raise WorkersBusy(seconds=math.ceil(patience)) from None
                continue
            with self._turn:
                self._lent += 1
            return worker or self._made()
        raise ServerStopping

    def _made(self) -> Worker:
        worker = None
        try:
            worker, _ = self._hosts.worker()
        except WorkersGone:
            if self._closed:
                raise ServerStopping from None
            raise
        finally:
            if worker is None:
                self.give_back(None)
        if worker is None:
            raise WorkersBusy(seconds=math.ceil(self._settings.deadline))
        return worker

    def give_back(self, worker: Worker | None) -> None:
        """Take back a worker that has done its work, or None for one that has yet to be made."""
        with self._turn:
            self._lent -= 1
            last = self._retired and not self._lent
        self._idle.put(worker)
        if last:
            self.close()
        if self._closed:
            self._drop_idle()

    def _drop_idle(self) -> None:
        with suppress(queue.Empty):
            while True:
                if left := self._idle.get_nowait():
                    left.channel.close()

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
