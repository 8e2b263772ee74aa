"""The figures of an area as the page shows them: a section for each indicator, tables, and a chart beside its twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from flask_babel import gettext

from plangraph.doubts import Doubt
from plangraph.figures import Figure, Series, Span, series, year_by_era
from plangraph.labels import Ref
from plangraph_web.charts import Chart, Dot, Line, chart

_FEWEST: Final = 3
"""Fewer years than that make no chart."""

Styles = dict[Ref, int]
Marks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of a series in a year, or a difference that is computed here."""

    figures: tuple[Figure, ...] = ()
    text: str = ""

    @property
    def distinct(self) -> tuple[Figure, ...]:
        """The first figure of each value: a document may print the same value twice, or round it once."""
        return tuple({each.value: each for each in reversed(self.figures)}.values())[::-1]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is in doubt about these figures themselves."""
        return tuple(dict.fromkeys(doubt for each in self.figures for doubt in each.doubts))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a series, targets, or by how much one source is above another (`less`)."""

    kind: str
    age: Ref | None
    source: Ref | None
    basis: str
    cells: tuple[Cell, ...]
    less: Ref | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One table, of one age class where it has a chart; `undrawn` is what the chart leaves to the table."""

    age: Ref | None
    ages: bool
    columns: tuple[Span, ...]
    rows: tuple[Row, ...]
    chart: Chart | None
    undrawn: tuple[Figure, ...]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is in doubt about single values of the table."""
        return tuple(dict.fromkeys(doubt for row in self.rows for cell in row.cells for doubt in cell.doubts))

    @property
    def wider(self) -> tuple[Doubt, ...]:
        """What is in doubt about the printed tables that the values stand in."""
        figures = (each for row in self.rows for cell in row.cells for each in cell.figures)
        return tuple(dict.fromkeys(doubt for each in figures for doubt in each.wider))


@dataclass(frozen=True, slots=True)
class Section:
    """An indicator and its tables."""

    indicator: Ref
    unit: str
    blocks: tuple[Block, ...]

    @property
    def charted(self) -> bool:
        """Whether any of its tables has a chart."""
        return any(each.chart for each in self.blocks)


@dataclass(frozen=True, slots=True)
class Compared:
    """A target and what each source has for its year: the row, the figure, the difference from the target."""

    target: Figure
    beside: tuple[tuple[Row, Figure, str], ...]


def sections(found: Sequence[Figure], styles: Styles, marks: Marks) -> tuple[Section, ...]:
    """The sections of one area's figures, those that have a year."""
    dated = [each for each in found if each.span[1] is not None]
    indicators = dict.fromkeys(each.indicator for each in dated)
    return tuple(_section([e for e in dated if e.indicator == each], styles, marks) for each in indicators)


def compared(section: Section) -> tuple[Compared, ...]:
    """The targets of a section beside the values for the same year in the same table."""
    block = section.blocks[0]
    series_rows = [row for row in block.rows if row.kind == "series"]
    targets = [figure for row in block.rows if row.kind == "target" for cell in row.cells for figure in cell.figures]
    return tuple(
        Compared(
            target,
            tuple(
                (row, cell.figures[0], difference(cell.figures[0], target))
                for row in series_rows
                for span, cell in zip(block.columns, row.cells, strict=True)
                if span == target.span and cell.figures
            ),
        )
        for target in targets
    )


def difference(figure: Figure, other: Figure) -> str:
    """By how much the first is above the second, with a sign and the decimals of the more exact one."""
    value: Decimal = figure.value - other.value
    text = f"{value:+,.{max(figure.decimals, other.decimals)}f}"
    return text.replace("-", "−") if value else text.replace("+", "±").replace("-", "±")


def _section(found: list[Figure], styles: Styles, marks: Marks) -> Section:
    all_series = series(found)
    printed = [each for each in all_series if not each.target]
    ages = tuple(dict.fromkeys(each.age for each in printed)) or (None,)
    split = any(_drawable([each for each in printed if each.age == age]) for age in ages)
    targets = [each for each in all_series if each.target]
    groups = [[each for each in printed if each.age == age] for age in ages] if split else [printed]
    blocks = [
        _block(group, targets if at == 0 else [], ages[at] if split or len(ages) == 1 else None, styles, marks)
        for at, group in enumerate(groups)
    ]
    return Section(found[0].indicator, found[0].unit, tuple(blocks))


def _drawable(group: Iterable[Series]) -> bool:
    drawn = _drawn(group)
    return len({year for each in drawn for _, year in each.points}) >= _FEWEST


def _drawn(group: Iterable[Series]) -> list[Series]:
    """The printed series that a chart can show: lines, and lone values no farther from them than they are long."""
    plain = [each for each in group if each.basis == "stated" and all(since is None for since, _ in each.points)]
    years = [year or 0 for each in plain if len(each.points) > 1 for _, year in each.points]
    if not years:
        return []
    first, last = min(years), max(years)
    near = range(first - (last - first), last + (last - first) + 1)
    return [each for each in plain if all((year or 0) in near for _, year in each.points)]


def _block(group: list[Series], targets: list[Series], age: Ref | None, styles: Styles, marks: Marks) -> Block:
    spans = {span for each in (*group, *targets) for span in each.points}
    columns = tuple(sorted(spans, key=lambda span: (span[1] or 0, span[0] or 0)))
    rows = [_row("target" if each.target else "series", each, columns) for each in (*group, *targets)]
    drawn = _drawn(group) if _drawable(group) else []
    undrawn = [figures[0] for each in group if drawn and each not in drawn for figures in each.points.values()]
    return Block(
        age=age,
        ages=len({each.age for each in group}) > 1,
        columns=columns,
        rows=tuple(sorted([*rows, *_differences(group, columns)], key=_order(group))),
        chart=_chart([*drawn, *targets], styles, marks) if drawn else None,
        undrawn=tuple(undrawn),
    )


def _order(group: list[Series]) -> Callable[[Row], tuple[int, int]]:
    """By age class; within it the series, then the differences; targets, which have no age class, come last."""
    ages = list(dict.fromkeys(each.age for each in group))
    return lambda row: (len(ages) if row.kind == "target" else ages.index(row.age), row.kind == "less")


def _row(kind: str, shown: Series, columns: tuple[Span, ...]) -> Row:
    cells = tuple(Cell(shown.points.get(span, ())) for span in columns)
    return Row(kind, shown.age, shown.source, shown.basis, cells)


def _differences(group: list[Series], columns: tuple[Span, ...]) -> list[Row]:
    """For any two printed series of an age class that share a year: the later less the earlier."""
    stated = [each for each in group if each.basis == "stated"]
    pairs = [(a, b) for a, b in combinations(stated, 2) if a.age == b.age and a.points.keys() & b.points.keys()]
    return [
        Row("less", b.age, b.source, "", tuple(Cell(text=_less(a, b, span)) for span in columns), a.source)
        for a, b in pairs
    ]


def _less(a: Series, b: Series, span: Span) -> str:
    both = span in a.points and span in b.points
    return difference(b.points[span][0], a.points[span][0]) if both else ""


def _chart(drawn: list[Series], styles: Styles, marks: Marks) -> Chart:
    lines = [_line(each, styles, marks) for each in drawn]
    years = {dot.year for line in lines for dot in line.dots}
    return chart(lines, {year: year_by_era(year).removesuffix("年") for year in years})


def _line(shown: Series, styles: Styles, marks: Marks) -> Line:
    points = [(year or 0, figures[0]) for (_, year), figures in shown.points.items()]
    last = points[-1][0]
    dots = [_dot(year, figure, shown.target or year == last, marks) for year, figure in points]
    return Line(styles.get(shown.source, 0) if shown.source else 0, tuple(dots), shown.target)


def _dot(year: int, figure: Figure, named: bool, marks: Marks) -> Dot:
    source = gettext("Target") if figure.target else figure.source.label if figure.source else ""
    doubted = {doubt.ref.iri for doubt in figure.doubts}
    words = f"{source} {figure.printed if figure.target and figure.printed else figure.shown}"
    return Dot(
        year=year,
        value=float(figure.value),
        title=f"{year}: {words}",
        words=words if named else "",
        mark=" ".join(mark for iri, mark in marks.items() if iri in doubted),
    )
