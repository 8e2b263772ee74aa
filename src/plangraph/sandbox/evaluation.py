"""Evaluating one guarded query in the engine, under the caps on its answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from plangraph.errors import AnswerCut, EvaluationFailed, PlangraphError
from plangraph.namespaces import BASE, PREFIXES
from plangraph.sandbox import caps
from plangraph.sandbox.caps import Send
from plangraph.serialization import XML, refuse_unfit
from plangraph.sparql import formats
from plangraph.sparql.formats import Format
from plangraph.sparql.guard import Dataset
from plangraph.sparql.mistakes.syntax import explain
from plangraph.sparql.parsing import refusal


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run: its format must fit its form; without a dataset it is asked of the union of all graphs.

    A large answer may come in parts, where its reader can be told by a broken end that a limit has struck.
    """

    text: str
    dataset: Dataset | None
    format: Format
    rows: int
    megabytes: int
    deadline: float  # in seconds
    in_parts: bool = False
    only_read: bool = False
    """Whether it is not to be run: its answer is empty if the engine can read it."""

    def message(self) -> dict[str, Any]:
        """The job as what JSON can hold."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        dataset = self.dataset and [self.dataset.default, self.dataset.named]
        return fields | {"format": self.format.name, "kind": self.format.kind, "dataset": dataset}

    @classmethod
    def of_message(cls, message: dict[str, Any]) -> Job:
        """The job that `message` was made of."""
        fields = {name: message[name] for name in cls.__slots__}
        dataset = message["dataset"] and Dataset(*map(tuple, message["dataset"]))
        return cls(**fields | {"format": formats.named(message["format"], message["kind"]), "dataset": dataset})


def evaluate(engine: pyoxigraph.Store, job: Job, send: Send | None = None) -> tuple[bytearray, int | None]:
    """Run the job here and now, with no deadline: the document and, if it was cut, the rows or triples kept.

    Where it can `send`, what comes back of a large document is its end. Raises QuerySyntax, AnswerTooLarge,
    AnswerCut, FormatUnfit, EvaluationFailed, MemoryError.
    """
    if job.only_read:
        return _read(job.text), None
    in_parts = job.in_parts and job.format.engine not in XML  # of which only the whole shows whether it is fit
    try:
        body, truncated = _serialized(_results(engine, job), job, send if in_parts else None)
        refuse_unfit(body, job.format)
        return body, truncated
    except SyntaxError as error:
        raise explain(job.text, str(error)) from None
    except (PlangraphError, MemoryError):
        raise
    except Exception as error:
        raise EvaluationFailed(reason=str(error)[:200]) from None


def _read(text: str) -> bytearray:
    if message := refusal(text):
        raise explain(text, message)
    return bytearray()


def _results(engine: pyoxigraph.Store, job: Job) -> QuerySolutions | QueryBoolean | QueryTriples:
    if job.dataset is None:
        return engine.query(job.text, base_iri=BASE, use_default_graph_as_union=True)
    return engine.query(
        job.text,
        base_iri=BASE,
        default_graph=[NamedNode(each) for each in job.dataset.default],
        named_graphs=[NamedNode(each) for each in job.dataset.named],
    )


def _serialized(
    results: QuerySolutions | QueryBoolean | QueryTriples, job: Job, send: Send | None
) -> tuple[bytearray, int | None]:
    most = job.megabytes << 20
    rows = caps.ROWS.get(job.format.name)
    if isinstance(results, QueryTriples) and not rows:
        return _graph(results, job, most, send)
    write = _writer(results, job.format)
    if isinstance(results, QueryBoolean) or not rows:
        return caps.whole(write, most).content, None
    return caps.cut(write, rows, job.rows, most, send)


def _writer(results: QuerySolutions | QueryBoolean | QueryTriples, form: Format) -> caps.Serialize:
    """What has the engine write all of it, which is faster than to hand over triple by triple."""
    syntax = form.engine
    if isinstance(results, QueryTriples):
        assert isinstance(syntax, RdfFormat)  # noqa: S101 - a promise of Job
        return lambda buffer: results.serialize(buffer, format=syntax)
    assert isinstance(syntax, QueryResultsFormat)  # noqa: S101 - a promise of Job
    return lambda buffer: results.serialize(buffer, format=syntax)


def _graph(results: QueryTriples, job: Job, most: int, send: Send | None) -> tuple[bytearray, int | None]:
    """Where only counting tells one triple from the next, and where prefixes make it shorter."""
    syntax = job.format.engine
    assert isinstance(syntax, RdfFormat)  # noqa: S101 - a promise of Job
    kept = islice(results, job.rows)
    document = caps.whole(lambda buffer: pyoxigraph.serialize(kept, buffer, syntax, prefixes=PREFIXES), most, send)
    truncated = job.rows if next(results, None) is not None else None
    if truncated and document.sent:
        raise AnswerCut(rows=job.rows)
    return document.content, truncated
