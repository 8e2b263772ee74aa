"""A thread that writes lines, so that nobody waits for whoever reads them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")

MOST_WAITING: Final = 5_000
"""Lines that may wait to be written; those that come beyond are lost, and counted."""
AT_ONCE: Final = 4096
"""Bytes that a pipe takes as one piece, whoever else writes into it."""

_BATCH_SECONDS: Final = 0.1
_CLOSING_SECONDS: Final = 2.0


class Writer(Generic[Item]):
    """Writes to a descriptor what any thread adds; `line` makes the text of it, without the end of the line."""

    def __init__(
        self, out: int, line: Callable[[Item], str], lost: Callable[[int], Item], count: Callable[[int], object]
    ) -> None:
        """Begin. `lost` makes what tells how many lines are missing, `count` is told as soon as they are."""
        self._out, self._line, self._missing, self._count = out, line, lost, count
        self._waiting: SimpleQueue[Item | None] = SimpleQueue()
        self._turn = Lock()
        self._lost = 0
        self._torn = False  # whether a line stands there without its end
        self._closing = Event()
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def add(self, item: Item) -> None:
        """Have it written soon; never waits."""
        if self._closing.is_set() or self._waiting.qsize() >= MOST_WAITING:
            self._lose(1)
        else:
            self._waiting.put(item)

    def close(self) -> None:
        """Write what waits, as far as somebody reads it soon."""
        self._closing.set()
        self._waiting.put(None)
        self._thread.join(_CLOSING_SECONDS)

    def _run(self) -> None:
        over = False
        while not over:
            first = self._waiting.get()
            self._closing.wait(_BATCH_SECONDS)  # more come meanwhile, and are written at the same time
            batch = [first, *(self._waiting.get() for _ in range(self._waiting.qsize()))]
            over = None in batch
            self._write(self._line(each) for each in batch if each is not None)
            self._tell_lost()

    def _write(self, lines: Iterable[str]) -> None:
        piece, number = b"", 0
        for line in lines:
            added = line.encode("utf-8", "backslashreplace") + b"\n"
            if piece and len(piece) + len(added) > AT_ONCE:
                self._send(piece, number)
                piece, number = b"", 0
            piece, number = piece + added, number + 1
        if piece:
            self._send(piece, number)

    def _tell_lost(self) -> None:
        with self._turn:
            lost, self._lost = self._lost, 0
        if lost and not self._sent(self._line(self._missing(lost)).encode() + b"\n"):
            with self._turn:
                self._lost += lost

    def _send(self, piece: bytes, lines: int) -> None:
        if not self._sent(piece):
            self._lose(lines)

    def _sent(self, piece: bytes) -> bool:
        left = memoryview(b"\n" + piece if self._torn else piece)
        try:
            while left:
                left = left[os.write(self._out, left) :]
                self._torn = bool(left)
        except OSError:  # nobody reads any more, or the disk is full
            return False
        return True

    def _lose(self, lines: int) -> None:
        with self._turn:
            self._lost += lines
        self._count(lines)
