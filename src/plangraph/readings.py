"""What is printed at a place, as far as the graph says it: the words of the things that stand there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from plangraph.evidence import Place
from plangraph.labels import natural_key
from plangraph.namespaces import RDFS_LABEL
from plangraph.store import Row, Store, integer

MOST: Final = 3
"""A place where more is printed than this, such as a row of a table, is not told word by word."""

_PRINTED: Final = """SELECT ?predicate ?text ?document ?first ?last ?from ?to {
  VALUES ?predicate { rdfs:label pg:valueAsPrinted pg:periodAsPrinted pg:dateAsPrinted pg:asPrinted }
  ?graph pg:basis pg:stated . GRAPH ?graph { ?thing ?predicate ?text }
  ?thing pg:statedAt ?place .
  ?place pg:inDocument ?document ; pg:firstLine ?first ; pg:lastLine ?last .
  OPTIONAL { ?place pg:firstCharacter ?from ; pg:lastCharacter ?to }
}"""
_END_OF_LINE: Final = 1_000_000

Spot: TypeAlias = tuple[int, int]
"""A line and a character of it."""


@dataclass(frozen=True, slots=True)
class _Printed:
    predicate: str
    text: str
    first: Spot
    last: Spot


def readings(store: Store, place: Place, things: Iterable[str] = ()) -> tuple[str, ...]:
    """What is printed at the place, in order, each text once; nothing where it is too much to tell.

    At a part of the place, or around it, only values and periods are told, where one of these things has such, too.
    """
    first = (place.first_line, place.first_character or 1)
    last = (place.last_line, place.last_character or _END_OF_LINE)
    there = store.once(_printed).get(place.document.iri, [])
    near = [e for e in there if (first <= e.first and e.last <= last) or (e.first <= first and last <= e.last)]
    alike = {each.predicate.value for iri in things for each in store.match(NamedNode(iri))} - {RDFS_LABEL.value}
    meant = (each for each in near if (each.first, each.last) == (first, last) or each.predicate in alike)
    found = tuple(dict.fromkeys(each.text for each in meant))
    return found if len(found) <= MOST else ()


def _printed(store: Store) -> dict[str, list[_Printed]]:
    """The printed texts of each document, by the place where they stand."""
    found: dict[str, list[_Printed]] = defaultdict(list)
    for row in store.select(_PRINTED):
        first = (_number(row, "first", 0), _number(row, "from", 1))
        last = (_number(row, "last", 0), _number(row, "to", _END_OF_LINE))
        found[row["document"].value].append(_Printed(row["predicate"].value, row["text"].value, first, last))
    for texts in found.values():
        texts.sort(key=lambda each: (each.first, each.last, natural_key(each.text)))
    return found


def _number(row: Row, name: str, otherwise: int) -> int:
    return integer(row[name].value, otherwise) if name in row else otherwise
