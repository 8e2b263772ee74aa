"""An answer made ready for its page: the rows that are wished for, where each can be looked up, and its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import request

from plangraph.citing import cited
from plangraph.labels import label
from plangraph.query import Bounds
from plangraph.shown import readable
from plangraph.views import Says, View, Wish, view
from plangraph_web.desk import desk
from plangraph_web.language import language

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.evidence import Place
    from plangraph.query import Table
    from plangraph.questions import Question
    from plangraph.shown import Heading, Shown
    from plangraph.store import Store

BOUNDS: Final = Bounds(rows=10_000, columns=50, megabytes=8)
"""What of an answer a page can show in parts; the downloads hold more."""
MOST_CELLS: Final = 100_000
"""Cells that are made ready for one page, so that nobody waits for it."""

_PLAIN: Final = frozenset(("year", "fiscal-year", "date"))


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer is found: the path, and what the address says besides how the answer is shown."""

    path: str
    words: dict[str, str]

    def at(self, wish: Wish, **more: str) -> str:
        """The address of the answer, shown like this."""
        said = urlencode({**self.words, **wish.words(), **more})
        return f"{self.path}?{said}" if said else self.path


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as a page shows it."""

    sparql: str
    table: Table
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Shown]]
    """All of them; the view has a page of those that are wished for."""
    view: View
    sourced: list[tuple[Sequence[Shown], tuple[Place, ...]]]
    """The rows of the view, each with the places at which it can be looked up."""
    numeric: frozenset[str]
    """The variables whose columns hold numbers."""
    with_sources: bool
    """Whether the table needs a column of places: none of its own has them, and there are some."""
    address: Address

    def url(self, wish: Wish) -> str:
        """The address of this answer, shown like this."""
        return self.address.at(wish)

    @property
    def link(self) -> str:
        """The address to hand on, from its path: all that was chosen, the language, and the version of the data."""
        return self.address.at(self.view.wish, lang=language(), v=desk().store.version)

    @property
    def shared(self) -> str:
        """The same in full, as far as the request tells by what name it reached us."""
        return request.host_url.rstrip("/") + self.link


def answered(sparql: str, table: Table, address: Address, question: Question | None = None) -> Answered:
    """The answer, shown as the request wishes."""
    store, spoken = desk().store, language()
    table = _cut(table)
    heads, rows = readable(store, table, spoken, question)
    seen = view(heads, rows, Wish.read(request.args, request.args.getlist("columns")), _says(store, spoken))
    sourced = [(row, cited(store, row, spoken)) for row in seen.rows]
    return Answered(
        sparql=sparql,
        table=table,
        headings=heads,
        rows=rows,
        view=seen,
        sourced=sourced,
        numeric=frozenset(each.variable for at, each in enumerate(heads) if _numeric([row[at] for row in rows])),
        with_sources=not _placed(seen.rows) and any(places for _, places in sourced),
        address=address,
    )


def _says(store: Store, spoken: Language) -> Says:
    """What a cell says on a page: its text, and in English the official name that stands there, too."""
    official = cache(lambda iri: label(store, iri, "ja"))
    if spoken == "ja":
        return attrgetter("text")
    return lambda cell: f"{cell.text} {official(cell.ref.iri)}" if cell.ref else cell.text


def _cut(table: Table) -> Table:
    """The table with no more cells than a page can show in parts."""
    most = MOST_CELLS // max(len(table.columns), 1)
    return table if len(table.rows) <= most else replace(table, rows=table.rows[:most], truncated=most)


def _placed(rows: Sequence[Sequence[Shown]]) -> bool:
    return any(cell.kind == "place" for row in rows for cell in row)


def _numeric(cells: Sequence[Shown]) -> bool:
    told = [cell for cell in cells if cell.text]
    return bool(told) and all(cell.numeric and cell.kind not in _PLAIN for cell in told)


def other_version() -> str:
    """The version of the data for which the link that led here was made; "" if it is this one, or none is said."""
    made_with = request.args.get("v", "").replace(" ", "+")  # which some programs make of it
    return "" if made_with == desk().store.version else made_with[:60]
