"""The engines that run the rules: shapes (SHACL) and dataset rules (SPARQL) yield faults of one kind.

Import this room late: rdflib takes a tenth of a second.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from functools import reduce
from operator import iadd
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, serialize
from pyoxigraph import Store as QueryEngine
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from plangraph.doubts import acknowledgements
from plangraph.errors import BrokenRule
from plangraph.faults import OF_A_QUERY, UNMET, Fault, Progress, term, unheard
from plangraph.namespaces import ONTOLOGY, SHAPES, shorten
from plangraph.rules import Rules
from plangraph.store import Store

Engine: TypeAlias = Callable[[bytes, Rules], Graph]
"""Runs the chosen shapes over N-Triples and returns the SHACL validation report."""


def shifty(data: bytes, rules: Rules) -> Graph:
    """The engine for every day: as pySHACL finds, tens of times faster; each processor runs a part of the shapes."""
    from shifty import PreparedValidator

    engine, names = PreparedValidator(rules.shapes), rules.shape_names()
    processors = os.cpu_count() or 1
    parts = [part for first in range(processors) if (part := names[first::processors])]

    def run(part: list[str]) -> Graph:
        report: Graph = engine.validate(data, infer=False, graph_mode="data", shape_names=part)[1]
        return report

    with ThreadPoolExecutor(processors) as pool:
        return reduce(iadd, pool.map(run, parts), Graph())


def pyshacl(data: bytes, rules: Rules) -> Graph:
    """The reference engine; it runs all shapes."""
    from pyshacl import validate as run

    graph = Graph().parse(data, format="nt")
    report: Graph = run(graph, shacl_graph=Graph().parse(rules.shapes, format="turtle"), inference="none")[1]
    return report


def faults(
    store: Store, rules: Rules, engine: Engine = shifty, progress: Progress = unheard, described: Store | None = None
) -> list[Fault]:
    """Every fault, once, in a stable order, whichever engine runs the shapes. Raises BrokenRule.

    Shapes look at `described`, where given: the data with what the service says of them, which no file holds.
    """
    found = list(_shape_faults(_run(engine, described or store, rules), rules))
    queries = list(rules.queries())
    for done, (rule, query) in enumerate(queries, 1):
        progress(done, len(queries))
        found += _dataset_faults(store, rule, query)
    # a rule of its own finds what leads to a blank node
    kept = dict.fromkeys(fault for fault in sorted(found, key=astuple) if fault.focus != "[]")
    return [*kept, *_unmet(store, rules, kept)]


def _run(engine: Engine, store: Store, rules: Rules) -> Graph:
    data = io.BytesIO()
    serialize((quad.triple for quad in store.engine), data, RdfFormat.N_TRIPLES)
    try:
        return engine(data.getvalue(), rules)
    except ValueError as error:
        raise _guilty(rules, error) from error


def _guilty(rules: Rules, error: ValueError) -> BrokenRule:
    """The rule whose query is the reason why the engine refuses all shapes, or else their folder."""
    for rule, query in rules.shape_queries():
        try:
            QueryEngine().query(query)
        except SyntaxError as reason:
            return BrokenRule(rule=rule.removeprefix(SHAPES), reason=str(reason))
    return BrokenRule(rule=rules.folder, reason=str(error))


def _shape_faults(report: Graph, rules: Rules) -> Iterator[Fault]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule, focus, value = (_node(report.value(result, at)) for at in (SH.sourceShape, SH.focusNode, SH.value))
        component = str(report.value(result, SH.sourceConstraintComponent))
        if value == focus and component == OF_A_QUERY:
            value = ""  # what a query leaves open, SHACL §5.3.2 fills with the focus node
        path = report.value(result, SH.resultPath)
        written = shorten(str(path)) if isinstance(path, URIRef) else rules.path(rule)
        yield Fault(rule, focus, written, value, component)


def _dataset_faults(store: Store, rule: str, query: str) -> Iterator[Fault]:
    solutions = _solutions(store, rule, query)
    names = {variable.value for variable in solutions.variables}
    for row in solutions:
        focus, path, value = (row[name] if name in names else None for name in ("focus", "path", "value"))
        yield Fault(rule, term(focus), shorten(term(path)) if path else "", term(value))


def _solutions(store: Store, rule: str, query: str) -> QuerySolutions:
    try:
        found = store.engine.query(query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise BrokenRule(rule=rule.removeprefix(SHAPES), reason=str(error)) from error
    if not isinstance(found, QuerySolutions):
        raise BrokenRule(rule=rule.removeprefix(SHAPES), reason="SELECT ?focus ?path ?value")
    return found


def _unmet(store: Store, rules: Rules, found: dict[Fault, None]) -> list[Fault]:
    """The acknowledgements of rules that were run which no fault meets."""
    if UNMET not in rules.chosen:
        return []
    warnings = {rule.iri for rule in rules.all("en") if rule.severity == "Warning"}
    met = {(fault.rule, fault.focus) for fault in found if fault.rule in warnings}
    path = shorten(ONTOLOGY + "acknowledges")
    ran = {key: doubt for key, doubt in acknowledgements(store).items() if key[0] in rules.chosen}
    unmet = {(doubt, rule) for (rule, thing), doubt in ran.items() if (rule, thing) not in met}
    return [Fault(UNMET, doubt, path, rule) for doubt, rule in sorted(unmet)]


def _node(node: Node | None) -> str:
    """The written form that pyoxigraph gives the term, so that both kinds of rules write alike."""
    if isinstance(node, RdflibLiteral):
        datatype = NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return str(Literal(str(node), datatype=datatype, language=node.language))
    if isinstance(node, BNode):
        return "[]"  # no two runs name it alike
    return "" if node is None else str(node)
