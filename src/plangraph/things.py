"""One thing, and everything that the graph says of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from plangraph.errors import Language, NotFound
from plangraph.evidence import Link, Place, links, places
from plangraph.labels import NaturalKey, Ref, label, natural_key, ref
from plangraph.namespaces import BASE, ID, ONTOLOGY, PG_IN_PLAN, RDF_OBJECT, RDF_SUBJECT, RDF_TYPE, RDFS_LABEL
from plangraph.store import Node, Statement, Store
from plangraph.trails import position, trail

__all__ = ["Fact", "Link", "Place", "Ref", "Thing", "Value", "description", "thing"]

_ELSEWHERE: Final = (RDF_TYPE, RDFS_LABEL, NamedNode(ONTOLOGY + "statedAt"))
_LINK_ENDS: Final = (RDF_SUBJECT, RDF_OBJECT)


SortKey: TypeAlias = tuple[str, tuple[int, ...], NaturalKey, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a predicate; `ref` where it has a page, `basis` names what its statement rests on."""

    text: str
    ref: Ref | None
    language: str
    basis: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A predicate and all its values, in their order."""

    predicate: Ref
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing's page: what is said of it, what mentions it, the plan that sets it out, the way up, what it rests on."""

    ref: Ref
    facts: tuple[Fact, ...]
    mentioned: tuple[Fact, ...]
    plan: Ref | None
    trail: tuple[Ref, ...]
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    graph_files: tuple[str, ...]


def thing(store: Store, path: str, language: Language) -> Thing:
    """The thing whose IRI ends in `…/id/` + path. Raises NotFound."""
    node = _node(store, path)
    said, mentioning = store.match(node), store.match(None, None, node)
    return Thing(
        ref=ref(store, node.value, language),
        facts=_facts(store, [(each, each.object) for each in said if each.predicate not in _ELSEWHERE], language),
        mentioned=_facts(store, [(e, e.subject) for e in mentioning if e.predicate not in _LINK_ENDS], language),
        plan=next((ref(store, iri, language) for iri in _plans(said)), None),
        trail=trail(store, node.value, language),
        places=places(store, node.value, language),
        links=links(store, node.value, language),
        graph_files=tuple(sorted({store.file_name(each.graph) for each in said})),
    )


def description(store: Store, path: str) -> list[Triple]:
    """What is said of and mentions the thing, reasons for its links, labels of all that is named. Raises NotFound."""
    node = _node(store, path)
    about = set(chain(store.match(node), store.match(None, None, node)))
    reasons = {each.subject for each in about if each.predicate in _LINK_ENDS}
    about.update(each for link in reasons for each in store.match(link))
    named = {term for each in about for term in each[:3] if isinstance(term, NamedNode)}
    about.update(each for term in named for each in store.match(term, RDFS_LABEL))
    return sorted((Triple(*each[:3]) for each in about), key=str)


def _node(store: Store, path: str) -> NamedNode:
    try:
        node = NamedNode(ID + path)
    except ValueError:
        raise NotFound(name=path) from None
    if not _has_page(store, node):
        raise NotFound(name=path)
    return node


def _has_page(store: Store, node: Node) -> bool:
    return node.value.startswith(ID) and bool(store.match(node, RDF_TYPE))


def _plans(said: list[Statement]) -> list[str]:
    plans = {each.object.value for each in said if each.predicate == PG_IN_PLAN and isinstance(each.object, NamedNode)}
    return sorted(plans)


def _facts(store: Store, told: list[tuple[Statement, Node | Literal]], language: Language) -> tuple[Fact, ...]:
    grouped: dict[str, list[tuple[SortKey, Value]]] = defaultdict(list)
    for statement, term in told:
        value = _value(store, term, store.bases[statement.graph], language)
        grouped[statement.predicate.value].append((_sort_key(store, value), value))
    facts = [Fact(ref(store, iri, language), _readable(rows, language)) for iri, rows in grouped.items()]
    return tuple(sorted(facts, key=lambda fact: (natural_key(fact.predicate.label), fact.predicate.iri)))


def _readable(rows: list[tuple[SortKey, Value]], language: Language) -> tuple[Value, ...]:
    values = tuple(value for _, value in sorted(rows, key=lambda row: row[0]))
    return tuple(value for value in values if value.language == language) or values


def _value(store: Store, term: Node | Literal, basis: str, language: Language) -> Value:
    if isinstance(term, Literal):
        return Value(term.value, None, term.language or "", basis)
    shown = label(store, term.value, language) if term.value.startswith(BASE) else term.value
    return Value(shown, ref(store, term.value, language) if _has_page(store, term) else None, "", basis)


def _sort_key(store: Store, value: Value) -> SortKey:
    """Grouped by kind; within it as the plan orders them, else by name."""
    if value.ref is None:
        return "", (), natural_key(value.text), value.language
    return value.ref.kind, position(store, value.ref.iri), natural_key(value.text), value.ref.iri
