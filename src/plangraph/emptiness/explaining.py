"""Finding what empties an answer: first what does not occur at all, then what in WHERE, then what comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from plangraph.emptiness import changes, clauses
from plangraph.emptiness.causes import Cause, Explanation, Way
from plangraph.emptiness.narrowing import Narrowing
from plangraph.emptiness.probing import Prober
from plangraph.errors import Language
from plangraph.query import QueryService
from plangraph.sandbox.admission import OURSELVES, Client
from plangraph.sparql.fixes import Edit, Fix, mended
from plangraph.sparql.guard import Guarded
from plangraph.sparql.reading.patterns import Query, every_part
from plangraph.sparql.reading.splitting import parts_of
from plangraph.store import Store
from plangraph.unknown_terms import UnknownTerm, found_in

_MOST_WAYS: Final = 3
_LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")


def explain(
    store: Store, service: QueryService, guarded: Guarded, language: Language, client: Client = OURSELVES
) -> Explanation:
    """What empties the answer to a query that has run and has no rows, or of which ASK says no.

    Other queries are run for that, in the sandbox, as the same client, for a second or two at most. What is offered has
    been tried and has rows.
    """
    query = parts_of(guarded.text)
    if query is None:
        return Explanation((), complete=True)
    prober = Prober(service, guarded, client)
    found = _Inquiry(store, prober, guarded.text, query, language).causes()
    return Explanation(tuple(found), complete=not prober.missed, of_ask=query.form == "ASK")


class _Inquiry:
    """Looks for the causes in one text."""

    def __init__(self, store: Store, prober: Prober, text: str, query: Query, language: Language) -> None:
        self.store, self.prober, self.text, self.query, self.language = store, prober, text, query, language

    def causes(self) -> list[Cause]:
        unknown = found_in(self.store, self.text, self.query, self.language)
        needed = [each for each in unknown if each.needed]
        if needed:
            return self._unknown(needed)
        if not self.query.where:
            return []
        if self.prober.matches(self.text[self.query.where.start : self.query.where.end]):
            return list(clauses.causes(self.query, self.ways))
        here_and_there = [each for each in self._terms(unknown) if each.ways]
        return here_and_there or self._in_where()

    def ways(self, fixes: Iterable[Fix], most: int = _MOST_WAYS) -> tuple[Way, ...]:
        """The first of the fixes after which there are rows."""
        found: list[Way] = []
        for fix in fixes:
            count = self.prober.answer(mended(self.text, fix))
            if count and count.rows:
                found.append(Way(fix, *count))
            if len(found) == most:
                break
        return tuple(found)

    def _unknown(self, terms: list[UnknownTerm]) -> list[Cause]:
        """A cause for each term; of several the first one has a way that mends them all."""
        found = self._terms(terms)
        fixes = [each.fixes[0] for each in terms if each.fixes]
        if len(fixes) == len(terms) > 1:
            found[0] = replace(found[0], ways=(*self.ways([together(fixes)]), *found[0].ways))
        if not any(each.ways for each in found):
            certain = len(fixes) == len(terms) and all(each.named_alike for each in terms) and not self.prober.missed
            behind = self._behind(together(fixes)) if certain else []
            ways = tuple(way for cause in behind for way in cause.ways)[:_MOST_WAYS]
            found = [replace(found[0], ways=ways or self.ways(self._without(terms[0]))), *found[1:], *behind]
        return found

    def _terms(self, terms: list[UnknownTerm]) -> list[Cause]:
        return [Cause("term", each.start, each.end, each.ja, each.en, self.ways(each.fixes)) for each in terms]

    def _without(self, term: UnknownTerm) -> Iterator[Fix]:
        """To leave out the smallest part with the term in it."""
        around = [part for part, _ in every_part(self.query.where) if part.start <= term.start < part.end]
        for part in sorted(around, key=lambda part: part.end - part.start)[:1]:
            yield changes.without(self.text, part)

    def _behind(self, fix: Fix) -> list[Cause]:
        """What empties the answer besides, once this is mended; its ways mend both."""
        text = mended(self.text, fix)
        query = parts_of(text)
        if query is None:
            return []
        found = _Inquiry(self.store, self.prober, text, query, self.language).causes()
        return [self._brought_back(each, fix, text) for each in found]

    def _brought_back(self, cause: Cause, fix: Fix, text: str) -> Cause:
        """A cause in a text that was mended, as one in this text."""
        start, end = (_before(place, fix) for place in (cause.start, cause.end))
        ways = tuple(way._replace(fix=self._both(fix, way.fix, text)) for way in cause.ways)
        return replace(cause, start=start, end=max(end, start), ways=ways)

    def _both(self, first: Fix, then: Fix, text: str) -> Fix:
        edit = Edit(0, len(self.text), mended(text, then))
        return Fix(f"{first.ja}、{then.ja}", f"{first.en}, {then.en}", (edit,))

    def _in_where(self) -> list[Cause]:
        narrowing = Narrowing(self.store, self.prober, self.text, self.ways)
        found = list(narrowing.in_group(self.query.where)) if self.query.where else []
        edits = tuple(Edit(each.start, each.end, "") for each in self.query.clauses if each.keyword == "FROM")
        if found and edits:
            fix = Fix("FROM を外してすべてのグラフから探す", "Look in all graphs, without FROM", edits)
            found[0] = replace(found[0], ways=(*self.ways([fix]), *found[0].ways))
        return found


def together(fixes: list[Fix]) -> Fix:
    """Several fixes as one."""
    edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    ja, en = (dict.fromkeys(each.label(language) for each in fixes) for language in _LANGUAGES)
    return Fix("、".join(ja), ", ".join(en), edits)


def _before(place: int, fix: Fix) -> int:
    """The place in a text before a fix, of a place in the text after it."""
    for edit in sorted(fix.edits):
        if edit.start + len(edit.text) <= place:
            place -= len(edit.text) - (edit.end - edit.start)
        elif edit.start < place:
            return edit.start
    return place
