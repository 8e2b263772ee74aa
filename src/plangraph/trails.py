"""The way from anything up to the vision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, ref
from plangraph.namespaces import ONTOLOGY, PG_ORDER, PREFIXES
from plangraph.store import Store, integer

LAST: Final = 1 << 30
"""The order of what has none: after all others."""

_CONTRIBUTES_TO: Final = NamedNode(ONTOLOGY + "contributesTo")
_BELONGS: Final = (
    ONTOLOGY + "inDirection",
    ONTOLOGY + "inDocument",
    ONTOLOGY + "attachedTo",
    PREFIXES["qb"] + "dataSet",
    ONTOLOGY + "periodOf",
    ONTOLOGY + "countedIn",
    ONTOLOGY + "inPlan",
)
"""What leads from a thing that does not climb to that which it is a part of, the closest first."""
_OWNS: Final = (PREFIXES["qb"] + "slice", ONTOLOGY + "column", ONTOLOGY + "parameter", ONTOLOGY + "hasFeature")
"""What leads to such a thing from that which it is a part of."""


class Ascent(NamedTuple):
    """A link up: to which thing, of which order, on what basis."""

    parent: str
    order: int
    basis: str


def trail(store: Store, iri: str, language: Language) -> tuple[Ref, ...]:
    """From the vision down to the thing's parent; empty where it does not climb."""
    above = [ref(store, each.parent, language) for each in _climb(store, iri)]
    return tuple(reversed(above))


def crumbs(store: Store, iri: str, language: Language) -> tuple[Ref, ...]:
    """The trail of the thing; where it does not climb, that which it is a part of with its own trail before it."""
    if above := trail(store, iri, language):
        return above
    whole = _whole(store, NamedNode(iri))
    return (*trail(store, whole, language), ref(store, whole, language)) if whole else ()


def _whole(store: Store, node: NamedNode) -> str | None:
    for predicate in _BELONGS:
        if found := store.match(node, NamedNode(predicate)):
            return min(each.object.value for each in found)
    owners = [each.subject.value for predicate in _OWNS for each in store.match(None, NamedNode(predicate), node)]
    return min(owners, default=None)


def position(store: Store, iri: str) -> tuple[int, ...]:
    """The orders from the top of the thing's trail down to its own, by which things of many parents can be sorted."""
    above = [each.order for each in _climb(store, iri)]
    return (*reversed(above), _order(store, iri))


def main_ascent(ascents: Iterable[Ascent]) -> Ascent | None:
    """The one that a tree shows: stated before others, then the first in order."""
    return min(ascents, key=lambda each: (each.basis != "stated", each.order, each.parent), default=None)


def _climb(store: Store, iri: str) -> list[Ascent]:
    """The main ascents from the thing to the top; a circle ends where it would close."""
    passed: list[Ascent] = []
    here = iri
    while (up := main_ascent(_ascents(store, here))) and up.parent not in (iri, *(each.parent for each in passed)):
        passed.append(up)
        here = up.parent
    return passed


def _ascents(store: Store, iri: str) -> list[Ascent]:
    return [
        Ascent(each.object.value, _order(store, each.object.value), store.bases[each.graph])
        for each in store.match(NamedNode(iri), _CONTRIBUTES_TO)
        if isinstance(each.object, NamedNode)
    ]


def _order(store: Store, iri: str) -> int:
    found = store.match(NamedNode(iri), PG_ORDER)
    return min((integer(each.object.value, LAST) for each in found), default=LAST)
