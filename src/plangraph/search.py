"""Things found by a part of one of their names, however short: one character of Japanese says a lot."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
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

_ASIDE: Final = tuple(NamedNode(ONTOLOGY + name) for name in ("ExplainedStatement", "Parameter", "Column"))
"""What is named after the things that it is about: nobody looks for it by the name of one of these."""
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

    Names that are the word come first, then those that begin with it, then the others, each in their order. Of several
    words that no name holds as they stand, all have to be in one name. Raises WordMissing if there is nothing to look
    for.
    """
    wanted = folded(word)
    if not wanted:
        raise WordMissing
    index = store.once(_index)
    return _things(_holding(index, wanted), most) or _things(_holding_all(index, wanted.split()), most)


def _things(names: Iterable[Name], most: int) -> list[Name]:
    """The first name of each thing."""
    found: dict[str, Name] = {}
    for name in names:
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


def _holding_all(index: _Index, words: list[str]) -> Iterator[Name]:
    if len(words) > 1:
        rarest = min((_rarest(index, word) for word in words), key=len)
        yield from (index.names[at] for at in rarest if all(word in index.names[at].folded for word in words))


def _rarest(index: _Index, word: str) -> array[int]:
    """The names that hold the rarest of the pairs that the word is made of."""
    none = array("I")
    return min((index.holders.get(each, none) for each in _pairs(word) or {word}), key=len)


def _index(store: Store) -> _Index:
    left_out = {each.subject for aside in _ASIDE for each in store.match(None, RDF_TYPE, aside)}
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
