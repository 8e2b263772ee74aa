"""What a plan sets out, and the tree of goals and measures that it forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import NaturalKey, Ref, label, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY
from plangraph.store import Row, Store, decimal, integer
from plangraph.trails import LAST, Ascent, main_ascent

_FAMILIES: Final = """SELECT ?class ?family {
  VALUES ?family {
    pg:PlanPart pg:Vision pg:Principle pg:Level pg:Goal pg:Field pg:Measure pg:PriorityProject pg:Approach
    pg:PolicyArea pg:CooperationField pg:Direction pg:JointProject pg:Strategy pg:Scenario
  }
  ?class rdfs:subClassOf* ?family
}"""
_MEMBERS: Final = """SELECT ?plan ?thing ?class ?number ?order ?level ?first ?last {
  ?thing pg:inPlan ?plan ; a ?class FILTER isIRI(?thing)
  OPTIONAL { ?thing pg:number ?number }
  OPTIONAL { ?thing pg:order ?order }
  OPTIONAL { ?thing pg:atLevel ?level }
  OPTIONAL { ?thing pg:firstFiscalYear/schema:startDate ?first ; pg:lastFiscalYear/schema:startDate ?last }
}"""
_ASCENTS: Final = """SELECT ?plan ?child ?parent ?order ?graph {
  ?child pg:inPlan ?plan .
  GRAPH ?graph { ?child pg:contributesTo ?parent }
  OPTIONAL { ?parent pg:order ?order }
}"""
# The engine would begin with every link of every plan if the predicate were one more triple pattern.
_REASONS: Final = """SELECT ?plan ?link ?child ?parent ?confidence {
  ?child pg:inPlan ?plan .
  ?link rdf:subject ?child ; rdf:object ?parent ; pg:confidence ?confidence .
  FILTER EXISTS { ?link rdf:predicate pg:contributesTo }
}"""
TREE_FAMILIES: Final = ("Goal", "Field", "Measure", "PolicyArea", "CooperationField", "Direction", "JointProject")
"""The families that form the tree below the vision, in the order in which they are told."""

APPROACHES: Final = ("Approach",)
"""The family that forms the tree of how the plan is carried out."""


@dataclass(frozen=True, slots=True)
class Member:
    """Something that a plan sets out: its family (`Goal`, `PlanPart` …), its level's IRI, and the years it is for."""

    ref: Ref
    family: str
    number: str
    order: int
    level: str
    years: tuple[int, int] | None

    @property
    def sort_key(self) -> tuple[int, NaturalKey, str]:
        """By order, then by label."""
        return self.order, natural_key(self.ref.label), self.ref.iri


@dataclass(frozen=True, slots=True)
class Node:
    """A vision, goal, field … (its family); basis, rationale and confidence are those of the link to its parent."""

    ref: Ref
    family: str
    number: str
    level: str
    basis: str
    rationale: str
    confidence: float | None
    children: tuple[Node, ...]


def members(store: Store, plan: str, language: Language) -> list[Member]:
    """All that the plan with this IRI sets out, in order."""
    families = store.once(_families)
    rows = {
        row["thing"].value: (row, families[row["class"].value])
        for row in store.select(_MEMBERS, plan=NamedNode(plan))
        if row["class"].value in families
    }
    return sorted((_member(store, *found, language) for found in rows.values()), key=lambda each: each.sort_key)


def _families(store: Store) -> dict[str, str]:
    """The family of each class that a plan's members may have."""
    return {row["class"].value: row["family"].value.removeprefix(ONTOLOGY) for row in store.select(_FAMILIES)}


def tree(
    store: Store, plan: str, found: list[Member], language: Language, families: tuple[str, ...] = TREE_FAMILIES
) -> Node:
    """The plan's members of the families as a tree below its vision (below the plan itself while it has no vision)."""
    growth = _Growth(store, plan, language)
    growth.plant([each for each in found if each.family in families])
    vision = next((each for each in found if each.family == "Vision"), None)
    if vision:
        return growth.node(vision, None)
    top = ref(store, plan, language)
    return Node(top, "Plan", "", top.kind, "", "", None, growth.children(""))


class _Growth:
    """A tree while it grows: who hangs below whom, by which link, and why."""

    def __init__(self, store: Store, plan: str, language: Language) -> None:
        self._store, self._language = store, language
        self._reasons = {
            (row["child"].value, row["parent"].value): row for row in store.select(_REASONS, plan=NamedNode(plan))
        }
        self._ascents: dict[str, list[Ascent]] = defaultdict(list)
        for row in store.select(_ASCENTS, plan=NamedNode(plan)):
            order = integer(row["order"].value, LAST) if "order" in row else LAST
            ascent = Ascent(row["parent"].value, order, store.bases[row["graph"].value])
            self._ascents[row["child"].value].append(ascent)
        self._below: dict[str, list[tuple[Member, Ascent | None]]] = defaultdict(list)

    def plant(self, found: list[Member]) -> None:
        for each in found:
            up = main_ascent(self._ascents[each.ref.iri])
            self._below[up.parent if up else ""].append((each, up))

    def children(self, iri: str) -> tuple[Node, ...]:
        return tuple(self.node(each, up) for each, up in self._below[iri])

    def node(self, member: Member, up: Ascent | None) -> Node:
        reason = self._reasons.get((member.ref.iri, up.parent)) if up else None
        link = reason["link"].value if reason else ""
        return Node(
            ref=member.ref,
            family=member.family,
            number=member.number,
            level=label(self._store, member.level, self._language) if member.level else member.ref.kind,
            basis=up.basis if up else "",
            rationale=text(self._store, link, ONTOLOGY + "rationale", self._language) if link else "",
            confidence=decimal(reason["confidence"].value) if reason else None,
            children=self.children(member.ref.iri),
        )


def _member(store: Store, row: Row, family: str, language: Language) -> Member:
    words = {name: term.value for name, term in row.items()}
    return Member(
        ref=ref(store, words["thing"], language),
        family=family,
        number=words.get("number", ""),
        order=integer(words.get("order", ""), LAST),
        level=words.get("level", ""),
        years=_years(words),
    )


def _years(words: dict[str, str]) -> tuple[int, int] | None:
    first, last = (integer(words.get(end, "")[:4], 0) for end in ("first", "last"))
    return (first, last) if first and last else None
