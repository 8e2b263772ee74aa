"""What the rows of an answer rest on, gathered while they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from plangraph.citing import cited
from plangraph.downloads.words import say
from plangraph.errors import Language
from plangraph.evidence import Place
from plangraph.shown import Shown
from plangraph.store import Store

MOST: Final = 5_000
"""So many different rows are looked up, so that a long answer takes no more memory than a short one."""
_MOST_SPANS: Final = 300
"""Stretches of lines that are listed of a document."""

Key: TypeAlias = tuple[tuple[str, str], ...]


class Sources:
    """The places of documents at which the rows can be looked up, and how many rows there were."""

    def __init__(self, truncated: int | None) -> None:
        """Begin before the first row; the number of rows kept is told if a cap struck."""
        self.truncated = truncated
        self.rows = 0
        self.shortened = 0
        """Texts that a cell could not hold."""
        self.incomplete = False
        """Whether some rows were not looked up."""
        self._rows: dict[Key, list[Shown]] = {}

    @property
    def known(self) -> int:
        """How many different rows were looked up."""
        return len(self._rows)

    def see(self, row: Sequence[Shown]) -> None:
        """Note one row."""
        self.rows += 1
        named = [cell for cell in row if cell.ref]
        key = tuple((cell.kind, cell.ref.iri) for cell in named if cell.ref)
        if key in self._rows:
            return
        if len(self._rows) >= MOST:
            self.incomplete = True
        else:
            self._rows[key] = named

    def lines(self, store: Store, language: Language) -> list[str]:
        """For each document the lines in which the rows are found, in one text."""
        found: dict[str, list[Place]] = {}
        for place in dict.fromkeys(each for row in self._rows.values() for each in cited(store, row, language)):
            found.setdefault(place.document.label, []).append(place)
        return [
            say(language, "lines", document=document, lines=_spans(places, say(language, "between")))
            for document, places in sorted(found.items())
        ]


def _spans(places: Iterable[Place], between: str) -> str:
    """The lines of all places, as few stretches as there are: `12–14, 20`."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((each.first_line, each.last_line) for each in places):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    told = [str(first) if first == last else f"{first}–{last}" for first, last in found[:_MOST_SPANS]]
    return between.join([*told, "…"] if len(found) > _MOST_SPANS else told)
