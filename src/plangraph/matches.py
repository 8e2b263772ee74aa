"""What a search found, as a reader wants it told: of which kind each thing is, where it stands, and which part fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from plangraph.labels import label, ref
from plangraph.namespaces import ID, ONTOLOGY, PG_IN_PLAN, PG_PLAN, RDF_TYPE
from plangraph.questions import questions
from plangraph.search import Name, folded, search
from plangraph.trails import trail

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.labels import Ref
    from plangraph.questions import Question
    from plangraph.store import Store

MOST: Final = 500
"""So many things a reader is offered at most: whoever finds more wants a longer word."""

_LAST: Final = frozenset(
    ONTOLOGY + name
    for name in (
        *("Place", "Doubt", "Observation", "TableBlock", "Target", "Distance"),
        *("TrendStatement", "CountStatement", "PeriodStatement", "FiscalYear"),
    )
)
"""Kinds of things that say something of others, or are many and alike: they are told last."""
_QUESTION: Final = ONTOLOGY + "Question"
_AT_LEVEL: Final = NamedNode(ONTOLOGY + "atLevel")
_NUMBER: Final = NamedNode(ONTOLOGY + "number")


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that was found, with its plan and its way down from the vision."""

    ref: Ref
    kind: str
    """Its level, such as 中目標, or where it has none its class; "" where that is not ours."""
    number: str
    """As printed; "" where it has none."""
    name: str
    """The name that fits, if the label does not."""
    plan: Ref | None
    trail: tuple[Ref, ...]


def matches(store: Store, word: str, language: Language, most: int = MOST) -> list[Match]:
    """What somebody may mean who looks for the word, at most `most`. Raises WordMissing.

    A thing whose name is the word comes first; then what plans set out, then what else there is, then figures, doubts
    and places. Questions are not among them: they are found by their keywords.
    """
    wanted = folded(word)
    found = [name for name in search(store, word, MOST) if _is_ours(store, name.iri)]
    ranked = sorted(found, key=lambda name: (name.folded != wanted, _rank(store, name.iri)))
    return [_match(store, name, wanted, language) for name in ranked[:most]]


def matching_questions(store: Store, word: str, language: Language) -> list[Question]:
    """The questions whose title or keywords hold the word, or together all of the words."""
    wanted = folded(word).split()
    return [
        each
        for each in questions(store, language)
        if wanted and all(part in folded(" ".join((each.title, *each.keywords))) for part in wanted)
    ]


def pieces(text: str, word: str) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it fits the word, or one of the words, as `search` compares them."""
    for words in ([folded(word)], folded(word).split()):
        fits = _fitting(text, [each for each in words if each])
        if any(fits):
            return list(_runs(text, fits))
    return [(text, False)]


def _is_ours(store: Store, iri: str) -> bool:
    classes = _classes(store, iri) if iri.startswith(ID) else set()
    return any(each.startswith(ONTOLOGY) for each in classes) and _QUESTION not in classes


def _rank(store: Store, iri: str) -> int:
    classes = _classes(store, iri)
    if classes & _LAST:
        return 2
    return 0 if PG_PLAN.value in classes or store.match(NamedNode(iri), PG_IN_PLAN) else 1


def _classes(store: Store, iri: str) -> set[str]:
    return {each.object.value for each in store.match(NamedNode(iri), RDF_TYPE)}


def _match(store: Store, name: Name, wanted: str, language: Language) -> Match:
    thing, node = ref(store, name.iri, language), NamedNode(name.iri)
    plan, level, number = (_first(store, node, each) for each in (PG_IN_PLAN, _AT_LEVEL, _NUMBER))
    fits = all(word in folded(thing.label) for word in wanted.split())
    return Match(
        ref=thing,
        kind=label(store, level, language) if level else thing.kind,
        number=number,
        name="" if fits else name.text,
        plan=ref(store, plan, language) if plan else None,
        trail=trail(store, name.iri, language),
    )


def _first(store: Store, thing: NamedNode, predicate: NamedNode) -> str:
    return min((each.object.value for each in store.match(thing, predicate)), default="")


def _fitting(text: str, words: list[str]) -> list[bool]:
    """Of each character, whether it has a part in a place where one of the words is."""
    plain, origin = _plain(text)
    fits = [False] * len(text)
    for word in words:
        at = plain.find(word)
        while at >= 0:
            for first, end in origin[at : at + len(word)]:
                fits[first:end] = [True] * (end - first)
            at = plain.find(word, at + len(word))
    return fits


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is compared, and for each of its characters the part of the text that it comes from."""
    plain, origin = "", []
    for first, end in _clusters(text):
        part = folded(text[first:end]) or " " * text[first:end].isspace()
        if not (part == " " and plain.endswith(" ")):
            plain += part
            origin += [(first, end)] * len(part)
    return plain, origin


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that follow it, which may be of half width."""
    first = 0
    for end in range(1, len(text) + 1):
        follows = end < len(text) and (unicodedata.combining(text[end]) or text[end] in "ﾞﾟ")
        if not follows:
            yield first, end
            first = end


def _runs(text: str, fits: list[bool]) -> Iterator[tuple[str, bool]]:
    first = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or fits[end] != fits[first]:
            yield text[first:end], fits[first]
            first = end
