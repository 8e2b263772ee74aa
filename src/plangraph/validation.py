"""Does the graph keep its rules? Shapes (SHACL) and dataset rules (SPARQL) yield findings of one kind."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, serialize
from pyoxigraph import Store as QueryEngine
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from plangraph import catalog
from plangraph.errors import BrokenRule, Language
from plangraph.labels import NaturalKey, Ref, label, natural_key, ref
from plangraph.namespaces import ONTOLOGY, SHAPES, shorten
from plangraph.rules import Rule, Rules
from plangraph.store import Statement, Store, Term

SEVERITIES = ("Violation", "Warning", "Info")

_STATED_AT = NamedNode(ONTOLOGY + "statedAt")
_OF_A_QUERY = str(SH.SPARQLConstraintComponent)

Engine = Callable[[bytes, Path], Graph]
"""Runs shapes from a file over N-Triples and returns the SHACL validation report."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What every engine must agree on: the rule, its focus node, the path and the value, in short written form."""

    rule: str
    focus: str
    path: str
    value: str
    component: str = field(default=_OF_A_QUERY, compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with all that a reader needs to mend it."""

    rule: Rule
    focus: Ref
    path: str
    value: str
    file: str
    place: str
    component: str = _OF_A_QUERY
    """The IRI of the kind of constraint that was broken (SHACL §3.6.2)."""

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
    language: Language = "ja"

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
    return check(root or catalog.root(), store or Store.load(root)).report(language)


@dataclass(frozen=True, slots=True)
class Check:
    """What the engines found, before it is told in a language; it took so many seconds."""

    store: Store
    rules: Rules
    faults: tuple[Fault, ...]
    seconds: float

    def report(self, language: Language) -> Report:
        """The findings in the language. Raises BrokenRule for a fault of no numbered rule."""
        known = {rule.iri: rule for rule in self.rules.all(language)}
        if unnumbered := {fault.rule for fault in self.faults} - known.keys():
            raise BrokenRule(rule=min(unnumbered), reason="dcterms:identifier")
        findings = [_finding(self.store, known[fault.rule], fault, language) for fault in self.faults]
        findings.sort(key=lambda each: (*_gravest_first(each.rule), each.focus.iri, each.value))
        times = Counter(fault.rule for fault in self.faults)
        examined = {iri: self.rules.examined(iri, self.store) for iri in known}
        checked = tuple(Checked(rule, examined[iri], times[iri]) for iri, rule in known.items())
        return Report(tuple(findings), checked, self.seconds, language)


def check(root: Path, store: Store) -> Check:
    """Run the rules below `root` over the data. Raises DataError if they cannot be read."""
    started = time.perf_counter()
    rules = Rules(root)
    found = faults(store, rules)
    return Check(store, rules, tuple(found), time.perf_counter() - started)


def faults(store: Store, rules: Rules, engine: Engine = shifty) -> list[Fault]:
    """Every fault, once, in a stable order, whichever engine runs the shapes."""
    data = io.BytesIO()
    serialize((quad.triple for quad in store.engine), data, RdfFormat.N_TRIPLES)
    try:
        report = engine(data.getvalue(), rules.shapes)
    except ValueError as error:
        raise _guilty(rules, error) from error
    found = sorted([*_shape_faults(report, rules), *_dataset_faults(store, rules)], key=astuple)
    # a rule of its own finds what leads to a blank node
    return list(dict.fromkeys(fault for fault in found if fault.focus != "[]"))


def _guilty(rules: Rules, error: ValueError) -> BrokenRule:
    """The rule whose query is the reason why the engine refuses all shapes, or else their file."""
    for rule, query in rules.shape_queries():
        try:
            QueryEngine().query(query)
        except SyntaxError as reason:
            return BrokenRule(rule=rule.removeprefix(SHAPES), reason=str(reason))
    return BrokenRule(rule=rules.shapes, reason=str(error))


def _shape_faults(report: Graph, rules: Rules) -> Iterator[Fault]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule, focus, value = (_node(report.value(result, at)) for at in (SH.sourceShape, SH.focusNode, SH.value))
        component = str(report.value(result, SH.sourceConstraintComponent))
        if value == focus and component == _OF_A_QUERY:
            value = ""  # what a query leaves open, SHACL §5.3.2 fills with the focus node
        path = report.value(result, SH.resultPath)
        written = shorten(str(path)) if isinstance(path, URIRef) else rules.path(rule)
        yield Fault(rule, focus, written, value, component)


def _dataset_faults(store: Store, rules: Rules) -> Iterator[Fault]:
    for rule, query in rules.queries():
        solutions = _solutions(store, rule, query)
        names = {variable.value for variable in solutions.variables}
        for row in solutions:
            focus, path, value = (row[name] if name in names else None for name in ("focus", "path", "value"))
            yield Fault(rule, _term(focus), shorten(_term(path)) if path else "", _term(value))


def _solutions(store: Store, rule: str, query: str) -> QuerySolutions:
    try:
        found = store.engine.query(query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise BrokenRule(rule=rule.removeprefix(SHAPES), reason=str(error)) from error
    if not isinstance(found, QuerySolutions):
        raise BrokenRule(rule=rule.removeprefix(SHAPES), reason="SELECT ?focus ?path ?value")
    return found


def _node(node: Node | None) -> str:
    """The written form that pyoxigraph gives the term, so that both kinds of rules write alike."""
    if isinstance(node, RdflibLiteral):
        datatype = NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return str(Literal(str(node), datatype=datatype, language=node.language))
    if isinstance(node, BNode):
        return "[]"  # no two runs name it alike
    return "" if node is None else str(node)


def _term(term: Term | BlankNode | None) -> str:
    if isinstance(term, BlankNode):
        return "[]"
    return "" if term is None else term.value if isinstance(term, NamedNode) else str(term)


def _gravest_first(rule: Rule) -> tuple[int, NaturalKey]:
    return SEVERITIES.index(rule.severity), natural_key(rule.id)


def _finding(store: Store, rule: Rule, fault: Fault, language: Language) -> Finding:
    about = store.match(NamedNode(fault.focus)) if _is_iri(fault.focus) else []
    places = sorted(
        each.object.value for each in about if each.predicate == _STATED_AT and not isinstance(each.object, BlankNode)
    )
    place = ", ".join(label(store, place, language) if _is_iri(place) else place for place in places)
    focus = ref(store, fault.focus, language) if _is_iri(fault.focus) else Ref(fault.focus, fault.focus)
    return Finding(rule, focus, fault.path, fault.value, _file(store, fault, about), place, fault.component)


def _is_iri(written: str) -> bool:
    """Whether it can be looked up: the focus of a fault may be a literal, or nothing."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", written) is not None


def _file(store: Store, fault: Fault, about: list[Statement]) -> str:
    """The file that holds the faulty statement, or else the one that says most of the thing."""
    faulty = [
        each for each in about if (shorten(each.predicate.value), _term(each.object)) == (fault.path, fault.value)
    ]
    graphs = Counter(each.graph for each in faulty or about)
    return store.file_name(graphs.most_common(1)[0][0]) if graphs else ""
