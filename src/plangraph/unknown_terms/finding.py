"""Looking up each IRI and text of a query where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.descriptions import graphs
from plangraph.errors import Language
from plangraph.namespaces import PREFIXES, RDF_TYPE
from plangraph.sparql.patterns import Part, Query, Triple, every_part
from plangraph.sparql.splitting import parts_of
from plangraph.sparql.terms import Term
from plangraph.store import Store
from plangraph.unknown_terms.occurring import occurs
from plangraph.unknown_terms.wording import Words

if TYPE_CHECKING:
    from plangraph.sparql.fixes import Fix

Role: TypeAlias = Literal["property", "class", "thing", "text", "graph"]

_NOT_THINGS: Final = PREFIXES["xsd"]
_MOST: Final = 10
"""So many terms are told at most, as each is compared with all there are."""


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A term that does not occur in its role: its place (characters from 0), what to say, and what may be meant."""

    start: int
    end: int
    written: str
    role: Role
    ja: str
    en: str
    fixes: tuple[Fix, ...]
    needed: bool
    """Whether nothing can be found because of it: not so in OPTIONAL, in one branch of UNION, among other VALUES."""
    named_alike: bool = True
    """Whether what may be meant is written much like it, and not only the next there is."""


def unknown_terms(store: Store, text: str, language: Language) -> list[UnknownTerm]:
    """The terms of a query that do not occur in the data in their role, in the order of the text.

    What may be meant comes in the order of who reads `language`. A text that is no query has none.
    """
    query = parts_of(text)
    return found_in(store, text, query, language) if query else []


def found_in(store: Store, text: str, query: Query, language: Language) -> list[UnknownTerm]:
    """The same of a query that has been taken apart."""
    finder = _Finder(store, Words(store, text, language))
    first = islice(chain(finder.in_group(query), finder.described(query)), _MOST)
    found = {each.start: each for each in first}
    return sorted(found.values(), key=lambda each: each.start)


class _Finder:
    def __init__(self, store: Store, words: Words) -> None:
        self.store, self.words = store, words

    def described(self, query: Query) -> Iterator[UnknownTerm]:
        for term in query.described:
            if term.iri and not self._is_anywhere(term):
                yield self._unknown(term, "thing", None, needed=len(query.described) == 1)

    def in_group(self, query: Query) -> Iterator[UnknownTerm]:
        roles: dict[str, tuple[Role, Triple | None]] = {}
        parts = list(every_part(query.where))
        for part, needed in parts:
            for triple in part.triples:
                yield from self._in_triple(triple, needed)
                roles = dict(_roles(triple)) | roles
            if part.kind == "graph" and part.name:
                roles.setdefault(part.name.written[1:], ("graph", None))
                yield from self._checked(part.name, "graph", None, needed)
        for part, needed in parts:
            yield from self._in_values(part, roles, needed)
            for term in part.terms:
                if part.kind == "filter" and not self._is_anywhere(term):
                    yield self._unknown(term, "thing", None, needed=False)

    def _in_triple(self, triple: Triple, needed: bool) -> Iterator[UnknownTerm]:
        alone = needed and len(triple.properties) == 1
        missing = [term for term in triple.properties if not occurs(self.store, None, NamedNode(term.iri))]
        for term in missing:
            yield self._unknown(term, "property", None, alone or ("|" not in triple.predicate.written and needed))
        yield from self._checked(triple.subject, "thing", None, needed)
        if not missing:
            yield from self._checked(triple.object, _role(triple), triple, needed)

    def _in_values(
        self, part: Part, roles: dict[str, tuple[Role, Triple | None]], needed: bool
    ) -> Iterator[UnknownTerm]:
        for variable, values in part.columns:
            if variable.written[1:] in roles:
                role, of = roles[variable.written[1:]]
                found = [each for value in values for each in self._checked(value, role, of, needed)]
                every = len(found) == len(values)
                yield from (
                    replace(each, needed=every and each.needed) for each in found if every or each.role != "text"
                )

    def _checked(self, term: Term, role: Role, of: Triple | None, needed: bool) -> Iterator[UnknownTerm]:
        if term.value is not None and not self._occurs(term, role, of.last if of else ()):
            yield self._unknown(term, "text" if term.kind == "literal" else role, of, needed)

    def _occurs(self, term: Term, role: Role, last: tuple[Term, ...]) -> bool:
        value = term.value
        if isinstance(value, pyoxigraph.Literal):
            return any(occurs(self.store, None, predicate, value) for predicate in _predicates(last))
        assert value is not None  # noqa: S101 - only terms that stand for something are looked up
        if role == "class":
            return occurs(self.store, None, RDF_TYPE, value)
        if role == "property":
            return occurs(self.store, None, value)
        return term.iri in graphs(self.store) if role == "graph" else self._is_anywhere(term)

    def _is_anywhere(self, term: Term) -> bool:
        node = NamedNode(term.iri)
        return (
            term.iri.startswith(_NOT_THINGS)
            or occurs(self.store, node)
            or occurs(self.store, None, None, node)
            or occurs(self.store, None, node)
            or term.iri in graphs(self.store)
        )

    def _unknown(self, term: Term, role: Role, of: Triple | None, needed: bool) -> UnknownTerm:
        ja, en, fixes = self.words.about(term, role, of)
        alike = role != "text" or self.words.same(term, of)
        return UnknownTerm(term.start, term.end, term.written, role, ja, en, fixes, needed, alike)


def _role(triple: Triple) -> Role:
    return "class" if triple.predicate.value == RDF_TYPE else "thing"


def _roles(triple: Triple) -> Iterator[tuple[str, tuple[Role, Triple | None]]]:
    """What each variable of a triple stands for."""
    of: tuple[tuple[Term, Role, Triple | None], ...] = (
        (triple.subject, "thing", None),
        (triple.predicate, "property", None),
        (triple.object, _role(triple), triple),
    )
    for term, role, found in of:
        if term.kind == "variable":
            yield term.written[1:], (role, found)


def _predicates(last: tuple[Term, ...]) -> list[NamedNode | None]:
    return [NamedNode(each.iri) for each in last] or [None]
