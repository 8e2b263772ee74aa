"""A thing's page made ready: what is said of it, sorted into the sections in which a reader looks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plangraph.asked_about import AskedAbout, asked_about
from plangraph.doubts import TARGET
from plangraph.figures import Figure
from plangraph.identifiers import Identifier, identifiers
from plangraph.labels import Ref
from plangraph.measured import figure, measured, series_of
from plangraph.namespaces import ID, ONTOLOGY, PREFIXES
from plangraph.things import Fact, Thing, Value, level, plan_of
from plangraph_web import thing_texts
from plangraph_web.desk import desk
from plangraph_web.doubts import Told, about, at
from plangraph_web.language import language

SHOWN: Final = 25
"""So many links of one kind are shown; the others are folded."""

_QUESTION: Final = ID + "question/"
_OVER_TIME: Final = frozenset(ONTOLOGY + name for name in ("succeeds", "newIn", "notTakenUpIn"))
_NOT_FACTS: Final = _OVER_TIME | {ONTOLOGY + "order", ONTOLOGY + "number", ONTOLOGY + "atLevel"}
_NOT_MENTIONS: Final = _OVER_TIME | {TARGET.value, PREFIXES["void"] + "exampleResource"}
_OF_FIGURES: Final = frozenset(
    (
        *(ONTOLOGY + name for name in ("indicator", "dataSource", "valueAsPrinted", "approximate", "referencePeriod")),
        *(PREFIXES["qb"] + name for name in ("dataSet", "observation", "measureType")),
        *(PREFIXES["cd-dimension"] + name for name in ("timePeriod", "age")),
        *(PREFIXES["sdmx-dimension"] + "refArea", PREFIXES["sdmx-measure"] + "obsValue"),
        *(PREFIXES["estat-measure"] + "population", ONTOLOGY + "value", ONTOLOGY + "unit"),
    )
)
"""What the section on numbers tells already."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What a thing follows in another plan, or what follows it there."""

    value: Value
    plan: Ref | None


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template shows besides the thing itself."""

    level: str
    number: str
    words: str
    texts: tuple[Fact, ...]
    leading: tuple[Fact, ...]
    mentioned: tuple[Fact, ...]
    earlier: tuple[Generation, ...]
    later: tuple[Generation, ...]
    alone: tuple[tuple[Fact, Value], ...]
    """That nothing precedes or follows it in a plan."""
    figure: Figure | None
    series: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    identifiers: tuple[Identifier, ...]
    questions: tuple[AskedAbout, ...]
    slug: str
    """Of the question that it is or belongs to; "" for anything else."""
    told: Told | None
    doubts: Sequence[Told]
    citation: str
    report: str
    contact: str
    sparql: str


def prepared(found: Thing) -> Page:
    """The page of a thing."""
    store, spoken, iri = desk().store, language(), found.ref.iri
    own, known = figure(store, iri, spoken), identifiers(store, found.facts, spoken)
    numbers = measured(store, iri, spoken)
    hidden = _NOT_FACTS | {each.predicate for each in known} | (_OF_FIGURES if own else set())
    facts = [each for each in found.facts if each.predicate.iri not in hidden]
    told, stands = at(store, iri, spoken), level(store, found.ref, spoken)
    letter = thing_texts.report(found)
    return Page(
        level=stands,
        number=_text(found.facts, "number"),
        words="" if told else thing_texts.in_words(found, stands, own),
        texts=() if told else tuple(each for each in facts if _is_text(each)),
        leading=() if told else tuple(each for each in facts if not _is_text(each)),
        mentioned=_mentioned(found, numbers),
        earlier=_generations(found.facts),
        later=_generations(found.mentioned),
        alone=tuple(_alone(found)),
        figure=own,
        series=series_of(store, own, spoken) if own else (),
        figures=numbers,
        identifiers=known,
        questions=asked_about(store, iri, spoken),
        slug=iri.removeprefix(_QUESTION).partition("/")[0] if iri.startswith(_QUESTION) else "",
        told=told,
        doubts=about(store, iri, spoken),
        citation=thing_texts.citation(found, stands, own),
        report=letter,
        contact=thing_texts.contact(found, letter),
        sparql=_sparql(iri),
    )


def _is_text(fact: Fact) -> bool:
    """Whether it is written, and leads nowhere."""
    return not any(value.iri for value in fact.values)


def _mentioned(found: Thing, numbers: Iterable[Figure]) -> tuple[Fact, ...]:
    """What points here, without the figures, which have a section of their own."""
    elsewhere = {each.ref.iri for each in numbers}
    facts = (each for each in found.mentioned if each.predicate.iri not in _NOT_MENTIONS)
    left = ((fact, tuple(value for value in fact.values if value.iri not in elsewhere)) for fact in facts)
    return tuple(replace(fact, values=values) for fact, values in left if values)


def _generations(facts: Iterable[Fact]) -> tuple[Generation, ...]:
    linked = [e for fact in facts if fact.predicate.iri == ONTOLOGY + "succeeds" for e in fact.values if e.ref]
    return tuple(Generation(each, plan_of(desk().store, each.iri, language())) for each in linked)


def _alone(found: Thing) -> Iterable[tuple[Fact, Value]]:
    for fact in found.facts:
        if fact.predicate.iri in (ONTOLOGY + "newIn", ONTOLOGY + "notTakenUpIn"):
            yield from ((fact, value) for value in fact.values)


def _text(facts: Iterable[Fact], name: str) -> str:
    return next((fact.values[0].text for fact in facts if fact.predicate.iri == ONTOLOGY + name), "")


def _sparql(iri: str) -> str:
    """Asks for everything that is said of the thing, and in which graph."""
    said = f"GRAPH ?graph {{ <{iri}> ?property ?value }}"
    return f"SELECT ?property ?value ?graph\nWHERE {{ {said} }}\nORDER BY ?property ?value"
