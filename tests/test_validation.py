"""A fault in the data is found, and the finding names the thing, the rule and the file."""

from __future__ import annotations

import dataclasses
from itertools import chain
from pathlib import Path

import pytest
from broken_data import BROKEN, NOT_FOUND, STATED, Broken, Edit
from broken_record import BROKEN_RECORD
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Engine
from small_plans import StoreOf

from plangraph import catalog
from plangraph.doubts import acknowledgements
from plangraph.engines import faults
from plangraph.errors import (
    Language,
)
from plangraph.namespaces import GRAPH, ID, ONTOLOGY, SHAPES, shorten
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.validation import Check, check, validate

ROOT = catalog.root()
PLANS = "ontology/shapes/plans.ttl"
ALL_BROKEN = BROKEN | BROKEN_RECORD


@pytest.fixture(scope="module")
def checked(store: Store) -> Check:
    return check(ROOT, store)


def test_shipped_data_keeps_every_rule(checked: Check, language: Language) -> None:
    report = checked.report(language)
    assert [each for each in report.findings if each.doubt is None] == []
    assert {checked.examined > 0 for checked in report.rules} == {True}
    numbers = [int(checked.rule.id.removeprefix("C-")) for checked in report.rules]
    assert numbers == sorted({int(rule.id.removeprefix("C-")) for rule in Rules(ROOT).all(language)})


def test_every_acknowledged_warning_is_explained(checked: Check, language: Language) -> None:
    acknowledged = checked.report(language).acknowledged
    assert acknowledged
    for finding in acknowledged:
        assert finding.doubt is not None
        assert finding.rule.iri in finding.doubt.acknowledges
        assert finding.focus in finding.doubt.targets
        assert finding.doubt.rationale


def test_without_its_doubt_a_warning_is_open(checked: Check) -> None:
    for doubt in set(acknowledgements(checked.store).values()):
        left = Engine()
        left.bulk_extend(quad for quad in checked.store.engine if quad.subject != NamedNode(doubt))
        report = dataclasses.replace(checked, store=Store(left, checked.store.files, "")).report("en")
        told = {finding.rule.iri for finding in report.open("Warning")}
        assert told, doubt
        assert told <= {each.object.value for each in checked.store.match(NamedNode(doubt))}


def test_acknowledgement_of_nothing_is_a_violation(checked: Check) -> None:
    doubt = NamedNode(min(acknowledgements(checked.store).values()))
    stale = Engine()
    stale.bulk_extend(checked.store.engine)
    stale.add(Quad(doubt, NamedNode(ONTOLOGY + "acknowledges"), NamedNode(SHAPES + "C-05"), NamedNode(GRAPH + "new")))
    found = check(ROOT, Store(stale, checked.store.files, ""), "C-170").faults
    assert {(fault.focus, fault.value) for fault in found} == {(doubt.value, SHAPES + "C-05")}


@pytest.mark.parametrize("fault", ALL_BROKEN.values(), ids=ALL_BROKEN)
def test_fault_is_found_and_named(fault: Broken, root: Path) -> None:
    for edit in fault.edits:
        edit.apply(root)
    found = validate(root, only=fault.rule).findings
    assert (fault.thing, fault.file) in {(finding.focus.iri, finding.file) for finding in found}
    assert {finding.severity for finding in found} == {"Warning" if fault.rule == "C-05" else "Violation"}


def test_finding_says_what_a_reader_needs(root: Path, language: Language) -> None:
    Edit(STATED, "<goal/20>", '"20"', '"02"').apply(root)
    (finding,) = validate(root, language, only="C-34").findings
    assert (finding.severity, finding.path, finding.value) == ("Violation", "pg:number", '"02"')
    assert finding.message.startswith({"ja": "印刷された番号と", "en": "The printed number and"}[language])
    named = {"ja": ("工業の振興", "目標"), "en": ("promotion of manufacturing", "goal")}
    assert (finding.focus.label, finding.focus.kind) == named[language]
    assert finding.place == "概要版 144行 3–10字"


def test_gravest_findings_come_first(root: Path) -> None:
    for name in ("name doubled", "number doubled"):
        BROKEN[name].edits[0].apply(root)
    severities = [finding.severity for finding in validate(root).findings]
    assert severities == sorted(severities)
    assert set(severities) == {"Violation", "Warning"}


@pytest.mark.parametrize(("value", "shown"), [('"144"', '"144"'), ("[]", "[]")])
def test_place_that_is_no_thing_is_a_finding(value: str, shown: str, root: Path) -> None:
    Edit(STATED, "<goal/20>", "pg:statedAt at:L144-C3-10", f"pg:statedAt {value}").apply(root)
    found = {(finding.rule.id, finding.value) for finding in validate(root, only="C-04").findings}
    assert ("C-04", shown) in found


@pytest.mark.parametrize("answer", ['("text" AS ?focus)', "?none"])
def test_focus_that_is_no_thing_is_a_finding(answer: str, root: Path) -> None:
    replace(root / "ontology/dataset-rules.ttl", "SELECT ?focus\n", f"SELECT {answer}\n")
    replace(root / "ontology/dataset-rules.ttl", "FILTER NOT EXISTS { GRAPH ?focus { ?thing ?property ?value . } }", "")
    replace(root / "ontology/dataset-rules.ttl", "?focus a dcat:Dataset .", "?graph a dcat:Dataset .")
    replace(
        root / "ontology/dataset-rules.ttl",
        'FILTER ( STRSTARTS(STR(?focus), "https://w3id.org/plangraph/graph/") )',
        "",
    )
    (finding,) = validate(root, only="C-92").findings
    assert (finding.rule.id, finding.file, finding.place) == ("C-92", "", "")


def replace(path: Path, old: str, new: str) -> None:
    """Put another text in a file, where the old one stands once."""
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


REGION = """
<one> a pg:Municipality ; rdfs:label "一の町"@ja ; pg:municipalityCode "032093" ; dcterms:source "台帳"@ja .
<two> a pg:Municipality ; rdfs:label "二の町"@ja ; pg:municipalityCode "034029" ; dcterms:source "台帳"@ja .
<region> a pg:SettlementRegion ; rdfs:label "圏域"@ja ; pg:member <one> , <two> ; pg:centralCity <one> .
<d> a pg:Document ; rdfs:label "文書"@ja ; dcterms:publisher <region> ; pg:fileName "d" ; pg:lineCount 1 ;
  pg:sha256 "%s" .
<d/L1> a pg:Place ; rdfs:label "1行"@ja ; pg:inDocument <d> ; pg:section "頁"@ja ; pg:firstLine 1 ; pg:lastLine 1 .
<p> a pg:Plan ; rdfs:label "ビジョン"@ja ; pg:madeBy <region> ; pg:statedAt <d/L1> .
<p/s> a skos:ConceptScheme ; rdfs:label "階層"@ja ; pg:inPlan <p> ; pg:statedAt <d/L1> .
<p/v> a pg:Vision ; rdfs:label "像"@ja ; pg:inPlan <p> ; pg:statedAt <d/L1> .
""" % ("0" * 64)
"""The plan of a region with two levels of goals, whose numbers begin anew below each, and a measure within another."""


def member(path: str, kind: str, order: int, more: str) -> str:
    return (
        f'<p/{path}> a pg:{kind} ; rdfs:label "{path}"@ja ; pg:inPlan <p> ; pg:order {order} ; '
        f"pg:statedAt <d/L1> ; {more} .\n"
    )


def test_plan_of_another_shape_breaks_no_rule(store_of: StoreOf) -> None:
    levels = "".join(member(f"l{n}", "Level", n, f'skos:prefLabel "l{n}"@ja ; skos:inScheme <p/s>') for n in (1, 2))
    goals = "".join(
        member(f"g{n}", "Goal", n, f'pg:number "{n}" ; pg:atLevel <p/l1> ; pg:contributesTo <p/v>')
        + "".join(
            member(f"g{n}-{m}", "Goal", m, f'pg:number "{m}" ; pg:atLevel <p/l2> ; pg:contributesTo <p/g{n}>')
            + member(f"m{n}-{m}", "Measure", 1, f"pg:contributesTo <p/g{n}-{m}>")
            + member(f"m{n}-{m}-1", "Measure", 1, f"pg:contributesTo <p/m{n}-{m}>")
            for m in (1, 2)
        )
        for n in (1, 2)
    )
    found = faults(store_of(REGION + levels + goals), Rules(ROOT))
    told = {shorten(fault.rule) for fault in found if fault.focus.startswith(ID)}
    # one stated graph holds it all here, documents and national codes too, and no document names an agreement
    assert told == {"pgs:C-66", "pgs:C-247", "pgs:C-232"}


def test_what_no_rule_can_know(root: Path) -> None:
    for edit in chain.from_iterable(NOT_FOUND.values()):
        edit.apply(root)
    report = validate(root)
    assert (report.open("Violation"), report.open("Warning")) == ((), ())
