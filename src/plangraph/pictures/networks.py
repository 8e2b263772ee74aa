"""A network as a picture: things in boxes, layer by layer, and the links between them with what they rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from plangraph.captions import balanced
from plangraph.errors import Language
from plangraph.pictures.curves import Box, Curve, Station, meet
from plangraph.pictures.layers import Layered, Place, layered
from plangraph.pictures.legends import NARROWEST, ROW, Item, add_legend, of_bases, rows_of, stroke
from plangraph.pictures.looks import INK_SOFT, KINDS, STROKES, UNKNOWN, Look
from plangraph.pictures.svg import (
    LINE,
    SMALL,
    add_box,
    add_text,
    add_thing,
    document,
    pixels,
    short,
    text_width,
    writable,
    written,
)

_CELLS: Final = 26
_MANY_LAYERS: Final = 5
_FEWER_CELLS: Final = 18
_PADDING: Final = 12.0
_SIDES: Final = 24.0
_GAP: Final = 64.0
_AROUND_NAME: Final = 56.0
_FAN: Final = 6.0
_WIDEST_GAP: Final = 150.0
_COLUMN_GAP: Final = 40.0
_WIDEST: Final = 1240.0
"""So many pixels a picture may be wide to have parts beside each other."""
_TALL: Final = 480.0
_MARGIN: Final = 4.0
_APART: Final = 6.0
_BETWEEN_NAMES: Final[dict[Language, str]] = {"ja": "・", "en": ", "}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a picture: its IRI, what it is called, its kind, the page that it leads to ("" for none)."""

    iri: str
    label: str
    kind: str = ""
    url: str = ""
    strong: bool = False
    """Whether it is what the picture is about."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two things, by their IRIs: what it is called, and the name of its basis ("" if not told)."""

    start: str
    end: str
    label: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything at its place: the lines of each node, where each place reaches across, and its middle."""

    ways: Mapping[tuple[str, str], tuple[Place, ...]]
    lines: Mapping[str, tuple[str, ...]]
    stations: Mapping[Place, Station]
    width: float
    height: float


def network_svg(
    nodes: Sequence[Node],
    links: Sequence[Link],
    title: str,
    description: str,
    language: Language,
    name: str = "network",
) -> str:
    """The network as an SVG 1.1 document without style sheet or script; links lead from left to right.

    Every link must be between two of the nodes. `name` begins the ids in it: one picture of a page, one name.
    """
    merged = _merged(links, language)
    one = {link.label for link in merged}
    common = one.pop() if len(one) == 1 else ""
    plan = _planned(nodes, merged, named=not common)
    looks = _looks(nodes)
    rows = rows_of(_legend(looks, merged, common, language), max(plan.width, NARROWEST))
    top = _MARGIN + ROW * len(rows) + (8 if rows else 0)
    size = max(plan.width, NARROWEST if rows else 0) + 2 * _MARGIN, top + plan.height + _MARGIN
    root = document(name, title, description, *size, interactive=any(node.url for node in nodes))
    add_legend(root, rows, _MARGIN, _MARGIN)
    body = SubElement(root, "g", {"transform": f"translate({pixels(_MARGIN)} {pixels(top)})"})
    _add_links(body, plan, merged, {node.iri: node.label for node in nodes}, named=not common)
    for node in nodes:
        _add_node(body, node, looks[node.kind], plan, language)
    return written(root)


def _merged(links: Iterable[Link], language: Language) -> list[Link]:
    """Links between the same things with the same basis as one, with all their names; none of a thing with itself."""
    names: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for link in links:
        if link.start != link.end:
            names[link.start, link.end, link.basis].append(link.label)
    between = _BETWEEN_NAMES[language]
    return [
        Link(start, end, between.join(dict.fromkeys(filter(None, labels))), basis)
        for (start, end, basis), labels in names.items()
    ]


def _looks(nodes: Iterable[Node]) -> dict[str, Look]:
    """The look of each kind; where there are more kinds than looks, those of the fewest things share the last."""
    counts = Counter(node.kind for node in nodes)
    own = [kind for kind, _ in counts.most_common(len(KINDS) - 1)] if len(counts) > len(KINDS) else list(counts)
    looks = iter(KINDS)
    return {kind: next(looks) if kind in own else KINDS[-1] for kind in counts}


def _legend(looks: Mapping[str, Look], links: Sequence[Link], common: str, language: Language) -> list[Item]:
    in_order = sorted(looks.items(), key=lambda each: each[1] == KINDS[-1])
    kinds = [Item(look, kind) for kind, look in in_order if kind]
    bases = of_bases((link.basis for link in links), language)
    meaning = [Item(UNKNOWN, common)] if common else []
    return kinds + meaning + bases


def _planned(nodes: Sequence[Node], links: Sequence[Link], named: bool) -> _Plan:
    ends = [(link.start, link.end) for link in links]
    for cells in (_CELLS, _FEWER_CELLS):
        lines = {node.iri: balanced(short(node.label), cells) or (" ",) for node in nodes}
        layers = layered({iri: len(each) * LINE + _PADDING for iri, each in lines.items()}, ends)
        if len(layers.layers) < _MANY_LAYERS:
            break
    gaps = _gaps(layers, links if named else ())
    across: dict[Place, tuple[float, float]] = {}
    left = 0.0
    for layer, gap in zip(layers.layers, gaps, strict=True):
        widths = [max(map(text_width, lines[each])) + _SIDES for each in layer if isinstance(each, str)]
        across |= dict.fromkeys(layer, (left, left + max(widths)))
        left += max(widths) + gap
    width = left - gaps[-1]
    columns = _columns(layers, width)
    stations: dict[Place, Station] = {}
    for place, middle in layers.middles.items():
        at = bisect_right(columns, middle) - 1
        aside = at * (width + _COLUMN_GAP)
        stations[place] = across[place][0] + aside, across[place][1] + aside, middle - columns[at]
    height = max(bottom - top for top, bottom in pairwise((*columns, layers.height)))
    return _Plan(layers.ways, lines, stations, len(columns) * (width + _COLUMN_GAP) - _COLUMN_GAP, height)


def _columns(layers: Layered, width: float) -> list[float]:
    """Where the columns begin in which parts stand beside each other, as many as there is room and need for."""
    room = int((_WIDEST + _COLUMN_GAP) // (width + _COLUMN_GAP))
    count = max(min(room, ceil(layers.height / _TALL)), 1)
    wanted = [layers.height * at / count for at in range(count)]
    return sorted({min(layers.tops, key=lambda top: abs(top - each)) for each in wanted})


def _gaps(layers: Layered, links: Iterable[Link]) -> list[float]:
    """The room behind each layer, for lines and for the names beside them."""
    at = {place: number for number, layer in enumerate(layers.layers) for place in layer}
    gaps = [_GAP] * len(layers.layers)
    for place, count in Counter(place for way in layers.ways.values() for place in way[:-1]).items():
        gaps[at[place]] = max(gaps[at[place]], min(_GAP + _FAN * count, _WIDEST_GAP))
    for link in links:
        if way := layers.ways.get((link.start, link.end)):
            for place in (way[0], way[-2]):
                gaps[at[place]] = max(gaps[at[place]], text_width(link.label, SMALL) + _AROUND_NAME)
    return gaps


def _add_links(parent: Element, plan: _Plan, links: Sequence[Link], names: Mapping[str, str], named: bool) -> None:
    busy = Counter(end for link in links for end in (link.start, link.end))
    curves = _curves(plan, links)
    for link, curve in curves:
        look = stroke(STROKES.get(link.basis, UNKNOWN))
        group = SubElement(parent, "g")
        words = " → ".join(filter(None, (names[link.start], link.label, names[link.end])))
        SubElement(group, "title").text = writable(words)
        SubElement(group, "path", {"d": curve.path, "fill": "none", **look})
        SubElement(group, "path", {"d": curve.arrow, "fill": look["stroke"]})
    taken: list[Box] = []
    for link, curve in curves:
        if named and link.label:
            at_end = (busy[link.end] <= busy[link.start]) == curve.onward
            _add_name(parent, link.label, curve, at_end, taken)


def _curves(plan: _Plan, links: Iterable[Link]) -> list[tuple[Link, Curve]]:
    """The line of each link; those between the same two things run beside each other."""
    beside: defaultdict[frozenset[str], list[Link]] = defaultdict(list)
    for link in links:
        beside[frozenset((link.start, link.end))].append(link)
    found = []
    for several in beside.values():
        for at, link in enumerate(several):
            way, aside = plan.ways[link.start, link.end], _APART * (at - (len(several) - 1) / 2)
            places = [plan.stations[each] for each in way]
            moved = tuple((left, right, middle + aside) for left, right, middle in places)
            found.append((link, Curve(moved, onward=way[0] == link.start)))
    return found


def _add_name(parent: Element, words: str, curve: Curve, at_end: bool, taken: list[Box]) -> None:
    """Write what a link is called where nothing else is written; where there is no room, pointing at it tells."""
    boxes = [*curve.places(text_width(words, SMALL), at_end), *curve.places(text_width(words, SMALL), not at_end)]
    free = next((box for box in boxes if not any(meet(box, other) for other in taken)), None)
    if free:
        taken.append(free)
        halo = {"paint_order": "stroke", "stroke": "#ffffff", "stroke_width": "4", "stroke_linejoin": "round"}
        small = {"font_size": str(SMALL), "fill": INK_SOFT, "text_anchor": "middle"}
        add_text(parent, [words], (free[0] + free[2]) / 2, free[3] - 4, **small, **halo)


def _add_node(parent: Element, node: Node, look: Look, plan: _Plan, language: Language) -> None:
    (left, right, middle), lines = plan.stations[node.iri], plan.lines[node.iri]
    height = len(lines) * LINE + _PADDING
    top = middle - height / 2
    group = add_thing(parent, node.iri, node.url, node.label, language, len(plan.lines))
    SubElement(group, "title").text = writable(f"{node.kind}: {node.label}" if node.kind else node.label)
    add_box(group, look, left, top, right - left, height, node.strong)
    add_text(group, lines, (left + right) / 2, top + 19, text_anchor="middle", fill=look.ink)
