"""Every rule finds its fault and nothing else, and both engines agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, SH, Graph, URIRef

from plangraph import catalog
from plangraph.namespaces import GRAPH, ONTOLOGY, SHAPES
from plangraph.rules import DATASET_RULES, Rule, Rules
from plangraph.store import Store
from plangraph.validation import SEVERITIES, Engine, Fault, faults, pyshacl, shifty

ROOT = catalog.root()
CASES = ROOT / "ontology/cases"
RULES = Rules(ROOT)
BASE = "https://w3id.org/plangraph/id/example/"
FILES = sorted(CASES.rglob("*.trig"))
TERMS = list(ox.parse((ROOT / "ontology/terms.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))


def in_graph(quad: ox.Quad, name: str) -> ox.Quad:
    """The same statement in the graph of that name."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(GRAPH + name))


@dataclass(frozen=True)
class Case:
    """One case file: what it says, and what its rule is to find there (see ontology/cases/README.md)."""

    path: Path
    text: str

    @property
    def rule(self) -> str:
        return self.path.parent.name

    @property
    def finds(self) -> list[tuple[str, str, str, str, str]]:
        """Rule, severity, focus, path and value of each finding."""
        return sorted(self._finding(line) for line in re.findall(r"^# finds: (.*)$", self.text, re.MULTILINE))

    def quads(self, base: str = BASE) -> Iterator[ox.Quad]:
        """The statements, those of the default graph in a graph of their own; things may be moved to another base."""
        for quad in ox.parse(self.text.replace(BASE, base), format=ox.RdfFormat.TRIG):
            yield in_graph(quad, "case") if isinstance(quad.graph_name, ox.DefaultGraph) else quad

    def _finding(self, line: str) -> tuple[str, str, str, str, str]:
        rule, severity, focus, path, value = line.split(" ", 4)
        return rule, severity, self._written(focus), path.removeprefix("-"), "" if value == "-" else self._written(value)

    def _written(self, term: str) -> str:
        """A term of the case in the way of `validation.Fault`."""
        prologue = "\n".join(line for line in self.text.splitlines() if line.startswith(("BASE", "PREFIX")))
        rdf = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
        (triple,) = ox.parse(f"{prologue}\n{rdf}\n[] <x:> {term} .", format=ox.RdfFormat.TURTLE)
        return triple.object.value if isinstance(triple.object, ox.NamedNode) else str(triple.object)


CASE_LIST = [Case(path, path.read_text()) for path in FILES]
RULE_LIST = RULES.all("en")


def store_of(quads: list[ox.Quad]) -> Store:
    """A store of the ontology's terms and these statements."""
    engine = ox.Store()
    engine.extend([in_graph(quad, "ontology/terms") for quad in TERMS] + quads)
    return Store(engine, {}, "case")


def found(case: Case, engine: Engine = shifty) -> list[tuple[str, str, str, str, str]]:
    """What the rule of a case finds in it."""
    of = {rule.iri: rule for rule in RULE_LIST}
    written = [(of[each.rule], each) for each in faults(store_of(list(case.quads())), RULES, engine)]
    return sorted((rule.id, rule.severity, *fault_words(each)) for rule, each in written if rule.id == case.rule)


def fault_words(fault: Fault) -> tuple[str, str, str]:
    return fault.focus, fault.path, fault.value


@pytest.mark.parametrize("case", CASE_LIST, ids=lambda case: f"{case.rule}-{case.path.stem}")
def test_case(case: Case) -> None:
    assert found(case) == case.finds
