"""The lines between boxes: level where they leave and arrive, with an arrow at their end and room for a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from plangraph.pictures.svg import pixels

Station: TypeAlias = tuple[float, float, float]
"""Where a line passes a layer: from left to right, on one height."""
Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

ARROW: Final = 7.0
_TRUNK: Final = 30.0
_ROUND: Final = 7.0
_STEPS: Final = 24
_ALONG: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_ASCENT: Final = 15.0
_DESCENT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through two stations or more, drawn from left to right; `onward` if it is also meant so."""

    stations: tuple[Station, ...]
    onward: bool

    @property
    def path(self) -> str:
        """The line, as SVG writes it."""
        _, right, height = self.stations[0]
        return f"M{pixels(right)} {pixels(height)}" + "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        for (_, start, height), (end, passed, other) in pairwise(self.stations):
            middle = pixels((start + end) / 2)
            yield f"C{middle} {pixels(height)} {middle} {pixels(other)} {pixels(end)} {pixels(other)}"
            if (end, passed, other) != self.stations[-1]:
                yield f"H{pixels(passed)}"

    @property
    def arrow(self) -> str:
        """The arrow at the end that is meant."""
        x, height = (self.stations[-1][0], self.stations[-1][2]) if self.onward else self.stations[0][1:]
        return arrow(x, height, self.onward)

    def places(self, width: float, at_end: bool) -> Iterator[Box]:
        """Boxes above the line for a name of so many pixels: the nearest to one end first, then on along the line."""
        (_, start, height), (end, _, other) = self.stations[-2:] if at_end else self.stations[:2]
        first, last = start + ARROW + width / 2, end - ARROW - width / 2
        for far in _ALONG:
            x = last - far * (last - first) if at_end else first + far * (last - first)
            y = _height(x, (start, height), (end, other))
            yield x - width / 2, y - _ASCENT, x + width / 2, y - _DESCENT


def elbow(start: Station, end: Station) -> str:
    """A line with right angles from one station down to another: those that leave the same one share a trunk."""
    (_, right, height), (left, _, other) = start, end
    trunk, down = right + _TRUNK, other - height
    if abs(down) < 2 * _ROUND:
        across, down_to = pixels(trunk), pixels(other)
        bend = f"C{across} {pixels(height)} {across} {down_to} {pixels(trunk + _ROUND)} {down_to}"
        return f"M{pixels(right)} {pixels(height)}H{pixels(trunk - _ROUND)}{bend}H{pixels(left)}"
    turn = _ROUND if down > 0 else -_ROUND
    first = f"Q{pixels(trunk)} {pixels(height)} {pixels(trunk)} {pixels(height + turn)}"
    second = f"Q{pixels(trunk)} {pixels(other)} {pixels(trunk + _ROUND)} {pixels(other)}"
    return (
        f"M{pixels(right)} {pixels(height)}H{pixels(trunk - _ROUND)}{first}"
        f"V{pixels(other - turn)}{second}H{pixels(left)}"
    )


def arrow(x: float, height: float, onward: bool = True) -> str:
    """An arrow whose tip is at this point, pointing right or, if not onward, left."""
    back = -ARROW if onward else ARROW
    corners = ((x, height), (x + back, height - ARROW / 2), (x + back, height + ARROW / 2))
    return "M" + "L".join(f"{pixels(across)} {pixels(down)}" for across, down in corners) + "z"


def _height(x: float, start: Point, end: Point) -> float:
    """The height of a curve above `x`, which lies between both ends: by bisection, for it never turns back."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        between = 1.5 * middle * (1 - middle) + middle**3  # of the way across: control points are in the middle
        low, high = (middle, high) if start[0] + between * (end[0] - start[0]) < x else (low, middle)
    return start[1] + (3 * low**2 - 2 * low**3) * (end[1] - start[1])


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]
