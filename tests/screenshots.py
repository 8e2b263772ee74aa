"""Photograph every page and state at both sizes and in both languages into build/screenshots/."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from chromium import chromium
from playwright.sync_api import Browser, expect, sync_playwright
from running_server import ROOT, Server, running_server
from small_sources import disagreeing

FOLDER = ROOT / "build" / "screenshots"
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
GOAL = "ichinoseki/plan/2026/goal/20"
QUERY = """PREFIX pg: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?goal ?number ?measure WHERE {
  ?measure a pg:Measure ; pg:contributesTo ?goal .
  ?goal pg:number ?number .
} ORDER BY ?number LIMIT 12"""
COUNTED = """PREFIX pg: <https://w3id.org/plangraph/ontology#>

SELECT ?goal (COUNT(?thing) AS ?count) {{ ?thing pg:contributesTo ?goal }}
GROUP BY ?goal ORDER BY DESC(?count) LIMIT {}"""
STATES = {
    "home": "/",
    "questions": "/questions",
    "question-tree": "/questions/plan-tree",
    "question-bar": "/questions/most-measures",
    "question-line": "/questions/population-series",
    "question-network": "/questions/succession-of-thing",
    "question-table": "/questions/not-stated?sort=-confidence",
    "question-empty": "/questions/word-in-generations?word=" + quote("観光業界"),
    "question-found": "/questions/not-stated?filter=" + quote("子ども"),
    "question-none-found": "/questions/not-stated?filter=" + quote("観光業界"),
    "question-error": "/questions/measures-of-goal?goal=kogyo",
    "question-chosen": f"/questions/measures-of-goal?goal={GOAL}",
    "question-version": "/questions/measures-of-goal?v=0.1.0%2B12345678",
    "search": "/search?q=" + quote("子育て"),
    "search-many": "/search?q=" + quote("の"),
    "search-none": "/search?q=" + quote("観光業界"),
    "search-empty": "/search",
    "search-error": "/search?q=%20",
    "plans": "/plans/",
    "plan": "/plans/ichinoseki/2026",
    "plan-open": "/plans/ichinoseki/2026?open=all",
    "plan-old": "/plans/ichinoseki/2016",
    "plan-region": "/plans/ichinoseki-hiraizumi/3",
    "plan-named-only": "/plans/ichinoseki-hiraizumi/2",
    "thing": f"/id/{GOAL}",
    "thing-vision": "/id/ichinoseki/plan/2026/vision",
    "thing-city": "/id/ichinoseki",
    "thing-role": "/id/ichinoseki-hiraizumi/plan/3/role/1-3-1/hiraizumi",
    "thing-observation": "/id/ichinoseki-hiraizumi/table/area/hiraizumi/area",
    "thing-series": "/id/ichinoseki-hiraizumi/table/text/population/2020",
    "thing-field": "/id/ichinoseki/plan/2016/field/5",
    "thing-dropped": "/id/ichinoseki/plan/before-2016/field/1-6",
    "thing-plan": "/id/ichinoseki/plan/2016",
    "thing-indicator": "/id/indicator/population",
    "graph": "/graph",
    "graph-focus": f"/graph?focus={GOAL}",
    "graph-region": "/graph?plan=ichinoseki-hiraizumi/plan/3",
    "query": "/query",
    "query-answer": "/query?query=" + quote(QUERY),
    "query-empty": "/query?query=" + quote("SELECT ?x WHERE { ?x a <https://example.org/Nothing> }"),
    "query-truncated": "/query?query=" + quote("SELECT * WHERE { ?s ?p ?o . ?a ?b ?c }"),
    "query-error": "/query?query=" + quote(QUERY.replace("?goal pg:number", "?goal pg;number")),
    "query-ask": "/query?query=" + quote("ASK { ?plan a <https://w3id.org/plangraph/ontology#Plan> }"),
    "query-columns": "/query?query="
    + quote("SELECT * WHERE { " + " ".join(f"?s ?p{at} ?o{at} ." for at in range(40)) + " } LIMIT 3"),
    "query-version": "/query?v=0.1.0%2B12345678&query=" + quote(COUNTED.format(12)),
    "query-graph": "/query?query=" + quote("DESCRIBE <https://w3id.org/plangraph/id/ichinoseki>"),
    "error": "/sparql?query=" + quote("SELECT ?goal\nWHERE { ?goal pg:number }"),
    "question": "/id/question/most-measures",
    "sources": "/sources/",
    "source": "/sources/ichinoseki/settlement-region-page",
    "source-doubt": "/sources/ichinoseki/settlement-region-page#L31-C57-91",
    "not-found": "/id/ichinoseki/plan/2026/goal/kogyo",
    "population": "/population",
    "population-town": "/population?area=hiraizumi",
    "population-none": "/population?area=japan&indicator=indicator/population",
    "population-ageing": "/population?area=ichinoseki-hiraizumi&indicator=indicator/ageing-rate",
    "quality": "/quality",
    "shapes": "/shapes/",
    "shape": "/shapes/C-07",
    "ontology": "/ontology",
    "ontology-term": "/ontology#contributesTo",
    "ontology-concept": "/ontology#/event-kind/vote",
    "ontology-found": "/ontology?q=" + quote("目標"),
    "ontology-none": "/ontology?q=" + quote("見つからないことば"),
    "download": "/download",
    "help": "/help",
    "help-asked": f"/help?goal={GOAL}#answer",
    "help-error": "/help?goal=nowhere",
    "region": "/region",
    "quality-chosen": "/quality?kind=agreement",
    "doubt": "/id/ichinoseki/doubt/end-of-third-vision",
    "thing-doubted": "/id/ichinoseki-hiraizumi/plan/3/period/city-page",
    "picture-bars": "/questions/most-measures",
    "picture-columns": "/questions/policy-field-counts",
    "picture-groups": "/questions/how-many",
    "picture-negative": "/questions/projection-and-outlook",
    "picture-lines": "/questions/population-series",
    "picture-network": "/questions/projects-and-goals",
    "picture-names": "/questions/connection-of-two",
    "picture-tree": "/questions/plan-tree",
    "picture-query": "/query?query=" + quote(COUNTED.format(12)),
    "picture-too-many": "/query?query=" + quote(COUNTED.format(100)),
    "print-question": "/questions/most-measures",
    "print-tree": "/questions/plan-tree",
    "print-thing": f"/id/{GOAL}",
}
SMALL_STATES = {"source-passages": "/sources/a", "source-missing": "/sources/b"}
"""States of a small town with two documents, one of which is not the text that was cited."""


def main(names: list[str]) -> None:
    """Photograph the named states, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        _photograph_all(browser, server, [name for name in names or STATES if name in STATES])
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        town = disagreeing(Path(home))
        with running_server("--root", str(town.root), "--sources", str(town.folder)) as server:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            for name in [each for each in SMALL_STATES if not names or each in names]:
                if name == "source-missing":
                    (town.folder / "b.txt").write_text("Another text.\n", encoding="utf-8")
                _photograph_all(browser, server, [name])


def _photograph_all(browser: Browser, server: Server, names: list[str]) -> None:
    for name in names:
        for language in ("ja", "en"):
            for size in SIZES:
                _photograph(browser, server, name, language, size)


def _photograph(browser: Browser, server: Server, name: str, language: str, size: str) -> None:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, locale="ja-JP")
    address, _, anchor = (STATES | SMALL_STATES)[name].partition("#")
    page.emulate_media(media="print" if name.startswith("print") else "screen")
    page.goto(f"{server.url}{address}{'&' if '?' in address else '?'}lang={language}#{anchor}")
    if name.startswith("graph"):
        page.wait_for_selector("#network[data-drawn]")
    expect(page.locator("drawn-picture:not([data-ready])")).to_have_count(0)
    target: Path = FOLDER / f"{name}-{language}-{size}"
    page.screenshot(path=target.with_suffix(".png"))
    page.screenshot(path=target.with_name(target.name + "-full.png"), full_page=True)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
