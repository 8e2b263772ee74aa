"""The data as files to take away: all graphs together and each by itself, in several formats, packed and summed."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from plangraph.errors import FormatUnfit, NotFound
from plangraph.inventory import LICENCE
from plangraph.namespaces import GRAPH, PREFIXES
from plangraph.serialization import refuse_unfit
from plangraph.sparql.formats import FORMATS, Format
from plangraph.store import Store

NAME: Final = "plangraph"
"""What the name of every file begins with."""
PACKED: Final = ".gz"

OF_ONE: Final = tuple(form for form in FORMATS if form.kind == "graph")
"""The formats of a single graph."""
OF_ALL: Final = (
    Format("trig", "graph", "application/trig", "trig", RdfFormat.TRIG),
    Format("nquads", "graph", "application/n-quads", "nq", RdfFormat.N_QUADS),
    *OF_ONE,
)
"""The formats of all graphs together; only the first two keep apart which graph says what."""

MOST: Final = 1_000_000
"""Triples up to which there are dumps: they are made in memory, whoever asks for the first of them."""

_NAMING: Final = (RdfFormat.TRIG, RdfFormat.N_QUADS)
_PREFIXED: Final = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
_WITH_COMMENTS: Final = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_DECLARED: Final = re.compile(rb"\A(?:@prefix .*\n)+|(?<=<rdf:RDF)(?: xmlns:\S+)+(?=>)")
_PART: Final = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of one graph (its IRI), or of all (""); kept packed, and summed as it is and packed."""

    name: str
    graph: str
    form: Format
    size: int
    """Bytes of the file as it is, not packed."""
    sha256: str
    packed: bytes
    sha256_packed: str

    def parts(self) -> Iterator[bytes]:
        """The bytes of the file as it is."""
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
        for at in range(0, len(self.packed), _PART):
            yield unpack.decompress(self.packed[at : at + _PART])
        yield unpack.flush()


def names(store: Store) -> dict[str, tuple[str, Format]]:
    """The name of every file, with the IRI of its graph ("" is all of them) and its format; none of larger data."""
    if len(store) > MOST:
        return {}
    together = [("", form) for form in OF_ALL]
    single = [(graph, form) for graph in store.graphs() for form in OF_ONE]
    return {file_name(graph, form): (graph, form) for graph, form in (*together, *single)}


def file_name(graph: str, form: Format) -> str:
    """`plangraph.ichinoseki.plan.2026.stated.ttl` for a graph, `plangraph.ttl` for all: there are no folders."""
    within = graph.removeprefix(GRAPH).replace(".", "..").replace("/", ".")
    return ".".join(filter(None, (NAME, within, form.suffix)))


def dump(store: Store, name: str) -> Dump:
    """The file of this name, made when it is first wanted. Raises NotFound, or FormatUnfit."""
    if name not in names(store):
        raise NotFound(name=name)
    return store.once(_made, name)


def dumps(store: Store) -> tuple[Dump, ...]:
    """All files that can be made: a graph may hold what RDF/XML cannot."""
    return store.once(_all)


def checksums(store: Store) -> str:
    """The SHA-256 of every file and of every packed one, as `sha256sum --check` reads them."""
    found = ((each.name, each.sha256, each.sha256_packed) for each in dumps(store))
    lines = (f"{plain}  {name}\n{packed}  {name}{PACKED}\n" for name, plain, packed in found)
    return "".join(lines)


def _all(store: Store) -> tuple[Dump, ...]:
    found = []
    for name in names(store):
        try:
            found.append(dump(store, name))
        except FormatUnfit:
            continue
    return tuple(found)


def _made(store: Store, name: str) -> Dump:
    graph, form = names(store)[name]
    body = _written(store, graph, form)
    packed = gzip.compress(body, mtime=0)  # the same bytes for the same data
    sums = (hashlib.sha256(each).hexdigest() for each in (body, packed))
    return Dump(name, graph, form, len(body), next(sums), packed, next(sums))


def _written(store: Store, graph: str, form: Format) -> bytes:
    assert isinstance(form.engine, RdfFormat)  # noqa: S101 - what a graph is written in
    quads = (quad for each in ([graph] if graph else store.graphs()) for quad in _in_order(store, each))
    said = quads if form.engine in _NAMING else (quad.triple for quad in quads)
    body = serialize(said, format=form.engine, prefixes=PREFIXES if form.engine in _PREFIXED else None)
    assert body is not None  # noqa: S101 - it is, where no file is given
    refuse_unfit(body, form)
    if form.engine in _PREFIXED:
        body = _DECLARED.sub(_sorted, body, count=1)  # the engine shuffles them
    told = f"# plangraph {store.version}, CC BY 4.0 <{LICENCE}>\n"
    return told.encode() + body if form.engine in _WITH_COMMENTS else body


def _in_order(store: Store, graph: str) -> list[Quad]:
    return sorted(store.engine.quads_for_pattern(None, None, None, NamedNode(graph)), key=str)


def _sorted(declared: re.Match[bytes]) -> bytes:
    """Prefixes, in lines or as attributes, in one order."""
    return b"".join(sorted(re.findall(rb"@prefix .*\n| \S+", declared[0])))
