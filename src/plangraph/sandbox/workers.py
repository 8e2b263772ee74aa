"""The pool of worker processes, as the server sees it: it lends one out for each query and replaces those that die."""

from __future__ import annotations

import math
import os
import queue
import signal
import socket
import struct
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

import pyoxigraph

from plangraph import errors
from plangraph.errors import (
    DeadlinePassed,
    EvaluationFailed,
    ForkMissing,
    MemoryExceeded,
    NestingTooDeep,
    PlangraphError,
    ServerStopping,
    WorkersBusy,
    WorkersGone,
)
from plangraph.sandbox import wire
from plangraph.sandbox.evaluation import Answer, Job
from plangraph.sandbox.zygote import REPLY, REQUEST, run_zygote
from plangraph.settings import Settings

_GRACE: Final = 1.0  # seconds beyond its deadline after which a worker that does not stop itself is killed
_FORK_TIMEOUT: Final = 30.0  # seconds; forking takes milliseconds even on large data


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker process and the channel to it."""

    pid: int
    channel: socket.socket

    def ask(self, job: Job) -> tuple[dict[str, Any], bytes]:
        """Run a job. Raises EOFError if the worker died over it, TimeoutError if it does not stop itself.

        Any other OSError means that it was dead before (unread, a message resets the connection).
        """
        self.channel.settimeout(_GRACE)
        wire.send(self.channel, job.message())
        return wire.receive(self.channel, until=time.monotonic() + job.deadline + _GRACE)


class Zygote:
    """The process that forks workers; see `plangraph.sandbox.zygote`."""

    def __init__(self, engine: pyoxigraph.Store, memory: int) -> None:
        """Fork it, which only a process with one thread may do. Raises ForkMissing."""
        if not hasattr(os, "fork"):
            raise ForkMissing
        self._control, theirs = socket.socketpair()
        self._turn = threading.Lock()
        self.pid = os.fork()
        if self.pid == 0:
            run_zygote(theirs, engine, memory)
        theirs.close()
        self._control.settimeout(_FORK_TIMEOUT)

    def worker(self, dead: int = 0) -> tuple[Worker | None, int]:
        """Fork a worker, after ending and burying the `dead` one; also how that ended. Raises WorkersGone."""
        with self._turn:
            try:
                self._control.sendall(REQUEST.pack(dead))
                reply, descriptors, _, _ = socket.recv_fds(self._control, REPLY.size, 1)
                pid, status = REPLY.unpack(reply)
            except (OSError, struct.error) as error:
                self._control.close()  # a reply that comes late must not be taken for the next one
                raise WorkersGone from error
        if not descriptors:  # there is no worker, or no descriptor left for the channel to it
            return None, status
        channel = socket.socket(fileno=descriptors[0])
        channel.set_inheritable(False)
        return Worker(pid, channel), status

    def close(self) -> None:
        """End it and, with it, all its workers."""
        with self._turn:
            self._control.close()
        os.waitpid(self.pid, 0)


class WorkerPool:
    """Runs untrusted queries, each in a process that can be stopped. Any thread may call `run`."""

    def __init__(self, engine: pyoxigraph.Store, settings: Settings) -> None:
        """Fork the workers: call this after loading the data and before starting any thread. Raises ForkMissing."""
        self._settings = settings
        self._closed = False
        self._closing = threading.Lock()
        self._zygote = Zygote(engine, settings.memory)
        # The worker used last is the one whose memory is warm. None stands for one that has yet to be forked.
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(settings.workers):
            self._idle.put(self._zygote.worker()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def idle(self) -> int:
        """How many workers wait for a query."""
        return self._idle.qsize()

    def run(self, job: Job) -> Answer:
        """Have a worker run the job. Raises QuerySyntax, a subclass of LimitStruck, EvaluationFailed, WorkersGone."""
        try:
            return self._run(job)
        except WorkersGone:
            if self._closed:
                raise ServerStopping from None
            raise

    def _run(self, job: Job) -> Answer:
        for _ in range(self._settings.workers + 1):
            worker = self._take()
            try:
                header, body = worker.ask(job)
            except TimeoutError:
                self._replace(worker)
                raise DeadlinePassed(seconds=job.deadline) from None
            except EOFError:
                raise self._reason(self._replace(worker), job) from None
            except OSError:  # it died before it read the query, which is not the fault of the query: ask another one
                self._replace(worker)
            except BaseException:
                self._replace(worker)
                raise
            else:
                self._give_back(worker)
                return _answer(header, body, job)
        raise WorkersGone

    def close(self) -> None:
        """End all workers at once, also those that are busy; a second time nothing happens."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        self._zygote.close()
        self._give_back(None)

    def _take(self) -> Worker:
        if self._closed:
            raise WorkersGone
        patience = self._settings.deadline / 2
        try:
            worker = self._idle.get(timeout=patience)
        except queue.Empty:
            raise WorkersBusy(seconds=math.ceil(patience)) from None
        return worker or self._forked()

    def _give_back(self, worker: Worker | None) -> None:
        self._idle.put(worker)
        while self._closed:
            try:
                left = self._idle.get_nowait()
            except queue.Empty:
                return
            if left:
                left.channel.close()

    def _forked(self) -> Worker:
        try:
            worker, _ = self._zygote.worker()
        except WorkersGone:
            self._idle.put(None)
            raise
        if worker is None:
            self._idle.put(None)
            raise WorkersBusy(seconds=math.ceil(self._settings.deadline))
        return worker

    def _replace(self, worker: Worker) -> int:
        """Have a worker killed, if it is not dead yet, and a new one put in its place; how the old one ended."""
        successor = None
        worker.channel.close()
        try:
            successor, status = self._zygote.worker(worker.pid)
        finally:
            self._give_back(successor)
        return status

    def _reason(self, status: int, job: Job) -> PlangraphError:
        """Why a worker died, from what waitpid says of it."""
        if not os.WIFSIGNALED(status):
            return EvaluationFailed(reason=f"worker ended with {os.waitstatus_to_exitcode(status)}")
        match os.WTERMSIG(status):
            case signal.SIGALRM:
                return DeadlinePassed(seconds=job.deadline)
            case signal.SIGSEGV:
                return NestingTooDeep()
            case signal.SIGABRT:
                return MemoryExceeded(megabytes=self._settings.memory)
            case number:
                return EvaluationFailed(reason=f"worker ended by signal {number}")


def _answer(header: dict[str, Any], body: bytes, job: Job) -> Answer:
    if "error" in header:
        kind: type[PlangraphError] = getattr(errors, header["error"])
        raise kind(**header["fields"])
    return Answer(body, job.format, header["truncated"])
