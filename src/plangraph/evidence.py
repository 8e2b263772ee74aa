"""What a thing rests on: places in documents, and reasons for links that no document states."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, label, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_OBJECT, RDF_SUBJECT
from plangraph.store import Node, Row, Store, decimal, integer

_PLACE: Final = """?place pg:inDocument ?document ; pg:firstLine ?first ; pg:lastLine ?last .
  OPTIONAL { ?place pg:firstCharacter ?from }
  OPTIONAL { ?place pg:lastCharacter ?to }"""
_COLUMNS: Final = "?place ?document ?first ?last ?from ?to"
PLACES: Final = f"SELECT {_COLUMNS} {{ {_PLACE} }}"
"""Asks for every place."""
_COLUMN_OF: Final = {
    ONTOLOGY + "inDocument": "document",
    ONTOLOGY + "firstLine": "first",
    ONTOLOGY + "lastLine": "last",
    ONTOLOGY + "firstCharacter": "from",
    ONTOLOGY + "lastCharacter": "to",
}
_NEEDED_OF_PLACE: Final = {"document", "first", "last"}
_CITATIONS: Final = f"SELECT ?thing {_COLUMNS} {{ ?thing pg:statedAt ?place . {_PLACE} }}"
STATED_AT: Final = NamedNode(ONTOLOGY + "statedAt")
_RDF: Final = PREFIXES["rdf"]
_SUCCESSION_KIND: Final = ONTOLOGY + "successionKind"
_NEEDED: Final = {_RDF + "subject", _RDF + "predicate", _RDF + "object", ONTOLOGY + "basis", ONTOLOGY + "confidence"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document says it; sections are headings from the top.

    Lines are counted from 1, and so are the characters of a line; a place of whole lines has no characters.
    """

    ref: Ref
    document: Ref
    first_line: int
    last_line: int
    section: str
    first_character: int | None = None
    last_character: int | None = None

    def lines(self, language: Language) -> str:
        """Where in the document it is: `12–14行目`, `line 12, characters 34–56`."""
        lines = _span(self.first_line, self.last_line)
        many = self.first_line != self.last_line
        said = f"{lines}行目" if language == "ja" else f"line{'s' if many else ''} {lines}"
        if many or self.first_character is None or self.last_character is None:
            return said
        characters = _span(self.first_character, self.last_character)
        if language == "ja":
            return f"{said} {characters}字目"
        return f"{said}, character{'s' if '–' in characters else ''} {characters}"

    @property
    def position(self) -> tuple[str, int, int, int, int]:
        """A sort key: the document, then where the place begins in it; whole lines before what stands in them."""
        characters = self.first_character or 0, self.last_character or 0
        return self.document.iri, self.first_line, characters[0], self.last_line, characters[1]


@dataclass(frozen=True, slots=True)
class Link:
    """Why a link that no document states is believed, and how sure it is (0 to 1); its target may be a bare text.

    Where it says that one thing follows another, `succession` is the label of how.
    """

    source: Ref
    predicate: Ref
    target: Ref
    basis: str
    rationale: str
    confidence: float
    succession: str = ""


def places(store: Store, iri: str, language: Language, predicate: NamedNode = STATED_AT) -> tuple[Place, ...]:
    """The places that state the thing, or to which another predicate leads, by document, line and character."""
    cited = {each.object for each in store.match(NamedNode(iri), predicate) if isinstance(each.object, NamedNode)}
    rows = (_row(store, place) for place in cited)
    return _in_order([place_of(store, row, language) for row in rows if row.keys() >= _NEEDED_OF_PLACE])


def place(store: Store, iri: str, language: Language) -> Place | None:
    """The place with this IRI, if it is one."""
    row = _row(store, NamedNode(iri))
    return place_of(store, row, language) if row.keys() >= _NEEDED_OF_PLACE else None


def citations(store: Store, language: Language) -> dict[str, tuple[Place, ...]]:
    """The IRI of everything that cites a place, and the places that state it."""
    found = defaultdict(list)
    for row in store.select(_CITATIONS):
        found[row["thing"].value].append(place_of(store, row, language))
    return {iri: _in_order(each) for iri, each in found.items()}


def links(store: Store, iri: str, language: Language) -> tuple[Link, ...]:
    """The links from and to the thing that are not stated, those from it first; none that lacks its confidence."""
    ends = [each for end in (RDF_SUBJECT, RDF_OBJECT) for each in store.match(None, end, NamedNode(iri))]
    nodes = {each.subject for each in ends if isinstance(each.subject, NamedNode)}
    said = {node.value: {each.predicate.value: each.object for each in store.match(node)} for node in nodes}
    found = [_link(store, node, words, language) for node, words in said.items() if words.keys() >= _NEEDED]
    return tuple(
        sorted(found, key=lambda link: (link.source.iri != iri, natural_key(link.source.iri), link.target.iri))
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _row(store: Store, place: NamedNode) -> Row:
    """What `PLACES` answers for this one: without a query, as it is asked so often."""
    said = store.match(place)
    found = {_COLUMN_OF[e.predicate.value]: e.object for e in said if e.predicate.value in _COLUMN_OF}
    return {"place": place, **{name: each for name, each in found.items() if not isinstance(each, BlankNode)}}


def _in_order(found: list[Place]) -> tuple[Place, ...]:
    return tuple(sorted(found, key=lambda each: each.position))


def place_of(store: Store, row: Row, language: Language) -> Place:
    """The place that a row of the answer to `PLACES` describes."""
    iri, document = row["place"].value, row["document"].value
    return replace(
        unnamed(row),
        ref=ref(store, iri, language),
        document=store.once(ref, document, language),  # of which there are few
        section=text(store, iri, ONTOLOGY + "section", language),
    )


def unnamed(row: Row) -> Place:
    """The same without labels, kinds and section."""
    return Place(
        ref=Ref(row["place"].value, ""),
        document=Ref(row["document"].value, ""),
        first_line=integer(row["first"].value, 0),
        last_line=integer(row["last"].value, 0),
        section="",
        first_character=integer(row["from"].value, 0) if "from" in row else None,
        last_character=integer(row["to"].value, 0) if "to" in row else None,
    )


def _link(store: Store, iri: str, said: dict[str, Node | Literal], language: Language) -> Link:
    source, predicate, target = (_end(store, said[_RDF + end], language) for end in ("subject", "predicate", "object"))
    return Link(
        source,
        predicate,
        target,
        basis=said[ONTOLOGY + "basis"].value.removeprefix(ONTOLOGY),
        rationale=text(store, iri, ONTOLOGY + "rationale", language),
        confidence=decimal(said[ONTOLOGY + "confidence"].value) or 0.0,
        succession=label(store, kind.value, language) if (kind := said.get(_SUCCESSION_KIND)) else "",
    )


def _end(store: Store, term: Node | Literal, language: Language) -> Ref:
    return ref(store, term.value, language) if isinstance(term, NamedNode) else Ref(term.value, term.value)
