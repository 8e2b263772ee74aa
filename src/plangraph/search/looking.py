"""The search: what has just this name, then what is of this kind, then what holds the words."""

from __future__ import annotations

from bisect import bisect_left
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
from plangraph.search.scripts import parts
from plangraph.search.variants import variants
from plangraph.search.years import year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.search.entries import Field
    from plangraph.search.index import Index, Indexes
    from plangraph.store import Store


_WHOLE: Final = frozenset({"code", "period"})
"""Of which a short part says nothing, as it is in most of them."""
_SHORTEST_OF_CODE: Final = 4
"""Characters of a part of these that says something."""


class Found(NamedTuple):
    """A thing, and what of it fits: which field, and its text as the graph writes it."""

    iri: str
    field: Field
    text: str


def search(store: Store, word: str, most: int = 50) -> list[Found]:
    """The things that fit the word best, at most `most`, each by what of it fits best; compared as `folded`.

    First comes what has just this IRI, name, code, number or year, then what is of a kind of this name (中目標, or
    中目標20), then what begins with the word, what has a word that does, and what holds it anywhere; among these what
    people mean first, and documents, figures and doubts last (see `plangraph.search.ranks`). Several words that stand
    nowhere as they are (人口 2040, or 一関市の人口) have to be in one text, or be the kind of the thing or its place.
    Then comes what is written otherwise (子供 for 子ども). Where all this is not enough, summaries are searched. Raises
    WordMissing if there is nothing to look for.
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
    names, summaries, forms = indexes.names, indexes.summaries, (wanted, *variants(wanted))
    for form in forms:
        yield from told(names, chain(_exactly(indexes, form), _holding(names, form), _each(indexes, parts(form))))
    for form in forms:
        words = parts(form)
        yield from told(summaries, chain(summaries.holding(form), summaries.holding_all(words) if words[1:] else ()))


def _holding(names: Index, wanted: str) -> Iterator[int]:
    """The entries that hold the word, and of which a part of its length says something."""
    short = len(wanted) < _SHORTEST_OF_CODE
    return (at for at in names.holding(wanted) if not (short and names.fields[at] in _WHOLE))


def _exactly(indexes: Indexes, wanted: str) -> Iterator[int]:
    """The entries that are the word, the number or the year, and those of the kind that it says."""
    for form in dict.fromkeys((wanted, number(wanted), year(wanted))):
        yield from indexes.names.equal(form) if form else ()
    yield from indexes.kinds.get(said(wanted), ())


def _each(indexes: Indexes, words: list[str]) -> Iterator[int]:
    """The entries that hold all of several words, or some and are of the kind that the others say; then the last."""
    if words[1:]:
        names = indexes.names
        holding = list(names.holding_all(words))
        first = bisect_left(holding, names.last[0])
        yield from chain(holding[:first], _of_kind(indexes, words), holding[first:])


def _of_kind(indexes: Indexes, words: list[str]) -> Iterator[int]:
    """The entries of the kinds that some of the words name: what holds the others, or is of the place of this name."""
    names = indexes.names
    kinds = [word for word in words if word in indexes.kinds]
    rest = [word for word in words if word not in indexes.kinds]
    if kinds and rest:
        of_kind = [{names.things[at] for at in indexes.kinds[kind]} for kind in kinds]
        yield from (at for at in names.holding_all(rest) if all(names.things[at] in some for some in of_kind))
        owners = tuple(f"{names.things[at]}/" for at in names.equal(rest[0]) if not rest[1:])
        yield from (at for at in indexes.kinds[kinds[0]] if names.things[at].startswith(owners) and not kinds[1:])
