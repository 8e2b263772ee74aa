"""Which places of documents the rows of an answer can be looked up at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plangraph.errors import Language
from plangraph.evidence import Place, place, places
from plangraph.store import Store

if TYPE_CHECKING:
    from plangraph.shown import Shown


def cited(store: Store, row: Sequence[Shown], language: Language) -> tuple[Place, ...]:
    """The places that a row names; else those that state the figures that it opens, else the things that it names."""
    of_kind = {kind: [cell.ref.iri for cell in row if cell.ref and cell.kind == kind] for kind in ("place", "thing")}
    if of_kind["place"]:
        return tuple(filter(None, (store.once(place, each, language) for each in of_kind["place"])))
    opened = [cell.ref.iri for cell in row if cell.ref and cell.kind not in ("thing", "basis")]
    for iris in (opened, of_kind["thing"]):
        found = dict.fromkeys(each for iri in dict.fromkeys(iris) for each in places(store, iri, language))
        if found:
            return tuple(found)
    return ()
