"""The figures of the documents: each printed or computed value and each target, and the series that they make."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from plangraph.doubts import Doubt, doubts_by_target
from plangraph.eras import era_year
from plangraph.errors import Language
from plangraph.evidence import Place, citations
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY
from plangraph.store import Row, Store, integer
from plangraph.trails import position

_FIGURES: Final = """SELECT ?thing ?class ?indicator ?area ?value ?graph ?table ?year ?since ?age ?source ?printed
?approximate {
  VALUES ?measure { estat-measure:population sdmx-measure:obsValue pg:value }
  VALUES ?class { pg:Observation pg:Target }
  GRAPH ?graph { ?thing ?measure ?value }
  ?thing a ?class ; pg:indicator ?indicator ; sdmx-dimension:refArea ?area .
  OPTIONAL { ?thing qb:dataSet ?table }
  OPTIONAL { ?thing cd-dimension:timePeriod ?year }
  OPTIONAL { ?thing pg:referencePeriod ?since }
  OPTIONAL { ?thing cd-dimension:age ?age }
  OPTIONAL { ?thing pg:dataSource ?source }
  OPTIONAL { ?thing pg:valueAsPrinted ?printed }
  OPTIONAL { ?thing pg:approximate ?approximate }
}"""
_BLOCKS: Final = "SELECT ?block ?thing { ?block qb:observation ?thing }"
_STATEMENTS: Final = """SELECT DISTINCT ?thing ?indicator ?area {
  ?doubt a pg:Doubt ; oa:hasTarget ?thing .
  ?thing pg:indicator ?indicator ; sdmx-dimension:refArea ?area .
  FILTER NOT EXISTS { ?thing a pg:Observation } FILTER NOT EXISTS { ?thing a pg:Target }
}"""

Doubted: TypeAlias = dict[str, tuple[Doubt, ...]]
Span: TypeAlias = tuple[int | None, int | None]
"""The year of a figure, after the year with which it compares."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value: of what, where, when and from which source, as typed and as printed, and what is in doubt about it."""

    ref: Ref
    target: bool
    area: Ref
    indicator: Ref
    unit: str
    age: Ref | None
    source: Ref | None
    span: Span
    value: Decimal
    printed: str
    approximate: bool
    basis: str
    """What the value rests on: `stated`, or that it was computed."""
    table: Ref | None
    places: tuple[Place, ...]
    doubts: tuple[Doubt, ...]
    wider: tuple[Doubt, ...]
    """Doubts about the table or the block that it stands in."""

    @property
    def decimals(self) -> int:
        """How many decimals are printed; those of the value where the text is not just that number ("12.8万人")."""
        for number, decimals in re.findall(r"(\d[\d,]*\.?(\d*))", unicodedata.normalize("NFKC", self.printed)):
            if Decimal(number.replace(",", "")) == abs(self.value):
                return len(decimals)
        return len(f"{self.value:f}".partition(".")[2])

    @property
    def shown(self) -> str:
        """The value with commas, a minus sign and as many decimals as are printed."""
        return f"{self.value:,.{self.decimals}f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one area, indicator, age class and source; those that nobody printed make one of their own."""

    area: Ref
    indicator: Ref
    age: Ref | None
    source: Ref | None
    target: bool
    basis: str
    points: dict[Span, tuple[Figure, ...]]
    """By year; where a document gives a figure twice, the one with more decimals first."""


def figures(store: Store, language: Language) -> tuple[Figure, ...]:
    """Every figure that has an indicator, an area and a number: by area, indicator, age class, source and year."""
    return store.once(_read, language)


def statement_doubts(store: Store, language: Language) -> dict[tuple[str, str], tuple[Doubt, ...]]:
    """The doubts about what the text says in words, by the IRIs of the area and of the indicator."""
    return store.once(_statements, language)


def series(found: Iterable[Figure]) -> tuple[Series, ...]:
    """The series of these figures, in their order."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for each in found:
        groups[each.area, each.indicator, each.age, each.source, each.target, each.basis].append(each)
    return tuple(_series(each) for each in groups.values())


def year_by_era(year: int) -> str:
    """The year by the Japanese era in which it ends."""
    return era_year(date(year, 12, 31)) if 0 < year < 10000 else f"{year}年"


def _series(group: list[Figure]) -> Series:
    points: dict[Span, tuple[Figure, ...]] = {}
    for each in sorted(group, key=lambda each: -each.decimals):
        points[each.span] = (*points.get(each.span, ()), each)
    one = group[0]
    in_order = {span: points[span] for span in sorted(points, key=_span_key)}
    return Series(one.area, one.indicator, one.age, one.source, one.target, one.basis, in_order)


def _read(store: Store, language: Language) -> tuple[Figure, ...]:
    cited, doubted = citations(store, language), doubts_by_target(store, language)
    around: defaultdict[str, list[Doubt]] = defaultdict(list)
    for row in store.select(_BLOCKS):
        around[row["thing"].value] += doubted.get(row["block"].value, ())
    rows = {row["thing"].value: row for row in store.select(_FIGURES) if _number(row["value"].value) is not None}
    found = [
        _figure(store, row, language, cited.get(iri, ()), doubted, tuple(around[iri])) for iri, row in rows.items()
    ]
    rank = _ranks(store, found)
    return tuple(sorted(found, key=rank))


def _statements(store: Store, language: Language) -> dict[tuple[str, str], tuple[Doubt, ...]]:
    doubted = doubts_by_target(store, language)
    found: dict[tuple[str, str], tuple[Doubt, ...]] = {}
    for row in store.select(_STATEMENTS):
        key = row["area"].value, row["indicator"].value
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *doubted.get(row["thing"].value, ()))))
    return found


def _figure(
    store: Store,
    row: Row,
    language: Language,
    places: tuple[Place, ...],
    doubted: Doubted,
    around: tuple[Doubt, ...],
) -> Figure:
    def named(name: str) -> Ref | None:
        return ref(store, row[name].value, language) if name in row else None

    def year(name: str) -> int | None:
        return (integer(row[name].value, 0) or None) if name in row else None

    iri, table = row["thing"].value, named("table")
    whole = doubted.get(table.iri, ()) if table else ()
    return Figure(
        ref=ref(store, iri, language),
        target=row["class"].value == ONTOLOGY + "Target",
        area=ref(store, row["area"].value, language),
        indicator=ref(store, row["indicator"].value, language),
        unit=text(store, row["indicator"].value, ONTOLOGY + "unit", language),
        age=named("age"),
        source=named("source"),
        span=(year("since"), year("year")),
        value=_number(row["value"].value) or Decimal(),
        printed=row["printed"].value if "printed" in row else "",
        approximate="approximate" in row and row["approximate"].value == "true",
        basis=store.bases.get(row["graph"].value, ""),
        table=table,
        places=places,
        doubts=doubted.get(iri, ()),
        wider=tuple(dict.fromkeys((*whole, *around))),
    )


def _number(written: str) -> Decimal | None:
    """The finite number that a literal holds, if it holds one."""
    try:
        found = Decimal(written)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _ranks(store: Store, found: list[Figure]) -> Callable[[Figure], tuple[object, ...]]:
    """What has most figures comes first: areas by their number and size, indicators by the number of their years."""
    areas: dict[str, list[Decimal]] = defaultdict(list)
    years: dict[str, set[int | None]] = defaultdict(set)
    for each in found:
        areas[each.area.iri].append(each.value)
        years[each.indicator.iri].add(each.span[1])
    first = {iri: (-len(values), -max(values), natural_key(iri)) for iri, values in areas.items()}
    then = {iri: (-len(known - {None}), natural_key(iri)) for iri, known in years.items()}
    orders = {iri: (position(store, iri), natural_key(iri)) for iri in _concepts(found)}

    def rank(each: Figure) -> tuple[object, ...]:
        concepts = [orders.get(thing.iri if thing else "", ((), ())) for thing in (each.age, each.source)]
        return (
            first[each.area.iri],
            then[each.indicator.iri],
            *concepts,
            each.target,
            each.basis != "stated",
            _span_key(each.span),
            natural_key(each.ref.iri),
        )

    return rank


def _concepts(found: list[Figure]) -> set[str]:
    return {thing.iri for each in found for thing in (each.age, each.source) if thing}


def _span_key(span: Span) -> tuple[int, int]:
    return span[1] or 0, span[0] or 0
