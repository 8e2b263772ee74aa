"""A fault in the data is found, and the finding names the thing, the rule and the file."""

from __future__ import annotations

import shutil
from itertools import chain
from pathlib import Path

import pytest
from broken_data import BROKEN, INFERRED, NOT_FOUND, STATED, Broken, Edit
from broken_record import BROKEN_RECORD
from rdflib import DCTERMS, Graph, Literal
from small_plans import StoreOf

from plangraph import catalog
from plangraph.errors import (
    BrokenRule,
    BrokenTurtle,
    DataError,
    Language,
    MissingPath,
    NoRules,
    NotUnicode,
    TripleInTwoGraphs,
    UncataloguedGraph,
)
from plangraph.namespaces import GRAPH, ID, shorten
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.validation import Check, check, faults, validate

ROOT = catalog.root()
SHAPES = Graph().parse(ROOT / "ontology/shapes.ttl")
ALL_BROKEN = BROKEN | BROKEN_RECORD


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of ontology and data that a test may break."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("cases"))
    shutil.copytree(ROOT / "data/ttl", tmp_path / "data/ttl")
    return tmp_path


def keep_shapes(root: Path, *numbers: str) -> None:
    """Leave only these shapes in a copy of the rules, so that a test need not wait for the others."""
    kept = Graph()
    for number in ("C-01", *numbers):  # rules without any shape would be refused
        for shape in SHAPES.subjects(DCTERMS.identifier, Literal(number)):
            kept += SHAPES.cbd(shape)
    kept.serialize(root / "ontology/shapes.ttl", format="turtle")


@pytest.fixture(scope="module")
def checked(store: Store) -> Check:
    return check(ROOT, store)


def test_shipped_data_keeps_every_rule(checked: Check, language: Language) -> None:
    report = checked.report(language)
    assert report.findings == ()
    assert {(checked.examined > 0, checked.found) for checked in report.rules} == {(True, 0)}
    numbers = [int(checked.rule.id.removeprefix("C-")) for checked in report.rules]
    assert numbers == sorted({int(rule.id.removeprefix("C-")) for rule in Rules(ROOT).all(language)})


@pytest.mark.parametrize("fault", ALL_BROKEN.values(), ids=ALL_BROKEN)
def test_fault_is_found_and_named(fault: Broken, root: Path) -> None:
    keep_shapes(root, fault.rule)
    for edit in fault.edits:
        edit.apply(root)
    found = [finding for finding in validate(root).findings if finding.rule.id == fault.rule]
    assert (fault.thing, fault.file) in {(finding.focus.iri, finding.file) for finding in found}
    assert {finding.severity for finding in found} == {"Warning" if fault.rule == "C-05" else "Violation"}


def test_finding_says_what_a_reader_needs(root: Path, language: Language) -> None:
    keep_shapes(root, "C-34")
    Edit(STATED, "<goal/20>", '"20"', '"02"').apply(root)
    findings = validate(root, language).findings
    (finding,) = (each for each in findings if each.rule.id == "C-34")
    assert (finding.severity, finding.path, finding.value) == ("Violation", "pg:number", '"02"')
    assert finding.message.startswith({"ja": "印刷された番号と", "en": "The printed number and"}[language])
    named = {"ja": ("工業の振興", "目標"), "en": ("promotion of manufacturing", "goal")}
    assert (finding.focus.label, finding.focus.kind) == named[language]
    assert finding.place == "概要版 144行 3–10字"


def test_gravest_findings_come_first(root: Path) -> None:
    keep_shapes(root, "C-05", "C-35")
    for name in ("name doubled", "number doubled"):
        BROKEN[name].edits[0].apply(root)
    severities = [finding.severity for finding in validate(root).findings]
    assert severities == sorted(severities)
    assert set(severities) == {"Violation", "Warning"}


@pytest.mark.parametrize(("value", "shown"), [('"144"', '"144"'), ("[]", "[]")])
def test_place_that_is_no_thing_is_a_finding(value: str, shown: str, root: Path) -> None:
    keep_shapes(root, "C-04")
    Edit(STATED, "<goal/20>", "pg:statedAt at:L144-C3-10", f"pg:statedAt {value}").apply(root)
    found = {(finding.rule.id, finding.value) for finding in validate(root).findings}
    assert ("C-04", shown) in found


@pytest.mark.parametrize("answer", ['("text" AS ?focus)', "?none"])
def test_focus_that_is_no_thing_is_a_finding(answer: str, root: Path) -> None:
    keep_shapes(root)
    replace(root / "ontology/dataset-rules.ttl", "SELECT ?focus\n", f"SELECT {answer}\n")
    replace(root / "ontology/dataset-rules.ttl", "FILTER NOT EXISTS { GRAPH ?focus { ?thing ?property ?value . } }", "")
    replace(root / "ontology/dataset-rules.ttl", "?focus a dcat:Dataset .", "?graph a dcat:Dataset .")
    replace(
        root / "ontology/dataset-rules.ttl",
        'FILTER ( STRSTARTS(STR(?focus), "https://w3id.org/plangraph/graph/") )',
        "",
    )
    (finding,) = validate(root).findings
    assert (finding.rule.id, finding.file, finding.place) == ("C-92", "", "")


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("dataset-rules.ttl", "SELECT ?focus\n", "SELEC ?focus\n", "C-92"),
        ("dataset-rules.ttl", "SELECT ?focus\n", "ASK\n", "C-92"),
        ("shapes.ttl", "FILTER ( ?end < ?start )", "FILTER ( ?end <", "C-12"),
        ("shapes.ttl", 'dcterms:identifier "C-23" ;', "", "C-23"),
    ],
)
def test_rule_that_cannot_be_run_is_named(file: str, old: str, new: str, named: str, root: Path) -> None:
    replace(root / "ontology" / file, old, new)
    Edit(STATED, "<goal/hito-2>", "major-goal", "basic-goal").apply(root)
    error = refusal(root)
    assert isinstance(error, BrokenRule)
    assert says(error, named)


@pytest.mark.parametrize("file", ["shapes.ttl", "dataset-rules.ttl"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [(b"", NoRules), ("規則".encode("cp932"), NotUnicode), (b"pgs:C-01 a pgs:C-02 .", BrokenTurtle)],
    ids=["empty", "other-encoding", "no-turtle"],
)
def test_rules_that_cannot_be_read_are_named(file: str, text: bytes, kind: type[DataError], root: Path) -> None:
    (root / "ontology" / file).write_bytes(text)
    error = refusal(root)
    assert type(error) is kind
    assert says(error, f"ontology/{file}")


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
    # one stated graph holds it all here, the documents too
    region = [(shorten(fault.rule), fault.focus, fault.path) for fault in found if fault.focus.startswith(ID)]
    assert [each for each in region if each[0] != "pgs:C-66"] == []


def test_what_no_rule_can_know(root: Path) -> None:
    for edit in chain.from_iterable(NOT_FOUND.values()):
        edit.apply(root)
    assert validate(root).findings == ()


def refusal(root: Path) -> DataError:
    """Why the data cannot be checked at all."""
    with pytest.raises(DataError) as caught:
        validate(root)
    return caught.value


def says(error: DataError, *words: str) -> bool:
    """Whether the sentence says all this in both languages."""
    return all(word in error.sentence("ja") and word in error.sentence("en") for word in words)


@pytest.mark.parametrize("file", [STATED, "ontology/terms.ttl", "ontology/shapes.ttl", "ontology/dataset-rules.ttl"])
def test_broken_turtle_is_named_with_its_line(file: str, root: Path) -> None:
    lines = (root / file).read_text().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if at > 20 and line.endswith(" ;\n"))
    (root / file).write_text("".join(lines[:at]) + lines[at].replace(" ;", "") + "".join(lines[at + 1 :]))
    error = refusal(root)
    assert isinstance(error, BrokenTurtle)
    assert says(error, str(root / file), str(at + 2))


def test_triple_in_two_graphs_is_named_with_both_files(root: Path) -> None:
    with (root / INFERRED).open("a") as file:
        file.write("\n<measure/20-1> pg:contributesTo <goal/20> .\n")
    error = refusal(root)
    assert isinstance(error, TripleInTwoGraphs)
    assert says(error, str(root / STATED), str(root / INFERRED), "measure/20-1")


def test_uncatalogued_file_is_named(root: Path) -> None:
    (root / "data/ttl/new.ttl").write_text("<x:thing> <x:is> <x:new> .")
    error = refusal(root)
    assert isinstance(error, UncataloguedGraph)
    assert says(error, str(root / "data/ttl/new.ttl"), GRAPH + "new", "data/ttl/catalog.ttl")


@pytest.mark.parametrize(
    "path", ["data/ttl", "ontology/terms.ttl", "ontology/shapes.ttl", "ontology/dataset-rules.ttl"]
)
def test_missing_path_is_named(path: str, root: Path) -> None:
    (root / path).rename(root / "elsewhere")
    error = refusal(root)
    assert isinstance(error, MissingPath)
    assert says(error, str(root / path))
