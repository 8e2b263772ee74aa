"""Tables of values: those of our own queries, and any made ready to be shown, with labels, links and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.labels import labels
from plangraph.namespaces import shorten
from plangraph.things import Ref

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.query import Cell, Table
    from plangraph.store import Store

LONGEST: Final = 2000
"""Characters of a text in a cell."""

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Final = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "gYear"))


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: its text, the thing that it names, the language of the text, whether its column is of numbers."""

    text: str
    ref: Ref | None = None
    language: str = ""
    numeric: bool = False


def shown(table: Table, store: Store, language: Language) -> list[list[ShownCell]]:
    """A table with a label for every IRI that has one, and no text longer than a person would read in a cell."""
    rows = table.rows
    iris = {cell.value for row in rows for cell in row if cell is not None and cell.type == "uri"}
    names = labels(store, iris, language)
    numeric = [all(cell is None or cell.datatype in _NUMBERS for cell in column) for column in zip(*rows, strict=True)]
    return [[_cell(cell, names, number) for cell, number in zip(row, numeric, strict=True)] for row in rows]


def _cell(cell: Cell | None, names: dict[str, str], numeric: bool) -> ShownCell:
    if cell is None:
        return ShownCell("")
    if cell.type == "uri":
        text = names.get(cell.value) or shorten(cell.value)
        return ShownCell(text, Ref(cell.value, text))
    text = cell.value if len(cell.value) <= LONGEST else cell.value[:LONGEST] + "…"
    return ShownCell(text, language=cell.language or "", numeric=numeric)
