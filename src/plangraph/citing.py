"""Which places of documents the rows of an answer can be looked up at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.evidence import Place, place, places
from plangraph.namespaces import PG_PLAN, RDF_TYPE
from plangraph.store import Store

if TYPE_CHECKING:
    from plangraph.shown import Shown


def cited(store: Store, row: Sequence[Shown], language: Language) -> tuple[Place, ...]:
    """The places that a row names; else those that state the figures that it opens, else the things that it names.

    A plan is stated in too many places to be looked up by them, and none states what was counted in it.
    """
    named = _iris(row, "place")
    if named:
        return tuple(filter(None, (store.once(place, each, language) for each in named)))
    opened = [cell.ref.iri for cell in row if cell.ref and cell.kind not in ("thing", "basis")]
    things = _iris(row, "thing")
    parts = [iri for iri in things if PG_PLAN not in {each.object for each in store.match(NamedNode(iri), RDF_TYPE)}]
    for iris in (opened, parts, () if any(cell.numeric for cell in row) else things):
        found = dict.fromkeys(each for iri in dict.fromkeys(iris) for each in places(store, iri, language))
        if found:
            return tuple(found)
    return ()


def _iris(row: Sequence[Shown], kind: str) -> list[str]:
    return [cell.ref.iri for cell in row if cell.ref and cell.kind == kind]
