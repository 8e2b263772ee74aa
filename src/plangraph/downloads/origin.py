"""How an answer came about, and the sheet that tells it: conditions, sources, version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

from plangraph.downloads.sources import Sources
from plangraph.downloads.words import say
from plangraph.errors import Language
from plangraph.inventory import LICENCE
from plangraph.labels import label, meaning
from plangraph.namespaces import ONTOLOGY
from plangraph.questions import Asked
from plangraph.spreadsheets import Sheet
from plangraph.store import Store

_JAPAN: Final = timezone(timedelta(hours=9))
_PIECE: Final = 30_000
"""Characters of a long query that one cell tells."""


def today() -> date:
    """The day that it is in Japan."""
    return datetime.now(_JAPAN).date()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer comes from: its data, its language, its SPARQL, the question of the catalogue if it is one.

    `link` is the address of its page, "" if it has none.
    """

    store: Store
    language: Language
    sparql: str
    asked: Asked | None = None
    link: str = ""
    fetched: date | None = None
    """The day on which it was answered, today if none is given."""

    def say(self, what: str, **fields: object) -> str:
        """A text of the files in the language of the answer."""
        return say(self.language, what, **fields)

    def sheet(self, seen: Sources) -> Sheet:
        """The second sheet of a workbook, to be written after the first one, which tells what has been `seen`."""
        columns = self.say("item"), self.say("content")
        return Sheet(self.say("about"), columns, self._rows(seen), filtered=False)

    def _rows(self, seen: Sources) -> Iterator[tuple[str, str | int | date]]:
        yield from self._question(seen)
        yield self.say("rows"), self.say("first" if seen.truncated else "whole", rows=seen.rows)
        for each in self.asked.question.rests_on if self.asked else ():
            yield self.say("bases"), self._basis(each)
        for each in seen.lines(self.store, self.language):
            yield self.say("source"), each
        if seen.incomplete:
            yield self.say("note"), self.say("more sources", rows=seen.known)
        if seen.shortened:
            yield self.say("note"), self.say("long", count=seen.shortened)
        yield self.say("version"), self.store.version
        yield self.say("fetched"), self.fetched or today()
        if self.link:
            yield self.say("link"), self.link
        for start in range(0, len(self.sparql), _PIECE):
            yield self.say("sparql"), self.sparql[start : start + _PIECE]
        yield self.say("licence"), self.say("terms", url=LICENCE)
        yield self.say("credit"), self.say("credited", version=self.store.version)
        yield self.say("note"), self.say("others")

    def _question(self, seen: Sources) -> Iterator[tuple[str, str]]:
        """What was asked and chosen, and the answer in a sentence, which would be wrong of one that was cut."""
        if self.asked is None:
            return
        question = self.asked.question
        yield self.say("question"), question.title
        yield self.say("explanation"), question.explanation
        for each in question.parameters:
            yield self.say("parameter", name=each.label), self.asked.choices[each.variable].label
        if not seen.truncated:
            yield self.say("sentence"), self.asked.sentence(seen.rows)

    def _basis(self, name: str) -> str:
        iri = ONTOLOGY + name
        definition = meaning(self.store, iri, self.language)
        return self.say("basis", label=label(self.store, iri, self.language), definition=definition)
