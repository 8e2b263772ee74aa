"""What is said of an empty answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from plangraph.sparql.fixes import Fix
from plangraph.tables import Table

Kind: TypeAlias = Literal["term", "pattern", "together", "filter", "clause", "template"]


class Way(NamedTuple):
    """A change of the query after which there are rows, and how many; `more` if there are more than were counted."""

    fix: Fix
    rows: int
    more: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """What empties an answer: its place in the query (characters from 0), a sentence, and ways out that were tried."""

    kind: Kind
    start: int
    end: int
    ja: str
    en: str
    ways: tuple[Way, ...] = ()


def is_empty(table: Table) -> bool:
    """Whether an answer has no rows, or is the no of an ASK."""
    return not table.rows or says_no(table)


def says_no(table: Table) -> bool:
    """Whether an answer is the no of an ASK."""
    return table.columns == ["ask"] and [[cell and cell.value for cell in row] for row in table.rows] == [["false"]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The causes that were found, the first one first; none where it cannot be told."""

    causes: tuple[Cause, ...]
    complete: bool
    """Whether there was time for all that could be tried."""
    of_ask: bool = False
    """Whether it is an ASK, of which every way makes a yes."""
