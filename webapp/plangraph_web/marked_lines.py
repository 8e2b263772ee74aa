"""The lines of a query around what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BEFORE: Final = 2
_AFTER: Final = 1
"""So many lines are shown before and after those that are marked."""
_MOST: Final = 12
"""Marked lines that are shown at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a query: its number from 1, and what of it stands before, in and after a mark."""

    number: int
    before: str
    marked: str = ""
    after: str = ""


def marked_lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines with the characters from `start` (from 0) up to `end`, and a few around them.

    Where nothing is between the two, a space is marked.
    """
    first = text.count("\n", 0, start)
    last = min(text.count("\n", 0, max(end - 1, start)), first + _MOST - 1)
    offset = 0
    for number, row in enumerate(text.split("\n")):
        if first <= number <= last:
            begins, ends = (max(min(place - offset, len(row)), 0) for place in (start, max(end, start + 1)))
            marked = row[begins:ends].rstrip("\r") or ("" if number > first else " ")
            yield Line(number + 1, row[:begins], marked, row[ends:].rstrip("\r"))
        elif first - _BEFORE <= number <= last + _AFTER:
            yield Line(number + 1, row.rstrip("\r"))
        offset += len(row) + 1
