"""The pages of the rules: the list that can be narrowed, and each rule with its cases and what it finds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from running_server import Server, running_server

from plangraph import catalog
from plangraph.rules import Rules
from plangraph_web.shapes import TOPICS

RULES = Rules(catalog.root())
ALL = RULES.all("ja")


def listed(page: str) -> list[str]:
    return re.findall(r'<li id="(C-\d+)" class="rule-entry', page)


def plain(page: str) -> str:
    """The page without the marks, white space folded as a browser does."""
    return re.sub(r"<code> ", "<code>", re.sub(r"\s+", " ", re.sub(r"</?mark>", "", page)))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the shipped data without the link of one measure, and with one more file of rules."""
    home: Path = tmp_path_factory.mktemp("broken")
    for folder in ("ontology", "data"):
        shutil.copytree(catalog.root() / folder, home / folder)
    stated = home / "data/ttl/ichinoseki/plan/2026/stated.ttl"
    text = stated.read_text(encoding="utf-8")
    stated.write_text(text.replace("  pg:contributesTo <goal/20> ;\n", ""), encoding="utf-8")
    (home / "ontology/shapes/our-own.ttl").write_text(
        """PREFIX sh: <http://www.w3.org/ns/shacl#>
        <https://w3id.org/plangraph/shapes#C-9999> a sh:NodeShape ; <http://purl.org/dc/terms/identifier> "C-9999" ;
          sh:name "我々の規則"@ja ; sh:message "我々の理由"@ja ; sh:severity sh:Info ;
          sh:targetClass <https://w3id.org/plangraph/ontology#Plan> .""",
        encoding="utf-8",
    )
    with running_server("--root", str(home)) as running:
        yield running


def test_every_file_of_rules_has_a_name_for_people() -> None:
    assert set(RULES.topics.values()) == set(TOPICS)


def test_every_rule_is_listed_once_with_an_example(server: Server) -> None:
    page = server.get("/shapes/?lang=ja").text
    assert sorted(listed(page)) == sorted(rule.id for rule in ALL)
    assert page.count('<p class="change">') == len(ALL)
    assert all(rule.title in unescape(page) for rule in ALL)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("q=c-07", {"C-07"}),
        ("q=" + quote("将来像 ちょうど"), {"C-07"}),
        ("q=" + quote("Ｃ－０７"), {"C-07"}),
        ("severity=Warning", {rule.id for rule in ALL if rule.severity == "Warning"}),
        ("q=C-0&severity=Warning", {rule.id for rule in ALL if rule.severity == "Warning" and "C-0" in rule.id}),
        ("q=nothing-is-called-so", set()),
        ("result=open&severity=Violation", set()),
    ],
)
def test_the_list_is_narrowed_by_the_address(server: Server, parameters: str, expected: set[str]) -> None:
    assert set(listed(server.get(f"/shapes/?lang=ja&{parameters}").text)) == expected


def test_the_form_keeps_what_was_asked(server: Server) -> None:
    page = server.get("/shapes/?lang=en&q=%22vision%22%3Cb%3E&severity=Warning").text
    assert 'value="&#34;vision&#34;&lt;b&gt;"' in page
    assert '<option value="Warning" selected>' in page
    assert "No rule is like that." in page


def test_one_rule_in_full(server: Server) -> None:
    page = unescape(server.get("/shapes/C-07?lang=en").text)
    assert "A plan whose elements are recorded needs exactly one vision." in page
    assert "<code>pg:inPlan <plan> ;</code></del>" in plain(page)
    assert "<code># pg:inPlan <plan> ;</code></ins>" in plain(page)
    assert "<mark>#</mark>" in page
    assert "SELECT $this" in page
    assert "<code>pg:Plan</code>" in page
    assert 'href="/shapes/C-06" rel="prev"' in page
    assert 'href="/shapes/C-08" rel="next"' in page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_has_a_page(server: Server, language: str) -> None:
    assert [rule.id for rule in ALL if server.get(f"/shapes/{rule.id}?lang={language}").status != 200] == []


@pytest.mark.parametrize("number", ["C-9999", "c-07", "7", "%3Cb%3E"])
def test_an_unknown_rule_is_not_found(server: Server, number: str) -> None:
    assert server.get(f"/shapes/{number}").status == 404


def test_what_is_found_is_counted_and_linked(broken: Server) -> None:
    page = broken.get("/shapes/C-19?lang=en").text
    assert 'href="/id/ichinoseki/plan/2026/measure/20-1"' in page
    assert "data/ttl/ichinoseki/plan/2026/stated.ttl" in page
    assert '<strong class="result-open">open</strong>' in page
    assert "1 open" in page
    assert "C-19" in listed(broken.get("/shapes/?result=open").text)
    assert "C-19" not in listed(broken.get("/shapes/?result=kept").text)


def test_rules_of_ones_own_are_listed_last_under_the_name_of_their_file(broken: Server) -> None:
    page = broken.get("/shapes/?lang=ja").text
    assert listed(page)[-1] == "C-9999"
    assert 'id="our-own"' in page
    assert broken.get("/shapes/C-9999").status == 200


def test_acknowledged_findings_lead_to_their_doubt(server: Server) -> None:
    numbers = listed(server.get("/shapes/?result=acknowledged").text)
    assert numbers
    assert all("/doubt/" in server.get(f"/shapes/{number}?lang=en").text for number in numbers)
