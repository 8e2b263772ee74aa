"""Values that are worked out once, when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar, cast

Kept = TypeVar("Kept")


class Once(Generic[Kept]):
    """A value that one thread works out while the others that want it wait."""

    def __init__(self, work: Callable[[], Kept]) -> None:
        """Keep the work until somebody wants what comes of it."""
        self._work: Callable[[], Kept] | None = work
        self._turn = Lock()
        self.known: Kept | None = None
        """The value if it has been worked out already."""

    def get(self) -> Kept:
        """The value, which is worth waiting for. Raises what the work raises."""
        with self._turn:
            if self._work:
                self.known = self._work()
                self._work = None  # which may hold what holds this, so that neither would ever be let go
            return cast("Kept", self.known)
