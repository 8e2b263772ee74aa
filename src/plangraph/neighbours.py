"""A thing and what is next to it: few enough to be taken in at a glance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, classes, label, natural_key, ref
from plangraph.namespaces import ID, ONTOLOGY
from plangraph.store import Statement, Store
from plangraph.trails import position

MOST: Final = 13
"""How many neighbours are shown beside the thing itself."""

_FIRST: Final = ("contributesTo", "succeeds", "supports", "inDirection", "playedBy")
_NOT_ASKED: Final = frozenset(
    ONTOLOGY + name
    for name in (
        *("inPlan", "setOutIn", "atLevel", "listedUnder", "statedAt", "inDocument", "countedIn", "countedKind"),
        *("firstFiscalYear", "lastFiscalYear", "firstFiscalYearByEra", "lastFiscalYearByEra", "column", "parameter"),
        *("indicator", "acknowledges", "conflictsWith", "trend", "notTakenUpIn", "newIn", "defaultThing"),
    )
)
"""What says where a thing is written or counted, and would fill the picture with what nobody looks for."""

_Step: TypeAlias = tuple[Statement, str]
"""A statement, and the IRI of its other end."""

_Rank: TypeAlias = tuple[int, str, bool]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing beside another one, and the statement that links them: `leads` where it says so of the other one."""

    ref: Ref
    predicate: Ref
    basis: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What is next to a thing, in the order of its links, and how many more there are."""

    neighbours: tuple[Neighbour, ...]
    left_out: int


def neighbourhood(store: Store, iri: str, language: Language, most: int = MOST) -> Neighbourhood:
    """What the thing is linked to: of each kind of link some, those of the plan's own order first."""
    node = NamedNode(iri)
    ways = [(each, each.object) for each in store.match(node)], [(e, e.subject) for e in store.match(None, None, node)]
    steps = [(each, end.value) for each, end in chain(*ways) if _counts(store, each, end) and end != node]
    groups: dict[_Rank, list[_Step]] = defaultdict(list)
    for step in steps:
        groups[_key(step[0].predicate.value, step[0].subject == node)].append(step)
    queues = [sorted(groups[rank], key=lambda step: _place(store, step[1])) for rank in sorted(groups)]
    found = [_neighbour(store, step, iri, language) for step in _chosen(queues, most)]
    order = {rank: at for at, rank in enumerate(sorted(groups))}
    found.sort(key=lambda each: (each.ref.kind, _place(store, each.ref.iri)))
    found.sort(key=lambda each: order[_key(each.predicate.iri, each.leads)])
    return Neighbourhood(tuple(found), len({end for _, end in steps}) - len(found))


def _chosen(queues: list[list[_Step]], most: int) -> list[_Step]:
    """One of each group in turn, and no thing twice."""
    first: dict[str, _Step] = {}
    for step in chain.from_iterable(zip_longest(*queues)):
        if step:
            first.setdefault(step[1], step)
    return list(first.values())[:most]


def _counts(store: Store, said: Statement, end: object) -> bool:
    """Whether it is a link of ours between two things that a person would look up."""
    predicate = said.predicate.value
    if not predicate.startswith(ONTOLOGY) or predicate in _NOT_ASKED or not isinstance(end, NamedNode):
        return False
    return end.value.startswith(ID) and bool(classes(store, end.value))


def _key(predicate: str, leads: bool) -> _Rank:
    name = predicate.removeprefix(ONTOLOGY)
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), name, not leads


def _place(store: Store, iri: str) -> tuple[object, ...]:
    return position(store, iri), natural_key(iri)


def _neighbour(store: Store, step: _Step, iri: str, language: Language) -> Neighbour:
    said, end = step
    predicate = said.predicate.value
    named = Ref(predicate, label(store, predicate, language))
    return Neighbour(ref(store, end, language), named, store.bases[said.graph], said.subject.value == iri)
