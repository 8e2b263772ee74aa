"""Who may ask now: so many queries at the same time, in all and of one address."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Final

from plangraph.errors import AddressBusy, TooManyQueries
from plangraph.settings import Settings


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the address, and whether the connection is closed, which stops the work."""

    address: str
    gone: Callable[[], bool]


OURSELVES: Final = Client("", lambda: False)
"""Who asks in the name of no visitor, and is not counted among those of an address."""


class Admission:
    """Counts the queries that run or wait."""

    def __init__(self, settings: Settings) -> None:
        """Begin with none."""
        self._settings = settings
        self._turn = Lock()
        self._asking: Counter[str] = Counter()

    @contextmanager
    def one_more(self, client: Client) -> Iterator[None]:
        """Count one query of a client. Raises TooManyQueries or AddressBusy if there are enough."""
        address = client.address
        with self._turn:
            self._refuse_too_many(address)
            self._asking[address] += 1
        try:
            yield
        finally:
            with self._turn:
                self._asking[address] -= 1
                if not self._asking[address]:
                    del self._asking[address]

    @property
    def asking(self) -> int:
        """How many queries run or wait."""
        return self._asking.total()

    def _refuse_too_many(self, address: str) -> None:
        settings = self._settings
        seconds = math.ceil(settings.deadline)
        if self._asking.total() >= settings.queries:
            raise TooManyQueries(limit=settings.queries, seconds=seconds)
        if address and self._asking[address] >= settings.queries_per_address:
            raise AddressBusy(limit=settings.queries_per_address, seconds=seconds)
