"""What occurs in what visitors' queries see: the data, and the graph that describes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Engine

from plangraph.descriptions.dataset import DESCRIPTION, description, measured
from plangraph.namespaces import PREFIXES
from plangraph.search import folded
from plangraph.store import Store

SUBCLASS_OF: Final = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_MOST_TEXTS: Final = 50_000
"""Of a property with more texts than this, those beyond are not compared."""


class Text(NamedTuple):
    """A text that a property has, as it is compared, and the pairs of characters in it."""

    folded: str
    pairs: frozenset[str]
    literal: Literal


def quads(
    store: Store,
    subject: NamedNode | None = None,
    predicate: NamedNode | None = None,
    target: NamedNode | Literal | None = None,
) -> Iterator[Quad]:
    """The statements with this subject, predicate and object, where given."""
    for engine in (store.engine, store.once(_described)):
        yield from engine.quads_for_pattern(subject, predicate, target, None)


def occurs(
    store: Store,
    subject: NamedNode | None = None,
    predicate: NamedNode | None = None,
    target: NamedNode | Literal | None = None,
) -> bool:
    """Whether there is any such statement."""
    return next(quads(store, subject, predicate, target), None) is not None


def properties(store: Store) -> dict[str, int]:
    """Every property that occurs, with the number of its statements."""
    return store.once(_properties)


def texts(store: Store, predicate: str) -> list[Text]:
    """The texts and numbers that a property has; of one that occurs, so that not everything asked for is kept."""
    return store.once(_texts, predicate) if predicate in properties(store) else []


def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters, both ends marked."""
    marked = f"^{words}$"
    return frozenset(marked[at : at + 2] for at in range(len(marked) - 1))


def _described(store: Store) -> Engine:
    engine = Engine()
    engine.extend(
        Quad(each.subject, each.predicate, each.object, DESCRIPTION) for each in (*description(store), *measured(store))
    )
    return engine


def _properties(store: Store) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for quad in quads(store):
        counts[quad.predicate.value] += 1
    return dict(counts)


def _texts(store: Store, predicate: str) -> list[Text]:
    literals = {quad.object for quad in quads(store, None, NamedNode(predicate)) if isinstance(quad.object, Literal)}
    some = sorted(literals, key=str)[:_MOST_TEXTS]
    return [Text(plain := folded(each.value), pairs(plain), each) for each in some]
