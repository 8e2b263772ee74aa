"""Other data than the shipped: what breaks the rules is still shown, so that its editor can see what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken_data import INFERRED, PLACES, PLAN, STATED, Edit
from running_server import Server, running_server
from small_plans import TOWN, bare_root
from small_questions import NAMES_IN_PLAN

from plangraph import catalog
from plangraph.namespaces import GRAPH, ID, PREFIXES

CHOICES = '"SELECT ?choice { ?choice a pg:Plan } ORDER BY ?choice"'
QUESTIONS = {
    "no-query": ("SELECT ?thing", "SELEC ?thing"),
    "no-values": ('  VALUES ?word { "の" }\n', ""),
    "no-default": ("; pg:defaultThing <https://w3id.org/plangraph/id/ichinoseki/plan/2026>", ""),
    "no-choices": (CHOICES, '"SELECT ?choice { ?choice a pg:Nothing }"'),
    "failing-choices": (CHOICES, '"SELEC ?choice {"'),
    "unnamed-choices": (CHOICES, '"SELECT ?x (BNODE() AS ?choice) { ?x a pg:Plan }"'),
    "unknown-kind": ("kind:number", "kind:nonsense"),
    "wrong-variable": ('pg:variable "word"', 'pg:variable "wo(rd"'),
    "absent-column": ('pg:variable "text"', 'pg:variable "txet"'),
    "no-columns": ("pg:column <thing> , <length> , <year> , <text> ;", ""),
    "bars-of-nothing": ("/picture/table>", "/picture/bar>"),
    "line-of-nothing": ("/picture/table>", "/picture/line>"),
    "network-of-nothing": ("/picture/table>", "/picture/network>"),
    "tree-of-nothing": ("/picture/table>", "/picture/tree>"),
}
"""Questions that break the rules, by what stands where in them."""
SLIPS = (
    Edit(STATED, "<goal/20>", "pg:order 20", 'pg:order "twenty"'),
    Edit(STATED, "<goal/19>", "  pg:atLevel <level/middle-goal> ;\n"),
    Edit(STATED, "<goal/hito>", "pg:contributesTo <vision>", "pg:contributesTo <goal/hito-1>"),
    Edit(STATED, "<part/basic-plan>", "fy:2026", "fy:2062"),
    Edit(PLACES, "<plan-2026-summary/L46>", "pg:firstLine 46", 'pg:firstLine "forty-six"'),
    Edit(INFERRED, "<link/goal-01>", "pg:confidence 0.7", 'pg:confidence "high"'),
)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("wrong")
    for folder in ("ontology", "data"):
        shutil.copytree(catalog.root() / folder, root / folder)
    for slip in SLIPS:
        slip.apply(root)
    for order, (slug, (old, new)) in enumerate(QUESTIONS.items(), -len(QUESTIONS)):
        assert old in NAMES_IN_PLAN
        text = NAMES_IN_PLAN.replace("names-in-plan", slug).replace(old, new).replace("order 99", f"order {order}")
        (root / f"data/ttl/questions/{slug}.ttl").write_text(text, encoding="utf-8")
    with running_server("--root", str(root)) as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/plans/ichinoseki/2026",
        "/graph",
        f"/graph?focus={PLAN}/goal/19",
        "/quality",
        f"/id/{PLAN}",
        f"/id/{PLAN}/vision",
        f"/id/{PLAN}/goal/01",
        f"/id/{PLAN}/goal/20",
        f"/id/{PLAN}/goal/hito",
        f"/id/{PLAN}/measure/02-1",
        "/questions",
        "/help",
        "/search?q=a",
    ],
)
def test_pages_are_shown_all_the_same(wrong: Server, path: str) -> None:
    assert wrong.get(path, "text/html").status == 200


@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_question_that_breaks_the_rules_is_answered_or_refused(wrong: Server, slug: str) -> None:
    """What cannot be read as SPARQL is a sentence, all else an answer."""
    for suffix in ("", "?word=x", ".xlsx", ".csv"):
        status = wrong.get(f"/questions/{slug}{suffix}", "text/html").status
        expected = (400,) if slug == "no-query" else (200, 400) if suffix == "?word=x" else (200,)
        assert status in expected, suffix


def test_the_first_page_says_that_the_checks_fail(wrong: Server) -> None:
    assert "/quality" in wrong.get("/", "text/html").text
    for rule in ("C-10", "C-22", "C-27", "C-43", "C-48"):
        assert rule in wrong.get("/quality", "text/html").text


@pytest.fixture
def without_plans(tmp_path: Path) -> Path:
    """Data in which there is nothing that any plan is about."""
    return bare_root(tmp_path)


def test_data_without_a_plan_is_a_sentence(without_plans: Path) -> None:
    with running_server("--root", str(without_plans)) as bare:
        for path in ("/", "/plans/", "/graph"):
            answer = bare.get(path, "text/html")
            assert answer.status == (200 if path == "/plans/" else 404), path
            assert "catalog.ttl" in answer.text or path == "/plans/"
        assert bare.get("/quality").status == 200
        assert "SELECT * { ?s ?p ?o }" in bare.get("/query").text
        assert "void:triples" in bare.get("/.well-known/void", "text/turtle").text


def test_a_plan_of_two_levels_has_all_its_pages(without_plans: Path) -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    (without_plans / "data/ttl/town.ttl").write_text(f"{prefixes}BASE <{ID}>\n{TOWN}")
    with (without_plans / "data/ttl/catalog.ttl").open("a") as catalogue:
        catalogue.write(f"\n<{GRAPH}town> pg:basis pg:stated .\n")
    with running_server("--root", str(without_plans)) as town:
        for path in ("/", "/plans/", "/plans/town/plan", "/graph", "/id/town/plan", "/id/town/plan/goal/1"):
            assert town.get(path, "text/html").status == 200, path
        assert "/plans/town/plan" in town.get("/").text
        assert 'class="notice"' not in town.get("/plans/town/plan").text


def test_rules_that_cannot_be_read_are_a_sentence_in_the_log_and_on_the_page(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for folder in ("ontology", "data"):
        shutil.copytree(catalog.root() / folder, tmp_path / folder)
    (tmp_path / "ontology/shapes/plans.ttl").write_text("")
    with running_server("--root", str(tmp_path)) as running:
        assert running.get("/", "text/html").status == 200
        assert "plans.ttl" in running.get("/quality", "text/html").text
    assert "Traceback" not in capfd.readouterr().err
