"""What a search found, as a reader wants it told: of which kind each thing is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from plangraph.generations import lineages
from plangraph.labels import ref
from plangraph.namespaces import ID, ONTOLOGY, PG_IN_PLAN, PG_NUMBER, PG_PLAN, RDF_TYPE
from plangraph.nearness import nearest
from plangraph.questions import questions
from plangraph.search import Name, folded, search
from plangraph.things import level
from plangraph.trails import crumbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.errors import Language
    from plangraph.labels import Ref
    from plangraph.questions import Question
    from plangraph.store import Store

MOST: Final = 200
"""So many things a reader is offered at most: whoever finds more wants a longer word."""

_LOOKED_AT: Final = 2_000
"""So many are looked at before the best are chosen."""
_LAST: Final = frozenset(
    ONTOLOGY + name
    for name in (
        *("Place", "Doubt", "Observation", "TableBlock", "Target", "Distance"),
        *("TrendStatement", "CountStatement", "PeriodStatement", "FiscalYear"),
    )
)
"""Kinds of things that say something of others, or are many and alike: they are told last."""
_VISION: Final = ONTOLOGY + "Vision"
_QUESTION: Final = ONTOLOGY + "Question"


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that was found, and where it stands."""

    ref: Ref
    kind: str
    """Its level, such as 中目標, or where it has none its class; "" where that is not ours."""
    number: str
    """As printed; "" where it has none."""
    name: str
    """The name that fits, if the label does not."""
    above: tuple[Ref, ...]
    """From its plan down to what it hangs below or is a part of, without the vision."""


def matches(store: Store, word: str, language: Language, most: int = MOST) -> list[Match]:
    """What somebody may mean who looks for the word, at most `most`. Raises WordMissing.

    What plans set out comes first, the newest plans before the older ones, then what else there is, then figures,
    doubts and places; but first of all what has just this name. Questions are found by `matching_questions`.
    """
    wanted = folded(word)
    found = [name for name in search(store, word, _LOOKED_AT) if _is_ours(store, name.iri)]
    ages = store.once(_ages)
    ranked = sorted(found, key=lambda name: _rank(store, name, wanted, ages))
    return [_match(store, name.iri, name.text, wanted, language) for name in ranked[:most]]


def alike(store: Store, word: str, language: Language) -> list[Match]:
    """The few things that are named most like the word."""
    return [_match(store, each.iri, each.label, "", language) for each in nearest(store, word, language)]


def matching_questions(store: Store, word: str, language: Language) -> list[Question]:
    """The questions whose title or keywords hold the word, or together all of the words."""
    wanted = folded(word).split()
    return [
        each
        for each in questions(store, language)
        if wanted and all(part in folded(" ".join((each.title, *each.keywords))) for part in wanted)
    ]


def _is_ours(store: Store, iri: str) -> bool:
    classes = _classes(store, iri) if iri.startswith(ID) else set()
    return any(each.startswith(ONTOLOGY) for each in classes) and _QUESTION not in classes


def _rank(store: Store, name: Name, wanted: str, ages: dict[str, int]) -> tuple[bool, int, int, bool]:
    thing, classes = NamedNode(name.iri), _classes(store, name.iri)
    plan = name.iri if PG_PLAN.value in classes else _first(store, thing, PG_IN_PLAN)
    exact, age = name.folded == wanted, ages.get(plan, 0)
    group = 2 if classes & _LAST else 0 if plan else 1
    return not (exact and age == 0), group, age, not exact


def _ages(store: Store) -> dict[str, int]:
    """How many newer plans the maker of each plan has."""
    return {each.plan.ref.iri: age for lineage in lineages(store, "ja") for age, each in enumerate(lineage.generations)}


def _classes(store: Store, iri: str) -> set[str]:
    return {each.object.value for each in store.match(NamedNode(iri), RDF_TYPE)}


def _match(store: Store, iri: str, name: str, wanted: str, language: Language) -> Match:
    thing, node = ref(store, iri, language), NamedNode(iri)
    fits = all(word in folded(thing.label) for word in wanted.split())
    return Match(
        ref=thing,
        kind=level(store, thing, language),
        number=_first(store, node, PG_NUMBER),
        name="" if fits else name,
        above=tuple(_above(store, iri, _first(store, node, PG_IN_PLAN), language)),
    )


def _above(store: Store, iri: str, plan: str, language: Language) -> Iterator[Ref]:
    if plan:
        yield ref(store, plan, language)
    for each in crumbs(store, iri, language):
        if each.iri != plan and _VISION not in _classes(store, each.iri):
            yield each


def _first(store: Store, thing: NamedNode, predicate: NamedNode) -> str:
    return min((each.object.value for each in store.match(thing, predicate)), default="")
