"""What a search found, as a reader wants it told: of which kind each thing is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from plangraph.eras import period
from plangraph.labels import ref
from plangraph.marking import stretch
from plangraph.namespaces import ONTOLOGY, PG_IN_PLAN, PG_NUMBER, RDF_TYPE
from plangraph.questions import questions
from plangraph.search import Found, folded, search, spelled_like, within
from plangraph.things import level
from plangraph.trails import crumbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.errors import Language
    from plangraph.labels import Ref
    from plangraph.questions import Question
    from plangraph.search import Field
    from plangraph.store import Store

MOST: Final = 200
"""So many things a reader is offered at most: whoever finds more wants a longer word."""

_REMEMBERED: Final = 20_000
"""So many things are told without being looked up again."""
_VISION: Final = ONTOLOGY + "Vision"


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
    field: Field
    """What of the thing fits."""
    text: str
    """The words that fit, as the graph writes them; of a summary a short stretch of it, a period by both counts."""
    above: tuple[Ref, ...]
    """From its plan down to what it hangs below or is a part of, without the vision."""


def matches(store: Store, word: str, language: Language, most: int = MOST) -> list[Match]:
    """What somebody may mean who looks for the word, at most `most`, in the order of `search`. Raises WordMissing.

    Questions are found by `matching_questions`.
    """
    wanted = folded(word)
    return [_match(store, each, wanted, language) for each in search(store, word, most)]


def alike(store: Store, word: str, language: Language) -> list[Match]:
    """The few things of which something is spelled nearly as the word."""
    return [_match(store, each, folded(word), language) for each in spelled_like(store, word)]


def matching_questions(store: Store, word: str, language: Language) -> list[Question]:
    """The questions whose title or keywords hold the word, or together all of the words."""
    parts = [within(part) for part in folded(word).split()]
    return [
        each
        for each in questions(store, language)
        if parts and all(holds(folded(" ".join((each.title, *each.keywords)))) for holds in parts)
    ]


def _classes(store: Store, iri: str) -> set[str]:
    return {each.object.value for each in store.match(NamedNode(iri), RDF_TYPE)}


def _match(store: Store, found: Found, wanted: str, language: Language) -> Match:
    known = store.once(_known, language)
    thing = known.get(found.iri) or _thing(store, found.iri, language)
    if len(known) < _REMEMBERED:
        known[found.iri] = thing
    named = found.field in ("label", "reading", "name") and found.text != thing.ref.label
    fits = named and all(word in folded(thing.ref.label) for word in wanted.split())
    return replace(
        thing,
        name=found.text if named and not fits else "",
        field=found.field,
        text=_fitting(found, wanted, language),
    )


def _fitting(found: Found, wanted: str, language: Language) -> str:
    if found.field == "period":
        first, last = map(int, found.text.split("–"))
        return period(first, last, language)
    return stretch(found.text, wanted) if found.field == "summary" else found.text


def _known(_: Store, __: Language) -> dict[str, Match]:
    """What has been told of things already, by their IRIs."""
    return {}


def _thing(store: Store, iri: str, language: Language) -> Match:
    """What is told of a thing, whatever of it fits."""
    thing, node = ref(store, iri, language), NamedNode(iri)
    return Match(
        ref=thing,
        kind=level(store, thing, language),
        number=_first(store, node, PG_NUMBER),
        name="",
        field="label",
        text=thing.label,
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
