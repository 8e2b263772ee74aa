"""What a reader wants to see of a long answer: some rows in an order, some columns, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.labels import NaturalKey, natural_key
from plangraph.search import folded

if TYPE_CHECKING:
    from plangraph.shown import Heading, Shown
    from plangraph.spreadsheets import Value

PAGE: Final = 50
"""Rows on a page."""
LAST_PAGE: Final = 1_000_000
LONGEST: Final = 200
"""Characters of a text that rows are searched for."""

Rows: TypeAlias = Sequence[Sequence["Shown"]]
Says: TypeAlias = Callable[["Shown"], str]
_Key: TypeAlias = tuple[int, int | Decimal | date | NaturalKey]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a reader wants to see an answer; without a wish all columns, in the order of the answer, from its beginning.

    `sort` is the variable to sort by, with a `-` before it from the last to the first; `columns` are those to show.
    """

    sort: str = ""
    text: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1

    @classmethod
    def read(cls, said: Mapping[str, str], several: Sequence[str] = ()) -> Wish:
        """The wish in an address: `sort`, `filter`, `page` and `columns`, which a form may send one by one.

        What makes no sense is no wish: an address outlives the columns that it was made for.
        """
        page = said.get("page", "")
        return cls(
            sort=said.get("sort", ""),
            text=" ".join(said.get("filter", "")[:LONGEST].split()),
            columns=tuple(dict.fromkeys(name for each in several for name in each.split(",") if name)),
            page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
        )

    def words(self) -> dict[str, str]:
        """The same for an address, which says nothing of what nobody wishes."""
        said = {"sort": self.sort, "filter": self.text, "columns": ",".join(self.columns)}
        return {name: word for name, word in said.items() if word} | ({"page": str(self.page)} if self.page > 1 else {})

    def sorted_by(self, variable: str) -> Wish:
        """What a click on the heading of a column means: sort by it, then the other way round, then not at all."""
        after = {variable: f"-{variable}", f"-{variable}": ""}
        return replace(self, sort=after.get(self.sort, variable), page=1)

    def at(self, page: int) -> Wish:
        """The same on another page."""
        return replace(self, page=page)

    def for_text(self, text: str) -> Wish:
        """The same for the rows that hold this text, or for all rows if there is none."""
        return replace(self, text=text, page=1)


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of an answer: a page of the rows that fit, and which of their cells."""

    wish: Wish
    """What was wished for, as far as it could be met."""
    shown: tuple[int, ...]
    """The positions of the cells that are shown, of those in each row."""
    rows: Rows
    fitting: int
    """How many rows hold the text, on all pages."""
    every: int
    """How many rows the answer has."""

    @property
    def pages(self) -> int:
        """How many pages there are; an answer without rows has one."""
        return _pages(self.fitting)

    @property
    def first(self) -> int:
        """The number of the first row of the page among those that fit, from 1; 0 if none does."""
        return (self.wish.page - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row of the page."""
        return (self.wish.page - 1) * PAGE + len(self.rows)

    @property
    def near(self) -> list[int]:
        """The pages to go to from here: the first, those beside this one, the last; 0 stands for what is left out."""
        at, end = self.wish.page, self.pages
        wanted = sorted({1, end} | {page for page in (at - 1, at, at + 1) if 1 <= page <= end})
        found: list[int] = []
        for page in wanted:
            if found and page - found[-1] == 2:
                found.append(page - 1)
            elif found and page - found[-1] > 2:
                found.append(0)
            found.append(page)
        return found


def view(headings: Sequence[Heading], rows: Rows, wish: Wish, says: Says = attrgetter("text")) -> View:
    """The rows that hold every word of the text, in the order wished for, a page of them.

    Words are compared as names are when they are searched for, with what a cell `says` to its reader. A page beyond
    the last one is the last one.
    """
    variables = [each.variable for each in headings]
    columns = tuple(name for name in variables if name in wish.columns)
    sort = wish.sort if wish.sort.removeprefix("-") in variables else ""
    found = _holding(rows, wish.text, says)
    if sort:
        found = _in_order(found, variables.index(sort.removeprefix("-")), sort.startswith("-"))
    page = min(wish.page, _pages(len(found)))
    return View(
        wish=replace(wish, sort=sort, columns=columns if len(columns) < len(variables) else (), page=page),
        shown=tuple(at for at, name in enumerate(variables) if name in columns or not columns),
        rows=found[(page - 1) * PAGE : page * PAGE],
        fitting=len(found),
        every=len(rows),
    )


def _pages(rows: int) -> int:
    return max(-(-rows // PAGE), 1)


def _holding(rows: Rows, text: str, says: Says) -> Rows:
    words = folded(text).split()
    if not words:
        return rows
    return [row for row in rows if _holds(folded("\n".join(map(says, row))), words)]


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _in_order(rows: Rows, at: int, backwards: bool) -> Rows:
    """Rows with nothing in the column come last both ways; those with the same value stay in their order."""

    def key(row: Sequence[Shown]) -> _Key:
        return _key(row[at].value)

    told = [row for row in rows if row[at].value is not None]
    return [*sorted(told, key=key, reverse=backwards), *(row for row in rows if row[at].value is None)]


def _key(value: Value) -> _Key:
    """Numbers by size, then days, then texts as people sort them."""
    if isinstance(value, int | Decimal):
        return 0, value
    return (1, value) if isinstance(value, date) else (2, natural_key(value or ""))
