"""Looking up each IRI and text of a query where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.descriptions import graphs
from plangraph.errors import Language
from plangraph.namespaces import ID, ONTOLOGY, PREFIXES, RDF_TYPE
from plangraph.sparql.reading.patterns import Part, Query, Triple, every_part
from plangraph.sparql.reading.splitting import parts_of
from plangraph.sparql.reading.terms import Term
from plangraph.store import Store
from plangraph.unknown_terms.occurring import occurs, properties
from plangraph.unknown_terms.wording import Words
from plangraph.usage import usage

if TYPE_CHECKING:
    from plangraph.sparql.fixes import Fix

Role: TypeAlias = Literal["property", "class", "thing", "text", "graph"]

_NOT_THINGS: Final = PREFIXES["xsd"]
_MOST: Final = 5
"""So many terms are told at most, as each is compared with all there are."""
_ONE_OF_EACH: Final = f"SELECT * {{ <{ID}-> <{ONTOLOGY}-> ?o ; a <{ONTOLOGY}-> ; ?p '{ID}-' }}"
_LOOKED_UP: Final = 5_000
"""So often the data are asked at most, for a text may name one term after the other."""


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


def prepare(store: Store) -> None:
    """Work out what the first look-ups would have to wait for."""
    usage(store)
    unknown_terms(store, _ONE_OF_EACH, "ja")


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
    return sorted(first, key=lambda each: each.start)


class _Finder:
    def __init__(self, store: Store, words: Words) -> None:
        self.store, self.words, self._left = store, words, _LOOKED_UP
        self._seen: set[int] = set()

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
        missing = [term for term in triple.properties if not self._is_property(term.iri)]
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
                missing = [each for each in values if not self._occurs(each, role, of)]
                every = len(missing) == len(values)
                for term in missing:
                    if every or term.kind != "literal":
                        yield self._unknown(term, role, of, needed and every)

    def _checked(self, term: Term, role: Role, of: Triple | None, needed: bool) -> Iterator[UnknownTerm]:
        if term.start not in self._seen:  # the subject of several triples stands in the text once
            self._seen.add(term.start)
            if not self._occurs(term, role, of):
                yield self._unknown(term, role, of, needed)

    def _occurs(self, term: Term, role: Role, of: Triple | None) -> bool:
        """Whether a term occurs in its role; of one that stands for nothing by itself that is taken for granted."""
        value = term.value
        if value is None:
            return True
        if isinstance(value, pyoxigraph.Literal):
            verbs = of.last if of else ()
            return (
                any(self._is_there(None, NamedNode(each.iri), value) for each in verbs)
                if verbs
                else (self._is_there(None, None, value))
            )
        if role == "class":
            return self._is_there(None, RDF_TYPE, value)
        if role == "property":
            return self._is_property(term.iri)
        return term.iri in graphs(self.store) if role == "graph" else self._is_anywhere(term)

    def _is_property(self, iri: str) -> bool:
        return iri in properties(self.store)

    def _is_anywhere(self, term: Term) -> bool:
        node = NamedNode(term.iri)
        return (
            term.iri.startswith(_NOT_THINGS)
            or self._is_property(term.iri)
            or term.iri in graphs(self.store)
            or self._is_there(node)
            or self._is_there(None, None, node)
        )

    def _is_there(
        self,
        subject: NamedNode | None,
        verb: NamedNode | None = None,
        target: NamedNode | pyoxigraph.Literal | None = None,
    ) -> bool:
        """Whether there is such a statement; taken for granted where the data have been asked often enough."""
        self._left -= 1
        return self._left < 0 or occurs(self.store, subject, verb, target)

    def _unknown(self, term: Term, role: Role, of: Triple | None, needed: bool) -> UnknownTerm:
        role = "text" if term.kind == "literal" else role
        said = self.words.about(term, role, of)
        return UnknownTerm(term.start, term.end, term.written, role, said.ja, said.en, said.fixes, needed, said.alike)


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
