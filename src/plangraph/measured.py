"""What is known in numbers of a thing."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.figures import Figure, figures
from plangraph.namespaces import PREFIXES
from plangraph.store import Store

_HOLDS: Final = NamedNode(PREFIXES["qb"] + "observation")


def figure(store: Store, iri: str, language: Language) -> Figure | None:
    """The figure with this IRI; None if it is none."""
    return store.once(_figures, language).get(iri)


def measured(store: Store, iri: str, language: Language) -> tuple[Figure, ...]:
    """The figures of an area, an indicator, a table, a block of one, an age class or a source, in their order."""
    return store.once(_by_thing, language).get(iri, ())


def series_of(store: Store, one: Figure, language: Language) -> tuple[Figure, ...]:
    """The figures of the same area, indicator, age class, source and basis, itself among them, by year."""
    return tuple(
        each
        for each in measured(store, one.area.iri, language)
        if (each.indicator, each.age, each.source, each.target, each.basis)
        == (one.indicator, one.age, one.source, one.target, one.basis)
    )


def _figures(store: Store, language: Language) -> dict[str, Figure]:
    return {each.ref.iri: each for each in figures(store, language)}


def _by_thing(store: Store, language: Language) -> dict[str, tuple[Figure, ...]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for held in store.match(None, _HOLDS):
        blocks[held.object.value].append(held.subject.value)
    found: dict[str, list[Figure]] = defaultdict(list)
    for each in figures(store, language):
        sides = (each.area, each.indicator, each.table, each.age, each.source)
        for iri in {*(side.iri for side in sides if side), *blocks[each.ref.iri]}:
            found[iri].append(each)
    return {iri: tuple(those) for iri, those in found.items()}
