"""Line charts that the server draws: where everything of an SVG picture stands, for a template to write down.

Series never touch: each has its line, dash and marker; a dotted bridge leads from a common start to each that follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from plangraph_web.lettering import Box, Wanted, Words, beside, placed, width_of

WIDTH: Final = 440
HEIGHT: Final = 270

_TOP: Final = 14
_BOTTOM: Final = 40
_GRID: Final = 5
_TICK_GAP: Final = 36

DASHES: Final = ("", "2 3", "7 4", "12 3 3 3", "1 5", "4 2")
MARKERS: Final = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4-4h8v8h-8z",
    "M0-5.5L5 4h-10z",
    "M0 5.5L5-4h-10z",
    "M-5-1.6h3.4V-5h3.2v3.4H5v3.2H1.6V5h-3.2V1.6H-5z",
    "M-5 0L-2.5-4.5h5L5 0L2.5 4.5h-5z",
)
"""Circle, square, triangle up, triangle down, cross, hexagon."""
TARGET: Final = "M0-7L6.5 0L0 7L-6.5 0z"
"""A diamond, which no series has."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value of a year: what it is called when pointed at, the words beside it ("" for none), the mark of a doubt."""

    year: int
    value: float
    title: str
    words: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A series to be drawn in a style; a target is dots without a line."""

    style: int
    dots: tuple[Dot, ...]
    target: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what stands there; the era of a year is below it."""

    at: float
    text: str
    era: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """A dot where it is drawn; `ring` where it is in doubt."""

    x: float
    y: float
    path: str
    css: str
    title: str
    ring: bool


@dataclass(frozen=True, slots=True)
class Path:
    """A line where it is drawn."""

    points: str
    dash: str
    css: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, ready to be written down."""

    years: tuple[Tick, ...]
    minor: tuple[float, ...]
    values: tuple[Tick, ...]
    paths: tuple[Path, ...]
    markers: tuple[Marker, ...]
    words: tuple[Words, ...]
    left: float
    right: float
    bottom: float
    from_zero: bool


@dataclass(frozen=True, slots=True)
class _Scale:
    """From years and values to places; `left` leaves room for the values, `right` for words at the ends of lines."""

    first: int
    last: int
    low: float
    high: float
    left: float
    right: float

    def x(self, year: int) -> float:
        return round(self.left + 8 + (year - self.first) / (self.last - self.first) * (self.right - self.left - 14), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - _BOTTOM - (value - self.low) / (self.high - self.low) * (HEIGHT - _BOTTOM - _TOP), 1)


def chart(lines: Sequence[Line], eras: dict[int, str]) -> Chart:
    """The picture of these series, which have at least two years between them; `eras` names years below the axis."""
    dots = [dot for line in lines for dot in line.dots]
    grid = _grid([dot.value for dot in dots])
    scale = _scale(lines, grid)
    years = sorted({dot.year for dot in dots})
    named = _named(years, scale)
    return Chart(
        years=tuple(Tick(scale.x(year), str(year), eras.get(year, "")) for year in named),
        minor=tuple(scale.x(year) for year in years if year not in named),
        values=tuple(Tick(scale.y(value), _label(value, grid)) for value in grid),
        paths=(*_bridges(lines, scale), *_paths(lines, scale)),
        markers=tuple(_marker(line, dot, scale) for line in lines for dot in line.dots),
        words=_words(lines, scale),
        left=scale.left,
        right=scale.right,
        bottom=HEIGHT - _BOTTOM,
        from_zero=grid[0] == 0,
    )


def _grid(values: list[float]) -> list[float]:
    """Round values from below the lowest to above the highest; from zero where that costs little room."""
    low, high = min(values), max(values)
    low = 0 if 0 <= low < high / 3 else low
    rough = ((high - low) or abs(high) or 1) / (_GRID - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * by for by in (1, 2, 2.5, 5, 10) if power * by >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * each, 10) for each in range(first, max(last, first + 1) + 1)]


def _label(value: float, grid: list[float]) -> str:
    decimals = max(len(f"{each:.10f}".rstrip("0").partition(".")[2]) for each in grid)
    return f"{value:,.{decimals}f}"


def _scale(lines: Sequence[Line], grid: list[float]) -> _Scale:
    years = [dot.year for line in lines for dot in line.dots]
    first, last = min(years), max(years)
    ends = [width_of(dot.words) for line in lines for dot in line.dots if dot.year == last and not line.target]
    left = max(width_of(_label(value, grid)) for value in grid) + 8
    return _Scale(first, last, grid[0], grid[-1], left, WIDTH - max(ends, default=0) - 8)


def _named(years: list[int], scale: _Scale) -> list[int]:
    """The years that there is room to name: the first and last, then round ones, then others."""
    ends = years[0], years[-1]
    named: list[int] = []
    for year in sorted(years, key=lambda each: (each not in ends, each % 10 != 0, each % 5 != 0, each)):
        if all(abs(scale.x(year) - scale.x(other)) >= _TICK_GAP for other in named):
            named.append(year)
    return sorted(named)


def _bridges(lines: Sequence[Line], scale: _Scale) -> Iterable[Path]:
    return [Path(_points(leap, scale), "1 4", "bridge") for leap in _leaps(lines)]


def _leaps(lines: Sequence[Line]) -> list[tuple[Dot, Dot]]:
    """From the end of the first series to the start of each later line, if it is over before any of them begins."""
    series = [line for line in lines if not line.target]
    later = [line.dots[0] for line in series[1:] if len(line.dots) > 1]
    start = series[0].dots[-1] if series else None
    if start is None or any(each.year <= start.year for each in later):
        return []
    return [(start, each) for each in later]


def _paths(lines: Sequence[Line], scale: _Scale) -> Iterable[Path]:
    drawn = [line for line in lines if not line.target and len(line.dots) > 1]
    return [Path(_points(line.dots, scale), DASHES[line.style % len(DASHES)], css(line)) for line in drawn]


def _points(dots: Iterable[Dot], scale: _Scale) -> str:
    return " ".join(f"{scale.x(dot.year)},{scale.y(dot.value)}" for dot in dots)


def _marker(line: Line, dot: Dot, scale: _Scale) -> Marker:
    path = TARGET if line.target else MARKERS[line.style % len(MARKERS)]
    return Marker(scale.x(dot.year), scale.y(dot.value), path, css(line), dot.title, bool(dot.mark))


def css(line: Line) -> str:
    """The class of a line, by which the style sheet colours it."""
    return "target" if line.target else f"series-{line.style % len(MARKERS)}"


def _words(lines: Sequence[Line], scale: _Scale) -> tuple[Words, ...]:
    """Words at the ends of lines first, then marks of doubts, then targets; other words only where there is room."""

    def at(dot: Dot) -> tuple[float, float]:
        return scale.x(dot.year), scale.y(dot.value)

    dots = [(line, dot) for line in lines for dot in line.dots]
    named = [(line, dot) for line, dot in dots if dot.words]
    ends = [Wanted(at(d), d.words, css(line)) for line, d in named if d.year == scale.last and not line.target]
    marks = [Wanted(at(dot), dot.mark, "doubted", close=True) for _, dot in dots if dot.mark]
    targets = [Wanted(at(dot), dot.words, css(line)) for line, dot in named if line.target]
    others = [(line, dot) for line, dot in named if dot.year != scale.last and not line.target]
    optional = [Wanted(at(dot), dot.words, css(line), optional=True) for line, dot in others]
    drawn = [[at(dot) for dot in line.dots] for line in lines if not line.target]
    alone = [[at(dot)] for line in lines if line.target for dot in line.dots]
    bridges = [[at(start), at(end)] for start, end in _leaps(lines)]
    frame = Box(scale.left, 2, WIDTH, HEIGHT - _BOTTOM - 2)
    fixed = beside(ends, frame.bottom - 2)
    return tuple(placed([*marks, *targets, *optional], fixed, [*drawn, *alone, *bridges], frame))
