"""The questions that the first page answers. They are our own, so they are run here and need no worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph import tables
from plangraph.questions import asked, questions

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.questions import Question
    from plangraph.store import Store
    from plangraph.tables import Table

_MOST: Final = 6


def samples(store: Store, language: Language) -> list[tuple[Question, Table]]:
    """The first questions of the catalogue and their answers."""
    return [(each, _answer(store, each)) for each in questions(store, language)[:_MOST]]


def _answer(store: Store, question: Question) -> Table:
    columns = [each.variable for each in question.columns]
    return tables.of_selected(store.select(asked(store, question, {}).sparql), columns)
