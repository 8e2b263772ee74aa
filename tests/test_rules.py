"""Every rule is whole, finds its faults in its cases and nothing else there, and both engines agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import DCTERMS, SH, Graph, Literal, URIRef
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from plangraph import catalog
from plangraph.descriptions import told
from plangraph.engines import faults, pyshacl, shifty
from plangraph.errors import Language
from plangraph.faults import Fault
from plangraph.namespaces import GRAPH, SHAPES
from plangraph.rules import DATASET_RULES, Rule, Rules
from plangraph.store import Store
from plangraph.validation import SEVERITIES

ROOT = catalog.root()
RULES = Rules(ROOT)
RULE_LIST = {rule.id: rule for rule in RULES.all("en")}
RULE_GRAPH = Graph().parse(RULES.shapes, format="turtle") + Graph().parse(ROOT / DATASET_RULES)
WRITTEN_ALIKE = (
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
)

QUERIES = {
    rule.id: str(select)
    for rule in RULE_LIST.values()
    for select in RULE_GRAPH.objects(URIRef(rule.iri), SH.select | SH.sparql / SH.select)
}
LOOKS_AT = """
SELECT ?thing ?target
WHERE { { ?thing a/rdfs:subClassOf* ?target } UNION { ?thing ?target ?any } }
LIMIT 1
"""


@dataclass(frozen=True)
class Case:
    """A case file (see ontology/cases/README.md), its things moved to IRIs that no other case has."""

    path: Path

    @property
    def rule(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.rule}/{self.path.stem.replace('.', '-')}"

    @cached_property
    def text(self) -> str:
        return re.sub("plangraph/(id/|graph/|)example/", rf"plangraph/\g<1>{self.name}/example/", self.path.read_text())

    def quads(self) -> Iterator[ox.Quad]:
        """The statements, those of the default graph in a graph of their own."""
        for quad in ox.parse(self.text, format=ox.RdfFormat.TRIG):
            default = isinstance(quad.graph_name, ox.DefaultGraph)
            graph = ox.NamedNode(GRAPH + self.name) if default else quad.graph_name
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)

    def golden(self) -> list[Fault]:
        """The faults that its rule is to find. Raises AssertionError where one is of another rule or severity."""
        lines = [line.split(" ", 4) for line in re.findall(r"^# finds: (.*)$", self.text, re.MULTILINE)]
        assert {(rule, severity) for rule, severity, *_ in lines} <= {(self.rule, RULE_LIST[self.rule].severity)}
        iri = SHAPES + self.rule
        return sorted(Fault(iri, self.term(at), way.strip("-"), self.term(value)) for _, _, at, way, value in lines)

    def term(self, written: str) -> str:
        """A term of a golden line as a fault has it."""
        if written == "-":
            return ""
        prologue = "\n".join(line for line in self.text.splitlines() if line.startswith(("BASE", "PREFIX")))
        turtle = f"{prologue}\n{WRITTEN_ALIKE}\n[] <x:> {written} ."
        (quad,) = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        return quad.object.value if isinstance(quad.object, ox.NamedNode) else str(quad.object)


CASES = [Case(path) for path in sorted((ROOT / "ontology/cases").rglob("*.trig"))]


@pytest.fixture(scope="module")
def cases() -> Store:
    """All cases in one store with the ontology."""
    engine = ox.Store()
    for file in catalog.graph_files(ROOT):
        if file.graph.startswith(f"{GRAPH}ontology/"):
            engine.load(path=str(file.path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(file.graph))
    engine.extend(quad for case in CASES for quad in case.quads())
    return Store(engine, {}, "cases")


@pytest.fixture(scope="module")
def seen(store: Store) -> Store:
    """What shapes look at: the shipped data, and what the service says of them."""
    return told(store)


@pytest.fixture(scope="module")
def found(cases: Store) -> list[Fault]:
    """Every fault of every case."""
    return faults(cases, RULES, shifty)


@pytest.fixture(scope="module")
def found_of_its_rule(found: list[Fault]) -> dict[str, list[Fault]]:
    """The faults of the rule that each case is for, by the name of the case."""
    faults_of = defaultdict(list)
    for fault in found:
        if (case := re.search(r"/((C-\d{2,3})/[^/]+)/", fault.focus)) and fault.rule == SHAPES + case[2]:
            faults_of[case[1]].append(fault)
    return faults_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, found_of_its_rule: dict[str, list[Fault]]) -> None:
    mine = found_of_its_rule.get(case.name, [])
    assert mine == case.golden()
    assert bool(mine) == case.path.stem.startswith("invalid.")


def test_ontology_breaks_no_rule(found: list[Fault]) -> None:
    assert [fault for fault in found if not re.search(r"/C-\d{2,3}/", fault.focus)] == []


@pytest.mark.parametrize("rule", RULE_LIST)
def test_rule_has_its_cases(rule: str) -> None:
    names = [case.path.stem for case in CASES if case.rule == rule]
    assert "valid" in names
    assert [name for name in names if name != "valid" and not re.fullmatch(r"invalid\.[a-z]+(-[a-z]+)*", name)] == []
    assert len(names) > 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_is_small(case: Case) -> None:
    lines = case.path.read_text().splitlines()
    body = [line for line in lines if not line.startswith(("BASE", "PREFIX", "# finds: "))]
    used = set(re.findall(r"(?<![\w/:])([a-z]+):(?=[A-Za-z])", re.sub(r'<[^>]*>|"[^"]*"|# finds: .*', "", case.text)))
    assert case.rule in RULE_LIST
    assert len(body) <= 20
    assert set(re.findall(r"^PREFIX ([a-z]+):", case.text, re.MULTILINE)) == used


@pytest.mark.parametrize("case", [case for case in CASES if case.path.stem != "valid"], ids=lambda case: case.name)
def test_invalid_case_differs_by_one_line(case: Case) -> None:
    valid, invalid = (statements(path) for path in (case.path.with_name("valid.trig"), case.path))
    assert len(valid) == len(invalid)
    assert sum(one != other for one, other in zip(valid, invalid, strict=True)) == 1


def statements(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if not line.startswith(("# finds: ", "PREFIX"))]


def test_rules_are_numbered_without_gap() -> None:
    assert list(RULE_LIST) == [f"C-{number:02}" for number in range(1, len(RULE_LIST) + 1)]
    assert [rule.iri for rule in RULE_LIST.values()] == [SHAPES + number for number in RULE_LIST]


def test_every_shape_is_a_rule() -> None:
    named = {subject for subject in RULE_GRAPH.subjects() if isinstance(subject, URIRef)}
    assert named == {URIRef(rule.iri) for rule in RULE_LIST.values()}


@pytest.mark.parametrize("rule", RULE_LIST.values(), ids=RULE_LIST)
def test_rule_is_whole(rule: Rule) -> None:
    about = URIRef(rule.iri)
    for predicate in (SH.name, SH.message):
        texts = [text for text in RULE_GRAPH.objects(about, predicate) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "ja"]
        assert all(texts)
    assert rule.severity in SEVERITIES
    assert len(list(RULE_GRAPH.objects(about, DCTERMS.identifier))) == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_names_of_rules_are_unique(language: Language) -> None:
    assert len({rule.title for rule in RULES.all(language)}) == len(RULE_LIST)


@pytest.mark.parametrize("rule", RULE_LIST.values(), ids=RULE_LIST)
def test_rule_looks_at_things_by_each_of_its_targets(rule: Rule, seen: Store) -> None:
    targets = [str(target) for target in RULE_GRAPH.objects(URIRef(rule.iri), SH.targetClass | SH.targetSubjectsOf)]
    unused = [target for target in targets if not seen.select(LOOKS_AT, target=ox.NamedNode(target))]
    assert targets
    assert unused == []
    assert RULES.examined(rule.iri, seen) > 0


@pytest.mark.parametrize("rule", QUERIES)
def test_query_of_a_rule_stands_alone(rule: str) -> None:
    answer = ox.Store().query(QUERIES[rule])
    assert isinstance(answer, ox.QuerySolutions)
    names = {variable.value for variable in answer.variables}
    assert len(names & {"this", "focus"}) == 1
    assert names <= {"this", "focus", "path", "value"}


@cache
def read(query: str, base: str | None, names: tuple[tuple[str, str], ...]) -> object:
    return translateQuery(parseQuery(query), base, dict(names))


@pytest.fixture
def queries_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have rdflib and pySHACL keep what they found in a query: it is the same text for every focus node."""

    def from_text(query: str, base: str | None = None, names: dict[str, str] | None = None) -> object:
        return read(query, base, tuple((names or {}).items()))

    monkeypatch.setattr(processor, "parseQuery", str)
    monkeypatch.setattr(processor, "translateQuery", from_text)
    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", cache(SPARQLQueryHelper.check_invalid_sparql))


@pytest.mark.slow
@pytest.mark.usefixtures("queries_read_once")
def test_both_engines_find_the_same_in_the_data(store: Store, seen: Store) -> None:
    assert faults(store, RULES, shifty, described=seen) == faults(store, RULES, pyshacl, described=seen)


@pytest.mark.slow
@pytest.mark.usefixtures("queries_read_once")
def test_both_engines_find_the_same_in_the_cases(cases: Store, found: list[Fault]) -> None:
    assert found == faults(cases, RULES, pyshacl)
