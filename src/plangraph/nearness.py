"""What somebody may have meant who asked for a thing that is not there."""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import ID
from plangraph.store import Store

_NAMES: Final = "SELECT DISTINCT ?thing ?label { ?thing rdfs:label ?label ; a ?class }"
_MOST_CHARACTERS: Final = 200
_LEAST_LIKENESS: Final = 0.2
# On larger data than this, what shares only the commonest pairs with the text is not looked at.
_MOST_LOOKED_UP: Final = 200_000
_MOST_COMPARED: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Index:
    """The path and labels of each thing, and of each pair of characters the things in whose names it may occur."""

    names: list[tuple[str, list[str]]]
    holders: dict[str, array[int]]


def nearest(store: Store, text: str, language: Language, most: int = 5) -> list[Ref]:
    """The things whose path or label is most like the text, most alike first; at most `most`."""
    asked = text[:_MOST_CHARACTERS].strip("/")
    wanted, slashes = _pairs(asked), asked.count("/")
    index = store.once(_index)
    likeness: dict[str, float] = {}
    for at in _candidates(index, wanted):
        path, labels = index.names[at]
        ending = "/".join(path.split("/")[-1 - slashes :])
        likeness[ID + path] = max(_likeness(wanted, _pairs(name)) for name in (ending, *labels))
    ranked = sorted((-value, natural_key(iri), iri) for iri, value in likeness.items() if value > _LEAST_LIKENESS)
    return [ref(store, iri, language) for _, _, iri in ranked[:most]]


def _index(store: Store) -> _Index:
    labels: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_NAMES):
        if row["thing"].value.startswith(ID):
            labels[row["thing"].value.removeprefix(ID)].append(row["label"].value)
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for at, (path, names) in enumerate(labels.items()):
        for pair in _beginnings(path).union(*map(_pairs, (path, *names))):
            holders[pair].append(at)
    return _Index(list(labels.items()), dict(holders))


def _candidates(index: _Index, wanted: set[str]) -> list[int]:
    """The things that share most pairs with the text, the rarest pairs looked up first."""
    found = sorted((index.holders[pair] for pair in wanted if pair in index.holders), key=len)
    shared = Counter(islice(chain.from_iterable(found), _MOST_LOOKED_UP))
    return [at for at, _ in shared.most_common(_MOST_COMPARED)]


def _pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters, both ends marked, so that a first or last character weighs more."""
    marked = f"^{_folded(words)}$"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}


def _beginnings(path: str) -> set[str]:
    """The first pairs of all endings of a path."""
    return {"^" + part[:1] for part in _folded(path).split("/")}


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
