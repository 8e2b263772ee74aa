"""Documents as the graph sees them: their headings, the places below each, what cites a place and what is in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from plangraph.doubts import AGAINST, DOUBT, Doubt, doubts
from plangraph.errors import Language
from plangraph.evidence import PLACES, STATED_AT, Place, place_of, unnamed
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_TYPE, id_path
from plangraph.store import Store, integer

_DOCUMENT: Final = NamedNode(ONTOLOGY + "Document")
_PUBLISHER: Final = NamedNode(PREFIXES["dcterms"] + "publisher")
_BELOW: Final = " > "


@dataclass(frozen=True, slots=True)
class Citation:
    """A thing that cites a place, and what that rests on."""

    ref: Ref
    basis: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that is cited, and by what."""

    place: Place
    citations: tuple[Citation, ...]
    doubts: tuple[Doubt, ...]
    """What is in doubt here."""
    conflicts: tuple[Doubt, ...]
    """What is in doubt elsewhere because of what stands here."""

    @property
    def doubtful(self) -> bool:
        """Whether it has a part in a doubt."""
        return bool(self.doubts or self.conflicts)


@dataclass(frozen=True, slots=True)
class Passage:
    """The places below one heading that are on the same lines."""

    first_line: int
    last_line: int
    spots: tuple[Spot, ...]

    @property
    def doubtful(self) -> bool:
        """Whether any of them has a part in a doubt."""
        return any(each.doubtful for each in self.spots)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for what has none), what is cited right below it, and the headings below it."""

    key: str
    title: str
    passages: tuple[Passage, ...]
    sections: tuple[Section, ...]
    doubts: int
    """How many places in it, at any depth, have a part in a doubt."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document, whose text the graph does not hold, and everything that cites it."""

    document: Ref
    name: str
    """Its address below `/sources/`, like `ichinoseki/plan-2026-summary`."""
    publisher: Ref | None
    file_name: str
    lines: int
    spots: tuple[Spot, ...]
    sections: tuple[Section, ...]

    @property
    def things(self) -> int:
        """How many things cite it."""
        return len({each.ref.iri for spot in self.spots for each in spot.citations})

    @property
    def doubts(self) -> tuple[tuple[Doubt, Place], ...]:
        """Each doubt that has to do with the document, with its first place here.

        First what other documents contradict, then what is printed here, then what this contradicts elsewhere in it.
        """
        roles = (
            *((each, spot.place) for spot in self.spots for each in spot.doubts),
            *((each, spot.place) for spot in self.spots for each in spot.conflicts),
        )
        first: dict[str, tuple[Doubt, Place]] = {}
        for each, place in roles:
            first.setdefault(each.ref.iri, (each, place))
        return tuple(sorted(first.values(), key=lambda found: len(found[0].documents) < 2))


_Below: TypeAlias = Sequence[tuple[tuple[str, ...], Spot]]
_Citing: TypeAlias = dict[str, tuple[Citation, ...]]
_Doubting: TypeAlias = dict[str, tuple[Doubt, ...]]


def outlines(store: Store, language: Language) -> tuple[Outline, ...]:
    """Every document, in the order of the names of their files."""
    return store.once(_outlines, language)


def addresses(store: Store) -> dict[str, tuple[str, str]]:
    """Under which name, and at which anchor there, each document and cited place is found, by its IRI."""
    return store.once(_addresses)


def told_at(known: Iterable[Outline], place: Place) -> tuple[Citation, ...]:
    """What cites the place or, where nothing does, what cites something that shares lines with it."""
    spots = [spot for each in known if each.document.iri == place.document.iri for spot in each.spots]
    own = [spot for spot in spots if spot.place.ref.iri == place.ref.iri and spot.citations]
    near = [e for e in spots if e.place.first_line <= place.last_line and e.place.last_line >= place.first_line]
    return tuple({each.ref.iri: each for spot in own or near for each in spot.citations}.values())


def anchor(place: Place) -> str:
    """The part of an address that leads to the place within its document, like `L12-14` or `L12-C3-9`."""
    lines = f"L{place.first_line}" + (f"-{place.last_line}" if place.last_line != place.first_line else "")
    if place.first_character is None and place.last_character is None:
        return lines
    return f"{lines}-C{place.first_character or 1}-{place.last_character or ''}"


def _outlines(store: Store, language: Language) -> tuple[Outline, ...]:
    spots = _spots(store, language)
    found = {each.subject.value for each in store.match(None, RDF_TYPE, _DOCUMENT)}
    made = [_outline(store, ref(store, iri, language), spots.get(iri, []), language) for iri in found]
    return tuple(sorted(made, key=lambda each: (natural_key(each.file_name), each.document.iri)))


def _addresses(store: Store) -> dict[str, tuple[str, str]]:
    documents = {each.subject.value: _name(each.subject.value) for each in store.match(None, RDF_TYPE, _DOCUMENT)}
    cited = {each.object.value for leads in (STATED_AT, AGAINST) for each in store.match(None, leads)}
    places = [place for row in store.select(PLACES) if (place := unnamed(row)).ref.iri in cited]
    found = {
        each.ref.iri: (documents[each.document.iri], anchor(each)) for each in places if each.document.iri in documents
    }
    return {iri: (name, "") for iri, name in documents.items()} | found


def _name(document: str) -> str:
    return (id_path(document) or document).replace("/document/", "/")


def _outline(store: Store, document: Ref, spots: list[Spot], language: Language) -> Outline:
    makers = sorted(each.object.value for each in store.match(NamedNode(document.iri), _PUBLISHER))
    headed = [(tuple(each.place.section.split(_BELOW)) if each.place.section else (), each) for each in spots]
    return Outline(
        document=document,
        name=_name(document.iri),
        publisher=next((ref(store, iri, language) for iri in makers), None),
        file_name=text(store, document.iri, ONTOLOGY + "fileName", language),
        lines=integer(text(store, document.iri, ONTOLOGY + "lineCount", language), 0),
        spots=tuple(spots),
        sections=_sections(headed),
    )


def _spots(store: Store, language: Language) -> dict[str, list[Spot]]:
    """The cited places of each document, as they follow each other in it."""
    said, doubted = _citing(store, language), doubts(store, language)
    here, against = _by_place((each, each.places) for each in doubted), _by_place((e, e.against) for e in doubted)
    found = defaultdict(list)
    for place in sorted(_cited_places(store, language, {*said, *here, *against}), key=lambda each: each.position):
        iri = place.ref.iri
        spot = Spot(place, said.get(iri, ()), here.get(iri, ()), against.get(iri, ()))
        found[place.document.iri].append(spot)
    return found


def _citing(store: Store, language: Language) -> _Citing:
    """What cites each place; doubts are told of otherwise."""
    doubtful = {each.subject for each in store.match(None, RDF_TYPE, DOUBT)}
    cited = [each for each in store.match(None, STATED_AT) if each.subject not in doubtful]
    refs = {iri: ref(store, iri, language) for iri in {each.subject.value for each in cited}}
    found = defaultdict(list)
    for each in cited:
        found[each.object.value].append(Citation(refs[each.subject.value], store.bases[each.graph]))
    return {place: tuple(sorted(each, key=lambda one: natural_key(one.ref.iri))) for place, each in found.items()}


def _by_place(doubted: Iterable[tuple[Doubt, tuple[Place, ...]]]) -> _Doubting:
    found = defaultdict(list)
    for doubt, places in doubted:
        for place in places:
            found[place.ref.iri].append(doubt)
    return {iri: tuple(each) for iri, each in found.items()}


def _cited_places(store: Store, language: Language, wanted: set[str]) -> list[Place]:
    rows = {row["place"].value: row for row in store.select(PLACES) if row["place"].value in wanted}
    return [place_of(store, row, language) for row in rows.values()]


def _sections(below: _Below, key: str = "section") -> tuple[Section, ...]:
    """The headings on top, each where its first place is."""
    headed = defaultdict(list)
    for headings, spot in below:
        headed[next(iter(headings), "")].append((headings[1:], spot))
    return tuple(_section(title, each, f"{key}-{count}") for count, (title, each) in enumerate(headed.items(), 1))


def _section(title: str, below: _Below, key: str) -> Section:
    return Section(
        key=key,
        title=title,
        passages=tuple(_passages([spot for headings, spot in below if not headings])),
        sections=_sections([(headings, spot) for headings, spot in below if headings], key),
        doubts=sum(spot.doubtful for _, spot in below),
    )


def _passages(spots: list[Spot]) -> Iterable[Passage]:
    def lines(spot: Spot) -> tuple[int, int]:
        return spot.place.first_line, spot.place.last_line

    for (first, last), there in groupby(sorted(spots, key=lines), key=lines):
        yield Passage(first, last, tuple(there))
