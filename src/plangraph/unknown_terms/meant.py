"""What somebody may have meant who wrote a term that does not occur."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from plangraph.errors import Language
from plangraph.namespaces import BASE, ID, ONTOLOGY, RDF_TYPE, RDFS_LABEL
from plangraph.nearness import nearest
from plangraph.search import folded
from plangraph.store import Store, decimal
from plangraph.unknown_terms.occurring import Text, occurs, pairs, properties, quads, texts

_MOST: Final = 3
_ALIKE: Final = 0.6
_APART: Final = 0.15
"""What is so much less alike than the best is not meant."""
_TEXTS_ALIKE: Final = 0.35
_LONGEST: Final = 200  # characters that are compared


def properties_like(store: Store, iri: str, language: Language) -> list[str]:
    """The properties in use that are named like this."""
    return _alike(store, iri, properties(store), language)


def classes_like(store: Store, iri: str, language: Language) -> list[str]:
    """The classes of which there are things, that are named like this."""
    return _alike(store, iri, store.once(_classes), language)


def graphs_like(iri: str, graphs: Iterable[str]) -> list[str]:
    """The graphs whose addresses are like this."""
    return difflib.get_close_matches(iri[:_LONGEST], sorted(graphs), _MOST, 0.8)


def things_like(store: Store, iri: str, language: Language) -> list[str]:
    """The things whose address or name is like this."""
    if other := _other_scheme(store, iri):
        return [other]
    if iri.startswith(BASE):
        among = ID if iri.startswith(ID) else BASE
        return [each.iri for each in nearest(store, iri, language, _MOST, among)]
    return []


def texts_like(store: Store, literal: Literal, predicates: Iterable[str], language: Language) -> list[Literal]:
    """The texts of these properties that are alike: in another language or type first, then written otherwise."""
    wanted = folded(literal.value[:_LONGEST])
    known = [each for predicate in predicates for each in texts(store, predicate)]
    same = [each for each in known if each.folded == wanted]
    if same:
        exact = sorted(same, key=lambda each: (each.literal.value != literal.value, _rank(each.literal, language)))
        return list(dict.fromkeys(each.literal for each in exact))[:_MOST]
    return _texts_nearly(wanted, known, language)


def things_called(store: Store, predicate: str, literal: Literal) -> list[str]:
    """The things to which a property leads, and which have this text as a label or as the end of their address."""
    things = {quad.object for quad in quads(store, None, NamedNode(predicate)) if isinstance(quad.object, NamedNode)}
    named = {Literal(literal.value, language=tag) for tag in ("ja", "en")} | {literal}
    found = (
        each.value
        for each in things
        if _name(each.value) == literal.value or any(occurs(store, each, RDFS_LABEL, name) for name in named)
    )
    return sorted(found)[:_MOST]


def predicates_of(store: Store, literal: Literal) -> list[str]:
    """The properties that do have this very text, the one that has it most often first."""
    found = [quad.predicate.value for quad in quads(store, None, None, literal)]
    return sorted(set(found), key=lambda each: (-found.count(each), each))


def _alike(store: Store, iri: str, among: Collection[str], language: Language) -> list[str]:
    if same := _of_same_name(iri, among):
        return same
    name, namespace = _name(iri)[:_LONGEST], _namespace(iri)
    names = {each: _name(each) for each in among}
    ranked = sorted(
        (-ratio - (_namespace(each) == namespace) / 4, each)
        for each, other in names.items()
        if (ratio := difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio()) >= _ALIKE
    )
    if ranked:
        return [each for value, each in ranked[:_MOST] if value < ranked[0][0] + _APART]
    labelled = nearest(store, name, language, _MOST * 4, ONTOLOGY)
    return [each.iri for each in labelled if each.iri in among][:_MOST]


def _of_same_name(iri: str, among: Iterable[str]) -> list[str]:
    """Those that differ in `http` and `https`, in the case of letters, or in the namespace only."""
    known = list(among)
    rest, lower, name = iri.partition(":")[2], iri.lower(), _name(iri).lower()
    tests = (
        lambda each: each.partition(":")[2] == rest,
        lambda each: each.lower() == lower,
        lambda each: _name(each).lower() == name,
    )
    return next((found[:_MOST] for test in tests if (found := [each for each in known if test(each)])), [])


def _texts_nearly(wanted: str, known: list[Text], language: Language) -> list[Literal]:
    """Those that hold the text, the shortest first, else those that share most pairs of characters with it."""
    if (number := decimal(wanted)) is not None:
        return _numbers_next(number, known)
    holding = [each for each in known if len(wanted) > 1 and wanted in each.folded]
    if holding:
        found = sorted(holding, key=lambda each: (len(each.folded), _rank(each.literal, language)))
        return list(dict.fromkeys(each.literal for each in found))[:_MOST]
    own = pairs(wanted)
    likeness = ((2 * len(own & each.pairs) / (len(own) + len(each.pairs)), each.literal) for each in known)
    near = [(-ratio, _rank(each, language), each) for ratio, each in likeness if ratio >= _TEXTS_ALIKE]
    return list(dict.fromkeys(each for *_, each in sorted(near, key=lambda each: each[:2])))[:_MOST]


def _numbers_next(number: float, known: list[Text]) -> list[Literal]:
    others = [(abs(value - number), each.literal) for each in known if (value := decimal(each.folded)) is not None]
    return list(dict.fromkeys(each for _, each in sorted(others, key=lambda pair: (pair[0], str(pair[1])))))[:_MOST]


def _rank(literal: Literal, language: Language) -> tuple[int, str]:
    order = [language, "ja", None, "en"]
    return (order.index(literal.language) if literal.language in order else len(order), str(literal))


def _other_scheme(store: Store, iri: str) -> str:
    scheme, _, rest = iri.partition(":")
    other = NamedNode(f"{'http' if scheme == 'https' else 'https'}:{rest}")
    return other.value if occurs(store, other) or occurs(store, None, None, other) else ""


def _classes(store: Store) -> list[str]:
    found = (quad.object for quad in quads(store, None, RDF_TYPE))
    return sorted({each.value for each in found if isinstance(each, NamedNode)})


def _name(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def _namespace(iri: str) -> str:
    return iri.removesuffix(_name(iri))
