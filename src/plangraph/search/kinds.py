"""What people call a thing by its kind, alone or with its number: 将来像, 中目標20, joint project 20."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from plangraph.labels import NaturalKey, natural_key
from plangraph.namespaces import PG_AT_LEVEL, PREFIXES, RDFS_LABEL
from plangraph.search.folding import folded
from plangraph.search.ranks import objects

if TYPE_CHECKING:
    from plangraph.search.entries import Entry
    from plangraph.search.ranks import Objects, Standing
    from plangraph.store import Store

_NAMING: Final = (RDFS_LABEL, NamedNode(PREFIXES["skos"] + "altLabel"))
_NUMBERED: Final = re.compile(r"(.*?[^\d-])(?:0++(?=\d))?(\d++(?>(?:-\d++)*))")


def said(word: str) -> str:
    """A folded word as a kind is written in `by_kind`: without white space, and without leading zeros of a number."""
    compact = word.replace(" ", "")
    found = _NUMBERED.fullmatch(compact)
    return found[1] + found[2] if found else compact


def by_kind(
    store: Store, classes: Objects, standings: Mapping[str, Standing], row: Sequence[Entry]
) -> dict[str, array[int]]:
    """For each name of a kind the first entry of each such thing, in the order of their numbers where they have any.

    For the name with a number it is the entry of the number. A thing is called by its level and by its class.
    """
    levels, names = objects(store, PG_AT_LEVEL), cache(partial(_names, store))
    numbers = {entry.iri: entry.folded for entry in row if entry.field == "number"}
    labelled: set[str] = set()
    found: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(row):
        numbered = entry.field == "number"
        if numbered or entry.iri not in labelled:
            labelled.add(entry.iri)
            for name in names(classes[entry.iri]) | names(levels.get(entry.iri, frozenset())):
                found[name + (entry.folded if numbered else "")].append(at)

    def order(at: int) -> tuple[Standing, bool, NaturalKey, int]:
        iri = row[at].iri
        return standings[iri], iri not in numbers, natural_key(numbers.get(iri, "")), at

    return {name: array("I", sorted(held, key=order)) for name, held in found.items()}


def _names(store: Store, kinds: frozenset[str]) -> set[str]:
    """What these levels or classes are called."""
    return {
        folded(each.object.value).replace(" ", "")
        for kind in kinds
        for naming in _NAMING
        for each in store.match(NamedNode(kind), naming)
        if isinstance(each.object, Literal)
    }
