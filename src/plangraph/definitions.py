"""How a rule is written: what it looks at, and what it asks of that, as constraints (SHACL) or as a query (SPARQL)."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import Final

from rdflib import DCTERMS, RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from plangraph.namespaces import PREFIXES
from plangraph.rules import Rules

_TEXTS: Final = (RDF.type, DCTERMS.identifier, SH.name, SH.message, SH.severity)
_TOLD_ELSEWHERE: Final = frozenset((*_TEXTS, SH.path, SH.targetClass, SH.targetSubjectsOf, SH.sparql, SH.select))


@dataclass(frozen=True, slots=True)
class Definition:
    """What is written of a rule, but for its texts."""

    classes: tuple[str, ...]
    """The IRIs of the classes whose members it looks at."""
    subjects_of: tuple[str, ...]
    """The IRIs of the properties whose subjects it looks at."""
    path: str
    """The property path that it checks, as in SPARQL; "" where it checks none."""
    constraints: str
    """What it asks for on that path or of the thing, in Turtle; "" where a query asks."""
    query: str
    """The SELECT that finds the faults; "" where there is none."""


def definition(rules: Rules, rule: str) -> Definition:
    """How the rule with this IRI is written."""
    said, about = rules.description(rule), URIRef(rule)
    return Definition(
        classes=_iris(said, about, SH.targetClass),
        subjects_of=_iris(said, about, SH.targetSubjectsOf),
        path=rules.path(rule),
        constraints=_constraints(said, about),
        query="\n\n".join(_code(each) for each in said.objects(about, SH.select | (SH.sparql / SH.select))),
    )


def _iris(said: Graph, about: URIRef, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(each) for each in said.objects(about, predicate)))


def _code(text: Node) -> str:
    return dedent(str(text)).strip()


def _constraints(said: Graph, about: URIRef) -> str:
    """The constraints as a Turtle file has them, one a line, without their subject."""
    kept = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        kept.bind(prefix, namespace)
    subject = URIRef("rule:")
    for predicate, value in said.predicate_objects(about):
        if predicate not in _TOLD_ELSEWHERE:
            kept.add((subject, predicate, value))
            if isinstance(value, BNode):
                kept += said.cbd(value)
    lines = [line for line in kept.serialize(format="turtle").splitlines() if not line.startswith("@prefix")]
    return dedent(" " * 4 + "\n".join(lines).strip().removeprefix("<rule:> ").removesuffix(" ."))
