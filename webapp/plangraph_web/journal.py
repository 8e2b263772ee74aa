"""A line for each answered request and for each event of the program, in JSON, on standard error."""

from __future__ import annotations

import logging
import sys
import time
from types import TracebackType
from typing import Final, Self

from plangraph_web.entries import OTHER, Entry
from plangraph_web.lines import Waiting, event, line, lost
from plangraph_web.tallies import Tallies
from plangraph_web.writer import Writer

__all__ = ["Entry", "Journal"]

METHODS: Final = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"))
LONGEST_QUERY: Final = 2_000
"""Characters of a query that are logged."""


class Journal:
    """Counts answers and, while it is open, logs them and what the program says. Any thread may call.

    Level 0 logs no requests, level 1 those without address and query, level 2 with them.
    """

    def __init__(self, level: int = 0, tallies: Tallies | None = None, out: int | None = None) -> None:
        """Write to this descriptor, else to standard error."""
        self.level = level
        self.tallies = tallies or Tallies()
        self._out = out
        self._writer: Writer[Waiting] | None = None
        self._events = _Events(self)

    def __enter__(self) -> Self:
        """Open it, and take over the log of the program."""
        if self._out is None and sys.stderr:
            self._out = sys.stderr.fileno()
        if self._out is not None:
            self._writer = Writer(self._out, line, lost, self.tallies.lose)
            logging.getLogger().addHandler(self._events)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it, once what waits is written or nobody reads it."""
        logging.getLogger().removeHandler(self._events)
        writer, self._writer = self._writer, None
        if writer:
            writer.close()

    def note(self, entry: Entry) -> None:
        """Count an answer and have it logged; takes microseconds and never waits."""
        if entry.method not in METHODS:
            entry = entry._replace(method=OTHER)
        self.tallies.add(entry)
        if self.level and (writer := self._writer):
            private = (entry.address, entry.query[:LONGEST_QUERY]) if self.level > 1 else ("", "")
            writer.add((time.time(), Entry._make((*entry[:-2], *private))))

    def say(self, record: logging.LogRecord) -> None:
        """Have an event logged; never waits."""
        if writer := self._writer:
            writer.add(event(record, private=self.level > 1))


class _Events(logging.Handler):
    """Hands on what the program says."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Log it."""
        try:
            self._journal.say(record)
        except Exception:  # a message that does not fit its values
            self.handleError(record)
