"""What the event loop has begun and leaves for a thread to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

from plangraph.errors import PlangraphError
from plangraph.query import Started

if TYPE_CHECKING:
    from plangraph.query import Answer
    from plangraph_web.desk import Desk, Desks

BEGUN: Final = "plangraph.begun"
"""Where the environment of a request holds it."""


class Begun:
    """A query that runs already, or what came of it, and the desk that it is asked of."""

    def __init__(self, desks: Desks, desk: Desk, found: Started | Answer | PlangraphError | None) -> None:
        """Take over a desk that has been taken."""
        self._desks, self._desk, self._found = desks, desk, found
        self._has_desk = True

    def desk(self) -> Desk:
        """The desk, for whoever gives it back."""
        self._has_desk = False
        return self._desk

    def finish(self) -> Answer | None:
        """Wait for the answer; None if it has to be asked for again. Raises what ends the query."""
        if isinstance(self._found, Started):
            return self._found.finish()
        if isinstance(self._found, PlangraphError):
            raise self._found
        return self._found

    def close(self) -> None:
        """End what nobody has finished."""
        try:
            if isinstance(self._found, Started):
                self._found.stop()
        finally:
            if self._has_desk:
                self._desks.give_back(self._desk)


def begun() -> Begun | None:
    """What has been begun of the request that is answered now."""
    found: Begun | None = request.environ.get(BEGUN)
    return found
