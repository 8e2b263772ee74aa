"""A query taken apart: the parts of its WHERE with the places where they stand in the text (SPARQL 1.1, section 19.8).

What stands in brackets is one part, with its own parts in it. Positions are characters from 0, as for Python slices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from plangraph.sparql.reading.terms import Term

Kind: TypeAlias = Literal[
    "triple", "triples", "filter", "bind", "values", "optional", "minus", "graph", "group", "union", "select"
]
"""`triples` are several that cannot be told apart, as they share a blank node in brackets."""


@dataclass(frozen=True, slots=True)
class Triple:
    """A triple pattern; a predicate of kind `path` has the properties that stand in it."""

    subject: Term
    predicate: Term
    object: Term
    properties: tuple[Term, ...] = ()
    """The IRIs of the predicate, if it is one or a path; without those that a path excludes."""
    last: tuple[Term, ...] = ()
    """Those by which a path may reach its object, where that can be told."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a group: `start` and `end` are what a reader is shown, `written` stands by itself."""

    kind: Kind
    start: int
    end: int
    written: str
    cut: tuple[int, int]
    """What to take out of the text to leave it out."""
    triples: tuple[Triple, ...] = ()
    groups: tuple[Group, ...] = ()
    name: Term | None = None
    """Of GRAPH: its name."""
    terms: tuple[Term, ...] = ()
    """Of FILTER and BIND: the IRIs in it that are compared."""
    columns: tuple[tuple[Term, tuple[Term, ...]], ...] = ()
    """Of VALUES: each variable with its values."""

    @property
    def exists(self) -> bool:
        """Whether it is a FILTER EXISTS, and not a negation."""
        return self.kind == "filter" and self.written.upper().split("{")[0].split() == ["FILTER", "EXISTS"]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between `{` and `}`, both included in its span; of a sub-select `query` tells the rest."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause beside WHERE: its first keyword, such as FROM or HAVING, and its span."""

    keyword: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A query or sub-select; what its form has not is None or empty."""

    form: str
    start: int
    where: Group | None
    clauses: tuple[Clause, ...] = ()
    template: Group | None = None
    """Of CONSTRUCT; None where WHERE is its template, too."""
    described: tuple[Term, ...] = ()
    """Of DESCRIBE: what stands before WHERE."""


def every_part(group: Group | None) -> Iterator[tuple[Part, bool]]:
    """Each part of a group, however deep, and whether every row needs it: not so in OPTIONAL, UNION and negations."""
    yield from _every_part(group, needed=True) if group else ()


def _every_part(group: Group, needed: bool) -> Iterator[tuple[Part, bool]]:
    inner = group.query.where if group.query else None
    if inner:
        yield from _every_part(inner, needed)
    for part in group.parts:
        own = needed and part.kind not in ("optional", "minus")
        yield part, own
        for each in part.groups:
            yield from _every_part(each, own and (part.kind in ("graph", "group", "select") or part.exists))
