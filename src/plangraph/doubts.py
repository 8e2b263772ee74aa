"""What the editors doubt in the documents: quality annotations (DQV), some of which acknowledge warnings of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.evidence import Place, places
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_TYPE
from plangraph.store import Store, decimal
from plangraph.trails import LAST, position

DOUBT: Final = NamedNode(ONTOLOGY + "Doubt")
TARGET: Final = NamedNode(PREFIXES["oa"] + "hasTarget")
_DIMENSION: Final = NamedNode(PREFIXES["dqv"] + "inDimension")
AGAINST: Final = NamedNode(ONTOLOGY + "conflictsWith")
_ACKNOWLEDGES: Final = NamedNode(ONTOLOGY + "acknowledges")
_ACKNOWLEDGED: Final = "SELECT ?doubt ?rule ?thing { ?doubt a pg:Doubt ; pg:acknowledges ?rule ; oa:hasTarget ?thing }"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place where a document cannot be right, or two that cannot both be."""

    ref: Ref
    targets: tuple[Ref, ...]
    """The things in doubt."""
    dimension: Ref
    """What kind of doubt it is."""
    printed: tuple[str, ...]
    """What is printed, in the words of the document."""
    places: tuple[Place, ...]
    """Where it is printed."""
    against: tuple[Place, ...]
    """The places that it conflicts with."""
    probable: str
    """What it should probably be; "" where nobody can tell."""
    rationale: str
    confidence: float
    """How sure it is that something is wrong, and that the probable form is right: above 0, up to 1."""
    suspected: bool
    """Whether it is only suspected that anything is wrong."""
    acknowledges: tuple[str, ...]
    """The IRIs of the rules whose warnings on the targets are known and explained by this."""

    @property
    def documents(self) -> frozenset[Ref]:
        """The documents that it is about: where it is printed, and what it conflicts with."""
        return frozenset(place.document for place in (*self.places, *self.against))


def doubts(store: Store, language: Language) -> tuple[Doubt, ...]:
    """Every doubt, by kind, then by the place where it is printed; read once."""
    return store.once(_doubts, language)


def doubts_by_target(store: Store, language: Language) -> dict[str, tuple[Doubt, ...]]:
    """The doubts in the same order, by the IRI of what is in doubt."""
    return store.once(_by_target, language)


def doubt(store: Store, iri: str, language: Language) -> Doubt:
    """The doubt with this IRI; what it lacks is empty."""
    said = store.match(NamedNode(iri))

    def things(predicate: NamedNode) -> list[str]:
        return sorted(
            (each.object.value for each in said if each.predicate == predicate and isinstance(each.object, NamedNode)),
            key=natural_key,
        )

    def words(name: str) -> tuple[str, ...]:
        return tuple(sorted(each.object.value for each in said if each.predicate.value == ONTOLOGY + name))

    def refs(predicate: NamedNode) -> tuple[Ref, ...]:
        return tuple(ref(store, each, language) for each in things(predicate))

    return Doubt(
        ref=ref(store, iri, language),
        targets=refs(TARGET),
        dimension=next(iter(refs(_DIMENSION)), Ref("", "")),
        printed=words("asPrinted"),
        places=places(store, iri, language),
        against=places(store, iri, language, AGAINST),
        probable=" / ".join(words("probableForm")),
        rationale=text(store, iri, ONTOLOGY + "rationale", language),
        confidence=decimal(next(iter(words("confidence")), "")) or 0.0,
        suspected="true" in words("suspected"),
        acknowledges=tuple(things(_ACKNOWLEDGES)),
    )


def acknowledgements(store: Store) -> dict[tuple[str, str], str]:
    """The IRI of the doubt that acknowledges the warnings of a rule on a thing, by both IRIs."""
    rows = store.select(_ACKNOWLEDGED)
    return {(row["rule"].value, row["thing"].value): row["doubt"].value for row in rows}


def _doubts(store: Store, language: Language) -> tuple[Doubt, ...]:
    found = {each.subject.value for each in store.match(None, RDF_TYPE, DOUBT) if isinstance(each.subject, NamedNode)}
    return tuple(sorted((doubt(store, iri, language) for iri in found), key=lambda each: _order(store, each)))


def _by_target(store: Store, language: Language) -> dict[str, tuple[Doubt, ...]]:
    found: dict[str, tuple[Doubt, ...]] = {}
    for each in doubts(store, language):
        for target in each.targets:
            found[target.iri] = (*found.get(target.iri, ()), each)
    return found


def _order(store: Store, doubt: Doubt) -> tuple[object, ...]:
    first = doubt.places[0].position if doubt.places else ("", 0, 0, 0, 0)
    kind = position(store, doubt.dimension.iri) if doubt.dimension.iri else (LAST,)
    return kind, first, natural_key(doubt.ref.iri)
