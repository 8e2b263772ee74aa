"""What somebody may have meant who asked for a thing that is not there."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import ID
from plangraph.search import folded
from plangraph.store import Store

_NAMES: Final = """SELECT DISTINCT ?thing ?label ?explains {
  ?thing rdfs:label ?label ; a ?class
  BIND(EXISTS { ?thing a pg:ExplainedStatement } AS ?explains)
  FILTER NOT EXISTS { ?thing a pg:Column }
  FILTER NOT EXISTS { ?thing a pg:Parameter }
}"""
_MOST_CHARACTERS: Final = 200
_LEAST_LIKENESS: Final = 0.2
# On larger data than this, what shares only the commonest pairs with the text is not looked at.
_MOST_LOOKED_UP: Final = 200_000
_MOST_COMPARED: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Index:
    """The path and names of each thing, and of each pair of characters the things in whose names it may occur."""

    names: list[tuple[str, list[str]]]
    """The names are folded, the first one is the path."""
    holders: dict[str, array[int]]


def nearest(store: Store, text: str, language: Language, most: int = 5, among: str = ID) -> list[Ref]:
    """The things whose path or label holds the text or is like it, most alike first; at most `most`.

    Only those are looked at whose IRIs begin with `among`; the rest of an IRI is its path.
    """
    asked = folded(text.removeprefix(among)[:_MOST_CHARACTERS].strip("/"))
    wanted, slashes = _pairs(asked), asked.count("/")
    index = store.once(_index, among)
    ranked = []
    for at in _candidates(index, wanted):
        path, (whole, *labels) = index.names[at]
        ending = "/".join(whole.split("/")[-1 - slashes :])
        holds, value = max(_closeness(asked, wanted, name) for name in (ending, *labels))
        if value > _LEAST_LIKENESS:
            ranked.append((not holds, -value, path.count("/"), natural_key(path), path))
    return [ref(store, among + path, language) for *_, path in sorted(ranked)[:most]]


def _index(store: Store, among: str) -> _Index:
    labels: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_NAMES):
        if row["thing"].value.startswith(among):
            names = labels[row["thing"].value.removeprefix(among)]
            # an explained statement is named after its ends, and nobody looks for it by the name of one
            names += [row["label"].value] if row["explains"].value == "false" else []
    shortest_first = [  # so among equals a long path is left out
        (path, [folded(each) for each in (path, *labels[path])]) for path in sorted(labels, key=len)
    ]
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for at, (_, names) in enumerate(shortest_first):
        for pair in _beginnings(names[0]).union(*map(_pairs, names)):
            holders[pair].append(at)
    return _Index(shortest_first, dict(holders))


def _candidates(index: _Index, wanted: set[str]) -> list[int]:
    """The things that share most pairs with the text, the rarest pairs looked up first."""
    found = sorted((index.holders[pair] for pair in wanted if pair in index.holders), key=len)
    shared = Counter(islice(chain.from_iterable(found), _MOST_LOOKED_UP))
    return [at for at, _ in shared.most_common(_MOST_COMPARED)]


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters, both ends marked, so that a first or last character weighs more."""
    marked = f"^{name}$"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}


def _beginnings(path: str) -> set[str]:
    """The first pairs of all endings of a path."""
    return {"^" + part[:1] for part in path.split("/")}


def _closeness(asked: str, wanted: set[str], name: str) -> tuple[bool, float]:
    """Whether the name holds what was asked for, if it is not too long for that, and how alike they are (0 to 1)."""
    pairs = _pairs(name)
    likeness = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
    return likeness > _LEAST_LIKENESS and asked in name, likeness
