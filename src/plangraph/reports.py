"""A validation report for programs: JSON, SHACL in Turtle, JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final
from xml.etree import ElementTree

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef

from plangraph.validation import Finding, Report


def as_json(report: Report) -> str:
    """One object with the findings, the rules and the counts by severity."""
    document = {
        "conforms": report.count("Violation") == 0,
        "violations": report.count("Violation"),
        "warnings": report.count("Warning"),
        "seconds": round(report.seconds, 3),
        "findings": [_finding(each) for each in report.findings],
        "rules": [
            {"rule": each.rule.id, "title": each.rule.title, "examined": each.examined, "findings": each.found}
            for each in report.rules
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_turtle(report: Report) -> str:
    """A `sh:ValidationReport` (SHACL §3.6) over both kinds of rules."""
    graph = Graph()
    graph.bind("sh", SH)
    node = BNode()
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(not report.findings, datatype=XSD.boolean)))
    for finding in report.findings:
        result = BNode()
        graph.add((node, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.sourceShape, URIRef(finding.rule.iri)))
        graph.add((result, SH.resultSeverity, SH[finding.severity]))
        graph.add((result, SH.focusNode, URIRef(finding.focus.iri)))
        graph.add((result, SH.resultMessage, Literal(f"{finding.focus.label}: {finding.message} ({finding.file})")))
    return graph.serialize(format="turtle")


def as_junit(report: Report) -> str:
    """One test case a rule, for the pages that build servers make of JUnit XML; warnings are not failures."""
    failures = report.count("Violation")
    suite = ElementTree.Element(
        "testsuite", name="plangraph validate", tests=str(len(report.rules)), failures=str(failures)
    )
    for checked in report.rules:
        case = ElementTree.SubElement(suite, "testcase", classname=checked.rule.id, name=checked.rule.title)
        for finding in report.findings:
            if finding.rule == checked.rule:
                tag = "failure" if finding.severity == "Violation" else "system-out"
                ElementTree.SubElement(case, tag).text = f"{finding.focus.iri}: {finding.message} ({finding.file})"
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


WRITERS: Final[dict[str, Callable[[Report], str]]] = {"json": as_json, "turtle": as_turtle, "junit": as_junit}


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "focus": finding.focus.iri,
        "name": finding.focus.label,
        "path": finding.path,
        "value": finding.value,
        "message": finding.message,
        "file": finding.file,
        "place": finding.place,
    }
