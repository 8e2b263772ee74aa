"""A visitor's query, from its text to its answer: guard, worker, caps."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Final, Self

from plangraph import tables
from plangraph.answer_cache import AnswerCache, Making
from plangraph.descriptions import graphs, write
from plangraph.errors import NotFound
from plangraph.sandbox.admission import OURSELVES, Client
from plangraph.sandbox.answers import Answer
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.orders import Order
from plangraph.sandbox.work import NotAtOnce
from plangraph.sandbox.workers import State, WorkerPool
from plangraph.settings import Settings
from plangraph.sparql import formats, guard
from plangraph.sparql.formats import Format
from plangraph.sparql.guard import Dataset, Guarded
from plangraph.store import Store
from plangraph.tables import Cell, Table

__all__ = ["Answer", "Bounds", "Cell", "Client", "Dataset", "Making", "NotAtOnce", "QueryService", "Started", "Table"]

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may have and cost, where that is less than the settings allow; the deadline is in seconds."""

    rows: int | None = None
    columns: int | None = None
    """Those of a table only."""
    megabytes: int | None = None
    deadline: float | None = None


AS_SET: Final = Bounds()
_READING: Final = Bounds(deadline=2)  # which takes milliseconds, unless somebody means ill


class Started:
    """An answer that is being made, for all who want it; see `Order` for how that goes on."""

    def __init__(self, cache: AnswerCache, making: Making | None, order: Order) -> None:
        """Take what is to be told what comes of the order."""
        self._cache, self._making, self.order = cache, making, order

    def arrived(self) -> Answer | None:
        """The answer, if it has come as a whole. Raises NotAtOnce if it is to be waited for by `finish`."""
        answer = self.order.arrived()
        if answer:
            self._cache.settle(self._making, answer)
        return answer

    def finish(self) -> Answer:
        """Wait for the answer. Raises what ends the query."""
        try:
            answer = self.order.finish()
        except BaseException as error:
            self._cache.settle(self._making, error=error)
            raise
        self._cache.settle(self._making, answer)
        return answer

    def stop(self) -> None:
        """End it, if it has not come to its end; who waits for it has to try themselves."""
        if not self.order.over:
            try:
                self.order.stop()
            finally:
                self._cache.settle(self._making)


class QueryService:
    """Answers queries of people whom nobody knows. Any thread may ask; `close` ends the worker processes."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Start the worker processes. Raises WorkersGone if that is not possible."""
        self._graphs = frozenset(graphs(store))
        self._settings = settings
        self._pool = WorkerPool(partial(write, store), settings)
        self.cache = AnswerCache(3 * (settings.cache << 20) // 4, store.version)  # the rest is for whole replies

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def check(self, text: str, dataset: Dataset | None = None) -> Guarded:
        """Read the query without running it, to learn its form. Raises a subclass of QueryRefused.

        A dataset given here takes the place of the one that the query names (SPARQL 1.1 Protocol, section 2.1.4).
        """
        return guard.check(text, self._graphs, self._settings.query_length, dataset)

    def answer(
        self,
        query: str | Guarded,
        format: str,  # noqa: A002
        bounds: Bounds = AS_SET,
        client: Client = OURSELVES,
        in_parts: bool = False,
    ) -> Answer:
        """Run the query. A large answer comes `in_parts` if its reader can be told by a broken end of a limit's strike.

        Raises FormatUnknown and what `check` and `WorkerPool.run` raise.
        """
        guarded = self.check(query) if isinstance(query, str) else query
        return self.run(self.job(guarded, format, bounds, in_parts), client)

    def job(self, guarded: Guarded, format: str, bounds: Bounds = AS_SET, in_parts: bool = False) -> Job:  # noqa: A002
        """What is to be done to answer a query in a format. Raises FormatUnknown."""
        form = formats.named(format, guarded.kind)
        return replace(self._job(guarded.text, form, bounds), dataset=guarded.dataset, in_parts=in_parts)

    def run(self, job: Job, client: Client = OURSELVES) -> Answer:
        """Take the answer that is kept, wait for the one that is being made, or make it.

        Raises what `WorkerPool.run` raises.
        """
        while True:
            found = self.start(job, client)
            if isinstance(found, Answer):
                return found
            if isinstance(found, Started):
                return found.finish()
            with self._pool.admission.one_more(client):
                answer = found.result(job, client)
            if answer:
                return answer.again()

    def start(
        self, job: Job, client: Client = OURSELVES, tell: Callable[[], object] | None = None
    ) -> Answer | Started | Making:
        """The answer that is kept; or what has been started to make it; or that which is being made for others.

        It does not wait: of what is started, `tell` is called in any thread when there is a worker for it. Raises
        TooManyQueries or AddressBusy.
        """
        making, ours = self.cache.claim(job)
        if making and not ours:
            return making.answer.again() if making.answer else making
        try:
            order = self._pool.order(job, client, tell)
        except BaseException as error:
            self.cache.settle(making, error=error)
            raise
        return Started(self.cache, making, order)

    def table(self, query: str | Guarded, bounds: Bounds = AS_SET, client: Client = OURSELVES) -> Table:
        """As `answer`, read back as a table: also the one value of ASK and the triples of a graph."""
        guarded = self.check(query) if isinstance(query, str) else query
        if guarded.kind == "graph":
            return tables.of_triples(self.answer(guarded, "ntriples", bounds, client))
        return tables.of_rows(self.answer(guarded, "json", bounds, client), bounds.columns)

    def graph_job(self, iri: str | None, format: str, in_parts: bool = False) -> Job:  # noqa: A002
        """What is to be done for a whole graph, or for None the union of all, without a limit on its triples.

        Raises NotFound or FormatUnknown.
        """
        if iri is not None and iri not in self._graphs:
            raise NotFound(name=iri)
        job = self._job(_EVERYTHING, formats.named(format, "graph"), AS_SET)
        dataset = None if iri is None else Dataset((iri,))
        return replace(job, dataset=dataset, rows=sys.maxsize, in_parts=in_parts)

    def read(self, guarded: Guarded, client: Client = OURSELVES) -> None:
        """Have a worker read the query without running it. Raises QuerySyntax and what `WorkerPool.run` raises."""
        job = self._job(guarded.text, formats.FORMATS[0], _READING)
        self.run_unkept(replace(job, only_read=True), client)

    def run_unkept(self, job: Job, client: Client = OURSELVES) -> Answer:
        """As `run`, of what is not to be kept, as it would fill the cache. Raises what `WorkerPool.run` raises."""
        return self._pool.run(job, client)

    def _job(self, text: str, form: Format, bounds: Bounds) -> Job:
        settings = self._settings
        return Job(
            text=text,
            dataset=None,
            format=form,
            rows=max(min(bounds.rows or settings.rows, settings.rows), 1),
            megabytes=min(bounds.megabytes or settings.megabytes, settings.megabytes),
            deadline=max(min(bounds.deadline or settings.deadline, settings.deadline), 0.001),
        )

    def busy(self, client: Client = OURSELVES) -> AbstractContextManager[None]:
        """Count what is made of an answer as one more query. Entering it raises TooManyQueries or AddressBusy."""
        return self._pool.admission.one_more(client)

    @property
    def state(self) -> State:
        """How busy the workers are."""
        return self._pool.state

    def retire(self) -> None:
        """End the worker processes when the last answer that is on its way has come to its end."""
        self._pool.retire()

    def close(self) -> None:
        """End the worker processes at once."""
        self._pool.close()
