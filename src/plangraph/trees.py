"""What a plan sets out, and the tree of goals and measures that it forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import NaturalKey, Ref, label, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY
from plangraph.store import Row, Store
from plangraph.trails import LAST, main_links

_MEMBERS: Final = """SELECT DISTINCT ?plan ?thing ?family ?number ?order ?level ?first ?last {
  VALUES ?family {
    pg:PlanPart pg:Vision pg:Principle pg:Level pg:Goal pg:Measure pg:PriorityProject pg:Strategy pg:Scenario
  }
  ?thing pg:inPlan ?plan ; a ?class .
  ?class rdfs:subClassOf* ?family .
  OPTIONAL { ?thing pg:number ?number }
  OPTIONAL { ?thing pg:order ?order }
  OPTIONAL { ?thing pg:atLevel ?level }
  OPTIONAL { ?thing pg:firstFiscalYear/schema:startDate ?first ; pg:lastFiscalYear/schema:startDate ?last }
}"""
_LINKS: Final = """SELECT ?plan ?child ?parent ?basis ?order ?link ?confidence {
  ?child pg:inPlan ?plan .
  GRAPH ?graph { ?child pg:contributesTo ?parent }
  ?graph pg:basis ?basis .
  OPTIONAL { ?parent pg:order ?order }
  OPTIONAL {
    ?link rdf:subject ?child ; rdf:predicate pg:contributesTo ; rdf:object ?parent ; pg:confidence ?confidence .
  }
}"""
_IN_TREE: Final = ("Goal", "Measure")


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
    """A vision, goal or measure (its family); basis, rationale and confidence are those of the link to its parent."""

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
    found = {row["thing"].value: row for row in store.select(_MEMBERS, plan=NamedNode(plan))}
    return sorted((_member(store, row, language) for row in found.values()), key=lambda each: each.sort_key)


def tree(store: Store, plan: str, found: list[Member], language: Language) -> Node:
    """The plan's members as a tree below its vision (below the plan itself while it has no vision)."""
    rows = store.select(_LINKS, plan=NamedNode(plan))
    return _Growth(store, found, main_links(rows), language).root(plan)


class _Growth:
    """A tree while it grows: who hangs below whom, and by which link."""

    def __init__(self, store: Store, found: list[Member], upward: dict[str, Row], language: Language) -> None:
        self._store, self._language, self._upward = store, language, upward
        self._visions = [each for each in found if each.family == "Vision"]
        self._below: dict[str, list[Member]] = defaultdict(list)
        for each in found:
            if each.family in _IN_TREE:
                parent = upward.get(each.ref.iri)
                self._below[parent["parent"].value if parent else ""].append(each)

    def root(self, plan: str) -> Node:
        if self._visions:
            return self._node(self._visions[0])
        top = ref(self._store, plan, self._language)
        return Node(top, "Plan", "", top.kind, "", "", None, self._children(""))

    def _children(self, iri: str) -> tuple[Node, ...]:
        return tuple(self._node(each) for each in self._below[iri])

    def _node(self, member: Member) -> Node:
        row = self._upward.get(member.ref.iri, {}) if member.family in _IN_TREE else {}
        link, confidence = row.get("link"), row.get("confidence")
        return Node(
            ref=member.ref,
            family=member.family,
            number=member.number,
            level=label(self._store, member.level, self._language) if member.level else member.ref.kind,
            basis=row["basis"].value.removeprefix(ONTOLOGY) if row else "",
            rationale=text(self._store, link.value, ONTOLOGY + "rationale", self._language) if link else "",
            confidence=float(confidence.value) if confidence else None,
            children=self._children(member.ref.iri),
        )


def _member(store: Store, row: Row, language: Language) -> Member:
    words = {name: term.value for name, term in row.items()}
    return Member(
        ref=ref(store, words["thing"], language),
        family=words["family"].removeprefix(ONTOLOGY),
        number=words.get("number", ""),
        order=int(words.get("order", LAST)),
        level=words.get("level", ""),
        years=(int(words["first"][:4]), int(words["last"][:4])) if "first" in words else None,
    )
