"""Every page is for everybody: at both widths, in both languages, with a keyboard, a screen reader, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from running_server import ROOT, Server, running_server
from small_sources import disagreeing
from visitor import visitor

pytestmark = pytest.mark.browser

GOAL = "ichinoseki/plan/2026/goal/20"
PAGES = (
    "/",
    "/questions",
    "/questions/plan-tree",
    "/questions/population-series",
    "/questions/not-stated?sort=-confidence&v=old",
    "/questions/word-in-generations?word=zzz",
    "/search?q=子育て",
    "/search?q=観光業界",
    "/plans/",
    "/plans/ichinoseki/2026",
    "/plans/ichinoseki-hiraizumi/3",
    f"/id/{GOAL}",
    "/id/ichinoseki",
    "/id/ichinoseki/plan/2016/field/5",
    "/id/ichinoseki-hiraizumi/table/population-outlook/3/growth/all",
    "/id/indicator/population",
    "/id/question/measures-of-goal",
    "/graph",
    "/graph?plan=ichinoseki-hiraizumi/plan/3",
    "/query?query=SELECT * { ?s ?p ?o }",
    "/quality",
    "/quality?kind=agreement",
    "/id/ichinoseki/doubt/end-of-third-vision",
    "/region",
    "/population",
    "/population?area=hiraizumi",
    "/shapes/",
    "/shapes/C-07",
    "/ontology",
    "/ontology?q=goal",
    "/download",
    "/help",
    "/sources/",
    "/sources/ichinoseki/settlement-region-page",
    "/sources/ichinoseki/plan-and-strategy",
    "/questions/most-measures",
    "/questions/policy-field-counts",
    "/questions/succession-of-thing",
)
AXE = ROOT / "webapp" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_a_phone(browser: Browser, server: Server, path: str, language: str) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(
    "path", ["/", "/quality", "/population", "/shapes/C-246", "/region", "/questions", "/questions/not-stated"]
)
def test_nothing_sticks_out_at_400_percent(browser: Browser, server: Server, path: str) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", ["ja", "en"])
def test_home_fits_the_screen(browser: Browser, server: Server, language: str) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/?lang={language}")
        expect(page.locator(".card")).to_have_count(6)
        expect(page.locator(".lane-vision")).to_have_count(4)
        assert page.evaluate("document.documentElement.scrollHeight") == 768


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "path",
    [
        *PAGES,
        "/plans/ichinoseki/2026?open=all",
        f"/graph?focus={GOAL}",
        "/query",
        "/query?query=SELECT",
        "/questions/measures-of-goal?goal=kogyo",
        "/nowhere",
    ],
)
def test_nothing_sticks_out_and_axe_finds_nothing(browser: Browser, server: Server, path: str, language: str) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") == 1366
        if path.startswith("/graph"):
            page.wait_for_selector("#network[data-drawn]")
        expect(page.locator("drawn-picture:not([data-ready])")).to_have_count(0)
        assert violations(page) == []


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, and where."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def test_pages_with_passages_are_for_everybody(browser: Browser, tmp_path: Path) -> None:
    town = disagreeing(tmp_path)
    with running_server("--root", str(town.root), "--sources", str(town.folder)) as small:
        for width in (1366, 390):
            with visitor(browser, small) as page:
                page.set_viewport_size({"width": width, "height": 844})
                page.goto(f"{small.url}/sources/a")
                expect(page.locator("mark", has_text="2024年度から2029年度まで").first).to_be_visible()
                assert page.evaluate("document.documentElement.scrollWidth") == width
                assert violations(page) == []


def test_without_javascript_the_legend_covers_nothing(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + "/graph")
        legend, table = (page.locator(each).bounding_box() for each in (".legend", "#twin"))
        assert legend
        assert table
        assert legend["y"] + legend["height"] <= table["y"]


def test_the_words_of_a_chart_have_no_outline(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/population")
        expect(page.locator(".chart text.tick").first).to_have_css("stroke", "none")


def test_a_figure_stands_whole_in_a_list_on_a_phone(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(server.url + "/id/indicator/population")
        value = page.locator(".listing td.numeric").first
        expect(value).to_be_visible()
        box = value.bounding_box()
        assert box
        assert box["x"] + box["width"] < 390


def test_paper_has_no_navigation(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.emulate_media(media="print")
        page.goto(server.url + "/questions/most-measures")
        expect(page.locator("table.rows thead")).to_be_visible()
        for hidden in ("header.site nav", ".ask button", "#downloads", "form.view"):
            expect(page.locator(f"{hidden}:visible")).to_have_count(0)
