"""Do the documents say what the graph says they state? Their files, each text at its places, and what nothing cites."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plangraph.errors import Language, PlangraphError
from plangraph.evidence import Place, citations
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import shorten
from plangraph.sources import Coverage, Source, beyond, coverage, sources, text_at
from plangraph.store import Row, Store

_STATED: Final = """SELECT ?thing ?predicate ?text ?graph {
  ?graph pg:basis pg:stated .
  GRAPH ?graph { ?thing ?predicate ?text }
  FILTER ( isIRI(?thing) && isLiteral(?text) && ( LANG(?text) = "ja" || DATATYPE(?text) = xsd:string ) )
}"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place and what stands there; None if its document was not read."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A text that the graph calls stated and that stands at none of the places which its thing cites."""

    thing: Ref
    predicate: str
    text: str
    passages: tuple[Passage, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A document with all that is wrong with its file or places, and how much of it is cited (None if unread)."""

    source: Source
    problems: tuple[PlangraphError, ...]
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class Verification:
    """How documents and graph agree: of so many texts, those missing and the number that could not be looked up."""

    documents: tuple[Compared, ...]
    texts: int
    missing: tuple[Missing, ...]
    unread: int
    seconds: float
    language: Language = "ja"

    @property
    def problems(self) -> int:
        """The number of faults of files and places."""
        return sum(len(each.problems) for each in self.documents)

    @property
    def agrees(self) -> bool:
        """Whether every file and place is as the graph says, and every text stands where it is cited."""
        return not self.problems and not self.missing


def verify(folder: Path, root: Path | None = None, language: Language = "ja") -> Verification:
    """Compare the data below `root` with the documents in a folder. Raises DataError if either cannot be read."""
    started = time.perf_counter()
    store = Store.load(root)
    documents = sources(store, folder, language)
    passages = _passages(documents, citations(store, language))
    texts = [(row, passages.get(row["thing"].value, ())) for row in store.select(_STATED)]
    absent = [(row, there) for row, there in texts if not _stands(row["text"].value, there)]
    missing = [_missing(store, row, there, language) for row, there in absent if not _unread(there)]
    return Verification(
        documents=_compared(documents, {each.place for there in passages.values() for each in there}),
        texts=len(texts),
        missing=tuple(sorted(missing, key=_order)),
        unread=len(absent) - len(missing),
        seconds=time.perf_counter() - started,
        language=language,
    )


def _passages(documents: list[Source], cited: dict[str, tuple[Place, ...]]) -> dict[str, tuple[Passage, ...]]:
    """What stands at the places of each thing; nothing stands in a document that the graph does not know."""
    lines = {each.document.iri: each.lines for each in documents}

    def passage(place: Place) -> Passage:
        known = lines.get(place.document.iri, ())
        return Passage(place, None if known is None else text_at(known, place))

    return {iri: tuple(passage(place) for place in places) for iri, places in cited.items()}


def _stands(text: str, passages: tuple[Passage, ...]) -> bool:
    return any(_bare(text) in _bare(each.text) for each in passages if each.text is not None)


def _bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def _unread(passages: tuple[Passage, ...]) -> bool:
    return any(each.text is None for each in passages)


def _missing(store: Store, row: Row, passages: tuple[Passage, ...], language: Language) -> Missing:
    return Missing(
        thing=ref(store, row["thing"].value, language),
        predicate=shorten(row["predicate"].value),
        text=row["text"].value,
        passages=passages,
        file=store.file_name(row["graph"].value),
    )


def _order(missing: Missing) -> tuple[object, ...]:
    """By file, then as the document has it."""
    positions = tuple(each.place.position for each in missing.passages)
    return missing.file, positions, natural_key(missing.thing.iri), missing.predicate, missing.text


def _compared(documents: list[Source], cited: Iterable[Place]) -> tuple[Compared, ...]:
    places: dict[str, list[Place]] = {each.document.iri: [] for each in documents}
    for place in sorted(cited, key=lambda each: each.position):
        places.get(place.document.iri, []).append(place)
    return tuple(_with_places(each, places[each.document.iri]) for each in documents)


def _with_places(source: Source, places: list[Place]) -> Compared:
    if source.lines is None:
        return Compared(source, source.problems, None)
    astray = tuple(problem for place in places if (problem := beyond(source, place)))
    return Compared(source, source.problems + astray, coverage(source.lines, places))
