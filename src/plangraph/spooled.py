"""A large answer, kept in a temporary file and read from it row by row, however large it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final, Self, cast

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat

from plangraph.errors import AnswerCut, NoRoom
from plangraph.namespaces import PREFIXES
from plangraph.sandbox.admission import OURSELVES, Client
from plangraph.tables import TRIPLE, Cell, cell

if TYPE_CHECKING:
    from plangraph.query import QueryService
    from plangraph.sandbox.answers import Answer
    from plangraph.sparql.guard import Guarded

IN_MEMORY: Final = 1 << 20
"""Bytes up to which no file is needed."""
_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"


class Spooled:
    """The rows of an answer. Each iteration reads all of them from the first, one iteration at a time."""

    def __init__(self, file: IO[bytes], size: int, truncated: int | None, *, graph: bool) -> None:
        """Take a file with the answer in TSV, or of a `graph` in N-Triples, and close it in the end."""
        self.small = size <= IN_MEMORY
        """Whether all that is made of it may well be made in memory."""
        self.truncated = truncated
        """The number of rows kept, if a cap struck."""
        self._file = file
        self.graph = graph
        """Whether the rows are the triples of a graph."""
        self.columns = TRIPLE if graph else self._variables()
        """The names of the variables; ASK has one column."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[list[Cell | None]]:
        self._file.seek(0)
        if self.graph:
            for quad in pyoxigraph.parse(self._file, RdfFormat.N_TRIPLES):
                yield [cell(quad.subject), cell(quad.predicate), cell(quad.object)]
            return
        found = pyoxigraph.parse_query_results(self._file, QueryResultsFormat.TSV)
        if isinstance(found, QueryBoolean):
            yield [Cell("literal", str(bool(found)).lower(), _BOOLEAN)]
            return
        for row in found:
            yield [term and cell(term) for term in row]

    def _variables(self) -> tuple[str, ...]:
        self._file.seek(0)
        found = pyoxigraph.parse_query_results(self._file, QueryResultsFormat.TSV)
        return ("ask",) if isinstance(found, QueryBoolean) else tuple(each.value for each in found.variables)


def fetched(service: QueryService, guarded: Guarded, client: Client = OURSELVES) -> Spooled:
    """Run a query and keep all of its answer. Raises what `QueryService.run` raises, and NoRoom."""
    form = "ntriples" if guarded.kind == "graph" else "tsv"
    return spooled(service.run(service.job(guarded, form, in_parts=True), client))


def spooled(answer: Answer) -> Spooled:
    """Take all parts of an answer in TSV or N-Triples. Raises what ends the query, and NoRoom."""
    with ExitStack() as undone:
        undone.callback(answer.close)
        file = cast("IO[bytes]", undone.enter_context(SpooledTemporaryFile(IN_MEMORY)))
        truncated = answer.truncated
        try:
            for part in answer:
                _keep(file, part)
        except AnswerCut as cut:
            truncated = int(str(cut.fields["rows"]))
        found = Spooled(file, file.tell(), truncated, graph=answer.format.kind == "graph")
        undone.pop_all()
    return found


def _keep(file: IO[bytes], part: bytes) -> None:
    try:
        file.write(part)
    except OSError as error:
        raise NoRoom(reason=error.strerror) from error
