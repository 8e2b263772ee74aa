"""What happened when: dated events and surveys, each with the day it is on and the words in which that is printed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.evidence import Place, places
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, PREFIXES
from plangraph.regions import Region
from plangraph.store import Store, integer

# An event need not name the region: the guideline of the state does not. What tells of the region tells of it, too.
_HAPPENINGS: Final = """SELECT DISTINCT ?region ?thing ?class ?kind ?first ?last {
  VALUES ?class { pg:Event pg:Survey }
  GRAPH ?graph { ?region pg:statedAt ?somewhere . ?thing a ?class ; pg:earliestDate ?first ; pg:latestDate ?last }
  OPTIONAL { ?thing pg:eventKind ?kind }
}"""
_DESCRIPTION: Final = PREFIXES["dcterms"] + "description"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or a survey."""

    ref: Ref
    kind: Ref
    """The kind of event; of a survey its class."""
    first: date
    last: date
    """The first and the last day on which it can lie; of a survey, on which it was held."""
    is_survey: bool
    printed: tuple[str, ...]
    """The date in the words of the documents."""
    actors: tuple[Ref, ...]
    about: tuple[Ref, ...]
    text: str
    """What the editors say of it."""
    places: tuple[Place, ...]

    @property
    def month_only(self) -> bool:
        """Whether no document gives the day of an event: it may be any of one month."""
        days = monthrange(self.first.year, self.first.month)[1]
        whole = (self.first.day, self.last) == (1, self.first.replace(day=days))
        return whole and not self.is_survey


@dataclass(frozen=True, slots=True)
class Survey:
    """How a survey was made and what came back; numbers are None, words "" where no document gives them."""

    ref: Ref
    asked: str
    sampling: str
    distributed: int | None
    answered: int | None
    rate: str
    """The printed share of answers, in per cent."""
    places: tuple[Place, ...]


def happenings(store: Store, of: Region, language: Language) -> tuple[Happening, ...]:
    """The events and surveys of which the files tell that tell of the region, oldest first, then by member."""
    rank = {member.iri: place for place, member in enumerate(of.members)}
    found = []
    for row in store.select(_HAPPENINGS, region=NamedNode(of.ref.iri)):
        first, last = (date.fromisoformat(row[end].value) for end in ("first", "last"))
        kind = row["kind" if "kind" in row else "class"].value
        found.append(_happening(store, row["thing"].value, kind, (first, last), rank, language))

    def order(each: Happening) -> tuple[object, ...]:
        return (
            each.first,
            each.last,
            [rank.get(actor.iri, len(rank)) for actor in each.actors],
            natural_key(each.ref.iri),
        )

    return tuple(sorted(found, key=order))


def survey(store: Store, thing: Ref, language: Language) -> Survey:
    """What a survey says of itself."""
    said = {each.predicate.value: each.object.value for each in store.match(NamedNode(thing.iri))}

    def number(name: str) -> int | None:
        written = said.get(ONTOLOGY + name)
        return None if written is None else integer(written, 0)

    return Survey(
        thing,
        asked=said.get(ONTOLOGY + "surveyedPopulation", ""),
        sampling=said.get(ONTOLOGY + "samplingMethod", ""),
        distributed=number("distributed"),
        answered=number("answered"),
        rate=said.get(ONTOLOGY + "responseRate", ""),
        places=places(store, thing.iri, language),
    )


def _happening(
    store: Store, iri: str, kind: str, days: tuple[date, date], rank: dict[str, int], language: Language
) -> Happening:
    said = store.match(NamedNode(iri))

    def values(name: str) -> list[str]:
        return [each.object.value for each in said if each.predicate.value == ONTOLOGY + name]

    actors = sorted(values("actor"), key=lambda each: (rank.get(each, len(rank)), each))
    return Happening(
        ref=ref(store, iri, language),
        kind=ref(store, kind, language),
        first=days[0],
        last=days[1],
        is_survey=kind == ONTOLOGY + "Survey",
        printed=tuple(sorted(values("dateAsPrinted"), key=lambda each: (-len(each), each))),
        actors=tuple(ref(store, each, language) for each in actors),
        about=tuple(ref(store, each, language) for each in sorted(values("about"))),
        text=text(store, iri, _DESCRIPTION, language),
        places=places(store, iri, language),
    )
