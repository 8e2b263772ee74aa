"""Plans generation after generation: where the things of each stand, and which of them succeed those of older ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.network import OPENED_ON_WISH
from plangraph.plans import Count, Plan, plans

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.labels import Ref
    from plangraph.store import Store
    from plangraph.trees import Node

_SUCCESSIONS: Final = """SELECT DISTINCT ?newer ?older ?new ?old {
  ?newer pg:succeeds ?older ; pg:inPlan ?new . ?older pg:inPlan ?old
}"""
_GAP: Final = 0.75
"""The room between two groups of things, where a single thing has 1."""

_Positions: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class Thread:
    """One succession on its way from a generation to the next older one: where it begins and ends, from 0 to 1."""

    newer: float
    older: float


@dataclass(frozen=True, slots=True)
class Generation:
    """A plan, where its things stand side by side (0 to 1), and what it takes up from the older ones."""

    plan: Plan
    marks: tuple[float, ...]
    threads: tuple[Thread, ...]
    """Those that lead down to the next older generation, also those that go on from there."""
    taken_up: int
    """How many successions lead from its things to those of any older plan."""

    @property
    def counts(self) -> tuple[Count, ...]:
        """How many things there are at each level of the plan's tree."""
        levels = {node.level for node in _below(self.plan.tree)}
        return tuple(each for each in self.plan.counts if each.label in levels)


@dataclass(frozen=True, slots=True)
class Lineage:
    """The plans of one maker, the newest first."""

    maker: Ref | None
    generations: tuple[Generation, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    generation: int
    at: float


def lineages(store: Store, language: Language) -> tuple[Lineage, ...]:
    """The generations of all plans by their makers, first the maker of the newest plan."""
    return store.once(_lineages, language)


def _lineages(store: Store, language: Language) -> tuple[Lineage, ...]:
    by_maker: dict[Ref | None, list[Plan]] = defaultdict(list)
    for plan in plans(store, language):
        by_maker[plan.maker].append(plan)
    links = [(row["newer"].value, row["older"].value) for row in store.select(_SUCCESSIONS)]
    return tuple(_lineage(maker, found, links) for maker, found in by_maker.items())


def _lineage(maker: Ref | None, found: list[Plan], links: list[tuple[str, str]]) -> Lineage:
    stands = [positions(plan) for plan in found]
    place = {iri: _Place(number, at) for number, each in enumerate(stands) for iri, at in each.items()}
    inside = [(place[newer], place[older]) for newer, older in links if newer in place and older in place]
    downward = [(newer, older) for newer, older in inside if newer.generation < older.generation]
    generations = (
        Generation(
            plan=plan,
            marks=tuple(sorted(set(_side_by_side(plan).values()))),
            threads=tuple(_threads(downward, number)),
            taken_up=sum(newer.generation == number for newer, _ in downward),
        )
        for number, plan in enumerate(found)
    )
    return Lineage(maker, tuple(generations))


def _threads(links: Iterable[tuple[_Place, _Place]], generation: int) -> Iterator[Thread]:
    """The part of each link between this generation and the next older one; it goes straight past those between."""
    for newer, older in links:
        if newer.generation <= generation < older.generation:
            steps = older.generation - newer.generation
            passed = generation - newer.generation
            slope = (older.at - newer.at) / steps
            yield Thread(newer.at + slope * passed, newer.at + slope * (passed + 1))


def positions(plan: Plan) -> _Positions:
    """Where each thing of a plan stands when they stand side by side, from 0 to 1.

    In the order of the plan: principles, the tree to the level above its measures, priority projects, approaches; what
    has others below it stands in their middle.
    """
    found = _side_by_side(plan)
    for top in (plan.tree, *plan.approaches):
        _place_above(top, found)
    return found


def _side_by_side(plan: Plan) -> _Positions:
    """The positions of what has nothing below it that has a place of its own."""
    found: _Positions = {}
    here = 0.0
    for _, group in groupby(_leaves(plan), key=lambda leaf: leaf[0]):
        for _, iris in group:
            found |= dict.fromkeys(iris, here + 0.5)
            here += 1
        here += _GAP
    whole = max(here - _GAP, 1.0)
    return {iri: at / whole for iri, at in found.items()}


def _leaves(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """The group and the IRIs of each thing that has a place of its own; a goal shares it with its measures."""
    yield from (("principles", [each.ref.iri]) for each in plan.principles)
    for branch in plan.tree.children:
        found = list(_of_branch(branch))
        yield from ((branch.ref.iri if len(found) > 1 else "tree", iris) for iris in found)
    yield from (("projects", [each.ref.iri]) for each in plan.projects)
    for branch in plan.approaches:
        yield from (("approaches", iris) for iris in _of_branch(branch))


def _of_branch(node: Node) -> Iterator[list[str]]:
    below = [child for child in node.children if child.family not in OPENED_ON_WISH]
    if below:
        for child in below:
            yield from _of_branch(child)
    else:
        yield [node.ref.iri, *(child.ref.iri for child in node.children)]


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _place_above(node: Node, found: _Positions) -> float | None:
    below = [at for child in node.children if (at := _place_above(child, found)) is not None]
    if node.ref.iri not in found and below:
        found[node.ref.iri] = (min(below) + max(below)) / 2
    return found.get(node.ref.iri)
