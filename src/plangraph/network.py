"""The plan as a network: what is shown of its tree, and how each thing is linked to the one above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from plangraph.errors import Language, NotFound
from plangraph.labels import label
from plangraph.namespaces import ONTOLOGY
from plangraph.plans import Node, plan
from plangraph.store import Store

if TYPE_CHECKING:
    import networkx

Graph: TypeAlias = "networkx.DiGraph[str]"


OPENED_ON_WISH: Final = ("Measure", "JointProject")
"""The families at the foot of a plan, which are shown below the focus only: they are too many for one picture."""


class _Step(NamedTuple):
    node: Node
    above: tuple[Node, ...]


def tree_network(store: Store, plan_path: str, focus: str | None, language: Language) -> Graph:
    """The plan down to what its measures serve, and around `focus` the measures too. Raises NotFound.

    Nodes are id paths with label, number, kind, level (0 is the vision), level_label, expandable (children not shown),
    trail (labels from the vision) and focus. Edges lead up, with basis, basis_label, rationale and confidence.
    """
    import networkx  # late: it takes a tenth of a second

    steps = list(_walk(plan(store, plan_path, language).tree))
    opened = _opened(steps, focus)
    ranks = _ranks(steps)
    graph: Graph = networkx.DiGraph()
    for node, above in steps:
        if _is_shown(node, above, opened):
            shown = sum(_is_shown(child, (*above, node), opened) for child in node.children)
            graph.add_node(
                _key(node),
                label=node.ref.label,
                number=node.number,
                kind=node.ref.kind,
                level=ranks[node.level],
                level_label=node.level,
                expandable=len(node.children) - shown,
                trail=tuple(each.ref.label for each in above),
                focus=_key(node) == focus,
            )
            if above:
                graph.add_edge(_key(node), _key(above[-1]), **_link(store, node, language))
    return graph


def walk_down(graph: Graph) -> list[tuple[str, int]]:
    """Every node of a tree whose edges lead up, parents before children in their order, with its depth from 0."""
    ahead = [(node, 0) for node, degree in reversed(list(graph.out_degree())) if degree == 0]
    passed = []
    while ahead:
        node, depth = ahead.pop()
        passed.append((node, depth))
        ahead += [(child, depth + 1) for child in reversed(list(graph.predecessors(node)))]
    return passed


def _walk(root: Node) -> Iterator[_Step]:
    ahead = [_Step(root, ())]
    while ahead:
        step = ahead.pop()
        yield step
        ahead += [_Step(child, (*step.above, step.node)) for child in reversed(step.node.children)]


def _key(node: Node) -> str:
    return node.ref.path or node.ref.iri


def _opened(steps: list[_Step], focus: str | None) -> str | None:
    """The node whose measures are shown: the focus, or what a focused measure serves."""
    if focus is None:
        return None
    for node, above in steps:
        if _key(node) == focus:
            return _key(above[-1]) if node.family in OPENED_ON_WISH else focus
    raise NotFound(name=focus)


def _is_shown(node: Node, above: tuple[Node, ...], opened: str | None) -> bool:
    return node.family not in OPENED_ON_WISH or _key(above[-1]) == opened


def _ranks(steps: list[_Step]) -> dict[str, int]:
    """Each level's number from the top; where branches differ in length, the deepest decides."""
    deepest: dict[str, int] = {}
    for node, above in steps:
        deepest[node.level] = max(deepest.get(node.level, 0), len(above))
    return {level: rank for rank, level in enumerate(sorted(deepest, key=lambda each: deepest[each]))}


def _link(store: Store, node: Node, language: Language) -> dict[str, str | float | None]:
    return {
        "basis": node.basis,
        "basis_label": label(store, ONTOLOGY + node.basis, language) if node.basis else "",
        "rationale": node.rationale,
        "confidence": node.confidence,
    }
