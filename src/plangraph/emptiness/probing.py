"""Asking on the side, within a budget: how many rows another query has."""

from __future__ import annotations

import math
import time
from typing import Final, NamedTuple

from plangraph.emptiness.causes import says_no
from plangraph.errors import LimitStruck, PlangraphError, QueryRefused
from plangraph.namespaces import BASE
from plangraph.query import Bounds, QueryService
from plangraph.sandbox.admission import Client
from plangraph.sparql.guard import Guarded
from plangraph.sparql.tokens import prologue
from plangraph.tables import Table

MOST_ROWS: Final = 1_000
"""Rows are counted up to here."""
_MOST_PROBES: Final = 24
_BUDGET: Final = 1.5  # seconds
_EACH: Final = 0.5
_SOME: Final = 20


class Count(NamedTuple):
    """How many rows there are; `more` if they were not counted to the end."""

    rows: int
    more: bool


class Prober:
    """Runs other queries in the place of one, as the same client, in the sandbox, until the budget is spent."""

    def __init__(self, service: QueryService, guarded: Guarded, client: Client) -> None:
        """Begin the budget with the first question."""
        self._service, self._guarded = service, guarded
        self._until = math.inf
        self._left = _MOST_PROBES
        self._known: dict[str, Count | None] = {}
        self._client = Client(client.address, lambda: client.gone() or time.monotonic() > self._until)
        self.prologue = guarded.text[: prologue(guarded.text, BASE).end]
        self.missed = False
        """Whether something was not found out for want of time."""

    @property
    def confined(self) -> bool:
        """Whether the query reads some graphs only."""
        return self._guarded.dataset is not None

    def answer(self, text: str) -> Count | None:
        """The rows of a whole query; None if that cannot be told in time. An ASK that is true has one."""
        if text not in self._known:
            self._known[text] = self._counted(text, whole=True)
        return self._known[text]

    def matches(self, written: str) -> bool | None:
        """Whether anything fits these patterns."""
        found = self._once(f"{self.prologue}\nSELECT * {{ {written}\n}} LIMIT 1")
        return None if found is None else found.rows > 0

    def count(self, written: str) -> Count | None:
        """How much fits these patterns."""
        return self._once(f"{self.prologue}\nSELECT * {{ {written}\n}} LIMIT {MOST_ROWS + 1}")

    def values(self, variable: str, written: str) -> list[str]:
        """Some IRIs that a variable stands for in these patterns; none where that cannot be told in time."""
        table = self._table(f"{self.prologue}\nSELECT DISTINCT {variable} {{ {written}\n}} LIMIT {_SOME}", whole=False)
        return [cell.value for row in table.rows for cell in row if cell and cell.type == "uri"] if table else []

    def _once(self, text: str) -> Count | None:
        if text not in self._known:
            self._known[text] = self._counted(text, whole=False)
        return self._known[text]

    def _counted(self, text: str, whole: bool) -> Count | None:
        table = self._table(text, whole)
        if table is None:
            return None
        return Count(0 if says_no(table) else len(table.rows), table.truncated is not None)

    def _table(self, text: str, whole: bool) -> Table | None:
        self._until = min(self._until, time.monotonic() + _BUDGET)
        seconds = min(self._until - time.monotonic(), _EACH)
        if self._left <= 0 or seconds <= 0:
            self.missed = True
            return None
        self._left -= 1
        try:
            guarded = self._service.check(text, None if whole else self._guarded.dataset)
            return self._service.table(guarded, Bounds(rows=MOST_ROWS, deadline=seconds), self._client)
        except QueryRefused:
            return None
        except PlangraphError as error:
            self.missed = True
            if not isinstance(error, LimitStruck):
                self._left = 0  # nobody is there to ask, or to tell
            return None
