"""The search: what has just this name, then what is of this kind, then what holds the words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from plangraph.errors import WordMissing
from plangraph.namespaces import ID, RDF_TYPE
from plangraph.search.entries import number
from plangraph.search.folding import folded
from plangraph.search.index import prepare
from plangraph.search.kinds import said
from plangraph.search.ranks import can_be_found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.search.entries import Field
    from plangraph.search.index import Index, Indexes
    from plangraph.store import Store


_SHORTEST_OF_CODE: Final = 4
"""Characters of a part of a code: fewer are in most codes."""


class Found(NamedTuple):
    """A thing, and what of it fits: which field, and its text as the graph writes it."""

    iri: str
    field: Field
    text: str


def search(store: Store, word: str, most: int = 50) -> list[Found]:
    """The things that fit the word best, at most `most`, each by what of it fits best; compared as `folded`.

    First comes what has just this IRI, name, code or number, then what is of a kind of this name (中目標, or 中目標20),
    then what begins with the word, what has a word that does, and what holds it anywhere; among these what people mean
    first (see `plangraph.search.ranks`), and documents, figures and doubts last. Of several words that stand nowhere
    as they are, all have to be in one text, or be the kind of the thing. Where all this is not enough, summaries are
    searched. Raises WordMissing if there is nothing to look for.
    """
    wanted = folded(word)
    if not wanted:
        raise WordMissing
    found: dict[str, Found] = {}
    for each in chain(_by_address(store, word), _fitting(prepare(store), wanted)):
        found.setdefault(each.iri, each)
        if len(found) == most:
            break
    return list(found.values())


def told(index: Index, entries: Iterable[int]) -> Iterator[Found]:
    """What was found, of the entries of an index."""
    return (Found(index.things[at], index.fields[at], index.texts[at]) for at in entries)


def _by_address(store: Store, word: str) -> Iterator[Found]:
    """The thing whose IRI the word is, or that part of its IRI which follows `…/id/`."""
    path = word.strip().removeprefix(ID)
    try:
        classes = frozenset(each.object.value for each in store.match(NamedNode(ID + path), RDF_TYPE))
    except ValueError:  # no IRI at all
        return
    if can_be_found(classes):
        yield Found(ID + path, "code", ID + path)


def _fitting(indexes: Indexes, wanted: str) -> Iterator[Found]:
    names, summaries, words = indexes.names, indexes.summaries, wanted.split()
    holding = (at for at in names.holding(wanted) if len(wanted) >= _SHORTEST_OF_CODE or names.fields[at] != "code")
    yield from told(names, chain(_exactly(indexes, wanted), holding, _each(indexes, words)))
    yield from told(summaries, chain(summaries.holding(wanted), summaries.holding_all(words) if words[1:] else ()))


def _exactly(indexes: Indexes, wanted: str) -> Iterator[int]:
    """The entries that are the word or the number, and those of the kind that it says."""
    for form in dict.fromkeys((wanted, number(wanted))):
        yield from indexes.names.equal(form) if form else ()
    yield from indexes.kinds.get(said(wanted), ())


def _each(indexes: Indexes, words: list[str]) -> Iterator[int]:
    """The entries that hold all of several words, then those that hold some and are of the kind that the others say."""
    if not words[1:]:
        return
    names = indexes.names
    yield from names.holding_all(words)
    kinds = [word for word in words if word in indexes.kinds]
    rest = [word for word in words if word not in indexes.kinds]
    if kinds and rest:
        of_kind = [{names.things[at] for at in indexes.kinds[kind]} for kind in kinds]
        yield from (at for at in names.holding_all(rest) if all(names.things[at] in some for some in of_kind))
