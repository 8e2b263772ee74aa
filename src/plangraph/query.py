"""A visitor's query, from its text to its answer: guard, worker, caps."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Any, Final, Self

import pyoxigraph
from pyoxigraph import RdfFormat

from plangraph.descriptions import graphs, write
from plangraph.errors import NotFound
from plangraph.sandbox.admission import OURSELVES, Client
from plangraph.sandbox.answers import Answer
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.workers import WorkerPool
from plangraph.settings import Settings
from plangraph.sparql import formats, guard
from plangraph.sparql.formats import Format
from plangraph.sparql.guard import Dataset, Guarded
from plangraph.store import Store

__all__ = ["Answer", "Bounds", "Cell", "Client", "Dataset", "QueryService", "Table"]

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_NODES = {pyoxigraph.NamedNode: "uri", pyoxigraph.BlankNode: "bnode"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table; its type is uri, literal, bnode or triple, as in SPARQL 1.1 Query Results JSON."""

    type: str
    value: str
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to look at; an unbound cell is None, and `truncated` is the number of rows kept, if a cap struck."""

    columns: list[str]
    rows: list[list[Cell | None]]
    truncated: int | None
    left_out: int = 0
    """How many columns the answer has besides."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may have and cost, where that is less than the settings allow; the deadline is in seconds."""

    rows: int | None = None
    columns: int | None = None
    """Those of a table only."""
    megabytes: int | None = None
    deadline: float | None = None


AS_SET: Final = Bounds()


class QueryService:
    """Answers queries of people whom nobody knows. Any thread may ask; `close` ends the worker processes."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Start the worker processes. Raises WorkersGone if that is not possible."""
        self._graphs = frozenset(graphs(store))
        self._settings = settings
        self._pool = WorkerPool(partial(write, store), settings)

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
        form = formats.named(format, guarded.kind)
        job = replace(self._job(guarded.text, form, bounds), dataset=guarded.dataset, in_parts=in_parts)
        return self._pool.run(job, client)

    def table(self, query: str | Guarded, bounds: Bounds = AS_SET, client: Client = OURSELVES) -> Table:
        """As `answer`, read back as a table: also the one value of ASK and the triples of a graph."""
        guarded = self.check(query) if isinstance(query, str) else query
        if guarded.kind == "graph":
            return _triples(self.answer(guarded, "ntriples", bounds, client))
        return _table(self.answer(guarded, "json", bounds, client), bounds.columns)

    def graph(
        self,
        iri: str | None,
        format: str,  # noqa: A002
        client: Client = OURSELVES,
        in_parts: bool = False,
    ) -> Answer:
        """A whole graph, or for None the union of all, without a limit on its triples.

        Raises NotFound, FormatUnknown, and what `WorkerPool.run` raises.
        """
        if iri is not None and iri not in self._graphs:
            raise NotFound(name=iri)
        dataset = None if iri is None else Dataset((iri,))
        job = self._job(_EVERYTHING, formats.named(format, "graph"), AS_SET)
        return self._pool.run(replace(job, dataset=dataset, rows=sys.maxsize, in_parts=in_parts), client)

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

    def retire(self) -> None:
        """End the worker processes when the last answer that is on its way has come to its end."""
        self._pool.retire()

    def close(self) -> None:
        """End the worker processes at once."""
        self._pool.close()


def _table(answer: Answer, most: int | None) -> Table:
    document = json.loads(answer.body)
    if "boolean" in document:
        return Table(["ask"], [[Cell("literal", json.dumps(document["boolean"]), _BOOLEAN)]], None)
    every = document["head"]["vars"]
    columns = every[:most]
    rows = [[_cell(row.get(name)) for name in columns] for row in document["results"]["bindings"]]
    return Table(columns, rows, answer.truncated, len(every) - len(columns))


def _cell(term: dict[str, Any] | None) -> Cell | None:
    if term is None:
        return None
    value = term["value"]
    text = value if isinstance(value, str) else _triple(value)
    return Cell(term["type"], text, term.get("datatype"), term.get("xml:lang"))


def _triple(terms: dict[str, Any]) -> str:
    cells = [_cell(terms[name]) for name in ("subject", "predicate", "object")]
    return f"<<( {' '.join(cell.value for cell in cells if cell)} )>>"


def _triples(answer: Answer) -> Table:
    rows: list[list[Cell | None]] = [
        [_term(quad.subject), _term(quad.predicate), _term(quad.object)]
        for quad in pyoxigraph.parse(answer.body, RdfFormat.N_TRIPLES)
    ]
    return Table(["subject", "predicate", "object"], rows, answer.truncated)


def _term(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Cell:
    if isinstance(term, pyoxigraph.Literal):
        datatype = None if term.language else term.datatype.value
        return Cell("literal", term.value, datatype, term.language)
    if isinstance(term, pyoxigraph.Triple):
        return Cell("triple", str(term))
    return Cell(_NODES[type(term)], term.value)
