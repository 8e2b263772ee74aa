"""A single fault as statements that go and statements that come, and the real data that it is made in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import NamedTuple, TypeVar

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Engine

from plangraph.namespaces import GRAPH, ID, PREFIXES
from plangraph.store import Store

Object = NamedNode | Literal
Drawn = TypeVar("Drawn")


class Said(NamedTuple):
    """A statement of the data and its graph."""

    subject: NamedNode
    predicate: NamedNode
    object: Object
    graph: NamedNode

    @property
    def words(self) -> str:
        """What a literal says, or the IRI."""
        return self.object.value

    def with_words(self, words: str) -> Said:
        """The same with other words in a literal of the same kind."""
        assert isinstance(self.object, Literal)
        tag, datatype = self.object.language, self.object.datatype
        other = Literal(words, language=tag) if tag else Literal(words, datatype=datatype)
        return self._replace(object=other)

    def leading_to(self, target: NamedNode) -> Said:
        """The same with another thing at its end."""
        return self._replace(object=target)

    def turned(self) -> Said:
        """The same with its ends exchanged."""
        assert isinstance(self.object, NamedNode)
        return self._replace(subject=self.object, object=self.subject)


@dataclass(frozen=True)
class Mutation:
    """One fault: its kind, the thing and what was done to it, the statements that go and those that come."""

    kind: str
    what: str
    gone: tuple[Said, ...]
    new: tuple[Said, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.what}"

    def store(self, store: Store) -> Store:
        """The data with the fault in it."""
        engine = Engine()
        engine.bulk_extend(store.engine)
        for said in self.gone:
            engine.remove(Quad(*said))
        engine.extend(Quad(*said) for said in self.new)
        return Store(engine, store.files, self.name)


class RealData:
    """The shipped data, with what the makers of faults ask of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._draws = count()

    def said(
        self, subject: NamedNode | None, predicate: str | None = None, target: NamedNode | None = None
    ) -> list[Said]:
        """The statements of this pattern in a stable order, those of the ontology left out."""
        found = self.store.match(subject, term(predicate) if predicate else None, target)
        kept = [
            Said(each.subject, each.predicate, each.object, NamedNode(each.graph))
            for each in found
            if not each.graph.startswith(GRAPH + "ontology/")
            and isinstance(each.subject, NamedNode)
            and isinstance(each.object, NamedNode | Literal)
        ]
        return sorted(kept, key=str)

    def of_class(self, *names: str) -> list[NamedNode]:
        """The things of these classes."""
        found = {said.subject for name in names for said in self.said(None, "rdf:type", term(name))}
        return sorted(found, key=str)

    def draw(self, among: Iterable[Drawn], many: int) -> list[Drawn]:
        """So many of these, or all if there are fewer: as by chance, but still the same where the data have grown."""
        turn = next(self._draws)
        return sorted(among, key=lambda each: sha256(f"{turn} {each}".encode()).digest())[:many]


def changed(kind: str, old: Said, new: Said) -> Mutation:
    """One statement replaced by another."""
    what = f"{short(old.subject)} {_local(old)} {short(old.object)} → {short(new.object)}"
    return Mutation(kind, what, (old,), (new,))


def dropped(kind: str, *gone: Said) -> Mutation:
    """Statements left out."""
    return Mutation(kind, f"{short(gone[0].subject)} {_local(gone[0])} {short(gone[0].object)}", gone, ())


def term(short: str) -> NamedNode:
    """The IRI of a prefixed name such as `pg:Goal`."""
    prefix, _, local = short.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def short(node: Object) -> str:
    """A term for the name of a fault."""
    return node.value.removeprefix(ID)


def _local(said: Said) -> str:
    return said.predicate.value.rpartition("#")[2].rpartition("/")[2]
