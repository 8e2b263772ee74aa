"""The picture as pyvis holds it: boxes at given places, nothing that moves, nothing that is read as markup.

Import this room late: pyvis brings IPython with it, which takes most of a second.
"""

from __future__ import annotations

from typing import Any, Final

from pyvis.network import Network

from plangraph.captions import captions
from plangraph.errors import Language
from plangraph.layout import box_widths, tidy_tree
from plangraph.network import Graph

_STYLES: Final = (
    {"background": "#1a1a1a", "border": "#1a1a1a", "ink": "#ffffff", "radius": 18},
    {"background": "#0017c1", "border": "#0017c1", "ink": "#ffffff", "radius": 9},
    {"background": "#d9e6ff", "border": "#7096f8", "ink": "#1a1a1a", "radius": 4},
    {"background": "#ffffff", "border": "#0017c1", "ink": "#1a1a1a", "radius": 0},
    {"background": "#f2f2f2", "border": "#767676", "ink": "#1a1a1a", "radius": 0},
)
_STATED: Final = {"color": {"color": "#666666", "highlight": "#1a1a1a", "hover": "#1a1a1a"}, "dashes": False}
_NOT_STATED: Final = {"color": {"color": "#c74700", "highlight": "#8b3200", "hover": "#8b3200"}, "dashes": [7, 5]}
_CURVE: Final = {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.75}
_BELOW: Final = {"ja": "下に {count} 件", "en": "{count} below"}


class PlanNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that is directed, keeps parallel edges, and takes as long for its last node as for its first."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]

    def __init__(self) -> None:
        """Start empty, with physics off."""
        super().__init__(directed=True, cdn_resources="in_line")
        self.toggle_physics(False)

    def add_node(self, n_id: str, label: str | None = None, shape: str = "box", **options: Any) -> None:  # noqa: ANN401
        """Add a node, once; options are those of vis-network or of our own pages."""
        if n_id not in self.node_map:
            node = {**options, "id": n_id, "label": n_id if label is None else label, "shape": shape}
            self.nodes.append(node)
            self.node_ids.append(n_id)
            self.node_map[n_id] = node

    def add_edge(self, source: str, to: str, **options: Any) -> None:  # noqa: ANN401
        """Add an edge between two nodes that are there. Raises KeyError."""
        ends = {"from": self.node_map[source]["id"], "to": self.node_map[to]["id"]}
        self.edges.append({"arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, **options, **ends})


def draw(graph: Graph, language: Language) -> PlanNetwork:
    """The network of a plan as boxes and links; `group` is `level-0`, `level-1` … as in the legend."""
    network = PlanNetwork()
    lines = captions(graph)
    places, widths = tidy_tree(graph, lines), box_widths(graph, lines)
    for path, node in graph.nodes(data=True):
        x, y = places[path]
        network.add_node(
            path, "\n".join(lines[path]), x=x, y=y, **_look(node, widths[path]), **_meaning(path, node, language)
        )
    for child, parent, link in graph.edges(data=True):
        look = _STATED if link["basis"] == "stated" else _NOT_STATED
        network.add_edge(child, parent, basis=link["basis"], title=_reason(link), smooth=_CURVE, width=1.5, **look)
    return network


def _look(node: dict[str, Any], width: float) -> dict[str, Any]:
    style = _STYLES[min(node["level"], len(_STYLES) - 1)]
    colors = {"background": style["background"], "border": style["border"]}
    return {
        "group": f"level-{node['level']}",
        "color": {**colors, "highlight": colors, "hover": colors},
        "font": {"color": style["ink"], "size": 14, "align": "left", "multi": False},
        "shapeProperties": {"borderRadius": style["radius"]},
        "borderWidth": 4 if node["focus"] else 1.5,
        "borderWidthSelected": 4,
        "widthConstraint": width,
        "margin": {"top": 3, "bottom": 3, "left": 10, "right": 10},
        "physics": False,
    }


def _meaning(path: str, node: dict[str, Any], language: Language) -> dict[str, Any]:
    """What the pages say of a node; all of it plain text."""
    heading = " ".join(part for part in (node["level_label"], node["number"], node["label"]) if part)
    below = _BELOW[language].format(count=node["expandable"]) if node["expandable"] else ""
    kept = {name: node[name] for name in ("kind", "number", "level", "level_label", "expandable")}
    return {"path": path, "title": "\n".join(filter(None, (heading, below))), "trail": list(node["trail"]), **kept}


def _reason(link: dict[str, Any]) -> str:
    sure = "" if link["confidence"] is None else f" {link['confidence']:g}"
    return "\n".join(filter(None, (f"{link['basis_label']}{sure}", link["rationale"])))
