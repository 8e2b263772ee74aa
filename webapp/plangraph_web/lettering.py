"""Where words go in a chart, so that they cover neither lines nor each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

TEXT: Final = 13
"""The size of the words."""

Point: TypeAlias = tuple[float, float]

_ASCENT: Final = 11.0
_DESCENT: Final = 4.0
_HEIGHT: Final = 14.0
_STEP: Final = 6.0
_BESIDE: Final = 9.0
_AROUND: Final = (
    *((8.0, -8.0, "start"), (-8.0, -8.0, "end"), (8.0, 17.0, "start"), (-8.0, 17.0, "end")),
    *((0.0, -13.0, "middle"), (0.0, 23.0, "middle"), (0.0, -28.0, "middle"), (0.0, 38.0, "middle")),
    *((24.0, -26.0, "start"), (-24.0, 34.0, "end"), (-24.0, -26.0, "end"), (24.0, 34.0, "start")),
)
_CLOSE: Final = ((0.0, -13.0, "middle"), (0.0, 23.0, "middle"), (-12.0, 5.0, "end"), (12.0, 5.0, "start"))
_WORST: Final = 4.0
"""Words that cover more than that are left out, if they may be."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; the vertical axis points down."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def has(self, point: Point) -> bool:
        """Whether the point lies inside."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words for a point: `close` to it, or anywhere around; `optional` if they may be left out for want of room."""

    at: Point
    text: str
    css: str
    close: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text where it is drawn."""

    x: float
    y: float
    text: str
    anchor: str
    css: str

    @property
    def box(self) -> Box:
        """The room that it takes."""
        width = width_of(self.text)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - _ASCENT, left + width, self.y + _DESCENT)


def width_of(text: str) -> float:
    """About how wide a text is drawn."""
    return sum(TEXT if unicodedata.east_asian_width(sign) in "WFA" else TEXT * 0.58 for sign in text)


def beside(wanted: Iterable[Wanted], lowest: float) -> list[Words]:
    """Each text to the right of its point, in the order of the points, none over another nor below `lowest`."""
    in_order = sorted(wanted, key=lambda each: each.at[1])
    heights: list[float] = []
    for each in in_order:
        heights.append(max(each.at[1] + 4, heights[-1] + _HEIGHT if heights else 0.0))
    for at in range(len(heights) - 1, -1, -1):
        limit = heights[at + 1] - _HEIGHT if at + 1 < len(heights) else lowest
        heights[at] = min(heights[at], limit)
    return [
        Words(each.at[0] + _BESIDE, height, each.text, "start", each.css)
        for each, height in zip(in_order, heights, strict=True)
    ]


def placed(wanted: Iterable[Wanted], fixed: list[Words], lines: Iterable[Sequence[Point]], frame: Box) -> list[Words]:
    """The fixed words, then each text at the best place for its point: later ones make way for earlier."""
    taken = [point for line in lines for point in _along(line)]
    done = list(fixed)
    for each in wanted:
        places = _CLOSE if each.close else _AROUND
        near = [Words(each.at[0] + x, each.at[1] + y, each.text, anchor, each.css) for x, y, anchor in places]
        harms = [_harm(words.box, taken, done, frame) for words in near]
        best = min(range(len(near)), key=lambda at: harms[at] + at)
        if not each.optional or harms[best] <= _WORST:
            done.append(near[best])
    return done


def _harm(box: Box, taken: list[Point], done: list[Words], frame: Box) -> float:
    outside = 0 if frame.holds(box) else 500
    return outside + 60 * sum(box.meets(each.box) for each in done) + 4 * sum(box.has(point) for point in taken)


def _along(line: Sequence[Point]) -> Iterable[Point]:
    """Points on the line, close to each other; its corners, where markers stand, count several times."""
    for corner in line:
        yield from [corner] * 3
    for (x, y), (to_x, to_y) in pairwise(line):
        count = int(max(abs(to_x - x), abs(to_y - y)) / _STEP)
        yield from ((x + (to_x - x) * at / count, y + (to_y - y) * at / count) for at in range(1, count))
