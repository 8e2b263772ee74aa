"""Lines over years: which dots belong together, and the years to be named; a browser draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from plangraph.eras import era_year

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.pictures.reading import Number
    from plangraph.spreadsheets import Value

MOST_SERIES: Final = 6
"""So many lines can be told apart by colour, stroke and dot."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value in a year, which has a fraction for a day, of the series with that number; `title` tells all of it."""

    year: float
    series: int
    value: float
    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that the axis may name, by the Western count and, in Japanese, by its era."""

    year: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Dots over years; those of one series are joined, and no line joins two series."""

    value: str
    category: str
    series: tuple[str, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    form: str = "line"


def line_chart(value: str, category: str, numbers: Sequence[Number], language: Language) -> LineChart:
    """The lines of numbers whose places are years or days; `value` and `category` name the axes."""
    series = tuple(dict.fromkeys(each.series for each in numbers))
    placed = [(_year(each.place), each) for each in numbers]
    dots = [
        Dot(year, series.index(each.series), each.value, each.text, each.title, each.url)
        for year, each in sorted(placed, key=lambda pair: pair[0])
    ]
    april = any(each.fiscal for each in numbers)
    ticks = [Tick(year, _named(int(year), april, language)) for year in sorted({int(dot.year) for dot in dots})]
    return LineChart(value, category, series, tuple(dots), tuple(ticks))


def _year(place: Value) -> float:
    """The year, with the part of it that has passed on a day."""
    if isinstance(place, date):
        return place.year + (place.timetuple().tm_yday - 1) / 366
    return float(place) if isinstance(place, int) else 0.0


def _named(year: int, april: bool, language: Language) -> tuple[str, ...]:
    """A fiscal year has the era of its 1 April, any other that in which it ends."""
    if language != "ja" or not 0 < year < 10_000:
        return (str(year),)
    era = era_year(date(year, 4, 1) if april else date(year, 12, 31)).removesuffix("年")
    return (str(year), era) if era != str(year) else (era,)
