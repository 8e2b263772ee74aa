"""The questions that the first page answers. They are our own, so they are run here and need no worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from plangraph.query import Cell, Table
from plangraph.questions import Question, questions

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.store import Store, Term

_MOST: Final = 3


def samples(store: Store, language: Language) -> list[tuple[Question, Table]]:
    """The first questions of the catalogue and their answers."""
    return [(each, _answer(store, each)) for each in questions(store, language)[:_MOST]]


def _answer(store: Store, question: Question) -> Table:
    columns = list(question.columns)
    rows = [[_cell(row.get(column)) for column in columns] for row in store.select(question.sparql)]
    return Table(columns, rows, None)


def _cell(term: Term | None) -> Cell | None:
    if term is None:
        return None
    if isinstance(term, Literal):
        return Cell("literal", term.value, term.datatype.value, term.language)
    return Cell("uri" if isinstance(term, NamedNode) else "bnode", term.value)
