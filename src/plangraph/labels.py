"""What things are called, and the order in which they are listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from plangraph.errors import Language
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_TYPE, RDFS_LABEL, id_path
from plangraph.store import Store

_SUBCLASS_OF: Final = NamedNode(PREFIXES["rdfs"] + "subClassOf")

DEFINITION: Final = PREFIXES["skos"] + "definition"

NaturalKey: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing as it is named in a list: its IRI, its label and its kind ("" without a class of ours)."""

    iri: str
    label: str
    kind: str = ""

    @property
    def path(self) -> str | None:
        """The part of the IRI after `…/id/`, or None for an IRI that is not ours."""
        return id_path(self.iri)


def ref(store: Store, iri: str, language: Language) -> Ref:
    """The thing with its label and kind in the language."""
    return Ref(iri, label(store, iri, language), kind(store, iri, language))


def label(store: Store, iri: str, language: Language) -> str:
    """The label in the language, else Japanese, untagged, English, any; without a label the end of the IRI."""
    return named(store, iri, language) or re.split(r"[/#]", iri.rstrip("/#"))[-1]


def named(store: Store, iri: str, language: Language) -> str:
    """The label, as above; "" if the graph gives none."""
    return text(store, iri, RDFS_LABEL.value, language)


def labels(store: Store, iris: Iterable[str], language: Language) -> dict[str, str]:
    """The label of each."""
    return {iri: label(store, iri, language) for iri in iris}


def meaning(store: Store, iri: str, language: Language) -> str:
    """The definition of a term (`skos:definition`), chosen by language as a label is; "" if the graph gives none."""
    return text(store, iri, DEFINITION, language)


def text(store: Store, iri: str, predicate: str, language: Language) -> str:
    """The literal that the thing has for the predicate, chosen by language as a label is; "" if there is none."""
    found = store.match(NamedNode(iri), NamedNode(predicate))
    literals = [each.object for each in found if isinstance(each.object, Literal)]
    return min(literals, key=lambda each: (preference(each.language, language), each.value)).value if literals else ""


def kind(store: Store, iri: str, language: Language) -> str:
    """The label of the most specific class of ours that the thing has; "" if it has none."""
    found = classes(store, iri)
    return store.once(label, min(found), language) if found else ""


def classes(store: Store, iri: str) -> set[str]:
    """The IRIs of the classes of ours that the thing has, without those that are wider than another of them."""
    said = store.match(NamedNode(iri), RDF_TYPE)
    found = {each.object.value for each in said if each.object.value.startswith(ONTOLOGY)}
    if len(found) > 1:
        found -= set().union(*(store.once(_superclasses, each) for each in found))
    return found


def natural_key(words: str) -> NaturalKey:
    """A sort key in which 2 comes before 10, ② before ⑩, and width makes no difference."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFKC", words).casefold())
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts))


def preference(tag: str | None, language: Language) -> tuple[int, str]:
    """A sort key of the texts of a thing, by their language tags (None without): as labels are chosen."""
    order: list[str | None] = [language, "ja", None, "en"]
    return (order.index(tag), "") if tag in order else (len(order), tag or "")


def _superclasses(store: Store, iri: str) -> set[str]:
    found: set[str] = set()
    ahead = [iri]
    while ahead:
        direct = store.match(NamedNode(ahead.pop()), _SUBCLASS_OF)
        above = {each.object.value for each in direct if isinstance(each.object, NamedNode)} - found
        found |= above
        ahead += above
    return found
