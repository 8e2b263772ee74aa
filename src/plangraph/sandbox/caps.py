"""Writers that the engine writes an answer to, and that stop it at a number of rows or bytes.

Rows are counted twice: first by counting, at the speed of C, what may be the end of a row but may also stand inside a
literal; and only when that bound reaches the cap by reading the answer exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Final, TypeAlias, cast

from plangraph.errors import AnswerTooLarge


@dataclass(frozen=True, slots=True)
class RowSyntax:
    """How the rows of a format follow each other."""

    bound: bytes  # what stands between two rows, and perhaps elsewhere
    row: re.Pattern[bytes]  # from one row's beginning to its end; matches only where another row follows
    heading: int  # how many rows stand before the first one
    closing: bytes  # what ends a document after any row


Serialize: TypeAlias = Callable[[IO[bytes]], object]

ROWS: Final = {
    "json": RowSyntax(
        b"},{", re.compile(rb'(?:[^"}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"|}(?!,{))*+}(?=,{)', re.DOTALL), 0, b"]}}"
    ),
    "xml": RowSyntax(
        b"</result><",
        re.compile(rb"(?:[^<]++|<(?!/result><result>))*+</result>(?=<result>)"),
        0,
        b"</results></sparql>",
    ),
    "csv": RowSyntax(b"\r\n", re.compile(rb'(?:[^"\r]++|"[^"]*+"|\r(?!\n.))*+\r\n(?=.)', re.DOTALL), 1, b""),
    "tsv": RowSyntax(b"\n", re.compile(rb"[^\n]*+\n(?=.)", re.DOTALL), 1, b""),
}


class Full(Exception):
    """A cap is reached."""


class LimitedBuffer:
    """Collects bytes. Raises Full at the first chunk that makes them more than `most`."""

    def __init__(self, most: int) -> None:
        """Start empty."""
        self.content = bytearray()
        self.most = most

    def write(self, chunk: bytes) -> int:
        """Take one chunk of the engine."""
        self.content += chunk
        if len(self.content) > self.most:
            raise Full
        return len(chunk)

    def flush(self) -> None:
        """There is nothing to flush."""


class RowBuffer(LimitedBuffer):
    """Collects an answer in rows, of which it keeps at most `rows`; the rest is cut off, and the document closed."""

    def __init__(self, syntax: RowSyntax, rows: int, most: int) -> None:
        """Start empty."""
        super().__init__(most)
        self.truncated: int | None = None
        self._syntax = syntax
        self._rows = rows + syntax.heading
        self._possible = 0  # upper bound of row ends so far
        self._whole = 0  # rows that are known to be followed by another, and where the last of them ends
        self._end = 0

    def write(self, chunk: bytes) -> int:
        """Take one chunk of the engine. Raises Full when the answer has been cut."""
        if self.truncated is not None:
            raise Full
        seam = len(self.content) - len(self._syntax.bound) + 1
        self.content += chunk
        self._possible += self.content.count(self._syntax.bound, max(seam, 0))
        if self._possible >= self._rows:
            self._read(len(self.content))
            self._possible = self._whole + 1  # at most one end stands at the seam, not yet followed by a row
            if self._whole == self._rows:
                self._cut()
        if len(self.content) > self.most:
            self._read(self.most)
            self._cut()
        return len(chunk)

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


def cut(serialize: Serialize, syntax: RowSyntax, rows: int, most: int) -> tuple[bytearray, int | None]:
    """Run `serialize`, cut its document after `rows` rows or the last one within `most` bytes; the rows kept, if cut.

    Raises AnswerTooLarge if not one row fits into `most` bytes.
    """
    buffer = RowBuffer(syntax, rows, most)
    _run(serialize, buffer)
    if buffer.truncated is not None and buffer.truncated <= 0:
        raise AnswerTooLarge(megabytes=most >> 20)
    return buffer.content, buffer.truncated


def whole(serialize: Serialize, most: int) -> bytearray:
    """Run `serialize`, whose document cannot be cut. Raises AnswerTooLarge if it has more than `most` bytes."""
    buffer = LimitedBuffer(most)
    if not _run(serialize, buffer):
        raise AnswerTooLarge(megabytes=most >> 20)
    return buffer.content


def _run(serialize: Serialize, buffer: LimitedBuffer) -> bool:
    try:
        serialize(cast("IO[bytes]", buffer))  # of which the engine calls no more than write and flush
    except Full:
        return False
    return True
