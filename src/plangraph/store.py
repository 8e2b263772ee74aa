"""The embedded store: the files, loaded once, then only read."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar, TypeVarTuple, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Triple, Variable
from pyoxigraph import Store as Engine

from plangraph import __version__, catalog
from plangraph.catalog import GraphFile
from plangraph.errors import (
    BrokenTurtle,
    DataError,
    GraphWithoutFile,
    NoStatements,
    NotUnicode,
    TripleInTwoGraphs,
    UncataloguedGraph,
)
from plangraph.namespaces import GRAPH, ONTOLOGY, PREFIXES
from plangraph.once import Once

Term: TypeAlias = NamedNode | Literal
Row: TypeAlias = dict[str, Term]
Node: TypeAlias = NamedNode | BlankNode
Kept = TypeVar("Kept")
About = TypeVarTuple("About")

_BASIS = NamedNode(ONTOLOGY + "basis")
_LISTS = NamedNode(PREFIXES["dcat"] + "dataset")
_REPEATED = """SELECT ?s ?p ?o ?first ?second {
  GRAPH ?first { ?s ?p ?o } GRAPH ?second { ?s ?p ?o } FILTER(STR(?first) < STR(?second))
} LIMIT 1"""


class Statement(NamedTuple):
    """A triple and the IRI of the graph that it stands in."""

    subject: Node
    predicate: NamedNode
    object: Node | Literal
    graph: str


class Store:
    """Every graph of the catalogue in one engine; the default graph of a query is their union."""

    def __init__(self, engine: Engine, files: dict[str, Path], version: str) -> None:
        """Take an engine that is loaded already; `files` maps each graph to the file that it came from."""
        self.engine = engine
        self.files = files
        self.version = version
        self._kept: dict[object, Once[Any]] = {}
        self._turn = threading.Lock()

    @classmethod
    def load(cls, root: Path | None = None) -> Store:
        """Read `ontology/` and `data/ttl/` below `root` (default: the shipped data). Raises DataError."""
        return cls.of_files(catalog.graph_files(root or catalog.root()))

    @classmethod
    def of_files(cls, files: list[GraphFile]) -> Store:
        """Read these files, each into its graph. Raises DataError, also if files and catalogue do not agree."""
        engine = Engine()
        digest = hashlib.sha256()
        for file in files:
            text = catalog.read(file.path)
            digest.update(text)
            _load(engine, text, file)
        store = cls(engine, _by_graph(files), f"{__version__}+{digest.hexdigest()[:8]}")
        store._refuse_repeated_triples()
        store._refuse_uncatalogued_graphs()
        store._refuse_graphs_without_file()
        return store

    def __len__(self) -> int:
        """The number of triples."""
        return self._size

    @cached_property
    def _size(self) -> int:
        return len(self.engine)  # which counts them one by one

    def graphs(self) -> list[str]:
        """The IRIs of all graphs."""
        return sorted(self.files)

    @cached_property
    def bases(self) -> dict[str, str]:
        """Of each graph: `stated`, `inferred`, `interpreted`, `external` or `editorial`."""
        found = [each for graph in self.files for each in self.match(NamedNode(graph), _BASIS)]
        return {each.subject.value: each.object.value.removeprefix(ONTOLOGY) for each in found}

    @staticmethod
    def file_name(graph: str) -> str:
        """The file that is this graph, as a path from the root, such as `data/ttl/catalog.ttl`; or the folder."""
        name = graph.removeprefix(GRAPH)
        name += "/" if name == catalog.TOGETHER else ".ttl"
        return name if name.startswith("ontology/") else f"data/ttl/{name}"

    def match(
        self, subject: Node | None = None, predicate: NamedNode | None = None, target: Node | None = None
    ) -> list[Statement]:
        """The statements (RDF 1.1) of all graphs that have this subject, predicate and object, where given."""
        return [
            Statement(quad.subject, quad.predicate, quad.object, quad.graph_name.value)
            for quad in self.engine.quads_for_pattern(subject, predicate, target, None)
            if isinstance(quad.graph_name, NamedNode)
            and not isinstance(quad.subject, Triple)
            and not isinstance(quad.object, Triple)
        ]

    def select(self, sparql: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own over the union of all graphs; `terms` bind projected variables beforehand."""
        bound: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {Variable(n): t for n, t in terms.items()}
        found = self.engine.query(sparql, use_default_graph_as_union=True, substitutions=bound, prefixes=PREFIXES)
        if not isinstance(found, QuerySolutions):
            raise TypeError("only a SELECT has rows")
        names = [variable.value for variable in found.variables]
        return [{name: term for name in names if (term := row[name]) is not None} for row in found]

    def tried(self, sparql: str) -> list[Row] | None:
        """The same for a SELECT that the data bring; None if it cannot be answered, which the rules tell."""
        try:
            return self.select(sparql)
        except (SyntaxError, ValueError, RuntimeError, OSError, TypeError):
            return None

    def once(self, work: Callable[[Store, *About], Kept], *about: *About) -> Kept:
        """What `work` makes of the data, which never changes, and these values: made when first wanted, then kept.

        Where it raises, nothing is kept: what nobody finds can be asked for in endless ways.
        """
        key = (work, *about)
        with self._turn:
            kept = self._kept.setdefault(key, Once(partial(work, self, *about)))
        try:
            return cast("Kept", kept.get())
        except BaseException:
            with self._turn:
                self._kept.pop(key, None)
            raise

    def _refuse_repeated_triples(self) -> None:
        for row in self.select(_REPEATED):
            triple = " ".join(str(row[name]) for name in ("s", "p", "o"))
            first, second = (self.files[row[name].value] for name in ("first", "second"))
            raise TripleInTwoGraphs(triple=triple, first=first, second=second)

    def _refuse_uncatalogued_graphs(self) -> None:
        for graph, path in self.files.items():
            if not self.match(NamedNode(graph), _BASIS):
                raise UncataloguedGraph(path=path, graph=f"<{graph}>")

    def _refuse_graphs_without_file(self) -> None:
        """Refuse a catalogue that lists a graph of ours of which there is no file; others' datasets are theirs."""
        for said in self.match(None, _LISTS):
            graph = said.object.value
            if graph.startswith(GRAPH) and graph not in self.files:
                raise GraphWithoutFile(catalogue=self.files[said.graph], graph=f"<{graph}>", path=self.file_name(graph))


def _by_graph(files: list[GraphFile]) -> dict[str, Path]:
    """The file of each graph, or the folder where several files are one."""
    many = Counter(file.graph for file in files)
    return {file.graph: file.path if many[file.graph] == 1 else file.path.parent for file in files}


def _load(engine: Engine, text: bytes, file: GraphFile) -> None:
    try:
        engine.bulk_load(text, RdfFormat.TURTLE, to_graph=NamedNode(file.graph))
    except SyntaxError as error:
        raise unparsable(error, file.path) from error
    if next(engine.quads_for_pattern(None, None, None, NamedNode(file.graph)), None) is None:
        raise NoStatements(path=file.path)


def unparsable(error: SyntaxError, path: Path) -> DataError:
    """What to tell about a file that the engine cannot read as Turtle."""
    if "Invalid UTF-8" in error.msg:
        return NotUnicode(path=path)
    reason = re.sub(r"^Parser error at line \d+ (between columns? [\d and]+|column \d+):? ?", "", error.msg)
    return BrokenTurtle(path=path, line=error.lineno, column=error.offset, reason=reason)


def integer(text: str, otherwise: int) -> int:
    """The integer that a literal holds, else `otherwise`: data that breaks the rules can still be looked at."""
    try:
        return int(text)
    except ValueError:
        return otherwise


def decimal(text: str) -> float | None:
    """The number that a literal holds, if it holds one."""
    try:
        return float(text)
    except ValueError:
        return None
