"""The command as a person types it: real processes, both languages, wrong input."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import plangraph
from pyoxigraph import NamedNode
from rdflib import SH, Graph, Literal, URIRef
from small_sources import Town

from plangraph import __version__, catalog
from plangraph.namespaces import ID, ONTOLOGY
from plangraph.store import Store

GOALS = """PREFIX pg: <https://w3id.org/plangraph/ontology#>
SELECT ?number ?goal { ?goal a pg:Goal ; pg:number ?number } ORDER BY ?number LIMIT 2"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The shipped data without the link of one measure."""
    for folder in ("ontology", "data"):
        shutil.copytree(catalog.root() / folder, tmp_path / folder)
    stated = tmp_path / "data/ttl/ichinoseki/plan/2026/stated.ttl"
    text = stated.read_text(encoding="utf-8")
    assert text.count("  pg:contributesTo <goal/20> ;\n") == 1
    stated.write_text(text.replace("  pg:contributesTo <goal/20> ;\n", ""), encoding="utf-8")
    return tmp_path


def test_it_tells_its_version() -> None:
    assert plangraph("--version").stdout.decode().strip() == f"plangraph {__version__}"


def test_a_query_may_be_text_a_file_or_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "goals.rq"
    file.write_text(GOALS, encoding="utf-8")
    answers = [
        plangraph("query", GOALS, "--format", "csv"),
        plangraph("query", file, "--format", "csv"),
        plangraph("query", "-", "--format", "csv", given=GOALS.encode()),
    ]
    assert (
        answers[0].stdout.splitlines()[1].startswith(b"01,https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/01")
    )
    assert {each.stdout for each in answers} == {answers[0].stdout}


def test_a_table_shows_names_instead_of_iris() -> None:
    table = plangraph("query", GOALS, language="ja").stdout.decode()
    assert "こどもの健やかな成長" in table
    assert "w3id.org" not in table


def test_a_graph_is_turtle_unless_another_format_is_asked_for(store: Store) -> None:
    describe = f"DESCRIBE <{ID}ichinoseki>"
    turtle = Graph().parse(data=plangraph("query", describe).stdout, format="turtle")
    jsonld = Graph().parse(data=plangraph("query", describe, "--format", "jsonld").stdout, format="json-ld")
    assert (URIRef(ID + "ichinoseki"), URIRef(ONTOLOGY + "municipalityCode"), Literal("032093")) in turtle
    assert len(turtle) == len(store.match(NamedNode(ID + "ichinoseki"))) > 10
    assert set(jsonld) == set(turtle)


def test_a_rule_may_be_named_in_small_letters() -> None:
    report = json.loads(plangraph("validate", "--rule", "c-07", "--format", "json").stdout)
    assert [each["rule"] for each in report["rules"]] == ["C-07"]


def test_a_cut_answer_says_so() -> None:
    answer = plangraph("query", "SELECT * { ?s ?p ?o }", "--rows", "3", "--format", "csv")
    assert len(answer.stdout.splitlines()) == 4
    assert "cut after 3." in answer.stderr.decode()


@pytest.mark.parametrize(
    ("words", "ja", "en"),
    [
        (("query", "nowhere.rq"), "nowhere.rq が見つかりません", "nowhere.rq does not exist"),
        (("query", "SELECT * { ?s ?p ?o"), "1行10文字目", "line 1, column 10"),
        (
            ("query", "INSERT DATA { <x:a> <x:b> <x:c> }"),
            "INSERT は更新の命令です",
            "INSERT (line 1, column 1) is an update",
        ),
        (("query", GOALS, "--format", "turtle"), "「turtle」では返せません", "“turtle” is not available"),
        (("query", GOALS, "--deadline", "soon"), "設定 deadline の値「soon」", "The setting deadline cannot be “soon”"),
        (("validate", "--root", "nowhere"), "が見つかりません", "does not exist"),
        (("verify", "--sources", "nowhere"), "nowhere が見つかりません", "nowhere does not exist"),
        (("verify", "--sources", sys.executable), "はありますが読めません", "is there but cannot be read"),
        (("serve", "--root", "nowhere", "--port", "0"), "が見つかりません", "does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(words: tuple[str, ...], ja: str, en: str) -> None:
    for language, sentence in (("ja", ja), ("en", en)):
        failed = plangraph(*words, language=language)
        message = failed.stderr.decode()
        assert failed.returncode == 2
        assert message.startswith("plangraph: ")
        assert sentence in message
        assert "Traceback" not in message


def test_a_query_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "old.rq"
    file.write_bytes("SELECT ?値 {}".encode("cp932"))
    assert "not text in UTF-8" in plangraph("query", file).stderr.decode()


def test_validate_passes_the_shipped_data() -> None:
    passed = plangraph("validate", "--strict")
    assert passed.returncode == 0
    assert "Violations 0, open warnings 0" in passed.stdout.decode()


def test_validate_names_thing_rule_and_file(broken: Path) -> None:
    failed = plangraph("validate", "--root", broken, language="ja")
    table = failed.stdout.decode()
    assert failed.returncode == 1
    assert "C-19" in table
    assert "ichinoseki/plan/2026/measure/20-1" in table
    assert "工業の振興" in table
    assert "data/ttl/ichinoseki/plan/2026/stated.ttl" in table
    assert "不合格" in table


def test_validate_reports_to_programs(broken: Path) -> None:
    document = json.loads(plangraph("validate", "--root", broken, "--format", "json").stdout)
    named = {(each["rule"], each["focus"].rsplit("/", 1)[1], each["file"]) for each in document["findings"]}
    assert ("C-19", "20-1", "data/ttl/ichinoseki/plan/2026/stated.ttl") in named
    assert document["conforms"] is False

    suite = ElementTree.fromstring(plangraph("validate", "--root", broken, "--format", "junit").stdout)
    violated = {each["rule"] for each in document["findings"] if each["severity"] == "Violation"}
    assert suite.get("failures") == str(len(violated))
    assert suite.find("testcase[@classname='C-19']/failure") is not None

    graph = Graph().parse(data=plangraph("validate", "--root", broken, "--format", "turtle").stdout, format="turtle")
    assert len(set(graph.subjects(SH.sourceShape, None))) == len(document["findings"])


def test_verify_looks_up_what_is_stated(tmp_path: Path) -> None:
    town = Town(tmp_path).states('<goal> rdfs:label "工業の振興"@ja ; pg:statedAt <a/L2> .')
    words = ("verify", "--sources", town.folder, "--root", town.root)
    passed = plangraph(*words, "--uncited")
    assert passed.returncode == 0
    assert "Agrees: 1 documents" in passed.stdout.decode()
    assert "だれも引用しない文" in passed.stdout.decode()

    (town.folder / "a.txt").write_text("鉱業の振興\n", encoding="utf-8")
    failed = plangraph(*words, language="ja")
    assert failed.returncode == 1
    table = "".join(failed.stdout.decode().replace("│", "").split())
    assert all(word in table for word in ("見つからない", "工業の振興", "SHA-256", "終わり(1行)より先"))
    document = json.loads(plangraph(*words, "--format", "json").stdout)
    codes = [each["code"] for each in document["documents"][0]["problems"]]
    assert codes == ["other-text", "other-line-count", "line-beyond-end"]


def test_verify_fails_where_a_document_is_away(tmp_path: Path) -> None:
    town = Town(tmp_path).states("")
    (town.folder / "a.txt").unlink()
    failed = plangraph("verify", "--sources", town.folder, "--root", town.root)
    assert failed.returncode == 1
    assert "does not exist" in failed.stdout.decode()
    assert plangraph("verify").returncode == 2


def test_a_syntax_error_points_at_its_place() -> None:
    failed = plangraph("query", 'SELECT ?s {\n  ?s <x:p> "目標", ？o }').stderr.decode().splitlines()
    assert failed[1:] == [
        '    ?s <x:p> "目標", ？o }',
        "    " + " " * 17 + "^^",
        "It would be mended so: Write “?” for “？”",
        '    ?s <x:p> "目標", ?o }',
    ]


def test_a_refused_query_points_at_its_place() -> None:
    failed = plangraph("query", "INSERT DATA { <x:s> <x:p> 1 }").stderr.decode().splitlines()
    assert failed[1:] == ["  INSERT DATA { <x:s> <x:p> 1 }", "  ^^^^^^"]


@pytest.mark.parametrize("command", ["serve", "query", "validate", "verify"])
def test_help_shows_each_example_on_its_own_line(command: str) -> None:
    text = plangraph(command, "--help").stdout.decode()
    examples = text.split("Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) >= 2
    assert all(f"plangraph {command}" in line for line in examples)
    assert "\\b" not in text
