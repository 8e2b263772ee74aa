"""Writers that the engine writes an answer to, and that stop it at a number of rows or bytes.

Rows are counted twice: first by counting, at the speed of C, what may be the end of a row but may also stand inside a
literal; and only when that bound reaches the cap by reading the answer exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Final, TypeAlias, cast

from plangraph.errors import AnswerCut, AnswerTooLarge


@dataclass(frozen=True, slots=True)
class RowSyntax:
    """How the rows of a format, or its triples, follow each other."""

    bound: bytes  # what stands between two rows, and perhaps elsewhere
    row: re.Pattern[bytes]  # from one row's beginning to its end; matches only where another row follows
    heading: int  # how many rows stand before the first one
    closing: bytes  # what ends a document after any row


Serialize: TypeAlias = Callable[[IO[bytes]], object]

ROWS: Final = {
    "json": RowSyntax(
        b"},{", re.compile(rb'(?>(?:[^"}]++|"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"|}(?!,{))*)}(?=,{)', re.DOTALL), 0, b"]}}"
    ),
    "xml": RowSyntax(
        b"</result><",
        re.compile(rb"(?>(?:[^<]++|<(?!/result><result>))*)</result>(?=<result>)"),
        0,
        b"</results></sparql>",
    ),
    "csv": RowSyntax(b"\r\n", re.compile(rb'(?>(?:[^"\r]++|"[^"]*+"|\r(?!\n.))*)\r\n(?=.)', re.DOTALL), 1, b""),
    "tsv": RowSyntax(b"\n", re.compile(rb"[^\n]*+\n(?=.)", re.DOTALL), 1, b""),
    "ntriples": RowSyntax(b"\n", re.compile(rb"[^\n]*+\n(?=.)", re.DOTALL), 0, b""),
}


class Full(Exception):
    """A cap is reached."""


Send: TypeAlias = Callable[[bytearray], None]
HELD: Final = 8 << 20
"""Bytes up to which an answer is kept back as a whole, so that a cap that strikes can still be told in a header."""
_PART: Final = 1 << 18


class LimitedBuffer:
    """Collects bytes. Raises Full at the first chunk that makes them more than `most`.

    Where it is given a way to send, it keeps back no more than HELD, and sends the rest in parts.
    """

    def __init__(self, most: int, send: Send | None = None) -> None:
        """Start empty."""
        self.content = bytearray()
        self.most = most
        self.sent = 0
        self._send = send
        self._kept_back = HELD

    def write(self, chunk: bytes) -> int:
        """Take one chunk of the engine."""
        self.content += chunk
        if self.sent + len(self.content) > self.most:
            raise Full
        self._release()
        return len(chunk)

    def flush(self) -> None:
        """There is nothing to flush."""

    def _release(self) -> None:
        """Send what is ready, once there is enough of it."""
        if self._send is None or len(self.content) < self._kept_back:
            return
        ready = self._ready()
        if ready:
            self._send(self.content[:ready])
            self.sent += ready
            del self.content[:ready]
        self._kept_back = max(_PART, 2 * len(self.content))

    def _ready(self) -> int:
        """How many of the bytes nothing will be taken back of."""
        return len(self.content)


class RowBuffer(LimitedBuffer):
    """Collects an answer in rows, of which it keeps at most `rows`; the rest is cut off, and the document closed."""

    def __init__(self, syntax: RowSyntax, rows: int, most: int, send: Send | None = None) -> None:
        """Start empty."""
        super().__init__(most, send)
        self.truncated: int | None = None
        self._syntax = syntax
        self._rows = rows + syntax.heading
        self._possible = 0  # upper bound of row ends so far
        self._whole = 0  # rows that are known to be followed by another, and where the last of them ends
        self._end = 0
        self._enough = 0  # bytes at which to look for the ends of rows again: a long row is not read at every chunk

    def write(self, chunk: bytes) -> int:
        """Take one chunk of the engine. Raises Full when the answer has been cut."""
        if self.truncated is not None:
            raise Full
        seam = len(self.content) - len(self._syntax.bound) + 1
        self.content += chunk
        self._possible += self.content.count(self._syntax.bound, max(seam, 0))
        if self._possible >= self._rows and len(self.content) >= self._enough:
            self._count()
        if self.sent + len(self.content) > self.most:
            self._read(self.most - self.sent)
            self._cut()
        self._release()
        return len(chunk)

    def finish(self) -> None:
        """Look at what has been written last. Raises Full when the answer has been cut."""
        if self.truncated is None and self._possible >= self._rows:
            self._count()

    def _ready(self) -> int:
        self._count()
        ready, self._end = self._end, 0
        self._enough -= ready
        return ready

    def _count(self) -> None:
        self._read(len(self.content))
        if self._whole == self._rows:
            self._cut()
        self._possible = self._whole + 1  # at most one end stands at the seam, not yet followed by a row
        self._enough = 2 * len(self.content) - self._end

    def _read(self, until: int) -> None:
        """Find the ends of whole rows before `until`, one after the other."""
        while self._whole < self._rows and (row := self._syntax.row.match(self.content, self._end)):
            if row.end() > until:
                break
            self._whole, self._end = self._whole + 1, row.end()

    def _cut(self) -> None:
        self.truncated = self._whole - self._syntax.heading
        del self.content[self._end :]
        self.content += self._syntax.closing
        raise Full


def cut(
    serialize: Serialize, syntax: RowSyntax, rows: int, most: int, send: Send | None = None
) -> tuple[bytearray, int | None]:
    """Run `serialize`, cut its document after `rows` rows or the last one within `most` bytes; the rows kept, if cut.

    Where it can `send`, what comes back is the end of the document. Raises AnswerTooLarge if not one row fits into
    `most` bytes, AnswerCut if the document has to be cut when a part of it has been sent.
    """
    buffer = RowBuffer(syntax, rows, most, send)
    if _run(serialize, buffer):
        with suppress(Full):
            buffer.finish()
    if buffer.truncated is not None:
        if buffer.truncated <= 0:
            raise AnswerTooLarge(megabytes=most >> 20)
        if send and buffer.sent:
            send(buffer.content.removesuffix(syntax.closing))  # all whole rows, but nothing that looks like an end
            raise AnswerCut(rows=buffer.truncated)
    return buffer.content, buffer.truncated


def whole(serialize: Serialize, most: int, send: Send | None = None) -> LimitedBuffer:
    """Run `serialize`, whose document cannot be cut. Raises AnswerTooLarge if it has more than `most` bytes.

    Where it can `send`, what comes back holds the end of the document.
    """
    buffer = LimitedBuffer(most, send)
    if not _run(serialize, buffer):
        raise AnswerTooLarge(megabytes=most >> 20)
    return buffer


def _run(serialize: Serialize, buffer: LimitedBuffer) -> bool:
    try:
        serialize(cast("IO[bytes]", buffer))  # of which the engine calls no more than write and flush
    except Full:
        return False
    return True
