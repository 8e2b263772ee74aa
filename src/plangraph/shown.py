"""What a person reads in the cells of an answer, and what a spreadsheet keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from typing import Final, Literal, TypeAlias

from plangraph.eras import date_by_both, fiscal_year_by_both, year_by_both
from plangraph.errors import Language
from plangraph.evidence import place
from plangraph.labels import Ref, named
from plangraph.namespaces import PREFIXES, shorten
from plangraph.questions.catalogue import Channel, Column, Question, ValueKind
from plangraph.spreadsheets import Value
from plangraph.store import Store
from plangraph.tables import TRIPLE, Cell, Table

Kind: TypeAlias = ValueKind | Literal["", "unnamed"]
"""Of a cell also: `unnamed`, a blank node, which has a name within its answer only."""

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = frozenset(_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger"))
_NUMBERS: Final = _INTEGERS | {_XSD + name for name in ("decimal", "double", "float")}
_OF_TRIPLES: Final[dict[Language, tuple[str, ...]]] = {
    "ja": ("主語", "述語", "目的語"),
    "en": ("subject", "predicate", "object"),
}
_LONGEST_INTEGER: Final = 18
_NAMES_KEPT: Final = 4096
"""So many names one reader remembers; a long answer has few things often rather than many once."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; a kind of "" leaves it to each cell. `opens` names a variable as `Column` has it."""

    variable: str
    label: str
    kind: Kind = ""
    unit: str = ""
    drawn_as: Channel = ""
    opens: str = ""

    @property
    def in_full(self) -> str:
        """The label with the unit, if there is one."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: as a person reads it, as a spreadsheet keeps it, and the thing that it names or opens."""

    text: str
    value: Value = None
    ref: Ref | None = None
    kind: Kind = ""
    language: str = ""
    """Of a text that says in which it is."""

    @property
    def numeric(self) -> bool:
        """Whether it stands at the right end of its cell."""
        return isinstance(self.value, int | Decimal)


NOTHING: Final = Shown("")


def headings(variables: Sequence[str], question: Question | None = None) -> tuple[Heading, ...]:
    """The heads of the columns of an answer: as the question has them, else one for each variable."""
    if question is None:
        return tuple(Heading(each, each) for each in variables)
    return tuple(_heading(each) for each in question.columns if each.variable in variables)


def of_triples(language: Language) -> tuple[Heading, ...]:
    """The heads of the columns of a graph."""
    return tuple(Heading(each, label) for each, label in zip(TRIPLE, _OF_TRIPLES[language], strict=True))


def _heading(column: Column) -> Heading:
    return Heading(column.variable, column.label, column.kind, column.unit, column.drawn_as, column.opens)


class Reader:
    """Turns rows of terms into rows to be read."""

    def __init__(self, store: Store, language: Language, variables: Sequence[str], headings: Sequence[Heading]) -> None:
        """Take the variables of the answer in their order, and the columns that are wanted of it."""
        at = {name: index for index, name in enumerate(variables)}
        self.headings = tuple(headings)
        self._columns = [(at[each.variable], each.kind, at.get(each.opens)) for each in headings]
        self._language: Language = language
        self._name = lru_cache(_NAMES_KEPT)(partial(_named, store, language))
        self._place = lru_cache(_NAMES_KEPT)(partial(_placed, store, language))

    def row(self, cells: Sequence[Cell | None]) -> list[Shown]:
        """One row, with a cell for each heading."""
        return [self._cell(cells[at], kind, cells, opens) for at, kind, opens in self._columns]

    def _cell(self, cell: Cell | None, kind: Kind, cells: Sequence[Cell | None], opens: int | None) -> Shown:
        if cell is None:
            return NOTHING
        if cell.type == "uri":
            return self._place(cell.value) if kind == "place" else self._name(cell.value, kind)
        if cell.type == "bnode":
            return Shown(f"_:{cell.value}", f"_:{cell.value}", None, "unnamed")
        behind = cells[opens] if opens is not None else None
        ref = Ref(behind.value, "") if behind and behind.type == "uri" else None
        return _literal(cell, kind or _guessed(cell), ref, self._language)


def readable(
    store: Store, table: Table, language: Language, question: Question | None = None
) -> tuple[tuple[Heading, ...], list[list[Shown]]]:
    """The heads of the columns of an answer, and all its rows to be read."""
    heads = of_triples(language) if table.graph else headings(table.columns, question)
    reader = Reader(store, language, table.columns, heads)
    return heads, [reader.row(each) for each in table.rows]


def _named(store: Store, language: Language, iri: str, kind: Kind) -> Shown:
    text = named(store, iri, language) or shorten(iri)
    return Shown(text, text, Ref(iri, text), kind or "thing")


def _placed(store: Store, language: Language, iri: str) -> Shown:
    found = place(store, iri, language)
    if found is None:
        return _named(store, language, iri, "place")
    text = f"{found.document.label} {found.lines(language)}"
    return Shown(text, text, Ref(iri, text), "place")


def _guessed(cell: Cell) -> Kind:
    """The kind of values that a datatype tells; an integer may be anything, and is shown as it is written."""
    if cell.datatype == _XSD + "gYear":
        return "year"
    return "date" if cell.datatype == _XSD + "date" else ""


def _literal(cell: Cell, kind: Kind, ref: Ref | None, language: Language) -> Shown:
    read = _READERS.get(kind)
    value = read(cell.value) if read else _number(cell.value) if cell.datatype in _NUMBERS else None
    if value is None:
        return Shown(cell.value, cell.value, ref, kind or "text", cell.language or "")
    return Shown(_written(value, kind, language, cell.value), value, ref, kind or "number")


def _written(value: Value, kind: Kind, language: Language, lexical: str) -> str:
    """The value as a person reads it; a number without a kind as it stands in the answer."""
    if isinstance(value, date):
        return date_by_both(value, language)
    if kind == "year" and isinstance(value, int):
        return year_by_both(value, language)
    if kind == "fiscal-year" and isinstance(value, int):
        return fiscal_year_by_both(value, language)
    if kind == "confidence":
        return f"{value:.2f}"
    return f"{value:,}".replace("-", "−") if kind == "number" else lexical


def _number(text: str) -> int | Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    return int(found) if len(text) <= _LONGEST_INTEGER and text.lstrip("+-").isdigit() else found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_INTEGER else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_READERS: Final[dict[Kind, Callable[[str], Value]]] = {
    "number": _number,
    "confidence": _number,
    "year": _whole,
    "fiscal-year": _whole,
    "date": _day,
}
