"""Result tables made ready to be shown: labels for IRIs, links to pages, numbers told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.labels import labels
from plangraph.namespaces import shorten
from plangraph.things import Ref
from plangraph_web.templating import page_of

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.query import Cell, Table
    from plangraph.store import Store

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Final = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "gYear"))


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: its text, the page it leads to, the IRI behind it, the language of the text."""

    text: str
    href: str | None = None
    iri: str = ""
    language: str = ""
    numeric: bool = False


def shown(table: Table, store: Store, language: Language, most: int) -> list[list[ShownCell]]:
    """The first rows of a table, at most `most`, with a label for every IRI that has one."""
    rows = table.rows[:most]
    iris = {cell.value for row in rows for cell in row if cell is not None and cell.type == "uri"}
    names = labels(store, iris, language)
    return [[_cell(cell, names) for cell in row] for row in rows]


def _cell(cell: Cell | None, names: dict[str, str]) -> ShownCell:
    if cell is None:
        return ShownCell("")
    if cell.type == "uri":
        text = names.get(cell.value) or shorten(cell.value)
        return ShownCell(text, page_of(Ref(cell.value, text, "")), cell.value)
    return ShownCell(cell.value, language=cell.language or "", numeric=cell.datatype in _NUMBERS)
