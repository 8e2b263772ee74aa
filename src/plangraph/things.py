"""One thing, and everything that the graph says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from plangraph.errors import Language, NotFound
from plangraph.evidence import Link, Place, links, places
from plangraph.labels import NaturalKey, Ref, classes, label, meaning, natural_key, ref
from plangraph.namespaces import (
    BASE,
    ID,
    ONTOLOGY,
    PG_AT_LEVEL,
    PG_IN_PLAN,
    RDF_OBJECT,
    RDF_SUBJECT,
    RDF_TYPE,
    RDFS_LABEL,
)
from plangraph.store import Node, Statement, Store
from plangraph.trails import crumbs, position

__all__ = ["Fact", "Link", "Place", "Ref", "Sort", "Thing", "Value", "description", "level", "plan_of", "thing"]

_ELSEWHERE: Final = (RDF_TYPE, RDFS_LABEL, NamedNode(ONTOLOGY + "statedAt"))
_LINK_ENDS: Final = (RDF_SUBJECT, RDF_OBJECT)
_READING: Final = "ja-Hrkt"


SortKey: TypeAlias = tuple[str, tuple[int, ...], NaturalKey, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a predicate: `ref` where it has a page, `iri` where it is no text, `basis` of its statement.

    `reason` tells why a statement that no document makes is believed.
    """

    text: str
    ref: Ref | None
    language: str
    basis: str
    iri: str = ""
    reason: Link | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A predicate and all its values of one kind or level ("" for what has no page), in their order."""

    predicate: Ref
    kind: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """What a thing is: the IRI of its most specific class of ours, its label and its definition."""

    iri: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing's page: what it is, what is said of it, what mentions it, its plan, the way up, what it rests on."""

    ref: Ref
    sort: Sort | None
    reading: str
    """How the name is read, in hiragana; "" where that is not known."""
    facts: tuple[Fact, ...]
    mentioned: tuple[Fact, ...]
    plan: Ref | None
    trail: tuple[Ref, ...]
    """From the vision, or whatever it belongs to, down to what is right above it."""
    places: tuple[Place, ...]
    graph_files: tuple[str, ...]


def thing(store: Store, path: str, language: Language) -> Thing:
    """The thing whose IRI ends in `…/id/` + path. Raises NotFound."""
    node = _node(store, path)
    said, mentioning = store.match(node), store.match(None, None, node)
    why = {(each.source.iri, each.predicate.iri, each.target.iri): each for each in links(store, node.value, language)}
    told = ((each, each.object) for each in said if each.predicate not in _ELSEWHERE)
    heard = ((each, each.subject) for each in mentioning if each.predicate not in _LINK_ENDS)
    return Thing(
        ref=ref(store, node.value, language),
        sort=_sort(store, node.value, language),
        reading=_reading(said),
        facts=_facts(store, told, why, language),
        mentioned=_facts(store, heard, why, language),
        plan=plan_of(store, node.value, language),
        trail=crumbs(store, node.value, language),
        places=places(store, node.value, language),
        graph_files=tuple(sorted({store.file_name(each.graph) for each in said})),
    )


def plan_of(store: Store, iri: str, language: Language) -> Ref | None:
    """The plan that sets the thing out; None where there is none."""
    plans = {each.object.value for each in store.match(NamedNode(iri), PG_IN_PLAN)}
    return ref(store, min(plans), language) if plans else None


def level(store: Store, of: Ref, language: Language) -> str:
    """The level of a plan at which a thing stands, such as 中目標; its kind where it stands at none."""
    levels = {each.object.value for each in store.match(NamedNode(of.iri), PG_AT_LEVEL)}
    return store.once(label, min(levels), language) if levels else of.kind


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


def _sort(store: Store, iri: str, language: Language) -> Sort | None:
    found = min(classes(store, iri), default="")
    return Sort(found, label(store, found, language), meaning(store, found, language)) if found else None


def _reading(said: Iterable[Statement]) -> str:
    names = [each.object for each in said if each.predicate == RDFS_LABEL and isinstance(each.object, Literal)]
    return min((each.value for each in names if each.language == _READING.lower()), default="")


def _facts(
    store: Store,
    told: Iterable[tuple[Statement, Node | Literal]],
    why: dict[tuple[str, str, str], Link],
    language: Language,
) -> tuple[Fact, ...]:
    grouped: dict[tuple[str, str], list[tuple[SortKey, Value]]] = defaultdict(list)
    for statement, term in told:
        reason = why.get((statement.subject.value, statement.predicate.value, statement.object.value))
        value = _value(store, term, store.bases[statement.graph], reason, language)
        kind = level(store, value.ref, language) if value.ref else ""
        grouped[statement.predicate.value, kind].append((_sort_key(store, value), value))
    facts = [
        (min(len(key[1]) for key, _ in rows), Fact(ref(store, iri, language), kind, _readable(rows, language)))
        for (iri, kind), rows in grouped.items()
    ]
    return tuple(fact for _, fact in sorted(facts, key=_fact_key))


def _fact_key(deep: tuple[int, Fact]) -> tuple[NaturalKey, str, int, str]:
    """By the name of the predicate; under it what stands higher in the plan first."""
    depth, fact = deep
    return natural_key(fact.predicate.label), fact.predicate.iri, depth, fact.kind


def _readable(rows: list[tuple[SortKey, Value]], language: Language) -> tuple[Value, ...]:
    values = tuple(value for _, value in sorted(rows, key=lambda row: row[0]))
    return tuple(value for value in values if value.language == language) or values


def _value(store: Store, term: Node | Literal, basis: str, reason: Link | None, language: Language) -> Value:
    if isinstance(term, Literal):
        return Value(term.value, None, term.language or "", basis, reason=reason)
    shown = label(store, term.value, language) if term.value.startswith(BASE) else term.value
    page = ref(store, term.value, language) if _has_page(store, term) else None
    return Value(shown, page, "", basis, term.value if isinstance(term, NamedNode) else "", reason)


def _sort_key(store: Store, value: Value) -> SortKey:
    """Grouped by kind; within it as the plan orders them, else by name."""
    if value.ref is None:
        return "", (), natural_key(value.text), value.language
    return value.ref.kind, position(store, value.ref.iri), natural_key(value.text), value.ref.iri
