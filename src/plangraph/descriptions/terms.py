"""Writing down triples in few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from plangraph.namespaces import PREFIXES

Said: TypeAlias = NamedNode | Literal | str | int | float


def term(name: str) -> NamedNode:
    """The IRI of a prefixed name such as `sd:Service`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def texts(ja: str, en: str) -> list[Literal]:
    """A text in both languages."""
    return [Literal(ja, language="ja"), Literal(en, language="en")]


def facts(subject: NamedNode, said: Mapping[str, Said | Iterable[Said]]) -> Iterator[Triple]:
    """What is said of a thing: prefixed names of properties, and their values; a text is a prefixed name, too."""
    for name, values in said.items():
        for value in [values] if isinstance(values, Said) else values:
            if isinstance(value, str):
                yield Triple(subject, term(name), term(value))
            else:
                yield Triple(subject, term(name), Literal(value) if isinstance(value, int | float) else value)
