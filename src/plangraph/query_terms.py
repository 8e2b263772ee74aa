"""The terms that a query is made of, as whoever writes one looks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.errors import NotFound
from plangraph.labels import meaning, ref, text
from plangraph.namespaces import PREFIXES, RDF_TYPE, RDFS_LABEL, shorten
from plangraph.things import level
from plangraph.trails import crumbs
from plangraph.usage import usage
from plangraph.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.errors import Language
    from plangraph.labels import Ref
    from plangraph.store import Store
    from plangraph.vocabulary import Counted, Term

TermKind: TypeAlias = Literal["class", "property", "concept"]

_OTHER_NAMES: Final = (
    RDFS_LABEL,
    *(NamedNode(PREFIXES["skos"] + name) for name in ("prefLabel", "altLabel", "hiddenLabel")),
)
_DESCRIPTION: Final = PREFIXES["dcterms"] + "description"


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A class, a property or a concept, as it is written in a query and as people call it."""

    iri: str
    written: str
    kind: TermKind
    label: str
    also: tuple[str, ...]
    """Its other names: in the other language, in kana, and what else people say."""
    definition: str
    uses: int
    """Things of a class, statements with a property, statements that lead to a concept."""
    subjects: tuple[str, ...] = ()
    """Of a property: the classes of what has it, as written, the commonest first."""
    values: tuple[str, ...] = ()
    """Of a property: the classes or datatypes of its values, likewise."""
    type: str = ""
    """Of a concept: its class, as written."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What something in a query stands for; `kind` is that of a term, or what kind of thing it is."""

    ref: Ref
    written: str
    term: TermKind | None
    kind: str
    definition: str
    above: tuple[Ref, ...]
    uses: int


def query_terms(store: Store, language: Language) -> tuple[QueryTerm, ...]:
    """All terms of our ontology, and those of others that the data use; put together once."""
    return store.once(_query_terms, language)


def explained(store: Store, iri: str, language: Language) -> Explained:
    """What is known of a term or a thing. Raises NotFound for what does not occur in the data."""
    term = store.once(_by_iri, language).get(iri)
    if term:
        return Explained(ref(store, iri, language), term.written, term.kind, "", term.definition, (), term.uses)
    if not _occurs(store, iri):
        raise NotFound(name=iri)
    thing = ref(store, iri, language)
    said = meaning(store, iri, language) or text(store, iri, _DESCRIPTION, language)
    return Explained(thing, shorten(iri), None, level(store, thing, language), said, crumbs(store, iri, language), 0)


def _occurs(store: Store, iri: str) -> bool:
    try:
        return bool(store.match(NamedNode(iri)))
    except ValueError:  # it is no IRI
        return False


def _by_iri(store: Store, language: Language) -> dict[str, QueryTerm]:
    return {each.iri: each for each in query_terms(store, language)}


def _query_terms(store: Store, language: Language) -> tuple[QueryTerm, ...]:
    known = vocabulary(store, language)
    concepts = (each for scheme in known.schemes for each in (scheme.term, *scheme.concepts))
    borrowed = (each for vocabulary in known.borrowed for each in vocabulary.terms)
    return (
        *(_ours(store, each, "class") for each in known.classes),
        *(_ours(store, each, "property") for each in known.properties),
        *(_ours(store, each, "concept") for each in concepts),
        *(_borrowed(store, each, language) for each in borrowed),
    )


def _ours(store: Store, term: Term, kind: TermKind) -> QueryTerm:
    return _written(store, term.ref, kind, term.definition, term.uses)


def _borrowed(store: Store, counted: Counted, language: Language) -> QueryTerm:
    iri = counted.term.iri
    kind: TermKind = "class" if iri in usage(store).things else "property"
    return _written(store, counted.term, kind, meaning(store, iri, language), counted.count)


def _written(store: Store, term: Ref, kind: TermKind, definition: str, uses: int) -> QueryTerm:
    counted = usage(store)
    classes = sorted(each.object.value for each in store.match(NamedNode(term.iri), RDF_TYPE))
    return QueryTerm(
        iri=term.iri,
        written=shorten(term.iri),
        kind=kind,
        label=term.label,
        also=tuple(_other_names(store, term)),
        definition=definition,
        uses=uses,
        subjects=tuple(map(shorten, counted.subjects.get(term.iri, ()))) if kind == "property" else (),
        values=tuple(map(shorten, counted.values.get(term.iri, ()))) if kind == "property" else (),
        type=shorten(classes[0]) if kind == "concept" and classes else "",
    )


def _other_names(store: Store, term: Ref) -> Iterable[str]:
    said = (each.object for name in _OTHER_NAMES for each in store.match(NamedNode(term.iri), name))
    names = {each.value for each in said if isinstance(each, pyoxigraph.Literal)}
    return sorted(names - {term.label})
