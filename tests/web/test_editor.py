"""The editor of the query page: it marks, checks, mends and runs what is written; without scripts a form does."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from editor_page import editor, run, write, written
from playwright.sync_api import Browser, Page, expect
from running_server import ENDLESS, ROOT, Server, running_server, until
from visitor import visitor

pytestmark = pytest.mark.browser

PLANS = "SELECT ?plan WHERE { ?plan a pg:Plan }"
PREFIX = "PREFIX pg: <https://w3id.org/plangraph/ontology#>\n"
ALL = "SELECT * { ?s ?p ?o } LIMIT "
AXE = ROOT / "webapp" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


def left(server: Server) -> int:
    """How many queries were stopped because nobody waited for them any more."""
    found = re.search(r'^plangraph_queries_total{outcome="gone"} (\d+)', server.get("/metrics").text, re.MULTILINE)
    return int(found[1]) if found else 0


def answer(page: Page, text: str) -> None:
    expect(page.locator("#answer-title")).to_have_text(re.compile(text))


@pytest.mark.parametrize(
    ("language", "place", "what", "fix", "rows"),
    [
        ("ja", "1行30文字目", "「pg:」が宣言されていません", "PREFIX pg: を足す", "答え: 6行"),
        ("en", "Line 1, column 30", "“pg:” is not declared", "Add PREFIX pg:", "Answer: 6 rows"),
    ],
)
def test_what_is_wrong_is_told_while_it_is_written_and_mended_by_a_button(
    browser: Browser, server: Server, language: str, place: str, what: str, fix: str, rows: str
) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query?lang={language}")
        keyword, variable = (page.locator(".cm-line span", has_text=each).first for each in ("SELECT", "?goal"))
        colours = {each.evaluate("span => getComputedStyle(span).color") for each in (keyword, variable)}
        assert len(colours) == 2
        write(page, PLANS)
        remark = page.locator(".remarks li")
        expect(remark).to_contain_text(what)
        expect(page.locator(".remarks [role=status]")).to_contain_text(what)
        expect(page.locator(".cm-lintRange-error")).to_have_text("pg:Plan")
        page.get_by_role("button", name=place).click()
        page.keyboard.press("Control+End")  # from where what is wrong is mended, too
        page.keyboard.press("Control+.")
        assert written(page) == PREFIX + PLANS
        page.keyboard.press("Control+z")
        assert written(page) == PLANS
        page.get_by_role("button", name=fix).click()
        expect(remark).to_have_count(0)
        page.keyboard.press("Control+Enter")
        answer(page, rows)
        expect(page.locator("#query-said")).to_have_text(rows)


def test_an_error_keeps_the_text_and_its_links_mend_it_in_the_editor(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(f"{server.url}/query")
        run(page, PLANS)
        expect(page.locator("#outcome [role=alert]")).to_contain_text("宣言されていません")
        expect(page.locator(".cm-lintRange-error")).to_be_visible()
        expect(page.locator(".remarks li")).to_have_count(0)
        assert written(page) == PLANS
        page.locator("a[data-fix]").first.click()
        answer(page, "答え: 6行")
        assert written(page) == PREFIX + PLANS
        expect(editor(page)).to_be_focused()
        page.keyboard.press("Control+z")
        assert written(page) == PLANS


def test_what_an_input_method_composes_takes_the_place_of_a_selection(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query")
        write(page, PLANS)
        keyboard = page.context.new_cdp_session(page)
        for start, end in ((0, 9), (2, 6), (3, 9), (18, 23)):
            page.keyboard.press("Control+Home")
            for key in ["ArrowRight"] * start + ["Shift+ArrowRight"] * (end - start):
                page.keyboard.press(key)
            for begun in ("し", "しさく"):
                keyboard.send("Input.imeSetComposition", {"text": begun, "selectionStart": 1, "selectionEnd": 1})
            keyboard.send("Input.insertText", {"text": "施策"})
            assert written(page) == PLANS[:start] + "施策" + PLANS[end:]
            page.keyboard.press("Control+z")
            assert written(page) == PLANS


def test_what_runs_is_counted_and_stops_also_on_the_server(browser: Browser) -> None:
    with running_server(PLANGRAPH_DEADLINE="60") as patient, visitor(browser, patient) as page:
        page.goto(f"{patient.url}/query?lang=en")
        run(page, ENDLESS)
        expect(page.locator(".running")).to_contain_text("running for 1 s")
        assert until(patient.runs)
        page.keyboard.press("Escape")
        expect(page.locator(".running")).to_be_hidden()
        expect(page.locator("#query-said:not(.unseen)")).to_have_text("Stopped. The query stays as it is.")
        expect(page.locator("#outcome[aria-busy]")).to_have_count(0)
        assert until(lambda: left(patient) == 1)
        page.keyboard.press("Control+Enter")
        assert until(patient.runs)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("button", name="Run", exact=True)).to_be_focused()
        assert until(lambda: left(patient) == 2)
        assert written(page) == ENDLESS


def test_a_query_that_takes_too_long_stays_in_the_editor(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(f"{server.url}/query")
        run(page, ENDLESS)
        expect(page.locator("#outcome")).to_contain_text("範囲を狭めてください")
        assert written(page) == ENDLESS


def test_addresses_lead_back_and_forth_as_without_scripts(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query")
        for rows in (150, 7):
            run(page, f"{ALL}{rows}")
            answer(page, f"答え: {rows}行")
        assert parse_qs(urlsplit(page.url).query) == {"query": [ALL + "7"]}
        page.keyboard.press("Backspace")
        expect(page.locator(".stale")).to_be_visible()  # the answer is that to another query now
        page.keyboard.press("7")
        expect(page.locator(".stale")).to_be_hidden()
        page.go_back()
        answer(page, "答え: 150行")
        assert written(page) == ALL + "150"
        page.get_by_role("link", name="次へ").click()
        expect(page.locator("#said")).to_contain_text("51–100")
        page.go_back()
        expect(page.locator("#rows")).to_have_attribute("data-said", "150行中 1–50行目")
        page.go_forward()
        page.reload()
        expect(page.locator("#rows")).to_have_attribute("data-said", "150行中 51–100行目")
        for _ in range(3):
            page.go_back()
        expect(page.locator("#outcome")).to_be_hidden()


def test_a_long_query_runs_although_no_address_holds_it(browser: Browser, server: Server) -> None:
    long = f"{ALL}3 # {'長い' * 5_000}"
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query")
        run(page, long)
        answer(page, "答え: 3行")
        assert page.url == f"{server.url}/query"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = server.send("POST", "/query", urlencode({"query": long}).encode(), form)
    assert (sent.status, "答え: 3行" in sent.text) == (200, True)
    with visitor(browser, server, script=False) as page:
        page.goto(f"{server.url}/query")
        page.get_by_label("クエリ").fill(long)
        page.get_by_role("button", name="実行").click()
        answer(page, "答え: 3行")
        assert page.get_by_label("クエリ").input_value() == long


def test_what_is_too_long_to_be_laid_out_is_told(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(f"{server.url}/query?lang=en")
        write(page, "# why\n" * 20_000)
        page.locator("[data-lay-out]").click()
        expect(page.locator("#query-said:not(.unseen)")).to_have_text("The query could not be laid out.")


def test_the_keyboard_leads_in_and_out(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query?lang=en")
        expect(editor(page)).to_have_accessible_name("Query")
        expect(editor(page)).to_have_accessible_description(re.compile("Tab"))
        page.get_by_role("tab").focus()
        for name in ("New tab", "Rename", "Close", "Query", "Run"):
            page.keyboard.press("Tab")
            expect(page.locator(":focus").last).to_have_accessible_name(name)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Control+f")
        expect(page.get_by_role("textbox", name="Find", exact=True)).to_be_focused()
        page.keyboard.type("measure")
        page.keyboard.press("Escape")
        expect(editor(page)).to_be_focused()
        page.keyboard.press("Control+Home")
        page.keyboard.press("Control+/")
        assert written(page).startswith("# PREFIX")
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+End")
        page.keyboard.type("{(")
        assert written(page).endswith("{()}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_editor(browser: Browser, server: Server, theme: str) -> None:
    with visitor(browser, server) as page:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.goto(f"{server.url}/query")
        write(page, '# 計画\nSELECT (COUNT(?x) AS ?n) { ?x a pg:Plan ; <u:p> "文"@ja, 12.5, true } ')
        expect(page.locator(".cm-lintRange-error")).to_be_visible()
        page.get_by_role("button", name="新しいタブ").click()
        page.get_by_role("button", name="閉じる").click()
        expect(page.locator(".remarks li")).to_be_visible()
        for summary in page.locator("aside summary").all()[1:]:
            summary.click()
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then((result) => result.violations)")
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
