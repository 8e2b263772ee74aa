"""The lines of the log: JSON in which nothing ends a line early or changes how a terminal shows what follows."""

from __future__ import annotations

import json
import re
import time
import traceback
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from plangraph_web.entries import Entry

if TYPE_CHECKING:
    import logging

Fields: TypeAlias = dict[str, Any]
Waiting: TypeAlias = tuple[float, Entry | Fields]
"""What is to be written, and when it came, in seconds since 1970."""

LONGEST: Final = 20_000
"""Characters of a message or a trace."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_UNSEEN: Final = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]")


def line(waiting: Waiting) -> str:
    """The line, without its end."""
    at, said = waiting
    date, zone = _second(int(at))
    rest = _entry(said) if isinstance(said, Entry) else _members(said)
    return f'{{"time": "{date}.{int(at % 1 * 1000):03}{zone}", {rest}}}'


def event(record: logging.LogRecord, *, private: bool) -> Waiting:
    """What the program said, with what visitors sent only where that is wanted."""
    said: Fields = {"level": record.levelname.lower(), "message": record.getMessage()[:LONGEST]}
    path = getattr(record, "path", None)
    if path and private:
        said["path"] = str(path)
    if record.exc_info and record.exc_info[1]:
        of_a_visitor = path is not None or record.name == "waitress"
        said["trace"] = _trace(record.exc_info[1], whole=private or not of_a_visitor)[-LONGEST:]
    return record.created, said


def lost(lines: int) -> Waiting:
    """What tells that so many lines are missing."""
    message = f"{lines} lines of this log were lost, as they could not be written as fast as they came."
    return time.time(), {"level": "warning", "message": message, "lost": lines}


def _trace(error: BaseException, *, whole: bool) -> str:
    """Where it happened and, if the whole is wanted, what the error says, which may repeat what a visitor sent."""
    if whole:
        return "".join(traceback.format_exception(error))
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])


def _entry(entry: Entry) -> str:
    known = _known(method=entry.method, route=entry.route, status=entry.status)
    came_of_it = _known(outcome=entry.outcome, problem=entry.problem) if entry.outcome or entry.problem else ""
    private = {"address": entry.address, "query": entry.query} if entry.address else {}
    parts = (known, f'"seconds": {entry.seconds:.6f}, "bytes": {entry.bytes}', came_of_it, _members(private))
    return ", ".join(filter(None, parts))


@lru_cache(maxsize=2000)
def _known(**fields: str | int | None) -> str:
    """The members for what comes again and again, and never from a visitor."""
    return _members(fields)


def _members(fields: Fields) -> str:
    """The members of an object that say something."""
    text = _JSON.encode({name: value for name, value in fields.items() if value not in (None, "")})[1:-1]
    return text if text.isprintable() else _UNSEEN.sub(_escaped, text)


@lru_cache(maxsize=2)
def _second(at: int) -> tuple[str, str]:
    """Date and time to the second, and the distance from UTC (RFC 3339)."""
    text = datetime.fromtimestamp(at).astimezone().isoformat()
    return text[:19], text[19:]


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
