"""The embedded store: the files, loaded once, then only read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store as Engine, Variable, parse

from plangraph import __version__, catalog
from plangraph.catalog import GraphFile
from plangraph.errors import BrokenTurtle, MissingPath, TripleInTwoGraphs, UncataloguedGraph
from plangraph.namespaces import GRAPH, ONTOLOGY

Term: TypeAlias = NamedNode | Literal
Row: TypeAlias = dict[str, Term]

_BASIS = NamedNode(ONTOLOGY + "basis")


class Store:
    """Every graph of the catalogue in one engine; the default graph of a query is their union."""

    def __init__(self, engine: Engine, files: dict[str, Path], version: str) -> None:
        """Take an engine that is loaded already; `files` maps each graph to the file that it came from."""
        self.engine = engine
        self.files = files
        self.version = version

    @classmethod
    def load(cls, root: Path | None = None) -> Store:
        """Read `ontology/` and `data/ttl/` below `root` (default: the shipped data). Raises DataError."""
        return cls.of_files(catalog.graph_files(root or catalog.root()))

    @classmethod
    def of_files(cls, files: list[GraphFile]) -> Store:
        """Read these files, each into its graph, and make sure that no triple stands in two of them."""
        engine = Engine()
        digest = hashlib.sha256()
        for file in files:
            text = _read(file.path)
            digest.update(text)
            engine.extend(_quads(text, file))
        store = cls(engine, {file.graph: file.path for file in files}, f"{__version__}+{digest.hexdigest()[:8]}")
        store._refuse_repeated_triples()
        store._refuse_uncatalogued_graphs()
        return store

    def __len__(self) -> int:
        """The number of triples."""
        return len(self.engine)

    def graphs(self) -> list[str]:
        """The IRIs of all graphs."""
        return sorted(self.files)

    def select(self, sparql: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own over the union of all graphs, with variables bound to `terms` beforehand."""
        bound = {Variable(name): term for name, term in terms.items()}
        found = self.engine.query(sparql, use_default_graph_as_union=True, substitutions=bound)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - our own queries are SELECTs
        names = [variable.value for variable in found.variables]
        return [{name: term for name in names if (term := row[name]) is not None} for row in found]

    def _refuse_repeated_triples(self) -> None:
        seen: dict[tuple[object, object, object], Quad] = {}
        for quad in self.engine:
            other = seen.setdefault((quad.subject, quad.predicate, quad.object), quad)
            if other is not quad:
                first, second = sorted(self.files[each.graph_name.value] for each in (other, quad))
                raise TripleInTwoGraphs(triple=quad.triple, first=first, second=second)

    def _refuse_uncatalogued_graphs(self) -> None:
        for graph, path in self.files.items():
            if not any(self.engine.quads_for_pattern(NamedNode(graph), _BASIS, None, None)):
                raise UncataloguedGraph(path=path, graph=f"<{graph}>")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingPath(path=path) from error


def _quads(text: bytes, file: GraphFile) -> list[Quad]:
    graph = NamedNode(file.graph)
    try:
        triples = list(parse(text, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        reason = re.sub(r"^Parser error at line \d+ (between columns? [\d and]+|column \d+):? ?", "", error.msg)
        raise BrokenTurtle(path=file.path, line=error.lineno, column=error.offset, reason=reason) from error
    return [Quad(each.subject, each.predicate, each.object, graph) for each in triples]
