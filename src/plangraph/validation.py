"""Does the graph keep its rules? Shapes (SHACL) and dataset rules (SPARQL) yield findings of one kind."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, RdfFormat, serialize
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from plangraph import catalog
from plangraph.errors import Language
from plangraph.labels import Ref, label, ref
from plangraph.namespaces import ONTOLOGY, shorten
from plangraph.rules import Rule, Rules
from plangraph.store import Store, Term

SEVERITIES = ("Violation", "Warning", "Info")

_STATED_AT = NamedNode(ONTOLOGY + "statedAt")

Engine = Callable[[bytes, Path], Graph]
"""Runs shapes from a file over N-Triples and returns the SHACL validation report."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What every engine must agree on: the rule, its focus node, the path and the value, in short written form."""

    rule: str
    focus: str
    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with all that a reader needs to mend it."""

    rule: Rule
    focus: Ref
    path: str
    value: str
    file: str
    place: str

    @property
    def severity(self) -> str:
        """`Violation` (the graph is wrong), `Warning` (something is doubtful) or `Info`."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong and how to mend it."""
        return self.rule.message


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule with how many things it looked at and how many faults it found."""

    rule: Rule
    examined: int
    found: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, how much it looked at, and how long that took, in seconds."""

    findings: tuple[Finding, ...]
    rules: tuple[Checked, ...]
    seconds: float

    def count(self, severity: str) -> int:
        """The number of findings of one severity."""
        return sum(finding.severity == severity for finding in self.findings)


def shifty(data: bytes, shapes: Path) -> Graph:
    """The engine for every day: as pySHACL finds, tens of times faster."""
    import shifty as engine

    report: Graph = engine.validate(data, shapes, infer=False, graph_mode="data")[1]
    return report


def pyshacl(data: bytes, shapes: Path) -> Graph:
    """The reference engine."""
    from pyshacl import validate as run

    graph = Graph().parse(data, format="nt")
    report: Graph = run(graph, shacl_graph=Graph().parse(shapes), inference="none")[1]
    return report


def validate(root: Path | None = None, language: Language = "ja", store: Store | None = None) -> Report:
    """Check the data below `root` against the rules below it. Raises DataError if either cannot be read."""
    started = time.perf_counter()
    root = root or catalog.root()
    store = store or Store.load(root)
    rules = Rules(root)
    known = {rule.iri: rule for rule in rules.all(language)}
    found = faults(store, rules)
    findings = [_finding(store, known[fault.rule], fault, language) for fault in found]
    findings.sort(key=lambda each: (SEVERITIES.index(each.severity), each.rule.id, each.focus.iri, each.value))
    times = Counter(fault.rule for fault in found)
    checked = tuple(Checked(rule, rules.examined(rule.iri, store), times[rule.iri]) for rule in known.values())
    return Report(tuple(findings), checked, time.perf_counter() - started)


def faults(store: Store, rules: Rules, engine: Engine = shifty) -> list[Fault]:
    """Every fault, once, in a stable order, whichever engine runs the shapes."""
    data = io.BytesIO()
    serialize((quad.triple for quad in store.engine), data, RdfFormat.N_TRIPLES)
    report = engine(data.getvalue(), rules.shapes)
    found = {*_shape_faults(report, rules), *_dataset_faults(store, rules)}
    # no two runs call a blank node alike: a rule of its own finds what leads to it
    return sorted(fault for fault in found if not fault.focus.startswith("_:"))


def _shape_faults(report: Graph, rules: Rules) -> Iterator[Fault]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule, focus, value = (_node(report.value(result, at)) for at in (SH.sourceShape, SH.focusNode, SH.value))
        if value == focus and (result, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent) in report:
            value = ""  # what a query leaves open, SHACL §5.3.2 fills with the focus node
        path = report.value(result, SH.resultPath)
        yield Fault(rule, focus, shorten(str(path)) if isinstance(path, URIRef) else rules.path(rule), value)


def _dataset_faults(store: Store, rules: Rules) -> Iterator[Fault]:
    for rule, query in rules.queries():
        solutions = store.engine.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - our own queries are SELECTs
        names = {variable.value for variable in solutions.variables}
        for row in solutions:
            focus, path, value = (row[name] if name in names else None for name in ("focus", "path", "value"))
            yield Fault(rule, _term(focus), shorten(_term(path)) if path else "", _term(value))


def _node(node: Node | None) -> str:
    if node is None:
        return ""
    return str(node) if isinstance(node, URIRef) else node.n3()


def _term(term: Term | BlankNode | None) -> str:
    return "" if term is None else term.value if isinstance(term, NamedNode) else str(term)


def _finding(store: Store, rule: Rule, fault: Fault, language: Language) -> Finding:
    file = _file(store, fault)
    place = ", ".join(label(store, place, language) for place in _places(store, fault.focus))
    return Finding(rule, ref(store, fault.focus, language), fault.path, fault.value, file, place)


def _file(store: Store, fault: Fault) -> str:
    """The file that holds the faulty statement, or else the one that says most of the thing."""
    about = store.match(NamedNode(fault.focus))
    faulty = [
        each for each in about if (shorten(each.predicate.value), _term(each.object)) == (fault.path, fault.value)
    ]
    graphs = Counter(each.graph for each in faulty or about)
    return store.file_name(graphs.most_common(1)[0][0]) if graphs else ""


def _places(store: Store, focus: str) -> list[str]:
    return sorted(each.object.value for each in store.match(NamedNode(focus), _STATED_AT))
