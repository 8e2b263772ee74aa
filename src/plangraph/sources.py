"""The source documents as files: whether they are the text that the graph cites, and what stands at a place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from plangraph import catalog
from plangraph.errors import (
    CharacterBeyondEnd,
    DataError,
    FileNotNamed,
    FileOutside,
    Language,
    LineBeyondEnd,
    NotUnicode,
    OtherLineCount,
    OtherText,
    PlangraphError,
)
from plangraph.evidence import Place
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, RDF_TYPE
from plangraph.store import Store

_DOCUMENT: Final = NamedNode(ONTOLOGY + "Document")
_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_CITED: Final = "\0"
_STRETCH: Final = re.compile(rf"[^{_CITED}\n]+(?:\n[^{_CITED}\n]+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """A document, its file, what is wrong with that, and its lines as `cat -n` counts them (None if it is unread)."""

    document: Ref
    path: Path
    problems: tuple[PlangraphError, ...]
    lines: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that no place covers, without markup and with white space folded; lines are counted from 1."""

    first_line: int
    last_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text some place covers, from 0 to 1, and the stretches that none does."""

    share: float
    uncited: tuple[Stretch, ...]


def sources(store: Store, folder: Path, language: Language) -> list[Source]:
    """Every document of the graph, by the name of its file in the folder. Raises MissingPath or FileUnreadable."""
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise catalog.unreadable(error, folder) from error
    found = [each.subject for each in store.match(None, RDF_TYPE, _DOCUMENT) if isinstance(each.subject, NamedNode)]
    documents = [_source(store, ref(store, each.value, language), folder, language) for each in found]
    return sorted(documents, key=lambda each: (natural_key(each.path.name), each.document.iri))


def text_at(lines: Sequence[str], place: Place) -> str:
    """The lines, or the characters of them, that the place means, as far as the text has them."""
    return "\n".join(lines[number][part] for number, part in parts(place, len(lines)))


def parts(place: Place, count: int) -> Iterator[tuple[int, slice]]:
    """The index of each line of the place that a text of `count` lines has, and which characters of it are meant."""
    for number in range(max(place.first_line, 1), min(place.last_line, count) + 1):
        begins, ends = number == place.first_line, number == place.last_line
        start = max((place.first_character or 1) - 1, 0) if begins else 0
        yield number - 1, slice(start, place.last_character if ends else None)


def plain(line: str) -> str:
    """The line with a space for every character of HTML markup, so that all others stay where they are."""
    return _MARKUP.sub(lambda tag: " " * len(tag[0]), line)


def beyond(source: Source, place: Place) -> PlangraphError | None:
    """What is wrong with a place that leads out of its document or of its line."""
    name, lines = place.ref.path or place.ref.iri, source.lines or ()
    if place.last_line > len(lines):
        return LineBeyondEnd(place=name, path=source.path, lines=len(lines))
    ends = (place.first_line, place.first_character), (place.last_line, place.last_character)
    for line, character in ends:
        if line > 0 and character is not None and character > len(lines[line - 1]):
            return CharacterBeyondEnd(place=name, path=source.path, line=line, characters=len(lines[line - 1]))
    return None


def coverage(lines: Sequence[str], places: Iterable[Place]) -> Coverage:
    """What of the text the places cover; only letters and digits count, and no markup."""
    bare = [plain(line) for line in lines]
    rest = [list(line) for line in bare]
    for place in places:
        for number, part in parts(place, len(lines)):
            rest[number][part] = _CITED * len(rest[number][part])
    left = ["".join(line).strip() for line in rest]
    letters = _letters(bare)
    return Coverage(1 - _letters(left) / letters if letters else 1.0, tuple(_stretches("\n".join(left))))


def _source(store: Store, document: Ref, folder: Path, language: Language) -> Source:
    name, digest, count = (
        text(store, document.iri, ONTOLOGY + each, language) for each in ("fileName", "sha256", "lineCount")
    )
    path = folder / name
    if unfit := _unfit(name, document.path or document.iri):
        return Source(document, path, (unfit,), None)
    try:
        body = catalog.whole(path)
    except DataError as error:
        return Source(document, path, (error,), None)
    problems = [each for each in (_other_text(path, body, digest),) if each]
    try:
        lines = _lines(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Source(document, path, (*problems, NotUnicode(path=path)), None)
    if count and count != str(len(lines)):
        problems.append(OtherLineCount(path=path, found=len(lines), expected=count))
    return Source(document, path, tuple(problems), lines)


def _unfit(name: str, document: str) -> PlangraphError | None:
    """Why a document is not looked for under this name: data must not open other files than those of the folder."""
    if not name:
        return FileNotNamed(document=document)
    if Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        return FileOutside(document=document, name=name)
    return None


def _other_text(path: Path, body: bytes, expected: str) -> PlangraphError | None:
    found = hashlib.sha256(body).hexdigest()
    return OtherText(path=path, found=found, expected=expected) if expected and found != expected else None


def _lines(body: str) -> tuple[str, ...]:
    return tuple(body.removesuffix("\n").split("\n")) if body else ()


def _letters(lines: Iterable[str]) -> int:
    return sum(character.isalnum() for line in lines for character in line)


def _stretches(left: str) -> Iterator[Stretch]:
    """Runs of what is left, over line ends but not over blank lines; a run without letters says nothing."""
    for run in _STRETCH.finditer(left):
        words = run[0].strip()
        if any(character.isalnum() for character in words):
            line = left.count("\n", 0, run.start()) + 1
            yield Stretch(line, line + words.count("\n"), " ".join(words.split()))
