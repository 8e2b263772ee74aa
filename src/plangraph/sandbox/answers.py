"""The answer to a query: one whole document, or one that comes in parts while a worker still writes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Self

from plangraph.sandbox.work import Work
from plangraph.sparql.formats import Format


class Rest:
    """The parts of a document that follow the first one. Raises what ends the query, such as DeadlinePassed."""

    def __init__(self, work: Work, slot: ExitStack) -> None:
        """Take the work that goes on; `slot` is closed when it is over."""
        self._work = work
        self._slot = slot
        self._over = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if self._over:
            raise StopIteration
        self._over = True  # unless a message comes that is not the last one
        try:
            header, body = self._work.message()
            self._over = "more" not in header
        finally:
            if self._over:
                self._slot.close()
        return body

    def close(self) -> None:
        """Stop the work, if it goes on."""
        if not self._over:
            self._over = True
            self._work.stop()
            self._slot.close()


class Answer:
    """A document in its format; iterating gives it in parts, once.

    A limit that strikes after the first part is raised by the iteration: what has been given then is not the whole.
    """

    shared = False
    """Whether it was made for somebody else."""

    def __init__(self, form: Format, first: bytes, truncated: int | None = None, rest: Rest | None = None) -> None:
        """Take the whole document, or its first part and the rest."""
        self.format = form
        self.truncated = truncated
        """The number of rows or triples kept, if a cap struck."""
        self.size = None if rest else len(first)
        """How many bytes it has, if that is known already."""
        self._first = first
        self._rest = rest

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        if self._rest:
            yield from self._rest

    @property
    def body(self) -> bytes:
        """All of it."""
        return b"".join(self)

    def again(self) -> Answer:
        """The same whole answer, for one more who asks."""
        made = Answer(self.format, self._first, self.truncated)
        made.shared = True
        return made

    def close(self) -> None:
        """Stop the work, if it goes on."""
        if self._rest:
            self._rest.close()
