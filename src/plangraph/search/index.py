"""The index: for each character and each pair of them the entries that hold it, those first that are meant first."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, Final

from plangraph.namespaces import RDF_TYPE
from plangraph.search.entries import FIELDS, Entry, entries
from plangraph.search.kinds import by_kind
from plangraph.search.ranks import LAST, objects, standings
from plangraph.search.scripts import begins_word, within, word_beginnings

if TYPE_CHECKING:
    from plangraph.search.entries import Field
    from plangraph.search.ranks import Standing
    from plangraph.store import Store

_BEGIN: Final = "\x02"
"""Stands before a text, as a character of its own."""
_WORD: Final = "\x03"
"""Stands before a word within a text."""


@dataclass(frozen=True, slots=True)
class Index:
    """Entries, those first that are meant first, and where in their row each sequence of characters is.

    The row is kept in columns, as in a whole country there are millions of entries.
    """

    things: list[str]
    fields: list[Field]
    texts: list[str]
    """As the graph writes them."""
    folded: list[str]
    last: list[int]
    """Where in the row those begin that are told last, for each sort of them."""
    holders: dict[str, array[int]]
    by_text: array[int]
    """The entries in the order of their folded texts."""

    def equal(self, word: str) -> Iterator[int]:
        """The entries that are the word."""
        begin = bisect_left(self.by_text, word, key=self.folded.__getitem__)
        for at in range(begin, len(self.by_text)):
            if self.folded[self.by_text[at]] != word:
                return
            yield self.by_text[at]

    def holding(self, word: str) -> Iterator[int]:
        """The entries that begin with the word, those in which a word does, and those that hold it; some repeatedly.

        What is told last comes after all others.
        """
        known = len(word) < 3 and not word[-1].isdigit()  # that a word begins with it, as the index says so
        holds = within(word)
        for part in starmap(slice, pairwise((None, *self.last, None))):
            yield from (at for at in self._rarest(_BEGIN, word, part) if self.folded[at].startswith(word))
            yield from (at for at in self._rarest(_WORD, word, part) if known or begins_word(self.folded[at], word))
            yield from (at for at in self._rarest("", word, part) if holds(self.folded[at]) or self._coded(at, word))

    def _coded(self, at: int, word: str) -> bool:
        """Whether the entry is a code that holds the word: in a code, any part says something."""
        return self.fields[at] == "code" and word in self.folded[at]

    def holding_all(self, words: list[str]) -> Iterator[int]:
        """The entries that hold all of the words."""
        for at in min((self._holders("", word) for word in words), key=len):
            if all(word in self.folded[at] for word in words):
                yield at

    def _rarest(self, mark: str, word: str, part: slice) -> memoryview:
        """The entries of a part of the row that may hold the word after the mark."""
        found = self._holders(mark, word)
        bounds = (None if at is None else bisect_left(found, at) for at in (part.start, part.stop))
        return memoryview(found)[slice(*bounds)]

    def _holders(self, mark: str, word: str) -> array[int]:
        """The entries that hold the rarest of the sequences that the word after the mark is made of."""
        none = array("I")
        sequences = {mark + word[:2]} | (_pairs(word) if len(word) > 2 else set())
        return min((self.holders.get(each, none) for each in sequences), key=len)


@dataclass(frozen=True, slots=True)
class Indexes:
    """What is found first, what kinds of things are called, and what is found where that is not enough."""

    names: Index
    kinds: dict[str, array[int]]
    summaries: Index


def prepare(store: Store) -> Indexes:
    """The indexes of the store, which are made when they are first wanted."""
    return store.once(_indexes)


def _indexes(store: Store) -> Indexes:
    classes = objects(store, RDF_TYPE)
    known = standings(store, classes)
    found = sorted(
        (each for each in entries(store) if each.iri in known), key=lambda each: _order(each, known[each.iri])
    )
    row = [each for each in found if each.field != "summary"]
    names = _index(row, known)
    kinds = by_kind(store, classes, known, row[: names.last[0]])
    return Indexes(names, kinds, _index([each for each in found if each.field == "summary"], known))


def _index(row: list[Entry], known: dict[str, Standing]) -> Index:
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for at, entry in enumerate(row):
        for sequence in _sequences(entry.folded):
            holders[sequence].append(at)
    return Index(
        things=[each.iri for each in row],
        fields=[each.field for each in row],
        texts=[each.text for each in row],
        folded=[each.folded for each in row],
        last=[bisect_left(row, sort, key=lambda each: known[each.iri].last) for sort in LAST],
        holders=dict(holders),
        by_text=array("I", sorted(range(len(row)), key=lambda at: row[at].folded)),
    )


def _order(entry: Entry, standing: Standing) -> tuple[int, int, Standing, int, str, str]:
    field = FIELDS.index(entry.field)
    return standing.last, field, standing, len(entry.folded), entry.folded, entry.iri


def _sequences(folded: str) -> set[str]:
    """What a text can be looked up by: characters, pairs of them, and with a mark where the text or a word begins."""
    marked = {_BEGIN + folded[:1], _BEGIN + folded[:2]}
    for at in word_beginnings(folded):
        if at:
            marked |= {_WORD + folded[at], _WORD + folded[at : at + 2]}
    return _pairs(folded).union(folded, marked)


def _pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {first + second for first, second in pairwise(words)}
