"""What people leave out of a name: of a municipality what it is, of what is a municipality's the municipality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from plangraph.namespaces import ID, ONTOLOGY, RDF_TYPE, RDFS_LABEL
from plangraph.search.folding import folded

if TYPE_CHECKING:
    from plangraph.store import Store

_PLACES: Final = tuple(NamedNode(ONTOLOGY + name) for name in ("Municipality", "Prefecture"))
_WHOLE: Final = re.compile(
    "(.+?)(?:[市町村区県府都]|(?<=[ぁ-ゖー])(?:し|ちょう|まち|むら|そん|く|けん|ふ|と)"
    "| (?:city|town|village|ward|prefecture))"
)
"""A name, its reading or its English form, with what the place is at its end."""
_NAMELIKE: Final = re.compile("[^\\Wぁ-ゖ]")
"""How a name goes on that can stand without what is before it: neither with a particle nor with a space."""


class Shortened:
    """The names that are left when a reader takes some of them for granted."""

    def __init__(self, store: Store) -> None:
        """Look up the municipalities and prefectures, and what they are called."""
        self._places = {
            each.subject.value: [folded(name.object.value) for name in store.match(each.subject, RDFS_LABEL)]
            for kind in _PLACES
            for each in store.match(None, RDF_TYPE, kind)
            if isinstance(each.subject, NamedNode)
        }

    def names(self, iri: str, name: str) -> Iterator[str]:
        """The short forms of a folded name of a thing: 一関 for 一関市, 総合計画 for 一関市総合計画."""
        if iri in self._places and (found := _WHOLE.fullmatch(name)):
            yield found[1]
        for owner in self._places.get(ID + iri.removeprefix(ID).split("/")[0], ()):
            rest = name.removeprefix(owner)
            if _NAMELIKE.match(rest) and rest != name:
                yield rest
