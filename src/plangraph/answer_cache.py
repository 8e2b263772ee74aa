"""Answers that are kept as long as the data stay the same, for whoever asks the same again.

Of all who ask the same at the same time only the first has it worked out. A cache belongs to one version of the data.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock
from typing import Final, NamedTuple

from plangraph.errors import (
    ClientGone,
    DeadlinePassed,
    EvaluationFailed,
    LimitStruck,
    Overloaded,
    PlangraphError,
    QueryRefused,
    ServerStopping,
)
from plangraph.sandbox.admission import Client
from plangraph.sandbox.answers import Answer
from plangraph.sandbox.evaluation import Job
from plangraph.sparql.guard import Dataset

_CHANGING: Final = re.compile(r"now|rand|uuid|\\u", re.IGNORECASE)
"""What may stand for a function whose value changes, or hide one. Words that only contain it cost no more than time."""
_SHARE: Final = 8
"""The part of the cache that one answer may take is one in so many."""
_RECORD: Final = 2 << 10  # bytes that an entry takes beside its texts
_MOST_IN_PARTS: Final = 1_000
_OWN: Final = (Overloaded, ServerStopping, ClientGone)
"""What came of one who asked, and need not come of the next."""
_TURN: Final = 0.25  # seconds after which who waits looks whether the asker is still there


@dataclass(frozen=True, slots=True)
class State:
    """What is kept, and how often it was of use."""

    entries: int
    bytes: int
    most: int
    hits: int
    misses: int


class Key(NamedTuple):
    """What two queries have in common that have the same answer."""

    text: str
    dataset: Dataset | None
    format: str
    kind: str
    rows: int
    megabytes: int


def key(job: Job) -> Key | None:
    """What the answer to a job depends on beside the data; None for an answer that changes by itself."""
    if _CHANGING.search(job.text):
        return None
    return Key(job.text, job.dataset, job.format.name, job.format.kind, job.rows, job.megabytes)


def patience(job: Job) -> float:
    """Seconds after which who waits for what another one has asked for waits no longer."""
    return 1.5 * job.deadline


class Making:
    """An answer that somebody is working out, or has worked out."""

    def __init__(self, known: Key, deadline: float) -> None:
        """Begin with nothing; the deadline is that of who works it out, in seconds."""
        self.key = known
        self.answer: Answer | None = None
        """The whole answer, once it is there."""
        self._error: PlangraphError | None = None
        self._deadline = deadline
        self._over = Event()
        self._told: list[Callable[[], object]] = []

    def tell(self, told: Callable[[], object]) -> None:
        """Have this called, in whatever thread, when it has come to its end, which may be now."""
        self._told.append(told)
        if self._over.is_set():
            self._tell_all()

    def error(self, job: Job) -> PlangraphError | None:
        """What came of it, if the same would come of this job."""
        if self._error is None or job.deadline > self._deadline:
            return None
        return type(self._error)(**self._error.fields)

    def result(self, job: Job, client: Client) -> Answer | None:
        """Wait for it as long as for a worker and an answer of one's own; None: it cannot be shared.

        Raises ClientGone, DeadlinePassed, and what would come of this job, too.
        """
        until = time.monotonic() + patience(job)
        while not self._over.wait(min(_TURN, job.deadline)):
            if client.gone():
                raise ClientGone
            if time.monotonic() > until:
                raise DeadlinePassed(seconds=job.deadline)
        if error := self.error(job):
            raise error
        return self.answer

    def settle(self, answer: Answer | None, error: BaseException | None) -> None:
        """Say what came of it."""
        self.answer = answer
        if isinstance(error, QueryRefused | LimitStruck | EvaluationFailed) and not isinstance(error, _OWN):
            self._error = error
        self._over.set()
        self._tell_all()

    def _tell_all(self) -> None:
        while self._told:
            with suppress(IndexError):  # another thread was first
                self._told.pop()()


class AnswerCache:
    """Keeps the answers used last, up to so many bytes. Any thread may call."""

    def __init__(self, most: int, version: str) -> None:
        """Keep at most so many bytes of answers from this version of the data; with 0 never share anything, either."""
        self._most = most
        self._version = version
        self._turn = Lock()
        self._kept: OrderedDict[Key, Making] = OrderedDict()
        self._making: dict[Key, Making] = {}
        self._in_parts: OrderedDict[Key, None] = OrderedDict()
        """What came in parts, which can be given to one only: nobody has to wait for it in vain."""
        self._bytes = self._hits = self._misses = 0

    @property
    def state(self) -> State:
        """What is kept, and how often it was of use."""
        with self._turn:
            return State(len(self._kept), self._bytes, self._most, self._hits, self._misses)

    def etag(self, job: Job) -> str | None:
        """What stands for the answer to this job (RFC 9110, section 8.8.3), also before anybody knows the answer."""
        known = key(job)
        if known is None:
            return None
        digest = hashlib.blake2b(repr(known).encode(errors="backslashreplace"), digest_size=8)
        return f"{self._version}.{digest.hexdigest()}"

    def count_hit(self) -> None:
        """Count an answer that somebody else has remembered."""
        with self._turn:
            self._hits += 1

    def claim(self, job: Job) -> tuple[Making | None, bool]:
        """The answer to this job or what to wait for, and whether it is now the caller who makes it and settles it.

        None for what is not to be shared.
        """
        known = key(job) if self._most else None
        if known is None:
            return None, True
        with self._turn:
            if known in self._in_parts:
                return None, True
            found = self._kept.get(known) or self._making.get(known)
            if found:
                self._hits += 1
                if found.answer:
                    self._kept.move_to_end(known)
                return found, False
            self._misses += 1
            made = self._making[known] = Making(known, job.deadline)
            return made, True

    def settle(self, making: Making | None, answer: Answer | None = None, error: BaseException | None = None) -> None:
        """Say what came of an answer that was claimed: it is kept if it is whole and not too large."""
        if making is None:
            return
        whole = answer if answer and answer.size is not None else None
        with self._turn:
            del self._making[making.key]
            making.answer = whole
            if answer and not whole:
                self._in_parts[making.key] = None
                if len(self._in_parts) > _MOST_IN_PARTS:
                    self._in_parts.popitem(last=False)
            if whole and _bytes(making) <= self._most // _SHARE:
                self._kept[making.key] = making
                self._bytes += _bytes(making)
            while self._bytes > self._most:
                self._bytes -= _bytes(self._kept.popitem(last=False)[1])
        making.settle(whole, error)


def _bytes(making: Making) -> int:
    assert making.answer  # noqa: S101 - only what is there is kept
    return _RECORD + 4 * len(making.key.text) + (making.answer.size or 0)
