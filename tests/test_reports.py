"""A report is SHACL, JSON or JUnit that other programs understand."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from plangraph.doubts import Doubt
from plangraph.labels import Ref
from plangraph.namespaces import ID, ONTOLOGY, SHAPES
from plangraph.reports import as_json, as_junit, as_turtle
from plangraph.rules import Rule
from plangraph.validation import Checked, Finding, Report

WRONG = Rule(SHAPES + "C-34", "C-34", "Number agrees", "They disagree.", "Violation")
DOUBTFUL = Rule(SHAPES + "C-05", "C-05", "No second", "There is another.", "Warning")
DOUBT = Doubt(Ref(ID + "doubt/1", "Twins"), (), Ref("", ""), (), (), (), "", "They are two.", 0.9, False, ())
GOAL = Ref(ID + "goal", "工業の振興", "goal")


def finding(rule: Rule, path: str = "pg:number", value: str = '"02"') -> Finding:
    return Finding(rule, GOAL, path, value, "stated.ttl", "", component=str(SH.MinCountConstraintComponent))


def report(*findings: Finding) -> Report:
    return Report(findings, (Checked(WRONG, 3, 2), Checked(DOUBTFUL, 3, 1)), 0.1, "en")


def result(*found: Finding) -> tuple[Graph, URIRef]:
    graph = Graph().parse(data=as_turtle(report(*found)), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationResult)
    return graph, node  # type: ignore[return-value]


def test_turtle_has_all_that_shacl_demands_of_a_result() -> None:
    graph, node = result(finding(WRONG))
    demanded = {SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultMessage}
    assert demanded <= set(graph.predicates(node))
    assert graph.value(node, SH.resultPath) == URIRef(ONTOLOGY + "number")
    assert graph.value(node, SH.value) == Literal("02")
    assert graph.value(node, SH.sourceConstraintComponent) == SH.MinCountConstraintComponent
    message = graph.value(node, SH.resultMessage)
    assert isinstance(message, Literal)
    assert message.language == "en"


@pytest.mark.parametrize("path", ["", "^pg:inPlan", "pg:contributesTo+"])
def test_turtle_gives_no_path_of_more_steps(path: str) -> None:
    graph, node = result(finding(WRONG, path, ""))
    assert not list(graph.objects(node, SH.resultPath | SH.value))


@pytest.mark.parametrize(("value", "term"), [(ID + "x", URIRef(ID + "x")), ('"目標"@ja', Literal("目標", lang="ja"))])
def test_turtle_gives_the_value_as_a_term(value: str, term: URIRef | Literal) -> None:
    graph, node = result(finding(WRONG, value=value))
    assert graph.value(node, SH.value) == term


@pytest.mark.parametrize(("found", "conforms"), [((), True), ((finding(DOUBTFUL),), False), ((finding(WRONG),), False)])
def test_what_conforms_has_no_result_at_all(found: tuple[Finding, ...], conforms: bool) -> None:
    graph = Graph().parse(data=as_turtle(report(*found)), format="turtle")
    assert [str(each) for each in graph.objects(None, SH.conforms)] == [str(conforms).lower()]
    assert json.loads(as_json(report(*found)))["conforms"] is conforms


def test_an_acknowledged_warning_names_its_doubt() -> None:
    known = replace(finding(DOUBTFUL), doubt=DOUBT)
    graph, node = result(known)
    assert list(graph.objects(node, RDFS.seeAlso)) == [URIRef(DOUBT.ref.iri)]
    told = json.loads(as_json(report(known, finding(DOUBTFUL), finding(WRONG))))
    assert (told["violations"], told["open_warnings"], told["acknowledged_warnings"]) == (1, 1, 1)
    assert [each["acknowledged_by"] for each in told["findings"]] == [DOUBT.ref.iri, None, None]


def test_junit_counts_failed_cases_not_findings() -> None:
    text = as_junit(report(finding(WRONG), finding(WRONG, value='"03"'), finding(DOUBTFUL)))
    suite = ElementTree.fromstring(text)
    failures = suite.findall("testcase/failure")
    assert (suite.get("tests"), suite.get("failures"), len(failures)) == ("2", "1", 1)
    assert failures[0].get("message") == WRONG.message
    assert len((failures[0].text or "").splitlines()) == 2
    assert (suite.findtext("testcase/system-out") or "").startswith(DOUBTFUL.message)
    assert "\n  <testcase" in text
