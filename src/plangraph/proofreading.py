"""What is wrong with a query, or looks so, without running it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from plangraph.errors import DeadlinePassed, Language, MemoryExceeded, NestingTooDeep, PlangraphError, QueryRefused
from plangraph.query import QueryService
from plangraph.sandbox.admission import OURSELVES, Client
from plangraph.sparql.fixes import Fix, offered
from plangraph.sparql.mistakes.characters import commas_in_variables
from plangraph.sparql.mistakes.mistake import Mistake
from plangraph.sparql.tokens import place, tokens
from plangraph.store import Store
from plangraph.unknown_terms import unknown_terms

_STOPPED: Final = (DeadlinePassed, MemoryExceeded, NestingTooDeep)
"""What a text may do to a worker that only reads it."""
_LONGEST: Final = 30_000
"""Of a text with more characters the terms are not looked up, as that would keep others waiting."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about the characters of a query from `start` (from 0) up to `end`."""

    severity: Literal["error", "warning"]
    """An error keeps the query from being run; a warning is what can be run and yet is hardly meant."""
    start: int
    end: int
    line: int
    column: int
    """Both from 1."""
    what: str
    hint: str
    fixes: tuple[Fix, ...]


def proofread(
    store: Store, service: QueryService, text: str, language: Language, client: Client = OURSELVES
) -> list[Remark]:
    """What keeps the query from being run; if nothing does, commas in names and terms that the data do not know.

    Raises Overloaded, WorkersGone or ClientGone if no worker can read it.
    """
    try:
        service.read(service.check(text), client)
    except (QueryRefused, *_STOPPED) as error:
        return [remark_on(error, text, language)]
    with service.busy(client):
        unknown = unknown_terms(store, text, language) if len(text) <= _LONGEST else []
        return [_doubt(each, text, language) for each in commas_in_variables(tokens(text))] + [
            _remark("warning", text, (each.start, each.end), each.ja if language == "ja" else each.en, "", each.fixes)
            for each in unknown
        ]


def _doubt(fault: Mistake, text: str, language: Language) -> Remark:
    """A mistake in a query that can be run all the same."""
    said = (fault.ja, fault.hint_ja) if language == "ja" else (fault.en, fault.hint_en)
    return _remark("warning", text, (fault.start, fault.end), *said, fault.fixes)


def remark_on(error: PlangraphError, text: str, language: Language) -> Remark:
    """What an error says about a query; one that has no place concerns the whole text."""
    span = (int(str(error.fields.get("start", 0))), int(str(error.fields.get("end", len(text)))))
    what = str(error.fields.get(f"what_{language}", error.what(language)))  # where it stands need not be said, too
    return _remark("error", text, span, what, error.hint(language), offered(error))


def _remark(
    severity: Literal["error", "warning"],
    text: str,
    span: tuple[int, int],
    what: str,
    hint: str,
    fixes: tuple[Fix, ...],
) -> Remark:
    return Remark(severity, *span, *place(text, span[0]), what, hint, fixes)
