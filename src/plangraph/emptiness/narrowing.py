"""Narrowing down what in a WHERE leaves nothing: a part that fits nothing by itself, or the first that does not fit.

Brackets are one part each; only what by itself fits nothing is looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from pyoxigraph import Literal

from plangraph.emptiness import changes
from plangraph.emptiness.causes import Cause, Way
from plangraph.emptiness.clauses import Trying
from plangraph.emptiness.probing import Prober
from plangraph.emptiness.wording import filtered, fitting_nothing, left_none
from plangraph.namespaces import ONTOLOGY, RDF_TYPE
from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.reading.patterns import Group, Part, Triple
from plangraph.store import Store
from plangraph.unknown_terms.occurring import occurs
from plangraph.unknown_terms.writing import Writer

_MOST_ALONE: Final = 2
"""So many parts of one group are told that fit nothing by themselves."""
_MOST_LEFT_OUT: Final = 5
_OTHER: Final = "?other_"
"""A variable that no query of a visitor is likely to have."""
_CONDITIONS: Final = ("filter", "bind", "optional", "minus", "values")
"""What cannot fail by itself."""


class Narrowing:
    """Looks for the part that empties a query, by asking for some of the parts."""

    def __init__(self, store: Store, prober: Prober, text: str, ways: Trying) -> None:
        """Ask by the prober; `ways` tries changes of the text."""
        self.store, self.prober, self.text, self.ways = store, prober, text, ways
        self.writer = Writer(text)

    def in_group(self, group: Group, around: str = "{}") -> Iterator[Cause]:
        """What empties a group; `around` is what its parts stand in, with `{}` for them."""
        if group.query:
            yield from self.in_group(group.query.where, around) if group.query.where else ()
            return
        parts = sorted(group.parts, key=lambda part: part.kind == "filter")  # which counts for the whole group
        alone = [part for part in parts if self._fits_nothing(part, around)]
        for part in alone[:_MOST_ALONE]:
            yield from self._alone(part, group, around)
        at = None if alone else self._first_empty(parts, around)
        if at is not None:
            yield self._not_left(parts, at, group, around)

    def _fits_nothing(self, part: Part, around: str) -> bool:
        if part.kind in _CONDITIONS:
            return False
        if part.kind == "triple" and len(part.triples) == 1 and around == "{}" and not self.prober.confined:
            known = _occurs(self.store, part.triples[0])
            if known is not None:
                return not known
        return self.prober.matches(_within(around, [part])) is False

    def _alone(self, part: Part, group: Group, around: str) -> Iterator[Cause]:
        """What is the matter with a part that nothing fits: of brackets with what is in them."""
        if part.kind in ("group", "select"):
            found = list(self.in_group(part.groups[0], around))
        elif part.kind == "graph" and part.name:
            inside = around.replace("{}", f"GRAPH {part.name.written} {{ {{}} }}")
            found = [self._unconfined(part, each) for each in self.in_group(part.groups[0], inside)]
        else:
            found = []
        if not found:
            ja, en = fitting_nothing(self.store, part)
            values = self._values(part, [each for each in group.parts if each is not part], around)
            found = [
                Cause("pattern", part.start, part.end, ja, en, (*self._with(part, values), *self._ways_of(part, group)))
            ]
        if part.kind == "union":
            found += [cause for branch in part.groups for cause in self.in_group(branch, around)]
        yield from found

    def _unconfined(self, part: Part, cause: Cause) -> Cause:
        """The cause, with the way to look in all graphs, where that is one."""
        edit = Edit(part.start, part.groups[0].start, "")
        fix = Fix("GRAPH を外してすべてのグラフから探す", "Look in all graphs, without GRAPH", (edit,))
        return replace(cause, ways=(*self.ways([fix]), *cause.ways))

    def _first_empty(self, parts: list[Part], around: str) -> int | None:
        """The first part with which nothing is left of those before it; None if that cannot be told."""
        low, high = 0, len(parts) - 1
        while low < high:
            middle = (low + high) // 2
            fits = self.prober.matches(_within(around, parts[: middle + 1]))
            if fits is None:
                return None
            low, high = (middle + 1, high) if fits else (low, middle)
        return low if parts else None

    def _not_left(self, parts: list[Part], at: int, group: Group, around: str) -> Cause:
        part = parts[at]
        before = self.prober.count(_within(around, parts[:at])) if at else None
        if part.kind in _CONDITIONS:
            return Cause("filter", part.start, part.end, *filtered(part, before), self._ways_of(part, group))
        values = self._values(part, parts[:at], around)
        ways = (*self._with(part, values), *self._ways_of(part, group))
        others = [each for each in parts[:at] if each.kind not in ("optional", "bind")][-_MOST_LEFT_OUT:]
        left_out = self.ways(changes.without(self.text, each) for each in reversed(others))
        said = left_none(self.store, part, before, values)
        return Cause("together", part.start, part.end, *said, (*ways, *left_out))

    def _values(self, part: Part, others: list[Part], around: str) -> list[str]:
        """What stands in these other parts where a triple asks for a thing or a class, the most alike first."""
        triple = part.triples[0] if part.kind == "triple" else None
        if not triple or triple.predicate.kind != "iri" or not triple.object.iri or not others:
            return []
        asked = f"{_within('{}', others)}\n{triple.subject.written} {triple.predicate.written} {_OTHER} ."
        found = self.prober.values(_OTHER, around.replace("{}", asked))
        of_class = triple.predicate.value == RDF_TYPE
        known = [each for each in found if each.startswith(ONTOLOGY) or not of_class]
        return sorted(known, key=lambda each: -SequenceMatcher(None, triple.object.iri, each).ratio())

    def _with(self, part: Part, values: list[str]) -> tuple[Way, ...]:
        """The ways to put one of these in the place of the object."""
        return self.ways(self.writer.named(self.store, part.triples[0].object, each) for each in values)

    def _ways_of(self, part: Part, group: Group) -> tuple[Way, ...]:
        fixes: Iterable[Fix] = ()
        if part.kind == "filter":
            fixes = changes.of_filter(self.writer, part)
        elif part.kind == "triple":
            fixes = changes.of_triple(self.store, self.writer, part.triples[0], group)
        return (*self.ways(fixes), *self.ways([changes.without_marked(*part.cut)]))


def _occurs(store: Store, triple: Triple) -> bool | None:
    """Whether a plain triple pattern fits anything, which needs no query; None for any other."""
    subject, verb, target = triple.subject, triple.predicate, triple.object
    names = [each.written for each in (subject, verb, target) if each.value is None]
    if verb.kind == "path" or "nested" in (subject.kind, target.kind) or len(set(names)) < len(names):
        return None
    if isinstance(subject.value, Literal) or isinstance(verb.value, Literal):
        return False
    return occurs(store, subject.value, verb.value, target.value)


def _within(around: str, parts: Iterable[Part]) -> str:
    """These parts in what they stand in, as text."""
    plain = ("triple", "triples")
    return around.replace("{}", "\n".join(each.written + (" ." if each.kind in plain else "") for each in parts))
