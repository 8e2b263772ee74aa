"""What somebody may have meant who asked for a thing that is not there."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import Final

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import ID
from plangraph.store import Store

_NAMES: Final = "SELECT DISTINCT ?thing ?label { ?thing rdfs:label ?label ; a ?class }"
_MOST_CHARACTERS: Final = 200
_LEAST_LIKENESS: Final = 0.2


def nearest(store: Store, text: str, language: Language, most: int = 5) -> list[Ref]:
    """The things whose path or label is most like the text, most alike first; at most `most`."""
    asked = text[:_MOST_CHARACTERS].strip("/")
    wanted, slashes = _pairs(asked), asked.count("/")
    likeness: dict[str, float] = defaultdict(float)
    for row in store.select(_NAMES):
        iri = row["thing"].value
        if iri.startswith(ID):
            ending = "/".join(iri.removeprefix(ID).split("/")[-1 - slashes :])
            alike = max(_likeness(wanted, _pairs(name)) for name in (row["label"].value, ending))
            likeness[iri] = max(likeness[iri], alike)
    ranked = sorted((-value, natural_key(iri), iri) for iri, value in likeness.items() if value > _LEAST_LIKENESS)
    return [ref(store, iri, language) for _, _, iri in ranked[:most]]


def _pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters, both ends marked, so that a first or last character weighs more."""
    marked = f"^{unicodedata.normalize('NFKC', words).casefold()}$"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
