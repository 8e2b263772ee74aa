"""From the triples of an answer to a network: things in boxes, and what one says of another as a link between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from plangraph.errors import Language
from plangraph.labels import NaturalKey, Ref, natural_key, preference
from plangraph.namespaces import RDF_TYPE, RDFS_LABEL, shorten
from plangraph.pictures.networks import Link, Node
from plangraph.pictures.reading import Rows, Things
from plangraph.shown import Shown

Basis: TypeAlias = Callable[[str, str, str], str]
"""Of a triple, by its IRIs, the name of what it rests on, as a picture has it; "" if that is not known."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the answer itself says of things: their names and kinds, where the data have none."""

    names: dict[str, str]
    kinds: dict[str, str]


def linked(
    rows: Rows, things: Things, basis: Basis, about: Collection[str], language: Language
) -> tuple[list[Node], list[Link]]:
    """The network of the triples, each a row of subject, predicate and object; the same in whatever order they come.

    What a thing is (`rdf:type`) is told by the look of its box, and literals are left to the table. The things with
    the IRIs in `about` are what the picture is about.
    """
    said = _Said(_names(rows, language), _kinds(rows))
    nodes: dict[str, Node] = {}
    links: dict[Link, None] = {}
    for subject, predicate, target in sorted(_between_things(rows), key=_order):
        for cell in (subject, target):
            if _key(cell) not in nodes:
                nodes[_key(cell)] = _node(cell, said, things, about)
        triple = _key(subject), _key(predicate), _key(target)
        links[Link(triple[0], triple[2], predicate.text, basis(*triple))] = None
    return list(nodes.values()), list(links)


def _between_things(rows: Rows) -> Iterator[Sequence[Shown]]:
    for row in rows:
        subject, predicate, target = row
        if _is_thing(subject) and _is_thing(target) and _key(predicate) != RDF_TYPE.value:
            yield row


def _is_thing(cell: Shown) -> bool:
    return cell.ref is not None or cell.kind == "unnamed"


def _key(cell: Shown) -> str:
    return cell.ref.iri if cell.ref else cell.text


def _order(row: Sequence[Shown]) -> tuple[NaturalKey, ...]:
    return tuple(natural_key(_key(cell)) for cell in row)


def _node(cell: Shown, said: _Said, things: Things, about: Collection[str]) -> Node:
    key, ref = _key(cell), cell.ref
    nameless = ref is None or cell.text == shorten(ref.iri)
    label = said.names.get(key, cell.text) if nameless else cell.text
    if ref is None:
        return Node(key, label, said.kinds.get(key, ""))
    return Node(ref.iri, label, things.kind(ref) or said.kinds.get(key, ""), things.url(ref), ref.iri in about)


def _names(rows: Rows, language: Language) -> dict[str, str]:
    """The label of each thing that the answer gives one, as a reader of the language has it."""
    found: defaultdict[str, list[Shown]] = defaultdict(list)
    for subject, predicate, target in rows:
        if _key(predicate) == RDFS_LABEL.value and not _is_thing(target) and target.text:
            found[_key(subject)].append(target)
    return {
        key: min(texts, key=lambda each: (preference(each.language or None, language), each.text)).text
        for key, texts in found.items()
    }


def _kinds(rows: Rows) -> dict[str, str]:
    """The name of the class of each thing that the answer gives one; of several, the first by name."""
    found: defaultdict[str, list[Ref]] = defaultdict(list)
    for subject, predicate, target in rows:
        if _key(predicate) == RDF_TYPE.value and target.ref:
            found[_key(subject)].append(target.ref)
    return {key: min(refs, key=lambda each: each.iri).label for key, refs in found.items()}
