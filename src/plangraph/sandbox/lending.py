"""Lending workers out, first come first served."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from threading import Event, Lock

from plangraph.sandbox.hosts import Worker


class Place:
    """A place in the queue for a worker."""

    def __init__(self, tell: Callable[[], object] | None = None) -> None:
        """Call `tell`, in whatever thread, once there is something to look at."""
        self.worker: Worker | None = None
        """The worker, once `granted`; None then stands for one that has yet to be made."""
        self.granted = False
        self._tell = tell
        self._granted: Event | None = None

    def wait(self, seconds: float) -> bool:
        """Wait so many seconds until there is something to look at; whether there is. Only one thread may wait."""
        self._granted = self._granted or Event()
        return self.granted or self._granted.wait(seconds)

    def wake(self) -> None:
        """Have whoever waits look."""
        if self._granted:
            self._granted.set()
        if self._tell:
            self._tell()


class Lending:
    """The workers that nobody uses, and the queue of those who want one. Any thread may call."""

    def __init__(self, workers: Iterable[Worker | None]) -> None:
        """Have these to lend; None stands for one that has yet to be made."""
        self._turn = Lock()
        self._idle = list(workers)
        self._queue: deque[Place] = deque()
        self._number = len(self._idle)
        self._ended = False

    @property
    def idle(self) -> int:
        """How many workers wait for a query."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return len(self._queue)

    @property
    def lent(self) -> bool:
        """Whether any worker is lent out."""
        return len(self._idle) < self._number

    def ask(self, place: Place) -> None:
        """Queue up; the worker used last, whose memory is warm, is granted first."""
        with self._turn:
            if self._idle and not self._queue:
                place.worker, place.granted = self._idle.pop(), True
            elif not self._ended:
                self._queue.append(place)
        if place.granted or self._ended:
            place.wake()

    def leave(self, place: Place) -> None:
        """Queue up no longer, and give back what may have been granted in this moment."""
        with self._turn:
            if not place.granted:
                if place in self._queue:
                    self._queue.remove(place)
                return
        self.give_back(place.worker)

    def give_back(self, worker: Worker | None) -> None:
        """Take back a worker that has done its work, or None for one that has yet to be made."""
        with self._turn:
            if not self._queue:
                self._idle.append(worker)
                return
            place = self._queue.popleft()
            place.worker, place.granted = worker, True
        place.wake()

    def end(self) -> list[Worker]:
        """Grant nothing more to who waits; the workers that are not lent out."""
        with self._turn:
            self._ended = True
            left = [worker for worker in self._idle if worker]
            self._idle = [None] * len(self._idle)
            waiting, self._queue = self._queue, deque()
        for place in waiting:
            place.wake()
        return left
