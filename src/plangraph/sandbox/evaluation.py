"""Evaluating one guarded query in the engine, under the caps on its answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from plangraph.errors import EvaluationFailed, PlangraphError
from plangraph.namespaces import BASE, PREFIXES
from plangraph.sandbox import caps
from plangraph.serialization import refuse_unfit
from plangraph.sparql import formats
from plangraph.sparql.formats import Format
from plangraph.sparql.syntax import explain


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run: its format must fit its form; `union` makes the union of all graphs its default graph.

    `union` must be False where the query names its dataset: the engine would ignore FROM.
    """

    text: str
    union: bool
    format: Format
    rows: int
    megabytes: int
    deadline: float  # in seconds

    def message(self) -> dict[str, Any]:
        """The job as what JSON can hold."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"format": self.format.name, "kind": self.format.kind}

    @classmethod
    def of_message(cls, message: dict[str, Any]) -> Job:
        """The job that `message` was made of."""
        fields = {name: message[name] for name in cls.__slots__}
        return cls(**fields | {"format": formats.named(message["format"], message["kind"])})


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole document in its format; `truncated` is the number of rows or triples kept, if a cap struck."""

    body: bytes
    format: Format
    truncated: int | None


def evaluate(engine: pyoxigraph.Store, job: Job) -> tuple[bytearray, int | None]:
    """Run the job here and now, with no deadline.

    Raises QuerySyntax, AnswerTooLarge, FormatUnfit, EvaluationFailed, MemoryError.
    """
    try:
        results = engine.query(job.text, base_iri=BASE, use_default_graph_as_union=job.union)
        body, truncated = _serialized(results, job)
        refuse_unfit(body, job.format)
        return body, truncated
    except SyntaxError as error:
        raise explain(job.text, str(error)) from None
    except (PlangraphError, MemoryError):
        raise
    except Exception as error:
        raise EvaluationFailed(reason=str(error)[:200]) from None


def _serialized(results: QuerySolutions | QueryBoolean | QueryTriples, job: Job) -> tuple[bytearray, int | None]:
    most = job.megabytes << 20
    syntax = job.format.engine
    if isinstance(results, QueryTriples):
        assert isinstance(syntax, RdfFormat)  # noqa: S101 - a promise of Job
        return _graph(results, syntax, job.rows, most)
    assert isinstance(syntax, QueryResultsFormat)  # noqa: S101 - a promise of Job
    if isinstance(results, QueryBoolean):
        return caps.whole(lambda buffer: results.serialize(buffer, format=syntax), most), None
    row_syntax = caps.ROWS[job.format.name]
    return caps.cut(lambda buffer: results.serialize(buffer, format=syntax), row_syntax, job.rows, most)


def _graph(results: QueryTriples, syntax: RdfFormat, rows: int, most: int) -> tuple[bytearray, int | None]:
    kept = islice(results, rows)
    body = caps.whole(lambda buffer: pyoxigraph.serialize(kept, buffer, syntax, prefixes=PREFIXES), most)
    return body, rows if next(results, None) is not None else None
