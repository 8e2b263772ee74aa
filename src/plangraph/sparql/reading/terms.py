"""The terms in a query: variables, names, texts and numbers, each with its place and what it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import urljoin

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.namespaces import BASE, PREFIXES, RDF_TYPE
from plangraph.sparql.tokens import Prologue, Token, unescape

Kind: TypeAlias = Literal["variable", "blank", "iri", "literal", "path", "nested"]

_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")
_TEXT_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_XSD: Final = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is written; `value` is what an IRI or literal stands for."""

    kind: Kind
    start: int
    end: int
    written: str
    value: NamedNode | pyoxigraph.Literal | None = None

    @property
    def iri(self) -> str:
        """The IRI, or "" for what is none."""
        return self.value.value if isinstance(self.value, NamedNode) else ""


def resolved(token: Token, declared: Prologue) -> str:
    """The absolute IRI of an IRI or of a name whose prefix is declared."""
    if token.kind == "iri":
        return _absolute(token.text[1:-1], declared)
    local = _LOCAL_ESCAPE.sub(r"\1", token.text.partition(":")[2])
    return _absolute(declared.prefixes[token.prefix], declared) + local


def _absolute(iri: str, declared: Prologue) -> str:
    """The IRI, joined to the base if it is relative; with the empty fragment that namespaces may end in."""
    plain = unescape(iri)
    joined = urljoin(urljoin(BASE, unescape(declared.base)), plain)
    return f"{joined}#" if plain.endswith("#") and not joined.endswith("#") else joined


def named(token: Token, declared: Prologue) -> Term:
    """The term of an IRI, a prefixed name or `a`. Raises ValueError for a name whose prefix is not declared."""
    if token.kind == "word":
        value = RDF_TYPE
    elif token.kind == "prefixed" and token.prefix not in declared.prefixes:
        raise ValueError(token.text)
    else:
        value = NamedNode(resolved(token, declared))
    return Term("iri", token.start, token.start + len(token.text), token.text, value)


def text(token: Token, language: str = "", datatype: NamedNode | None = None) -> pyoxigraph.Literal:
    """The literal of a token that is a text in quotation marks."""
    long = token.text.startswith(('"""', "'''"))
    inner = token.text[3:-3] if long else token.text[1:-1]
    value = _TEXT_ESCAPE.sub(_unescaped, inner)
    if language:
        return pyoxigraph.Literal(value, language=language)
    return pyoxigraph.Literal(value, datatype=datatype)


def number(written: str) -> pyoxigraph.Literal:
    """The literal of a number, with its sign."""
    kind = "double" if "e" in written.lower() else "decimal" if "." in written else "integer"
    return pyoxigraph.Literal(written, datatype=NamedNode(_XSD + kind))


def boolean(written: str) -> pyoxigraph.Literal:
    """The literal of `true` or `false`."""
    return pyoxigraph.Literal(written.lower(), datatype=NamedNode(_XSD + "boolean"))


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(min(int(code, 16), 0x10FFFF))
    return _SIGNS.get(found[3], found[3])
