"""Plans: what each is made of, from its vision to its measures, and who drew it up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from plangraph.eras import period
from plangraph.errors import Language, NoPlan, NotFound
from plangraph.labels import Ref, label, natural_key, ref, text
from plangraph.namespaces import ID, ONTOLOGY, PG_PLAN, PREFIXES, RDF_TYPE
from plangraph.store import Store, integer
from plangraph.trees import APPROACHES, TREE_FAMILIES, Member, Node, members, tree

__all__ = ["Count", "Described", "Node", "Numbered", "Part", "Plan", "plan", "plans"]

_STARTS: Final = """SELECT ?plan ?start {
  { ?plan a pg:Plan ; pg:firstFiscalYear/schema:startDate ?start }
  UNION
  { ?part pg:firstFiscalYear/schema:startDate ?start ; pg:inPlan ?plan }
}"""
_YEARS: Final = """SELECT ?plan ?first ?last {
  ?plan pg:firstFiscalYear/schema:startDate ?first ; pg:lastFiscalYear/schema:startDate ?last
}"""
_SURROUNDINGS: Final = """SELECT ?plan ?predicate ?thing {
  { ?plan pg:statedAt/pg:inDocument ?thing BIND(pg:inDocument AS ?predicate) }
  UNION
  { VALUES ?predicate { pg:madeBy pg:deliberatedBy pg:inCooperationWith pg:consultedThrough }
    ?plan ?predicate ?thing }
}"""
_TAKING_PART: Final = ("deliberatedBy", "inCooperationWith", "consultedThrough")
_DESCRIPTION: Final = PREFIXES["dcterms"] + "description"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan and its fiscal years, in words ("" where it has none)."""

    ref: Ref
    period: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A thing with its number as printed."""

    ref: Ref
    number: str


@dataclass(frozen=True, slots=True)
class Described:
    """A thing, the part that it plays for the plan, and a description ("" where there is none)."""

    ref: Ref
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many things there are at a level or of a class."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; the root of its tree is its vision, its period says of which part it is, if not of the whole."""

    ref: Ref
    maker: Ref | None
    period: str
    document: Ref | None
    parts: tuple[Part, ...]
    tree: Node
    approaches: tuple[Node, ...]
    principles: tuple[Numbered, ...]
    projects: tuple[Numbered, ...]
    strategy: Ref | None
    strategy_subtitle: str
    scenarios: tuple[Described, ...]
    bodies: tuple[Described, ...]
    counts: tuple[Count, ...]


def plans(store: Store, language: Language) -> list[Plan]:
    """Every plan, newest first by the fiscal year in which it begins."""
    return [_plan(store, iri, language) for iri in newest_first(store)]


def newest(store: Store, language: Language) -> Plan:
    """The newest plan. Raises NoPlan."""
    found = newest_first(store)
    if not found:
        raise NoPlan
    return _plan(store, found[0], language)


def plan(store: Store, path: str, language: Language) -> Plan:
    """The plan whose IRI ends in `…/id/` + path, such as `ichinoseki/plan/2026`. Raises NotFound."""
    try:
        known = store.match(NamedNode(ID + path), RDF_TYPE, PG_PLAN)
    except ValueError:  # no IRI at all
        known = []
    if not known:
        raise NotFound(name=path)
    return _plan(store, ID + path, language)


def newest_first(store: Store) -> list[str]:
    """The IRIs of all plans; one of which no part says when it begins comes last."""
    starts: dict[str, set[int]] = defaultdict(set)
    for row in store.select(_STARTS):
        starts[row["plan"].value].add(integer(row["start"].value[:4], 0))
    found = {each.subject.value for each in store.match(None, RDF_TYPE, PG_PLAN)}
    return sorted(found, key=lambda iri: (-min(starts[iri], default=0), natural_key(iri)))


def _plan(store: Store, iri: str, language: Language) -> Plan:
    content = members(store, iri, language)
    around = _surroundings(store, iri, language)
    strategy = next((each.ref for each in content if each.family == "Strategy"), None)
    parts = tuple(Part(each.ref, _period(each.years, language)) for each in content if each.family == "PlanPart")
    return Plan(
        ref=ref(store, iri, language),
        maker=next((thing for predicate, thing in around if predicate == "madeBy"), None),
        period=" / ".join(_periods(store, iri, parts, language)),
        document=next((thing for predicate, thing in around if predicate == "inDocument"), None),
        parts=parts,
        tree=tree(store, iri, content, language),
        approaches=tree(store, iri, content, language, APPROACHES).children,
        principles=_numbered(content, "Principle"),
        projects=_numbered(content, "PriorityProject"),
        strategy=strategy,
        strategy_subtitle=text(store, strategy.iri, ONTOLOGY + "subtitle", language) if strategy else "",
        scenarios=tuple(_described(store, e.ref, e.ref.kind, language) for e in content if e.family == "Scenario"),
        bodies=_bodies(store, around, language),
        counts=_counts(content),
    )


def _periods(store: Store, iri: str, parts: tuple[Part, ...], language: Language) -> list[str]:
    """The fiscal years of the whole plan, then of each part that has its own."""
    rows = store.select(_YEARS, plan=NamedNode(iri))
    whole = [(integer(row["first"].value[:4], 0), integer(row["last"].value[:4], 0)) for row in rows]
    own = [period(first, last, language) for first, last in whole if first and last]
    return [*own, *(f"{part.ref.kind} {part.period}" for part in parts if part.period)]


def _period(years: tuple[int, int] | None, language: Language) -> str:
    return period(*years, language) if years else ""


def _surroundings(store: Store, iri: str, language: Language) -> list[tuple[str, Ref]]:
    """Municipality, documents and those who took part, each with the local name of its predicate."""
    rows = {(row["predicate"].value, row["thing"].value) for row in store.select(_SURROUNDINGS, plan=NamedNode(iri))}
    return [(predicate.removeprefix(ONTOLOGY), ref(store, thing, language)) for predicate, thing in sorted(rows)]


def _bodies(store: Store, around: list[tuple[str, Ref]], language: Language) -> tuple[Described, ...]:
    return tuple(
        _described(store, thing, label(store, ONTOLOGY + wanted, language), language)
        for wanted in _TAKING_PART
        for predicate, thing in around
        if predicate == wanted
    )


def _described(store: Store, thing: Ref, role: str, language: Language) -> Described:
    return Described(thing, role, text(store, thing.iri, _DESCRIPTION, language))


def _numbered(content: list[Member], family: str) -> tuple[Numbered, ...]:
    return tuple(Numbered(each.ref, each.number) for each in content if each.family == family)


def _counts(content: list[Member]) -> tuple[Count, ...]:
    """Vision, principles, then the tree from the top, goals level by level; none that are zero."""
    levels = {each.ref.iri: each.ref.label for each in content if each.family == "Level"}
    names = [(each.family, levels.get(each.level, each.ref.kind)) for each in content]
    found = Counter(names)
    goals = [("Goal", name) for name in levels.values()]
    others = _families(found, *TREE_FAMILIES, "PriorityProject", "Approach")
    order = [*_families(found, "Vision", "Principle"), *goals, *others]
    return tuple(Count(name, found[family, name]) for family, name in dict.fromkeys(order) if found[family, name])


def _families(found: Iterable[tuple[str, str]], *families: str) -> list[tuple[str, str]]:
    return [each for family in families for each in found if each[0] == family]
