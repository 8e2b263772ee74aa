"""A newcomer's walk through the pages in a real Chromium."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from editor_page import run
from playwright.sync_api import Browser, expect
from running_server import Server
from visitor import heading, visitor

pytestmark = pytest.mark.browser

GOAL = "ichinoseki/plan/2026/goal/20"
QUERY = """PREFIX pg: <https://w3id.org/plangraph/ontology#>
SELECT ?measure WHERE { ?measure pg:contributesTo <https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20> }"""


def test_from_home_to_a_csv(browser: Browser, server: Server, tmp_path: Path) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        page.get_by_role("link", name="ひとりひとりが輝く 挑戦しつづけるまち いちのせき").click()
        expect(heading(page)).to_contain_text("挑戦しつづけるまち")
        goal = page.locator("li.depth-3", has_text="工業の振興")
        goal.locator("summary").click(position={"x": 4, "y": 8})
        expect(goal.locator("li.depth-4")).to_have_text("工業の振興")
        goal.locator(".line a").first.click()
        page.wait_for_url(f"**/id/{GOAL}")
        expect(heading(page)).to_contain_text("20 工業の振興")
        expect(page.locator(".trail li")).to_have_count(3)
        page.get_by_role("link", name="ネットワークで見る", exact=True).click()
        page.wait_for_selector("#network[data-drawn]")
        expect(page.locator(f"[data-node='{GOAL}']")).to_be_visible()
        page.get_by_role("banner").get_by_role("link", name="SPARQL").click()
        run(page, QUERY)
        expect(page.locator("#answer-title")).to_contain_text("答え: 1行", use_inner_text=True)
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV", exact=True).click()
        download.value.save_as(tmp_path / "answer.csv")
    rows = list(csv.reader((tmp_path / "answer.csv").read_text().splitlines()))
    assert rows == [["measure"], ["https://w3id.org/plangraph/id/ichinoseki/plan/2026/measure/20-1"]]


@pytest.mark.parametrize(
    ("language", "link", "doubt", "why"),
    [
        ("ja", "疑義97件", "第3次共生ビジョンの最後の年度", "令和10年度は2028年度で"),
        ("en", "97 doubts", "Last fiscal year of the third vision", "is fiscal year 2028"),
    ],
)
def test_two_clicks_to_why_two_documents_disagree(
    browser: Browser, server: Server, language: str, link: str, doubt: str, why: str
) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(f"{server.url}/?lang={language}")
        page.get_by_role("link", name=link).first.click()
        page.get_by_role("link", name=doubt).click()
        expect(heading(page)).to_contain_text(doubt)
        expect(page.locator(".side-printed")).to_contain_text("2029年度", use_inner_text=True)
        expect(page.locator(".side-against")).to_contain_text("2028年度", use_inner_text=True)
        expect(page.get_by_text(why)).to_be_visible()
        page.locator(".side-against a").nth(1).click()
        expect(heading(page)).to_contain_text("第3次一関・平泉定住自立圏共生ビジョン")


def test_the_network_is_walked_by_keys_alone(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/graph")
        page.wait_for_selector("#network[data-drawn]")
        page.locator("#network").focus()
        shown = page.locator("[data-node]:visible")
        expect(shown).to_have_attribute("data-node", "ichinoseki/plan/2026/vision")
        for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
        expect(shown).to_have_attribute("data-node", "ichinoseki/plan/2026/goal/02")
        page.wait_for_url("**#ichinoseki/plan/2026/goal/02")
        page.keyboard.press("ArrowLeft")
        expect(shown).to_have_attribute("data-node", "ichinoseki/plan/2026/goal/hito-1")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_url("**focus=ichinoseki/plan/2026/goal/01**")
        page.wait_for_selector("#network[data-drawn]")
        expect(page.locator("#twin tbody tr")).to_have_count(42)


def test_a_double_click_opens_what_is_below_it(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/graph#ichinoseki/plan/2026/goal/18")
        page.wait_for_selector("#network[data-drawn]")
        for _ in range(8):
            page.get_by_role("button", name="拡大").click()
        page.locator("#network").focus()
        page.keyboard.press("ArrowDown")  # so close up, what is next is out of view and moves to the middle
        expect(page.locator("[data-node]:visible h2")).to_have_text("商業、観光業の振興")
        page.locator("#network").dblclick()
        page.wait_for_url("**focus=ichinoseki/plan/2026/goal/19**")


def test_without_javascript(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + "/plans/ichinoseki/2026?open=all")
        expect(page.locator("li.depth-4")).to_have_count(58)
        expect(page.locator("li.depth-4").first).to_be_visible()
        page.locator("li.depth-3 a", has_text="工業の振興").first.click()
        expect(heading(page)).to_contain_text("工業の振興")
        page.get_by_role("link", name="ネットワークで見る", exact=True).click()
        expect(page.locator("noscript")).to_have_count(1)
        expect(page.locator("#twin tbody tr")).to_have_count(40)
        page.goto(server.url + "/query")
        page.get_by_role("button", name="実行").click()
        expect(page.locator("#answer-title")).to_contain_text("答え: 4行", use_inner_text=True)


def test_errors_are_pages_too(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(server.url + "/query?query=SELECT ?s%0AWHERE { ?s ?p }")
        assert page.locator(".guilty").inner_text().startswith("WHERE")
        page.goto(server.url + "/id/ichinoseki/plan/2026/goal/kogyo")
        page.get_by_role("link", name="工業の振興").first.click()
        expect(heading(page)).to_contain_text("工業の振興")


def test_an_address_opens_the_folded_list_that_holds_its_place(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/sources/ichinoseki-hiraizumi/vision-3#L171-C46-52")
        expect(page.locator("[id='L171-C46-52']")).to_be_visible()
        expect(page.locator("[id='L324-C14-18']")).not_to_be_visible()


def test_the_network_has_one_stop_and_takes_the_keys_at_once(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/graph?focus={GOAL}#%E0%A4%A")
        page.wait_for_selector("#network[data-drawn]")
        expect(page.locator("#network [tabindex='0']")).to_have_count(0)
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**#ichinoseki/plan/2026/measure/20-1")


def test_a_line_ends_where_the_error_says(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(server.url + "/query?query=SELECT ?s %23 a\u2028b%0AWHERE { ?s ?p }")
        expect(page.locator(".code-lines li")).to_have_count(2)
        assert page.locator(".guilty").inner_text().startswith("WHERE")


def test_english_pages_keep_official_names(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/plans/ichinoseki/2026?lang=en")
        expect(page.locator(".page-head")).to_contain_text(
            "一関市総合計画 (Ichinoseki comprehensive plan)", use_inner_text=True
        )
        expect(page.locator(".counts")).to_contain_text("middle goals\n24", use_inner_text=True)
