"""A line for each answered request and for each event of the program, in JSON, on standard error."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from datetime import datetime
from functools import lru_cache
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

from plangraph_web.entries import OTHER, Entry
from plangraph_web.tallies import Tallies
from plangraph_web.writer import Writer

__all__ = ["Entry", "Journal"]

METHODS: Final = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"))
LONGEST: Final = 2_000
"""Characters of a query that are logged."""
LONGEST_EVENT: Final = 20_000
"""Characters of what the program says of an event."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_UNSEEN: Final = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]")


Fields: TypeAlias = dict[str, Any]
Waiting: TypeAlias = tuple[float, Entry | Fields]


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
            self._writer = Writer(self._out, _line, _lost, self.tallies.lose)
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
            private = (entry.address, entry.query[:LONGEST]) if self.level > 1 else ("", "")
            writer.add((time.time(), Entry._make((*entry[:-2], *private))))

    def say(self, record: logging.LogRecord) -> None:
        """Have an event logged; never waits."""
        said: Fields = {"level": record.levelname.lower(), "message": record.getMessage()[:LONGEST_EVENT]}
        if self.level > 1 and (path := getattr(record, "path", None)):
            said["path"] = str(path)
        if record.exc_info and record.exc_info[1]:
            said["trace"] = "".join(traceback.format_exception(record.exc_info[1]))[-LONGEST_EVENT:]
        if writer := self._writer:
            writer.add((record.created, said))


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


def _lost(lines: int) -> Waiting:
    said = f"{lines} lines of this log were lost, as they could not be written as fast as they came."
    return time.time(), {"level": "warning", "message": said, "lost": lines}


def _line(waiting: Waiting) -> str:
    """The line, in which nothing can end it early or change how a terminal shows what follows."""
    at, said = waiting
    date, zone = _second(int(at))
    fields = _told(said) if isinstance(said, Entry) else said
    text = _JSON.encode({"time": f"{date}.{int(at % 1 * 1000):03}{zone}", **fields})
    return text if text.isprintable() else _UNSEEN.sub(_escaped, text)


@lru_cache(maxsize=2)
def _second(at: int) -> tuple[str, str]:
    """Date and time to the second, and the distance from UTC (RFC 3339)."""
    text = datetime.fromtimestamp(at).astimezone().isoformat()
    return text[:19], text[19:]


def _told(entry: Entry) -> Fields:
    """The fields of an entry that say something."""
    found: Fields = {name: value for name, value in zip(Entry._fields, entry, strict=True) if value not in (None, "")}
    return found | {"seconds": round(entry.seconds, 6)}


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
