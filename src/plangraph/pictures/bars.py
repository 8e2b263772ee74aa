"""Bars: which stands where in a bar chart, and what is written beside it; a browser draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.captions import balanced

if TYPE_CHECKING:
    from plangraph.pictures.reading import Number

_CELLS: Final = (34, 48)
"""Half-width characters in a line beside the bars, and above them where there is no room beside."""
_MOST_COLUMNS: Final = 4
_FEWEST_ROWS: Final = 7
"""Fewer are compared bar under bar."""
_MOST_MARKS: Final = 6

Lines: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in one of the columns: how long it is, what is written at its end and told when pointed at, where it leads.

    `mark` is the number of its series where marks tell series apart.
    """

    column: int
    value: float
    text: str
    title: str
    url: str
    mark: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bars with its name, in lines for beside and for above the bars; one without bars is a heading."""

    beside: Lines
    above: Lines
    url: str
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, row by row; more than one column has its head above it, more than one series its mark."""

    value: str
    columns: tuple[str, ...]
    series: tuple[str, ...]
    rows: tuple[Row, ...]
    form: str = "bar"


def bar_chart(value: str, numbers: Sequence[Number]) -> BarChart:
    """The bars of these numbers in their order; `value` says what they count, with the unit.

    Series of one bar for each category are told apart by marks; those of many categories stand in columns beside each
    other; of all else, rows that follow one another in the same series or category stand under its name.
    """
    categories, series = (tuple(dict.fromkeys(each)) for each in _names(numbers))
    if len(series) < 2 or (len(categories) == len(numbers) and len(series) <= _MOST_MARKS):
        rows = [_row(each.category, each.category_url, [(each, 0)], series) for each in numbers]
        return BarChart(value, ("",), series if len(series) > 1 else (), tuple(rows))
    if _fit_columns(numbers, len(categories), len(series)):
        groups = _grouped(sorted(numbers, key=lambda each: categories.index(each.category)), _category)
        rows = [
            _row(name, group[0].category_url, [(each, series.index(each.series)) for each in group])
            for name, group in groups
        ]
        return BarChart(value, series, (), tuple(rows))
    return BarChart(value, ("",), (), tuple(_under_headings(numbers, len(categories), len(series))))


def _names(numbers: Iterable[Number]) -> Iterable[list[str]]:
    every = list(numbers)
    return [each.category for each in every], [each.series for each in every]


def _fit_columns(numbers: Sequence[Number], categories: int, series: int) -> bool:
    """Whether columns beside each other would be few, well filled, and worth it."""
    once = max(Counter((each.category, each.series) for each in numbers).values()) == 1
    return once and series <= _MOST_COLUMNS and categories >= _FEWEST_ROWS and 2 * len(numbers) >= categories * series


def _under_headings(numbers: Sequence[Number], categories: int, series: int) -> Iterable[Row]:
    if len(_grouped(numbers, _series)) == series:
        for name, group in _grouped(numbers, _series):
            yield _row(name, "", [])
            yield from (_row(each.category, each.category_url, [(each, 0)]) for each in group)
    elif len(_grouped(numbers, _category)) == categories:
        for name, group in _grouped(numbers, _category):
            yield _row(name, group[0].category_url, [])
            yield from (_row(each.series, "", [(each, 0)]) for each in group)
    else:
        both = [(f"{each.category} · {each.series}", each) for each in numbers]
        yield from (_row(name, each.category_url, [(each, 0)]) for name, each in both)


def _category(number: Number) -> str:
    return number.category


def _series(number: Number) -> str:
    return number.series


def _grouped(numbers: Iterable[Number], name: Callable[[Number], str]) -> list[tuple[str, list[Number]]]:
    return [(key, list(group)) for key, group in groupby(numbers, name)]


def _row(name: str, url: str, bars: Iterable[tuple[Number, int]], marked: Sequence[str] = ()) -> Row:
    beside, above = (balanced(name, cells) or (" ",) for cells in _CELLS)
    drawn = [
        Bar(column, each.value, each.text, each.title, each.url, marked.index(each.series) if marked else 0)
        for each, column in bars
    ]
    return Row(beside, above, url, tuple(drawn))
