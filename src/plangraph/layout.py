"""Where everything in a picture stands: computed here, once, the same every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from plangraph.captions import Captions, display_width
from plangraph.network import Graph, walk_down

_WIDE: Final = 14.0
"""Pixels that a kanji or kana takes in width."""

_NARROW: Final = 8.0
"""Pixels that a Latin letter takes in width, on the average of a line in bold type."""

_LINE: Final = 17.0
_PADDING: Final = 10.0
_MARGIN: Final = 24.0
_BETWEEN_COLUMNS: Final = 68.0
_BETWEEN_GROUPS: Final = 6.0


def tidy_tree(graph: Graph, lines: Captions) -> dict[str, tuple[float, float]]:
    """The centre of every node of a tree whose edges lead up, in pixels: roots left, one column a depth, rows apart.

    Every node has a band of its own, as high as itself or as the bands of its children, and stands in its middle.
    """
    steps = walk_down(graph)
    heights = _heights(graph, lines, [node for node, _ in steps])
    columns = _columns(box_widths(graph, lines), steps)
    tops, places = _root_tops(heights, steps), {}
    for node, depth in steps:
        places[node] = (columns[depth], tops[node] + heights[node] / 2)
        children = list(graph.predecessors(node))
        top = places[node][1] - sum(heights[child] for child in children) / 2
        for child in children:
            tops[child] = top
            top += heights[child]
    return places


def box_widths(graph: Graph, lines: Captions) -> dict[str, float]:
    """The width of every node's box in pixels: that of the longest line in its column."""
    steps = walk_down(graph)
    widest: dict[int, float] = defaultdict(float)
    for node, depth in steps:
        widest[depth] = max(widest[depth], max(map(_width, lines[node]), default=0) + _MARGIN)
    return {node: widest[depth] for node, depth in steps}


def _width(line: str) -> float:
    wide = display_width(line) - len(line)  # which takes two cells
    return wide * _WIDE + (len(line) - wide) * _NARROW


def _heights(graph: Graph, lines: Captions, parents_first: Sequence[str]) -> dict[str, float]:
    heights: dict[str, float] = {}
    for node in reversed(parents_first):
        below = sum(heights[child] for child in graph.predecessors(node))
        heights[node] = max(len(lines[node]) * _LINE + _PADDING, below + _BETWEEN_GROUPS if below else 0)
    return heights


def _columns(widths: Mapping[str, float], steps: Sequence[tuple[str, int]]) -> list[float]:
    """The middle of each column."""
    by_depth = {depth: widths[node] for node, depth in steps}
    middles, left = [], 0.0
    for depth in sorted(by_depth):
        middles.append(left + by_depth[depth] / 2)
        left += by_depth[depth] + _BETWEEN_COLUMNS
    return middles


def _root_tops(heights: Mapping[str, float], steps: Sequence[tuple[str, int]]) -> dict[str, float]:
    tops, top = {}, 0.0
    for node, depth in steps:
        if depth == 0:
            tops[node] = top
            top += heights[node]
    return tops
