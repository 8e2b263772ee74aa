"""Where the boxes of a network stand: in layers from left to right along its links, near what they are linked with.

The steps are those of Sugiyama, Tagawa and Toda (1981); heights come from a regression that keeps the order of a layer.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

Link: TypeAlias = tuple[str, str]
Knot: TypeAlias = tuple[Link, int]
"""Where a link that is longer than one layer passes the layer of that number."""
Place: TypeAlias = str | Knot

BETWEEN: Final = 10.0
"""Pixels between two boxes of a layer."""
_KNOT: Final = 6.0
_APART: Final = 18.0
_SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Layered:
    """A network in layers, from the left, each from top to bottom, with the middle of every place, in pixels."""

    layers: tuple[tuple[Place, ...], ...]
    middles: Mapping[Place, float]
    ways: Mapping[Link, tuple[Place, ...]]
    """The places that each link passes, from left to right."""
    tops: tuple[float, ...]
    """Where each part begins that has no link with the others."""
    height: float


def layered(heights: Mapping[str, float], links: Iterable[Link]) -> Layered:
    """The layers of a network of boxes with these heights, the same every time; unlinked parts stand below each other.

    A link that would lead back runs from right to left; one from a box to itself has no way.
    """
    once = [link for link in dict.fromkeys(links) if link[0] != link[1]]
    layers: list[list[Place]] = []
    middles: dict[Place, float] = {}
    ways: dict[Link, tuple[Place, ...]] = {}
    tops, top = [], 0.0
    for part in _parts(list(heights), once):
        part_links = [link for link in once if link[0] in part]
        found = _part({name: heights[name] for name in heights if name in part}, part_links)
        for at, layer in enumerate(found.layers):
            if at == len(layers):
                layers.append([])
            layers[at] += layer
        middles |= {place: top + middle for place, middle in found.middles.items()}
        ways |= found.ways
        tops.append(top)
        top += found.height + _APART
    return Layered(tuple(tuple(each) for each in layers), middles, ways, tuple(tops), max(top - _APART, 0))


def _parts(names: Sequence[str], links: Sequence[Link]) -> list[set[str]]:
    """The names that are linked with each other in any number of steps, in the order of the first of each."""
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for start, end in links:
        beside[start].append(end)
        beside[end].append(start)
    parts: list[set[str]] = []
    known: set[str] = set()
    for name in names:
        if name not in known:
            part, ahead = {name}, [name]
            while ahead:
                new = [each for each in beside[ahead.pop()] if each not in part]
                part.update(new)
                ahead += new
            parts.append(part)
            known |= part
    return parts


def _part(heights: Mapping[str, float], links: Sequence[Link]) -> Layered:
    onward = _onward(list(heights), links)
    depths = _depths(list(heights), list(onward.values()))
    ways = {link: _way(onward[link], depths) for link in links}
    rows: list[list[Place]] = [[] for _ in range(max(depths.values()) + 1)]
    for name in heights:
        rows[depths[name]].append(name)
    for way in dict.fromkeys(ways.values()):
        for knot in way[1:-1]:
            rows[depths[str(way[0])] + way.index(knot)].append(knot)
    before, after = _neighbours(ways.values())
    ordered = _ordered(rows, before, after)
    high = {place: heights[place] if isinstance(place, str) else _KNOT for row in ordered for place in row}
    middles, height = _middles(ordered, high, before, after)
    return Layered(tuple(tuple(row) for row in ordered), middles, ways, (0.0,), height)


def _onward(names: Sequence[str], links: Sequence[Link]) -> dict[Link, Link]:
    """Each link, turned round where it would close a circle."""
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for start, end in links:
        ends[start].append(end)
    done: set[str] = set()
    onward = {link: link for link in links}
    for name in names:
        path: dict[str, int] = {}
        ahead = [] if name in done else [name]
        while ahead:
            at = ahead[-1]
            path.setdefault(at, 0)
            if path[at] == len(ends[at]):
                del path[at]
                done.add(ahead.pop())
                continue
            to = ends[at][path[at]]
            path[at] += 1
            if to in path:
                onward[at, to] = (to, at)
            elif to not in done:
                ahead.append(to)
    return onward


def _depths(names: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """The layer of each: behind all that leads to it; what nothing leads to stands right before its first end."""
    ends: defaultdict[str, list[str]] = defaultdict(list)
    waits: defaultdict[str, int] = defaultdict(int)
    for start, end in dict.fromkeys(links):
        ends[start].append(end)
        waits[end] += 1
    sources = [name for name in names if not waits[name]]
    depths, ahead = dict.fromkeys(names, 0), list(sources)
    while ahead:
        at = ahead.pop()
        for end in ends[at]:
            depths[end] = max(depths[end], depths[at] + 1)
            waits[end] -= 1
            if not waits[end]:
                ahead.append(end)
    for name in sources:
        depths[name] = min((depths[end] for end in ends[name]), default=1) - 1
    return depths


def _way(onward: Link, depths: Mapping[str, int]) -> tuple[Place, ...]:
    start, end = onward
    knots: list[Place] = [(onward, depth) for depth in range(depths[start] + 1, depths[end])]
    return (start, *knots, end)


def _neighbours(ways: Iterable[Sequence[Place]]) -> tuple[dict[Place, list[Place]], dict[Place, list[Place]]]:
    """What stands before and after each place on the ways."""
    before: defaultdict[Place, list[Place]] = defaultdict(list)
    after: defaultdict[Place, list[Place]] = defaultdict(list)
    for way in dict.fromkeys(map(tuple, ways)):
        for start, end in pairwise(way):
            after[start].append(end)
            before[end].append(start)
    return before, after


def _ordered(
    rows: Sequence[Sequence[Place]], before: Mapping[Place, list[Place]], after: Mapping[Place, list[Place]]
) -> list[list[Place]]:
    """The rows in the best order found: each place at the average of its neighbours, swept to and fro."""
    now = [list(row) for row in rows]
    best, fewest = now, _crossings(now, after)
    for sweep in range(_SWEEPS):
        now = [list(row) for row in now]
        forth = sweep % 2 == 0
        numbers = range(1, len(now)) if forth else range(len(now) - 2, -1, -1)
        for at in numbers:
            beside = now[at - 1 if forth else at + 1]
            now[at] = _sorted(now[at], beside, before if forth else after)
        if (crossings := _crossings(now, after)) < fewest:
            best, fewest = now, crossings
    return best


def _sorted(row: Sequence[Place], beside: Sequence[Place], neighbours: Mapping[Place, list[Place]]) -> list[Place]:
    """The row by the average position of each one's neighbours; what has none stays where it is."""
    at = {place: index for index, place in enumerate(beside)}
    keys: list[float] = []
    for index, place in enumerate(row):
        found = [at[each] for each in neighbours.get(place, ())]
        keys.append(sum(found) / len(found) if found else index * len(beside) / len(row))
    return [place for _, _, place in sorted((keys[index], index, place) for index, place in enumerate(row))]


def _crossings(rows: Sequence[Sequence[Place]], after: Mapping[Place, list[Place]]) -> int:
    """How often lines between neighbouring rows cross."""
    count = 0
    for row, following in pairwise(rows):
        at = {place: index for index, place in enumerate(following)}
        passed: list[int] = []
        for place in row:
            ends = [at[each] for each in after.get(place, ())]
            count += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return count


def _middles(
    rows: Sequence[Sequence[Place]],
    heights: Mapping[Place, float],
    before: Mapping[Place, list[Place]],
    after: Mapping[Place, list[Place]],
) -> tuple[dict[Place, float], float]:
    """The middle of every place, near those of its neighbours and clear of what is around it, and the whole height."""
    middles: dict[Place, float] = {}
    for row in rows:
        _put(row, heights, [0.0] * len(row), middles)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        beside = before if forth else after
        for row in rows if forth else reversed(rows):
            wanted = [_average([middles[each] for each in beside.get(place, ())], middles[place]) for place in row]
            _put(row, heights, wanted, middles)
    top = min(middles[place] - heights[place] / 2 for place in middles)
    moved = {place: middle - top for place, middle in middles.items()}
    return moved, max(moved[place] + heights[place] / 2 for place in moved)


def _average(numbers: Sequence[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _put(
    row: Sequence[Place], heights: Mapping[Place, float], wanted: Sequence[float], middles: dict[Place, float]
) -> None:
    """Put a row as near to the wanted middles as its order and heights allow: isotonic regression of what is left."""
    offsets, offset = [], 0.0
    for at, place in enumerate(row):
        offset += (heights[row[at - 1]] + heights[place]) / 2 + BETWEEN if at else 0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []  # sum and number of what lies at the same height
    for want, off in zip(wanted, offsets, strict=True):
        total, count = want - off, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            more, members = pools.pop()
            total, count = total + more, count + members
        pools.append((total, count))
    levels = [total / count for total, count in pools for _ in range(count)]
    middles.update({place: level + off for place, level, off in zip(row, levels, offsets, strict=True)})
