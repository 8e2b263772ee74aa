"""What is counted of the answers of a server, for its metrics."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph_web.entries import Entry

BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""The upper ends of all buckets but the last, in seconds."""
RUN: Final = ("computed", "stopped")
"""What becomes of a query only if a worker has run it."""


class Histogram:
    """How often it took how long."""

    def __init__(self, counts: Iterable[int] = (0,) * (len(BOUNDS) + 1), total: float = 0.0) -> None:
        """Begin with these counts, one for each bucket, and so many seconds in all."""
        self.counts = list(counts)
        self.sum = total

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.sum += seconds

    def copy(self) -> Histogram:
        """The same, for itself."""
        return Histogram(self.counts, self.sum)


class Counts:
    """The numbers themselves."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.requests: Counter[tuple[str, str, int]] = Counter()
        """By route, method and status."""
        self.seconds: defaultdict[str, Histogram] = defaultdict(Histogram)
        """By route."""
        self.bytes: Counter[str] = Counter()
        """By route."""
        self.queries: Counter[str] = Counter()
        """By outcome."""
        self.problems: Counter[str] = Counter()
        """By the code of the error."""
        self.query_seconds = Histogram()
        """Of the queries that a worker ran."""
        self.lines_lost = 0

    def copy(self) -> Counts:
        """The same, for itself."""
        made = Counts()
        for name in ("requests", "bytes", "queries", "problems", "query_seconds"):
            setattr(made, name, getattr(self, name).copy())
        made.seconds.update((route, each.copy()) for route, each in self.seconds.items())
        made.lines_lost = self.lines_lost
        return made


class Tallies:
    """Counts what is answered. Any thread may."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._turn = Lock()
        self._counts = Counts()
        self.answered: float | None = None
        """When a worker last ran a visitor's query to its end, by the monotonic clock."""

    def add(self, entry: Entry) -> None:
        """Count an answer."""
        counts, route = self._counts, entry.route
        with self._turn:
            counts.requests[route, entry.method, entry.status] += 1
            counts.seconds[route].add(entry.seconds)
            counts.bytes[route] += entry.bytes
            if entry.problem:
                counts.problems[entry.problem] += 1
            if entry.outcome:
                counts.queries[entry.outcome] += 1
                if entry.outcome in RUN:
                    counts.query_seconds.add(entry.seconds)
                    self.answered = time.monotonic()

    def lose(self, lines: int) -> None:
        """Count lines of the log that were not written."""
        with self._turn:
            self._counts.lines_lost += lines

    @property
    def counts(self) -> Counts:
        """What has been counted until now."""
        with self._turn:
            return self._counts.copy()
