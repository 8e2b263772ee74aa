"""The network page: a picture whose positions are computed here, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from plangraph.network import Graph, tree_network
from plangraph.plans import Plan, newest, plan
from plangraph.things import thing
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.overview import nodes

pages = Blueprint("graph", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A node of the picture as a row of its table: its way up to the vision and the basis of its first step."""

    path: str
    number: str
    level: str
    below: int
    trail: tuple[str, ...]
    basis: str
    rationale: str
    confidence: float | None


@pages.get("/graph")
def page() -> str:
    """Draw the plan (default: that of the focus, else the newest) to its third level, and below `focus` one more."""
    from plangraph.drawing import draw  # late: pyvis takes most of a second

    focus = request.args.get("focus")
    wanted = _plan(focus)
    path = wanted.ref.path or ""
    network = tree_network(desk().store, path, focus, language())
    picture = draw(network, language())
    return render_template(
        "graph.html",
        plan=wanted,
        path=path,
        focus=focus,
        drawing={"nodes": picture.nodes, "edges": picture.edges, "focus": focus},
        rows=rows(network),
        refs={node.ref.path or node.ref.iri: node.ref for node in nodes(wanted.tree)},
        levels=_levels(wanted, network),
    )


def _levels(plan: Plan, network: Graph) -> list[tuple[int, str]]:
    """The levels of the picture from the top, and those below it that can be opened."""
    drawn = sorted({(node["level"], node["level_label"]) for _, node in network.nodes(data=True)})
    names = [name for _, name in drawn]
    hidden = [name for name in dict.fromkeys(node.level for node in nodes(plan.tree)) if name not in names]
    return [*drawn, *enumerate(hidden, len(drawn))]


def _plan(focus: str | None) -> Plan:
    store = desk().store
    path = request.args.get("plan")
    if focus and not path:
        holder = thing(store, focus, language()).plan
        path = holder.path if holder else None
    return plan(store, path, language()) if path else newest(store, language())


def rows(network: Graph) -> list[Row]:
    """One row for every node, in the order of the network."""
    return [_row(network, path, attributes) for path, attributes in network.nodes(data=True)]


def _row(network: Graph, path: str, node: dict[str, Any]) -> Row:
    parent = next(network.successors(path), None)
    edge = network.edges[path, parent] if parent is not None else {}
    return Row(
        path=path,
        number=node["number"],
        level=node["level_label"],
        below=node["expandable"],
        trail=_climb(network, path),
        basis=edge.get("basis", ""),
        rationale=edge.get("rationale", ""),
        confidence=edge.get("confidence"),
    )


def _climb(network: Graph, path: str) -> tuple[str, ...]:
    way: list[str] = []
    above = next(network.successors(path), None)
    while above is not None:
        way.insert(0, above)
        above = next(network.successors(above), None)
    return tuple(way)
