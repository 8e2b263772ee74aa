"""The terms of the ontology as a reader looks them up: what each means, and how the data use it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from plangraph.errors import Language
from plangraph.labels import DEFINITION, Ref, meaning, natural_key, ref, text
from plangraph.namespaces import BASE, ONTOLOGY, PREFIXES, RDF_OBJECT, RDF_TYPE, RDFS_LABEL
from plangraph.ontology import DOCUMENT, GRAPHS, anchor
from plangraph.store import Node, Store
from plangraph.trails import position
from plangraph.usage import members, usage

_OWL, _RDFS, _SKOS = (PREFIXES[prefix] for prefix in ("owl", "rdfs", "skos"))
_CLASS: Final = _OWL + "Class"
_PROPERTIES: Final = (_OWL + "ObjectProperty", _OWL + "DatatypeProperty")
_VERSION: Final = NamedNode(_OWL + "versionIRI")
_ABOVE: Final = (_RDFS + "subClassOf", _RDFS + "subPropertyOf")
_ALIKE: Final = (
    *(_SKOS + name for name in ("exactMatch", "closeMatch", "relatedMatch", "broadMatch", "narrowMatch")),
    _RDFS + "seeAlso",
)
_NOTE: Final = _SKOS + "note"
_DESCRIPTION: Final = PREFIXES["dcterms"] + "description"
_IN_SCHEME: Final = NamedNode(_SKOS + "inScheme")
_SCHEME: Final = NamedNode(_SKOS + "ConceptScheme")


@dataclass(frozen=True, slots=True)
class Alignment:
    """A term of somebody else's, and how ours stands to it: `subClassOf`, `closeMatch` and so on."""

    how: str
    iri: str


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class; with a property, its value, which is a thing or a text."""

    thing: Ref
    value: Ref | str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A class, property or datatype that stands together with a term, and in how many statements."""

    term: Ref
    count: int


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a concept, in the reader's language and in the other one."""

    ref: Ref
    definition: str
    other: tuple[str, str]
    """Its label and definition in the other language."""
    above: tuple[Ref, ...] = ()
    below: tuple[Ref, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    notes: tuple[str, ...] = ()
    uses: int = 0
    """Things of a class, statements with a property, statements that lead to a concept."""
    examples: tuple[Example, ...] = ()
    subjects: tuple[Counted, ...] = ()
    """Of a property: the classes of the things that have it."""
    values: tuple[Counted, ...] = ()
    """Of a property: the classes or datatypes of its values."""
    properties: tuple[Counted, ...] = ()
    """Of a class: the properties that its things have."""

    @property
    def anchor(self) -> str:
        """What names it in the address of the page of all terms."""
        return anchor(self.ref.iri)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of concepts and its concepts in their order."""

    term: Term
    concepts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The terms of another vocabulary that the data use."""

    prefix: str
    namespace: str
    terms: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ontology; classes and properties each by name, and what is used of other vocabularies."""

    ontology: Term
    version: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    borrowed: tuple[Borrowed, ...]


def vocabulary(store: Store, language: Language) -> Vocabulary:
    """All terms of the ontology that is loaded, put together once."""
    return store.once(_vocabulary, language)


def _vocabulary(store: Store, language: Language) -> Vocabulary:
    properties = (iri for kind in _PROPERTIES for iri in _ours(store, kind))
    schemes = (each.subject.value for each in store.match(None, RDF_TYPE, _SCHEME))
    return Vocabulary(
        ontology=_term(store, DOCUMENT, language),
        version=next((anchor(each.object.value)[1:] for each in store.match(NamedNode(DOCUMENT), _VERSION)), ""),
        classes=tuple(_class(store, iri, language) for iri in _sorted(_ours(store, _CLASS))),
        properties=tuple(_property(store, iri, language) for iri in _sorted(properties)),
        schemes=tuple(_scheme(store, iri, language) for iri in _sorted(schemes) if anchor(iri)),
        borrowed=_borrowed(store, language),
    )


def _ours(store: Store, kind: str) -> list[str]:
    found = (each.subject.value for each in store.match(None, RDF_TYPE, NamedNode(kind)))
    return [iri for iri in found if iri.startswith(ONTOLOGY)]


def _sorted(iris: Iterable[str]) -> list[str]:
    return sorted(set(iris), key=lambda iri: (natural_key(iri), iri))


def _class(store: Store, iri: str, language: Language) -> Term:
    counted = usage(store)
    found = [ref(store, each, language) for each in members(store, iri)]
    return replace(
        _term(store, iri, language),
        uses=counted.things.get(iri, 0),
        examples=tuple(Example(each) for each in _differing(found)),
        properties=_counted(store, counted.of_class(iri), language),
    )


def _property(store: Store, iri: str, language: Language) -> Term:
    counted = usage(store)
    return replace(
        _term(store, iri, language),
        uses=counted.statements.get(iri, 0),
        examples=_example(store, counted.first.get(iri, ""), iri, language),
        subjects=_counted(store, counted.subjects.get(iri, {}), language),
        values=_counted(store, counted.values.get(iri, {}), language),
    )


def _scheme(store: Store, iri: str, language: Language) -> Scheme:
    inside = _sorted(each.subject.value for each in store.match(None, _IN_SCHEME, NamedNode(iri)))
    in_order = sorted(inside, key=lambda each: position(store, each))
    return Scheme(_term(store, iri, language), tuple(_concept(store, each, language) for each in in_order))


def _concept(store: Store, iri: str, language: Language) -> Term:
    found = (each for each in store.match(None, None, NamedNode(iri)) if not each.graph.startswith(GRAPHS))
    leading = [each for each in found if each.predicate != RDF_OBJECT]  # which only explains another statement
    first = _sorted(each.subject.value for each in leading)[:1]
    examples = tuple(Example(ref(store, each, language)) for each in first)
    return replace(_term(store, iri, language), uses=len(leading), examples=examples)


def _term(store: Store, iri: str, language: Language) -> Term:
    other: Language = "en" if language == "ja" else "ja"
    said = [(each.predicate.value, each.object) for each in store.match(NamedNode(iri))]
    under = (each.subject.value for name in _ABOVE for each in store.match(None, NamedNode(name), NamedNode(iri)))
    alike = sorted((how, value.value) for how, value in said if how in (*_ABOVE, *_ALIKE))
    return Term(
        ref=ref(store, iri, language),
        definition=meaning(store, iri, language) or text(store, iri, _DESCRIPTION, language),
        other=(_said(said, RDFS_LABEL.value, other), _said(said, DEFINITION, other)),
        above=tuple(ref(store, value, language) for how, value in alike if how in _ABOVE and anchor(value)),
        below=tuple(ref(store, each, language) for each in _sorted(under) if anchor(each)),
        alignments=tuple(Alignment(re.split("[#/]", how)[-1], value) for how, value in alike if not anchor(value)),
        notes=tuple(sorted(value.value for how, value in said if how == _NOTE)),
    )


def _said(said: list[tuple[str, Node | Literal]], predicate: str, language: Language) -> str:
    values = (value for each, value in said if each == predicate and isinstance(value, Literal))
    return next((value.value for value in values if value.language == language), "")


def _differing(found: list[Ref]) -> list[Ref]:
    """Three that have different names."""
    return list({each.label: each for each in found}.values())[:3]


def _counted(store: Store, counts: Mapping[str, int], language: Language) -> tuple[Counted, ...]:
    return tuple(Counted(ref(store, iri, language), count) for iri, count in counts.items())


def _example(store: Store, thing: str, predicate: str, language: Language) -> tuple[Example, ...]:
    values = sorted(store.match(NamedNode(thing), NamedNode(predicate)), key=str) if thing else []
    if not values:
        return ()
    shown = values[0].object
    if isinstance(shown, NamedNode):
        return (Example(ref(store, thing, language), ref(store, shown.value, language)),)
    return (Example(ref(store, thing, language), text(store, thing, predicate, language)),)


def _borrowed(store: Store, language: Language) -> tuple[Borrowed, ...]:
    """What the data use of others, vocabulary by vocabulary, the most used first."""
    counted = usage(store)
    used = {**counted.things, **counted.statements}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for iri, count in sorted(used.items(), key=lambda each: (-each[1], each[0])):
        if not iri.startswith(BASE):
            found[re.sub("[^#/]*$", "", iri)][iri] = count
    prefixes = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    return tuple(
        Borrowed(prefixes.get(namespace, ""), namespace, _counted(store, counts, language))
        for namespace, counts in found.items()
    )
