"""Things found by a part of one of their names, however short: one character of Japanese says a lot."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from plangraph.errors import WordMissing
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_TYPE, RDFS_LABEL
from plangraph.store import Store

NAMING: Final = (RDFS_LABEL, NamedNode(PREFIXES["skos"] + "prefLabel"), NamedNode(PREFIXES["skos"] + "altLabel"))
"""The properties that give names; readings are labels in kana (`ja-hrkt`)."""

_EXPLAINED: Final = NamedNode(ONTOLOGY + "ExplainedStatement")
"""Such a statement is named after its ends, and nobody looks for it by the name of one."""
_BEYOND: Final = "\U0010ffff"


class Name(NamedTuple):
    """A name of a thing as the graph writes it; `folded` is what is compared."""

    folded: str
    iri: str
    text: str


@dataclass(frozen=True, slots=True)
class _Index:
    """All names by their folded form, and for each character and each pair of them the names that hold it."""

    names: list[Name]
    holders: dict[str, array[int]]


def search(store: Store, word: str, most: int = 50) -> list[Name]:
    """The things of which a name holds the word, at most `most`, each by one name; both are compared as `folded`.

    Names that are the word come first, then those that begin with it, then the others, each in their order. Raises
    WordMissing if the word holds nothing to look for.
    """
    wanted = folded(word)
    if not wanted:
        raise WordMissing
    found: dict[str, Name] = {}
    for name in _holding(store.once(_index), wanted):
        found.setdefault(name.iri, name)
        if len(found) == most:
            break
    return list(found.values())


def folded(words: str) -> str:
    """The text without differences of width, case and white space, and without what cannot be printed."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    if not plain.isprintable():  # which lone surrogates are not, either
        plain = "".join(each for each in plain if each.isprintable() or each.isspace())
    return " ".join(plain.split())


def _holding(index: _Index, word: str) -> Iterator[Name]:
    names, by_folded = index.names, attrgetter("folded")
    first = bisect_left(names, word, key=by_folded)
    end = bisect_left(names, word + _BEYOND, lo=first, key=by_folded)
    yield from (names[at] for at in range(first, end))
    for at in _rarest(index, word):
        if word in names[at].folded and not first <= at < end:
            yield names[at]


def _rarest(index: _Index, word: str) -> array[int]:
    """The names that hold the rarest of the pairs that the word is made of."""
    none = array("I")
    return min((index.holders.get(each, none) for each in _pairs(word) or {word}), key=len)


def _index(store: Store) -> _Index:
    left_out = {each.subject for each in store.match(None, RDF_TYPE, _EXPLAINED)}
    iris: dict[str, str] = {}
    names = [
        _name(iris.setdefault(each.subject.value, each.subject.value), each.object.value)
        for naming in NAMING
        for each in store.engine.quads_for_pattern(None, naming, None, None)
        if isinstance(each.object, Literal) and isinstance(each.subject, NamedNode) and each.subject not in left_out
    ]
    names.sort()
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for at, name in enumerate(names):
        for part in _pairs(name.folded).union(name.folded):
            holders[part].append(at)
    return _Index(names, dict(holders))


def _name(iri: str, text: str) -> Name:
    plain = folded(text)
    return Name(plain, iri, plain if plain == text else text)  # most are equal, and need not stand in memory twice


def _pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {first + second for first, second in pairwise(words)}
