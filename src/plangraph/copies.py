"""A reader's own copies of the documents: the passages that the graph cites, never more than is near them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from plangraph.catalog import unreadable
from plangraph.errors import DataError, Language, PlangraphError
from plangraph.evidence import Place
from plangraph.sources import Source, beyond, coverage, parts, plain, sources
from plangraph.store import Store

LONG: Final = 160
"""Characters from which on a line is cut to what is near its marks."""
NEAR: Final = 32
"""Characters that are shown before and after a mark in a long line."""
_CUT: Final = "…"
_SPACES: Final = re.compile(r"\s+")

log = logging.getLogger("plangraph")


def existing(folder: Path) -> Path:
    """The folder, if there is one of this name; whatever else is wrong with it can be told when it is read.

    Raises MissingPath or FileUnreadable.
    """
    try:
        next(folder.iterdir(), None)
    except PermissionError as error:
        log.warning("No passage can be shown. %s", unreadable(error, folder).sentence("en"))
    except OSError as error:
        raise unreadable(error, folder) from error
    return folder


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, marked if just these are cited."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document, as much of it as is shown."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """The documents found in a folder, by their IRIs; `problem` says why the folder cannot be read."""

    folder: Path | None
    problem: PlangraphError | None
    found: dict[str, Source]

    @classmethod
    def at(cls, folder: Path | None, store: Store, language: Language) -> Copies:
        """The copies as they are now; none without a folder."""
        if folder is None:
            return cls(None, None, {})
        try:
            return cls(folder, None, {each.document.iri: each for each in sources(store, folder, language)})
        except DataError as error:
            return cls(folder, error, {})

    def problems(self, document: str) -> tuple[PlangraphError, ...]:
        """Why the copy of the document with this IRI is not the text whose lines were counted."""
        if self.problem:
            return (self.problem,)
        return self.found[document].problems if document in self.found else ()

    def lines(self, document: str) -> tuple[str, ...] | None:
        """The lines of the document, if they are those that were counted."""
        known = self.found.get(document)
        return None if known is None or known.problems else known.lines

    def share(self, document: str, places: Iterable[Place]) -> float | None:
        """How much of the document the places cover, from 0 to 1."""
        lines = self.lines(document)
        return None if lines is None else coverage(lines, places).share

    def astray(self, place: Place) -> PlangraphError | None:
        """What is wrong with a place that leads out of its document."""
        known = self.found.get(place.document.iri)
        return beyond(known, place) if known and self.lines(place.document.iri) is not None else None

    def words(self, place: Place) -> str:
        """What stands at the place, in one line; "" if the text is not at hand."""
        lines = self.lines(place.document.iri) or ()
        there = [plain(lines[number])[part] for number, part in parts(place, len(lines))]
        return " ".join(" ".join(there).split())

    def excerpt(self, places: Sequence[Place]) -> tuple[Line, ...]:
        """The lines of places that have the same, but blank ones; empty if the text is not at hand, or shorter."""
        lines = self.lines(places[0].document.iri)
        if lines is None or any(self.astray(each) for each in places):
            return ()
        whole = any(_of_whole_lines(each) for each in places)
        marks: dict[int, list[slice]] = {number: [] for number, _ in parts(places[0], len(lines))}
        for place in places:
            for number, part in parts(place, len(lines)):
                marks[number] += [] if _of_whole_lines(place) else [part]
        shown = [(number, plain(lines[number]), each) for number, each in marks.items()]
        return tuple(Line(number + 1, _pieces(line, each, whole)) for number, line, each in shown if line.strip())


def _of_whole_lines(place: Place) -> bool:
    return place.first_character is None and place.last_character is None


def _pieces(line: str, marks: list[slice], whole: bool) -> tuple[Piece, ...]:
    """The line cut at its marks; of a long line that is not cited as a whole, only what is near them."""
    everywhere = whole or len(line) <= LONG
    shown, marked = bytearray([everywhere]) * len(line), bytearray(len(line))
    for mark in marks:
        start, stop, _ = mark.indices(len(line))
        marked[start:stop] = b"\1" * (stop - start)
        start, stop = max(start - NEAR, 0), min(stop + NEAR, len(line))
        shown[start:stop] = b"\1" * (stop - start)
    runs = groupby(zip(line, shown, marked, strict=True), key=lambda each: each[1:])
    return tuple(
        Piece(_SPACES.sub(" ", "".join(character for character, *_ in run)) if is_shown else _CUT, bool(is_marked))
        for (is_shown, is_marked), run in runs
    )
