"""The questions that the first page answers. They are our own, so they are run here and need no worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph import tables
from plangraph.questions import asked, questions
from plangraph.shown import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.errors import Language
    from plangraph.questions import Question
    from plangraph.shown import Heading, Shown
    from plangraph.store import Store

_MOST: Final = 6
_NAMED: Final = 4
"""So many of the things in an answer a card names."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as it stands, and its answer on a card."""

    question: Question
    sentence: tuple[str, str, str]
    """What stands before the number of rows, that number, and what stands behind it."""
    first: tuple[tuple[str, str], ...]
    """The first things of the answer, each with its number ("" for none)."""


def samples(store: Store, language: Language) -> list[Sample]:
    """The first questions of the catalogue and their answers; none of a question that cannot be answered."""
    found = (_sample(store, each, language) for each in questions(store, language)[:_MOST])
    return [each for each in found if each]


def _sample(store: Store, question: Question, language: Language) -> Sample | None:
    wanted = asked(store, question, {})
    selected = store.tried(wanted.sparql)
    if selected is None:
        return None
    columns = [each.variable for each in question.columns]
    table = tables.of_selected(selected, columns)
    heads, rows = readable(store, table, language, question)
    sentence = wanted.sentence(len(rows)).partition(f"{len(rows):,}")
    return Sample(question, sentence, tuple(_first(heads, rows).items())[:_NAMED])


def _first(heads: Sequence[Heading], rows: Sequence[Sequence[Shown]]) -> dict[str, str]:
    """The things of the answer as a card names them, or what a picture would draw a number of, with that number."""
    things = [at for at, head in enumerate(heads) if head.kind == "thing"]
    several = [at for at in things if _differs(at, rows)]
    drawn = next((at for at, head in enumerate(heads) if head.drawn_as == "value"), None)
    counted = [at for at, head in enumerate(heads) if head.drawn_as == "category" and _differs(at, rows)]
    found: dict[str, str] = {}
    for at in (counted or several or things)[:1]:
        for row in rows:
            number = _with_unit(row[drawn], heads[drawn]) if counted and drawn is not None else ""
            found.setdefault(row[at].text, number)
    return found


def _differs(at: int, rows: Sequence[Sequence[Shown]]) -> bool:
    return len({row[at].text for row in rows}) > 1


def _with_unit(cell: Shown, head: Heading) -> str:
    return f"{cell.text}{' ' if head.unit.isascii() else ''}{head.unit}".rstrip()
