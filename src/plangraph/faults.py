"""What a rule finds: a fault, in the same written form whichever kind of rule and engine finds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from plangraph.namespaces import PREFIXES, SHAPES
from plangraph.store import Term

OF_A_QUERY: Final = PREFIXES["sh"] + "SPARQLConstraintComponent"
UNMET: Final = SHAPES + "C-170"
"""The rule about acknowledgements, which no query can check: it looks at what the other rules find."""

Progress: TypeAlias = Callable[[int, int], None]
"""Is told which of the dataset rules is being run, and how many there are; the shapes come before them."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What every engine must agree on: the rule, its focus node, the path and the value, in short written form."""

    rule: str
    focus: str
    path: str
    value: str
    component: str = field(default=OF_A_QUERY, compare=False)


def unheard(done: int, steps: int) -> None:
    """The progress of which nobody wants to be told."""


def term(term: Term | BlankNode | None) -> str:
    """A term as faults write it: an IRI bare, a literal as in N-Triples, a blank node as `[]`."""
    if isinstance(term, BlankNode):
        return "[]"
    return "" if term is None else term.value if isinstance(term, NamedNode) else str(term)


def literal(written: str) -> Literal | None:
    """The literal that `term` has written so; None for what is none."""
    if not written.startswith('"'):
        return None
    (triple,) = parse(f"<x:> <x:> {written} .", RdfFormat.N_TRIPLES)
    return triple.object if isinstance(triple.object, Literal) else None
