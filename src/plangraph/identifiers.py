"""How others identify a thing: national codes and numbers, and its entries in the data of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from plangraph.errors import Language
from plangraph.evidence import Link
from plangraph.labels import meaning
from plangraph.namespaces import BASE, ONTOLOGY, PREFIXES
from plangraph.store import Store
from plangraph.things import Fact, Value

_KINDS: Final = (
    *(ONTOLOGY + name for name in ("municipalityCode", "standardAreaCode", "corporateNumber", "historicalRegionId")),
    *(PREFIXES["schema"] + name for name in ("sameAs", "url")),
    PREFIXES["skos"] + "exactMatch",
    PREFIXES["rdfs"] + "seeAlso",
)
_REGISTERS: Final = {
    ONTOLOGY + "corporateNumber": "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo={}"
}
"""Where a register shows what has a number of its own."""
_NAMES: Final = {
    "www.wikidata.org": "Wikidata",
    "sws.geonames.org": "GeoNames",
    "geoshape.ex.nii.ac.jp": "Geoshape",
    "data.e-stat.go.jp": "統計LOD",
    "metadata.un.org": "UNBIS",
}
"""What those who run these servers call their data."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """One entry: what kind of number or link it is, what it says, and where it leads ("" where it leads nowhere)."""

    predicate: str
    name: str
    explanation: str
    text: str
    address: str
    basis: str
    reason: Link | None


def identifiers(store: Store, facts: tuple[Fact, ...], language: Language) -> tuple[Identifier, ...]:
    """Those among what is said of a thing: codes and numbers first, then links to the data of others."""
    found = [(fact, value) for fact in facts if fact.predicate.iri in _KINDS for value in fact.values]
    outside = [(fact, value) for fact, value in found if not value.iri.startswith(BASE)]
    entries = [_identifier(store, fact, value, language) for fact, value in outside]
    return tuple(sorted(entries, key=lambda each: (_KINDS.index(each.predicate), each.text)))


def opened(iri: str) -> str:
    """The address, if a browser can open it and it is not one of ours; else ""."""
    return iri if iri.startswith(("https://", "http://")) and not iri.startswith(BASE) else ""


def _identifier(store: Store, fact: Fact, value: Value, language: Language) -> Identifier:
    predicate = fact.predicate.iri
    return Identifier(
        predicate=predicate,
        name=fact.predicate.label,
        explanation=meaning(store, predicate, language),
        text=_shown(value),
        address=opened(value.iri) or (_REGISTERS[predicate].format(value.text) if predicate in _REGISTERS else ""),
        basis=value.basis,
        reason=value.reason,
    )


def _shown(value: Value) -> str:
    """A text as it stands; of an address whose it is and its last part."""
    parts = urlsplit(value.iri)
    last = parts.path.strip("/").rpartition("/")[2].removesuffix(".html")
    return f"{_NAMES.get(parts.netloc, parts.netloc)} {last}".strip() if value.iri else value.text
