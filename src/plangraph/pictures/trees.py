"""A tree as a picture: from the left to the right, a column for each level, its name above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from plangraph.captions import balanced
from plangraph.layout import box_widths, tidy_tree
from plangraph.network import Graph, walk_down
from plangraph.pictures.curves import Curve, Station, elbow
from plangraph.pictures.legends import NARROWEST, ROW, add_legend, of_bases, rows_of, stroke
from plangraph.pictures.looks import STROKES, UNKNOWN, of_level
from plangraph.pictures.svg import (
    LINE,
    add_box,
    add_heading,
    add_text,
    add_thing,
    document,
    pixels,
    short,
    writable,
    written,
)

if TYPE_CHECKING:
    from plangraph.captions import Captions
    from plangraph.errors import Language

_INNER_CELLS: Final = 22
_LEAF_CELLS: Final = 38
_TALL: Final = 600.0
"""Pixels that a page shows of a tree at once, about."""
_MARGIN: Final = 4.0
_PADDING: Final = 10.0
_DEEP: Final = 4
"""A tree with so many levels below the first has shorter lines."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One thing in a tree: its key and that of the one above ("" for none), and what their link rests on if it is told.

    Where a level is left out stands a branch without a label, which is not drawn.
    """

    key: str
    above: str
    label: str
    iri: str = ""
    url: str = ""
    basis: str = ""


def tree_svg(
    branches: Sequence[Branch],
    levels: Sequence[str],
    title: str,
    description: str,
    language: Language,
    name: str = "tree",
) -> str:
    """The tree as an SVG 1.1 document without style sheet or script; `levels` are the names of its columns.

    At least one branch, each after the one above it. `name` begins the ids in the document.
    """
    depths, lines, stations = _planned(branches)
    width = max(right for _, right, _ in stations.values())
    bases = rows_of(of_bases((each.basis for each in branches), language), max(width, NARROWEST))
    head = _MARGIN + ROW * len(bases)
    top = head + ROW + _PADDING
    bottom = max(middle + _height(lines[key]) / 2 for key, (_, _, middle) in stations.items())
    size = max(width, NARROWEST if bases else 0) + 2 * _MARGIN, top + bottom + _MARGIN
    root = document(name, title, description, *size, interactive=any(each.url for each in branches))
    add_legend(root, bases, _MARGIN, _MARGIN)
    for key, (left, right, _) in {depths[key]: stations[key] for key in stations}.items():
        add_heading(root, [levels[key]], _MARGIN + (left + right) / 2, head + ROW - 4)
    body = SubElement(root, "g", {"transform": f"translate({pixels(_MARGIN)} {pixels(top)})"})
    _add_links(body, branches, stations, tall=bottom > _TALL)
    for each in branches:
        if each.label:
            look = of_level(depths[each.key], max(depths.values()) + 1)
            group = add_thing(body, each.iri, each.url, each.label, language, len(branches))
            left, right, middle = stations[each.key]
            height = _height(lines[each.key])
            add_box(group, look, left, middle - height / 2, right - left, height)
            add_text(group, lines[each.key], left + 12, middle - height / 2 + 18, fill=look.ink)
    return written(root)


def _planned(branches: Sequence[Branch]) -> tuple[dict[str, int], Captions, dict[str, Station]]:
    """The depth of every branch, its lines, and where it stands."""
    graph = _graph(branches)
    depths = dict(walk_down(graph))
    lines = _lines(branches, depths)
    widths = box_widths(graph, lines)
    places = tidy_tree(graph, lines)
    middles = {key: y for key, (_, y) in places.items()}
    tops = {key: middles[key] - _height(lines[key]) / 2 for key in middles}
    least = min(tops.values())
    if max(middle + _height(lines[key]) / 2 for key, middle in middles.items()) - least > _TALL:
        middles = _raised(branches, tops, lines)
    stations = {key: (x - widths[key] / 2, x + widths[key] / 2, middles[key] - least) for key, (x, _) in places.items()}
    return depths, lines, stations


def _raised(branches: Sequence[Branch], tops: Mapping[str, float], lines: Captions) -> dict[str, float]:
    """The middles of boxes that stand beside the first below them, where who begins to read sees them at once."""
    highest = dict(tops)
    for each in reversed(branches):
        if each.above:
            highest[each.above] = min(highest[each.above], highest[each.key])
    return {key: top + _height(lines[key]) / 2 for key, top in highest.items()}


def _graph(branches: Sequence[Branch]) -> Graph:
    import networkx  # late: it takes a tenth of a second

    graph: Graph = networkx.DiGraph()
    for each in branches:
        graph.add_node(each.key)
        if each.above:
            graph.add_edge(each.key, each.above)
    return graph


def _lines(branches: Sequence[Branch], depths: Mapping[str, int]) -> Captions:
    """What is written in each box; the last column has the longest lines, for its boxes stand closest together."""
    last = max(depths.values())
    inner, leaf = (_INNER_CELLS, _LEAF_CELLS) if last < _DEEP else (_INNER_CELLS - 4, _LEAF_CELLS - 8)
    return {each.key: balanced(short(each.label), leaf if depths[each.key] == last else inner) for each in branches}


def _height(lines: Sequence[str]) -> float:
    return len(lines) * LINE + _PADDING


def _add_links(parent: Element, branches: Sequence[Branch], stations: Mapping[str, Station], tall: bool) -> None:
    by_key = {each.key: each for each in branches}
    for each in branches:
        above = by_key.get(each.above)
        while above and not above.label:
            above = by_key.get(above.above)
        if above and each.label:
            look = stroke(STROKES.get(each.basis, UNKNOWN))
            group = SubElement(parent, "g")
            SubElement(group, "title").text = writable(f"{above.label} → {each.label}")
            ends = stations[above.key], stations[each.key]
            path = elbow(*ends) if tall else Curve(ends, onward=True).path
            SubElement(group, "path", {"d": path, "fill": "none", **look})
