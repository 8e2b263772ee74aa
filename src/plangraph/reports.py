"""Reports for programs: of a validation as JSON, SHACL in Turtle, JUnit XML; of a verification as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final
from xml.etree import ElementTree

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef

from plangraph.errors import Language
from plangraph.evidence import Place
from plangraph.faults import literal
from plangraph.namespaces import PREFIXES
from plangraph.rules import Rule
from plangraph.validation import Finding, Report
from plangraph.verification import Compared, Missing, Verification


def as_json(report: Report) -> str:
    """One object with the findings, the rules and the counts by severity; it conforms as in SHACL §3.4."""
    document = {
        "conforms": not report.findings,
        "violations": len(report.open("Violation")),
        "open_warnings": len(report.open("Warning")),
        "acknowledged_warnings": len(report.acknowledged),
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
        _add_result(graph, result, finding, report.language)
    return graph.serialize(format="turtle")


def as_junit(report: Report) -> str:
    """One test case a rule, for the pages that build servers make of JUnit XML; warnings are not failures."""
    failed = {finding.rule for finding in report.findings if finding.severity == "Violation"}
    suite = ElementTree.Element(
        "testsuite", name="plangraph validate", tests=str(len(report.rules)), failures=str(len(failed))
    )
    for checked in report.rules:
        case = ElementTree.SubElement(suite, "testcase", classname=checked.rule.id, name=checked.rule.title)
        if lines := [f"{each.focus.iri} ({each.file})" for each in report.findings if each.rule == checked.rule]:
            _add_outcome(case, checked.rule, "\n".join(lines))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


WRITERS: Final[dict[str, Callable[[Report], str]]] = {"json": as_json, "turtle": as_turtle, "junit": as_junit}


def verification_as_json(found: Verification) -> str:
    """One object with the documents, what is wrong with each, what of it nothing cites, and the texts not found."""
    document = {
        "agrees": found.agrees,
        "texts": found.texts,
        "not_looked_up": found.unread,
        "seconds": round(found.seconds, 3),
        "documents": [_document(each, found.language) for each in found.documents],
        "missing": [_missing(each) for each in found.missing],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _add_result(graph: Graph, result: BNode, finding: Finding, language: str) -> None:
    message = f"{finding.focus.label}: {finding.message} ({finding.file})"
    graph.add((result, RDF.type, SH.ValidationResult))
    graph.add((result, SH.sourceShape, URIRef(finding.rule.iri)))
    graph.add((result, SH.sourceConstraintComponent, URIRef(finding.component)))
    graph.add((result, SH.resultSeverity, SH[finding.severity]))
    graph.add((result, SH.focusNode, _term(finding.focus.iri)))
    graph.add((result, SH.resultMessage, Literal(message, lang=language)))
    if finding.value:
        graph.add((result, SH.value, _term(finding.value)))
    if finding.doubt:
        graph.add((result, RDFS.seeAlso, URIRef(finding.doubt.ref.iri)))
    if path := _iri(finding.path):
        graph.add((result, SH.resultPath, URIRef(path)))


def _iri(path: str) -> str | None:
    """The IRI of a path that is a single property, written short or in full; paths of more steps have none."""
    if full := re.fullmatch(r"<([^<>]+)>", path):
        return full[1]
    short = re.fullmatch(r"([\w-]+):([\w-]+)", path)
    return PREFIXES[short[1]] + short[2] if short and short[1] in PREFIXES else None


def _term(written: str) -> URIRef | Literal | BNode:
    """A term as a fault has it: an IRI bare, a literal as in N-Triples, anything nameless as `[]`."""
    known = literal(written)
    if known is None:
        return BNode() if written in {"", "[]"} else URIRef(written)
    is_plain = known.language is not None or known.datatype.value == str(XSD.string)
    return Literal(known.value, datatype=None if is_plain else URIRef(known.datatype.value), lang=known.language)


def _add_outcome(case: ElementTree.Element, rule: Rule, text: str) -> None:
    if rule.severity == "Violation":
        ElementTree.SubElement(case, "failure", message=rule.message).text = text
    else:
        ElementTree.SubElement(case, "system-out").text = f"{rule.message}\n{text}"


def _finding(finding: Finding) -> dict[str, str | None]:
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
        "acknowledged_by": finding.doubt.ref.iri if finding.doubt else None,
    }


def _document(compared: Compared, language: Language) -> dict[str, Any]:
    source, coverage = compared.source, compared.coverage
    return {
        "document": source.document.iri,
        "name": source.document.label,
        "file": source.path.name,
        "lines": None if source.lines is None else len(source.lines),
        "cited": coverage and round(coverage.share, 4),
        "problems": [{"code": each.code, "message": each.sentence(language)} for each in compared.problems],
        "uncited": [asdict(each) for each in coverage.uncited] if coverage else [],
    }


def _missing(missing: Missing) -> dict[str, Any]:
    return {
        "thing": missing.thing.iri,
        "name": missing.thing.label,
        "path": missing.predicate,
        "text": missing.text,
        "places": [{**_place(each.place), "text": each.text} for each in missing.passages],
        "file": missing.file,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "place": place.ref.iri,
        "document": place.document.iri,
        "first_line": place.first_line,
        "last_line": place.last_line,
        "first_character": place.first_character,
        "last_character": place.last_character,
    }
