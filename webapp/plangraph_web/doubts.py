"""What pages tell of a doubt: what is printed and what stands against it, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from plangraph.doubts import DOUBT, Doubt, doubt, doubts_by_target
from plangraph.labels import natural_key
from plangraph.namespaces import RDF_TYPE, SHAPES
from plangraph.readings import readings

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.evidence import Place
    from plangraph.labels import Ref
    from plangraph.store import Store


@dataclass(frozen=True, slots=True)
class Passage:
    """One text and the places of it; no text where it is too much to tell."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class InDocument:
    """What stands in one document."""

    document: Ref
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A doubt with the words at its places and at those that it conflicts with."""

    doubt: Doubt
    printed: tuple[InDocument, ...]
    against: tuple[InDocument, ...]
    rules: tuple[str, ...]
    """The numbers of the rules whose warnings it acknowledges."""


def told(store: Store, doubt: Doubt) -> Told:
    """The doubt with the words of both sides."""
    rules = (each.removeprefix(SHAPES) for each in doubt.acknowledges)
    targets = [each.iri for each in doubt.targets]
    return Told(
        doubt,
        printed=_by_document((place, "") for place in doubt.places),
        against=_by_document((place, " / ".join(readings(store, place, targets))) for place in doubt.against),
        rules=tuple(sorted(rules, key=natural_key)),
    )


def at(store: Store, iri: str, language: Language) -> Told | None:
    """The doubt that has this IRI, if it is one."""
    is_doubt = any(each.object == DOUBT for each in store.match(NamedNode(iri), RDF_TYPE))
    return told(store, doubt(store, iri, language)) if is_doubt else None


def about(store: Store, iri: str, language: Language) -> list[Told]:
    """The doubts whose target is the thing with this IRI."""
    return [told(store, each) for each in doubts_by_target(store, language).get(iri, ())]


def _by_document(found: Iterable[tuple[Place, str]]) -> tuple[InDocument, ...]:
    documents = groupby(found, key=lambda each: each[0].document)
    return tuple(InDocument(document, _passages(some)) for document, some in documents)


def _passages(found: Iterable[tuple[Place, str]]) -> tuple[Passage, ...]:
    """Neighbours with the same text are told once, with all their places."""
    texts = groupby(found, key=lambda each: each[1])
    return tuple(Passage(text, tuple(place for place, _ in places)) for text, places in texts)
