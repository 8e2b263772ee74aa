"""A thing's page made ready: what is said of it, sorted into the sections in which a reader looks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

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

SUCCEEDS: Final = NamedNode(ONTOLOGY + "succeeds")
SHOWN: Final = 25
"""So many links of one kind are shown; the others are folded."""

_QUESTION: Final = ID + "question/"
_OVER_TIME: Final = frozenset(ONTOLOGY + name for name in ("succeeds", "newIn", "notTakenUpIn"))
_NOT_FACTS: Final = _OVER_TIME | {ONTOLOGY + "order", ONTOLOGY + "number", ONTOLOGY + "atLevel"}
_NOT_MENTIONS: Final = _OVER_TIME | {TARGET.value, PREFIXES["void"] + "exampleResource", ONTOLOGY + "defaultThing"}
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
class Step:
    """What a thing follows in another plan, or what follows it there."""

    value: Value
    plan: Ref | None


@dataclass(frozen=True, slots=True)
class Side:
    """What a thing is linked with in plans of one side of time, or the statement that there is nothing."""

    steps: tuple[Step, ...]
    nothing: tuple[Value, ...]
    expected: bool
    """Whether there is such a plan, so that one would look for something there."""


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template shows besides the thing itself."""

    level: str
    number: str
    words: str
    texts: tuple[Fact, ...]
    leading: tuple[Fact, ...]
    mentioned: tuple[Fact, ...]
    earlier: Side
    later: Side
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
        number=_first(found, "number"),
        words="" if told else thing_texts.in_words(found, stands, own),
        texts=() if told else tuple(each for each in facts if _is_text(each)),
        leading=() if told else tuple(each for each in facts if not _is_text(each)),
        mentioned=_mentioned(found, numbers),
        earlier=_side(found.facts, _values(found, "newIn"), _plans(found.plan, before=True)),
        later=_side(found.mentioned, _values(found, "notTakenUpIn"), _plans(found.plan, before=False)),
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


def _side(facts: Iterable[Fact], nothing: tuple[Value, ...], expected: bool) -> Side:
    linked = [e for fact in facts if fact.predicate.iri == SUCCEEDS.value for e in fact.values if e.ref]
    steps = tuple(Step(each, plan_of(desk().store, each.iri, language())) for each in linked)
    return Side(steps, nothing, bool(steps or nothing) or expected)


def _plans(plan: Ref | None, *, before: bool) -> bool:
    """Whether another plan stands before or after the plan."""
    if plan is None:
        return False
    ends = (NamedNode(plan.iri), None) if before else (None, NamedNode(plan.iri))
    return bool(desk().store.match(ends[0], SUCCEEDS, ends[1]))


def _values(found: Thing, name: str) -> tuple[Value, ...]:
    return next((fact.values for fact in found.facts if fact.predicate.iri == ONTOLOGY + name), ())


def _first(found: Thing, name: str) -> str:
    return next((each.text for each in _values(found, name)), "")


def _sparql(iri: str) -> str:
    """Asks for everything that is said of the thing, and in which graph."""
    said = f"GRAPH ?graph {{ <{iri}> ?property ?value }}"
    return f"SELECT ?property ?value ?graph\nWHERE {{ {said} }}\nORDER BY ?property ?value"
