"""A tree as a picture: from the left to the right, a column for each level, its name above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element, SubElement

from plangraph.errors import Language
from plangraph.layout import box_widths, tidy_tree
from plangraph.network import Graph
from plangraph.pictures.curves import Curve
from plangraph.pictures.legends import NARROWEST, ROW, add_legend, of_bases, rows_of, stroke
from plangraph.pictures.looks import LEVELS, STROKES, UNKNOWN, Look
from plangraph.pictures.svg import (
    LINE,
    add_box,
    add_heading,
    add_text,
    add_thing,
    balanced,
    document,
    pixels,
    writable,
    written,
)

Way: TypeAlias = tuple[str, ...]
"""Where a branch stands: the names of all above it and its own, level by level; "" where a level is left out."""

_INNER_CELLS: Final = 22
_LEAF_CELLS: Final = 38
_MARGIN: Final = 4.0
_BETWEEN: Final = 6.0
_PADDING: Final = 10.0


@dataclass(frozen=True, slots=True)
class Branch:
    """One thing in a tree, and what its link to the one above rests on ("" if not told)."""

    way: Way
    label: str
    iri: str = ""
    url: str = ""
    basis: str = ""


def tree_svg(
    branches: Sequence[Branch], levels: Sequence[str], title: str, description: str, language: Language, name: str = "tree"
) -> str:
    """The tree as an SVG 1.1 document without style sheet or script; `levels` are the names of its columns.

    Above each branch stand the others of its way, but for levels left out. `name` begins the ids in the document.
    """
    lines = _lines(branches, len(levels))
    graph = _graph(branches)
    middles, widths = tidy_tree(graph, lines), box_widths(graph, lines)
    boxes = {way: (x - widths[_key(way)] / 2, widths[_key(way)], y) for way, (x, y) in _by_way(graph, middles)}
    width = max(left + across for left, across, _ in boxes.values())
    bases = rows_of(of_bases((each.basis for each in branches), language), max(width, NARROWEST))
    head = _MARGIN + ROW * len(bases)
    top = head + (ROW if any(levels) else 0)
    height = max(y + _height(lines[_key(way)]) / 2 for way, (_, _, y) in boxes.items())
    size = max(width, NARROWEST if bases else 0) + 2 * _MARGIN, top + height + _MARGIN
    root = document(name, title, description, *size, interactive=any(each.url for each in branches))
    add_legend(root, bases, _MARGIN, _MARGIN)
    _add_levels(root, levels, boxes, head)
    body = SubElement(root, "g", {"transform": f"translate({pixels(_MARGIN)} {pixels(top)})"})
    _add_links(body, branches, boxes)
    for each in branches:
        _add_branch(body, each, lines[_key(each.way)], boxes[each.way], language)
    return written(root)
