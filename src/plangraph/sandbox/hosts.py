"""Starting the processes that hold the data, as the server sees them: some fork workers, some are workers."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import struct
import subprocess
import time
from collections.abc import Callable
from threading import Lock
from typing import Final, Protocol

import psutil

from plangraph.errors import MemoryExceeded, WorkersGone
from plangraph.sandbox import wire
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.starting import Data, started
from plangraph.sandbox.wire import Wait
from plangraph.sandbox.zygote import REPLY, REQUEST
from plangraph.seldom import Seldom

_DEATHS: Final = Seldom(logging.getLogger("plangraph"))
_START_TIMEOUT: Final = 600.0  # seconds in which a host must have read the data, however much that is
_FORK_TIMEOUT: Final = 10.0  # forking takes milliseconds even on large data
_END_TIMEOUT: Final = 2.0
_SEND_TIMEOUT: Final = 1.0
_PAUSE: Final = 1.0  # before a process that did not come to life is started once more, however many ask


class Worker:
    """One worker process and the channel to it."""

    grace: float = 1.0
    """Seconds beyond its deadline after which it is killed, as it has not stopped itself."""
    turn: float = 0.25
    """Seconds after which to look at it again while it works."""

    def __init__(self, pid: int, channel: socket.socket, home: object) -> None:
        """Take the channel; `home` is what started the process."""
        self.pid = pid
        self.channel = channel
        self.home = home

    @property
    def loaded(self) -> bool:
        """Whether it can take a job at once."""
        return True

    def ready(self, watch: Callable[[], None]) -> None:
        """Wait until it can take a job, calling `watch` now and then, which may raise. Raises OSError if dead."""

    def send(self, job: Job) -> None:
        """Give it a job. Raises OSError if it is dead."""
        self.channel.settimeout(_SEND_TIMEOUT)
        wire.send(self.channel, job.message())

    def watch(self) -> None:
        """Look at it while it works: the system holds it to its limits."""


class Spawned(Worker):
    """A worker that its parent has to hold to its limits."""

    grace = 0.0
    turn = 0.02

    def __init__(self, process: subprocess.Popen[bytes], channel: socket.socket, memory: int) -> None:
        """Take a process that may still be reading the data; it may use so many MB beyond them."""
        super().__init__(process.pid, channel, process)
        self.process = process
        self._memory = memory
        self._most: int | None = None

    @property
    def loaded(self) -> bool:
        """Whether it is known to have read the data."""
        return self._most is not None

    def ready(self, watch: Callable[[], None]) -> None:
        """Wait until it has read the data, calling `watch` now and then, which may raise. Raises OSError if dead."""
        if self._most is None:
            try:
                wire.receive(self.channel, Wait(_START_TIMEOUT, super().turn, watch))
            except EOFError as error:
                raise ConnectionError from error
            self._most = self._resident() + (self._memory << 20)

    def watch(self) -> None:
        """Raises MemoryExceeded when it has grown beyond its limit."""
        if self._most is not None and self._resident() > self._most:
            raise MemoryExceeded(megabytes=self._memory)

    def _resident(self) -> int:
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:  # it is dead, which its channel tells
            return 0

    def end(self) -> int:
        """Kill it, if it is not dead yet; how it ended, as `Popen.returncode` tells."""
        self.process.kill()
        return self.process.wait()


class Hosts(Protocol):
    """Where workers come from. Any thread may ask."""

    def worker(self, dead: Worker | None = None) -> tuple[Worker | None, int | None]:
        """Make a worker (None: the system has no room for one now), in place of a dead one, which is killed first.

        The number is how that one ended, as `Popen.returncode` tells, if anybody knows. Raises WorkersGone.
        """

    def close(self) -> None:
        """End all processes."""


class Forking:
    """Workers are forked from one process that holds the data; should that die, it is started anew."""

    def __init__(self, data: Data, memory: int) -> None:
        """Start that process, which reads the data while we go on."""
        self._data, self._memory = data, memory
        self._turn = Lock()
        self._closed = False
        self._not_before = 0.0
        self._why = WorkersGone()
        self.zygote = Zygote(data, memory)

    def worker(self, dead: Worker | None = None) -> tuple[Worker | None, int | None]:
        """See Hosts.worker."""
        with self._turn:
            with contextlib.suppress(WorkersGone):
                return self._alive(dead)
            if self._closed:
                raise WorkersGone
            if time.monotonic() < self._not_before:
                raise self._why.with_traceback(None)
            try:
                self._start_anew()
                return self._alive(dead)
            except WorkersGone as error:
                self._why = error
                raise

    def _alive(self, dead: Worker | None) -> tuple[Worker | None, int | None]:
        made = self.zygote.worker(dead)
        self._not_before = 0.0
        return made

    def _start_anew(self) -> None:
        self._not_before = time.monotonic() + _PAUSE
        ended = self.zygote.close()
        _DEATHS.tell("The process that makes workers has ended or is stuck (%d); it is started anew.", ended)
        self.zygote = Zygote(self._data, self._memory)
        if self._closed:
            self.zygote.close()

    def close(self) -> None:
        """See Hosts.close."""
        self._closed = True
        self.zygote.close()


class Zygote:
    """The process that forks workers, seen from the server; see `plangraph.sandbox.zygote`."""

    def __init__(self, data: Data, memory: int) -> None:
        """Start it; it reads the data while we go on. Raises WorkersGone."""
        self._process, self._control = started(data, "zygote", memory)
        self._loaded = False
        self._unreached = 0  # a worker that could not be handed over
        self.pid = self._process.pid

    def worker(self, dead: Worker | None) -> tuple[Worker | None, int | None]:
        """Fork a worker, after ending and burying the dead one, if it is of this zygote. Raises WorkersGone."""
        ours = dead is not None and dead.home is self
        to_bury = dead.pid if dead is not None and ours else self._unreached
        if to_bury == self._unreached:
            self._unreached = 0
        try:
            self._control.settimeout(_FORK_TIMEOUT if self._loaded else _START_TIMEOUT)
            self._control.sendall(REQUEST.pack(to_bury))
            reply, descriptors, _, _ = socket.recv_fds(self._control, REPLY.size, 1)
            pid, status = REPLY.unpack(reply)
        except (OSError, struct.error) as error:
            raise WorkersGone from error
        self._loaded = True
        ended = status if ours else None
        if not descriptors:  # there is no worker, or no descriptor left here for the channel to it
            self._unreached = max(pid, 0)
            return None, ended
        channel = socket.socket(fileno=descriptors[0])
        channel.set_inheritable(False)
        return Worker(pid, channel, self), ended

    def close(self) -> int:
        """End it and, with it, all its workers; whoever waits for one is told so. How it ended, as `worker` tells."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(_END_TIMEOUT if self._loaded else 0)
        except subprocess.TimeoutExpired:  # its workers end by themselves
            self._process.kill()
        self._control.close()
        return self._process.wait()


class Spawning:
    """Every worker is a process of its own that reads the data itself."""

    def __init__(self, data: Data, memory: int) -> None:
        """Start none yet."""
        self._data, self._memory = data, memory
        self._turn = Lock()
        self._closed = False
        self._not_before = 0.0
        self._workers: set[Spawned] = set()

    def worker(self, dead: Worker | None = None) -> tuple[Worker | None, int | None]:
        """See Hosts.worker."""
        ended = None
        if isinstance(dead, Spawned):
            ended = dead.end()
            self._workers.discard(dead)
            if not dead.loaded:
                self._not_before = time.monotonic() + _PAUSE
        with self._turn:
            if self._closed or time.monotonic() < self._not_before:
                raise WorkersGone
            process, channel = started(self._data, "worker", self._memory)
            worker = Spawned(process, channel, self._memory)
            self._workers.add(worker)
        return worker, ended

    def close(self) -> None:
        """See Hosts.close."""
        with self._turn:
            self._closed = True
        for worker in list(self._workers):
            worker.end()


def hosts(data: Data, memory: int, spawn: bool) -> Hosts:
    """Fork workers, of at most `memory` MB beyond the data, or `spawn` each of them, as one must without fork."""
    return Spawning(data, memory) if spawn or not hasattr(os, "fork") else Forking(data, memory)
